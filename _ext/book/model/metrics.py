"""Figures of the book: words, reading time, and how much of what there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from book.kinds import TRUTH
from book.model.book import Book
from book.model.records import Page
from book.model.reviews import EXPERT, READER, TECHNICAL
from book.model.words import count_words as count_words


def reading_minutes(words: int, words_per_minute: int = 238) -> int:
    """Whole minutes, rounded up, to read *words* words of prose silently.

    238 words per minute is the mean for English non-fiction in Brysbaert (2019), *J. Mem. Lang.* 109.

    Raises ValueError if *words* is negative.
    """
    if words < 0:
        raise ValueError(f"words is {words}; it must be 0 or more")
    return -(-words // words_per_minute)


def grouped(number: int) -> str:
    """*number* with commas between groups of three digits, as the book prints it."""
    return f"{number:,}"


@dataclass(frozen=True, slots=True)
class Totals:
    """How much of each thing some pages hold."""

    words: int = 0
    insights: int = 0
    misconceptions: int = 0
    truths: int = 0
    cases: int = 0
    questions: int = 0
    diagrams: int = 0
    tables: int = 0
    sources: int = 0
    """Different works cited."""


def totals_of(pages: Iterable[Page]) -> Totals:
    """The totals of *pages*."""
    pages = tuple(pages)
    kinds = [box.kind for page in pages for box in page.boxes]
    cited = {reference.target for page in pages for reference in page.references if reference.role == "cite"}
    return Totals(
        words=sum(page.words for page in pages),
        insights=kinds.count("insight"),
        misconceptions=kinds.count("misconception"),
        truths=kinds.count(TRUTH),
        cases=kinds.count("production"),
        questions=kinds.count("question"),
        diagrams=sum(len(page.figures) for page in pages),
        tables=sum(len(page.tables) for page in pages),
        sources=len(cited),
    )


def planned_pages(book: Book) -> Iterator[Page]:
    """The pages of the plan: what is gathered or shown elsewhere is not counted again; without a plan, all pages."""
    return (page for page in book if not book.outline.entries or book.outline.at(page.docname))


def written_chapters(book: Book) -> int:
    """How many chapters have all their pages: their own, each section's and the summary."""
    units = (unit for unit in book.outline.units() if unit.entry.kind == "chapter")
    return sum(all(book.is_written(page) for page in unit.pages) for unit in units)


def written_sections(book: Book) -> int:
    """How many sections of chapters and appendices have a page."""
    return sum(book.is_written(entry) for entry in book.outline.entries if entry.kind == "section")


Count = Callable[[Book], int]


def planned_units(kind: str) -> Count:
    """Counts how many chapters or sections the plan has."""

    def count(book: Book) -> int:
        return sum(entry.kind == kind for entry in book.outline.entries)

    return count


def sections_checked(book: Book) -> int:
    """How many sections of chapters and appendices have a settled technical check of their present text."""
    sections = (entry for entry in book.outline.entries if entry.kind == "section")
    return sum(book.is_vouched(entry.docname, TECHNICAL) for entry in sections)


def current_reviews(book: Book, kind: str) -> int:
    """How many reviews of *kind* speak of the text as it is."""
    found = (standing for group in book.standings.values() for standing in group)
    return sum(standing.is_current and standing.review.kind == kind for standing in found)


def _total(name: str) -> Count:
    def count(book: Book) -> int:
        return int(getattr(totals_of(planned_pages(book)), name))

    return count


COUNTS: dict[str, Count] = {
    **{name: _total(name) for name in Totals.__dataclass_fields__},
    "chapters": written_chapters,
    "sections": written_sections,
    "planned-words": lambda book: book.outline.total.words,
    "planned-chapters": planned_units("chapter"),
    "planned-sections": planned_units("section"),
    "planned-diagrams": lambda book: book.outline.total.diagrams,
    "planned-tables": lambda book: book.outline.total.tables,
    "planned-insights": lambda book: book.outline.total.insights,
    "concepts": lambda book: len(book.definitions),
    "checked-sections": sections_checked,
    "expert-reviews": lambda book: current_reviews(book, EXPERT),
    "reader-tests": lambda book: current_reviews(book, READER),
}
"""What the ``count`` role prints: of what is written, unless it says planned; concepts are those introduced."""


def count_of(name: str, book: Book) -> str | None:
    """The figure *name* of :data:`COUNTS` as printed, None when there is none of that name."""
    count = COUNTS.get(name)
    return None if count is None else grouped(count(book))
