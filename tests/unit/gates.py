"""A small plan, and cases for the quality gates: what each lets pass, and what it finds on which line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from tests.unit.books import book_of, outline_of

from book.model.book import Book
from book.model.concepts import Concept, Concepts
from book.model.gates import GATES, Finding, Manuscript, Remark, Setting, Words, Work
from book.model.outline import Outline
from book.model.passages import Passage, Text
from book.model.records import Box, Figure, Heading, Mention, Page, Reference, Table
from book.model.redirects import NAME, Redirects
from book.model.released import Released
from book.model.reviews import Review

_CHAPTER = """
[[part.chapter]]
number = {number}
slug = "{slug}"
title = "{slug}"
words = {words}
diagrams = {diagrams}
tables = {tables}
insights = {insights}
status = "{status}"
sections = [{sections}]
"""


def _chapter(number: int, slug: str, sections: Iterable[str], words: int, status: str = "planned") -> str:
    rows = (f'{{ number = "{number}.{i}", slug = "{name}", title = "{name}" }}' for i, name in enumerate(sections, 1))
    big = words > 9_000
    return _CHAPTER.format(
        number=number, slug=slug, words=words, status=status, sections=", ".join(rows),
        diagrams=10 if big else 0, tables=8 if big else 0, insights=24 if big else 0,
    )  # fmt: skip


@cache
def plan() -> Outline:
    """One chapter of two full sections, declared complete, and five small ones."""
    head = (
        'title = "A Book"\nsubtitle = "Of Gates"\n[total]\nwords = 1\ndiagrams = 1\ntables = 1\ninsights = 1\n'
        '[[part]]\nnumber = 1\nslug = "one"\ntitle = "One"\n'
    )
    small = (_chapter(n, f"small-{n}", [f"section-{n}"], 2_000) for n in range(2, 7))
    return outline_of(head + _chapter(1, "big", ["first", "second"], 16_500, "complete") + "".join(small))


INDEX, FIRST, SECOND, SUMMARY = (f"part-01-one/01-big/{name}" for name in ("index", "01-first", "02-second", "summary"))
LATER = "part-01-one/02-small-2/01-section-2"

CONCEPTS = (
    Concept("quorum-system", "quorum system", "1.1", ("quorum rule",), "Sets that meet.", ()),
    Concept("vector-clock", "vector clock", "2.1", (), "A row of counters.", ("quorum-system",)),
)


def concepts(*all: Concept) -> Concepts:
    """*all* with the owners that the plan gives them."""
    owners = ((concept.id, plan().by_section(concept.section)) for concept in all)
    return Concepts(all, {id: entry for id, entry in owners if entry})


def page(docname: str = FIRST, words: int = 7_500, **more: object) -> Page:
    """The record of a page."""
    return replace(Page(docname, "Title", words), **more)  # type: ignore[arg-type]  # the names are checked by replace


def box(kind: str = "insight", id: str = "a-box", line: int = 20, **more: object) -> Box:
    """A box with all its fields."""
    fields = tuple((name, f"Says {name}.") for name in _FIELDS.get(kind, ()))
    base = Box(
        id, kind, "One claim in a sentence", FIRST, line, ("quorum-system",), fields=fields, words=90, cites=True
    )
    return replace(base, **more)  # type: ignore[arg-type]  # the names are checked by replace


_FIELDS = {
    "insight": ("revelation", "why", "implication", "remember"),
    "misconception": ("belief", "tempting", "reality", "tell"),
}


def figure(slug: str = "a-figure", line: int = 30, **more: object) -> Figure:
    """A diagram with caption and alternative text."""
    alt = "Three boxes in a row; an arrow leads from each to the next, and a dashed one back to the first."
    base = Figure(f"fig-{slug}", f"ch01/{slug}", "concept", f"What {slug} shows is a loop.", alt, FIRST, line)
    return replace(base, **more)  # type: ignore[arg-type]  # the names are checked by replace


def table(id: str = "a-table", line: int = 40, **more: object) -> Table:
    """A table with a caption."""
    base = Table(id, "property", f"What the rows of {id} settle", FIRST, line, columns=3, rows=2)
    return replace(base, **more)  # type: ignore[arg-type]  # the names are checked by replace


def cites(*keys: str, line: int = 5) -> tuple[Reference, ...]:
    """Citations."""
    return tuple(Reference("cite", key, line) for key in keys)


def refers(*targets: str, role: str = "ref") -> tuple[Reference, ...]:
    """References."""
    return tuple(Reference(role, target, 5) for target in targets)


def heads(*titles: str) -> tuple[Heading, ...]:
    """The page's heading, and *titles* of the second level on lines 10, 20, 30 and so on."""
    below = (Heading(f"h{i}", title, 2, 10 * i) for i, title in enumerate(titles, 1))
    return (Heading("h0", "Title", 1, 1), *below)


def said(marked: str, line: int = 10, **more: object) -> Passage:
    """A paragraph."""
    return replace(Passage("paragraph", marked, line), **more)  # type: ignore[arg-type]  # checked by replace


def text(*passages: Passage, docname: str = FIRST, **more: object) -> Text:
    """The running text of a page."""
    return replace(Text(docname, passages), **more)  # type: ignore[arg-type]  # the names are checked by replace


def defines(id: str, line: int = 10) -> Mention:
    """A place that introduces a concept."""
    return Mention(id, True, line, True)


def uses(id: str, line: int = 10) -> Mention:
    """A place that mentions a concept."""
    return Mention(id, True, line)


WORDS = Words({"recieve": "receive"}, {"colour": "color"})
WORK = Work("good2020work", 3, frozenset(("author", "title", "year", "journal")))


@dataclass(frozen=True)
class Case:
    """What a gate is given, and on which lines it finds something; on none, it lets the book pass."""

    gate: str
    name: str
    pages: tuple[Page, ...] = ()
    texts: tuple[Text, ...] = ()
    lines: tuple[int, ...] = ()
    concepts: Concepts = field(default_factory=lambda: concepts(*CONCEPTS))
    works: tuple[Work, ...] = (WORK,)
    remarks: tuple[Remark, ...] = ()
    released: Released = field(default_factory=Released)
    redirects: Redirects = field(default_factory=Redirects)
    reviews: tuple[Review, ...] = ()

    def manuscript(self) -> Manuscript:
        """The book of the case."""
        pages = self.pages or (page(),)
        book = book_with(pages, self.concepts, self.reviews)
        texts = {p.docname: Text(p.docname) for p in pages} | {t.docname: t for t in self.texts}
        setting = Setting(plan(), self.concepts, lambda: WORDS)
        released, redirects = self.released, self.redirects
        lines = {NAME: dict.fromkeys(redirects.ids, 7)}
        return Manuscript(
            book, texts, setting, self.works, remarks=self.remarks, released=released, redirects=redirects, lines=lines
        )

    def findings(self) -> list[Finding]:
        """What the gate finds."""
        gate, manuscript = GATES[self.gate], self.manuscript()
        if gate.in_book:
            return list(gate.in_book(manuscript))
        return [f for p in manuscript.book for f in gate.look_at(p, manuscript.texts[p.docname], manuscript.setting)]


def book_with(pages: Iterable[Page], concepts: Concepts, reviews: tuple[Review, ...] = ()) -> Book:
    """A book of *pages* in the plan."""
    return replace(book_of(pages, concepts, plan()), reviews=reviews)


def shown(case: Case) -> str:
    """How a case is called in the report of a test."""
    return f"{case.gate}: {case.name}"
