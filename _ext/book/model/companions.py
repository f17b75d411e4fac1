"""The companions: volumes of their own that hold what stands all over the book, as pages of the site and as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from book.model.book import Book
from book.model.items import DIAGRAM, TABLE, Group, Item
from book.model.listings import by_unit
from book.model.outline import Entry
from book.model.selection import Selection

GROUP_GUIDE, INSTRUCTOR_GUIDE = "reading-group-guide", "instructor-guide"


@dataclass(frozen=True, slots=True)
class Companion:
    """One companion."""

    name: str
    """What its file is called after the book's."""
    kind: str
    """The gathering directive that makes it; the first page with it, and without options, is its door."""
    title: str
    serves: str
    """What it is for, in a sentence."""
    read: str = ""
    """How to read its PDF, where that isn't plain."""
    items: tuple[str, ...] = ()
    """The kinds of items that it shows whole, grouped by page; none for those that say more than items."""
    lists: tuple[str, ...] = ()
    """The lists at the end of its PDF: lof, lot, loi."""


COMPANIONS: dict[str, Companion] = {
    companion.name: companion
    for companion in (
        Companion(
            "insights", "insight-compilation", "Insight Compilation",
            "Every insight of the book, whole, in the order of the text: to read a chapter's claims in one go, or to "
            "come back to a sentence that you remember.",
            "Those marked essential are the ones to read when there is time for no more. The list at the end has all "
            "titles, and the index leads from a concept to the insights about it.",
            items=("insight",), lists=("loi",),
        ),
        Companion(
            "summaries", "chapter-summaries", "Chapter Summaries",
            "Of each chapter its question, its overview, the models and truths it leaves you with and how its pieces "
            "connect: to decide what to read, and to repeat what you have read.",
        ),
        Companion(
            "diagrams", "diagram-collection", "Diagram Collection",
            "Every diagram and chart, large, with its caption and a description in words: to look up a picture, or to "
            "put it on a wall.",
            "The book's signs are explained with the last pictures. What is said in words below a picture would do for "
            "someone who can't see it. The index leads from a concept to the pictures of it.",
            items=(DIAGRAM,), lists=("lof",),
        ),
        Companion(
            "tables", "table-guide", "Table Reference Guide",
            "Every table, whole: to look up a comparison, a property or a decision while you design.",
            "The list at the end has all captions, and the index leads from a concept to the tables about it.",
            items=(TABLE,), lists=("lot",),
        ),
        Companion(
            "reading-group", GROUP_GUIDE, "Reading-Group Guide",
            "Meetings of an hour and a half over each chapter, with votes, questions, a case to tell and a closing "
            "round: for people who read the book together.",
        ),
        Companion(
            "instructor", INSTRUCTOR_GUIDE, "Instructor Guide",
            "Two plans of a course, and for each chapter goals, classes with outlines of slides, and questions at "
            "three levels with their answers: for whoever teaches from the book.",
        ),
    )
}  # fmt: skip
"""Every companion by name."""


@dataclass(frozen=True, slots=True)
class CompanionItem:
    """A companion as the list of all shows it."""

    companion: Companion
    docname: str
    """Its page; empty when the book has none."""


def companion_list(book: Book, selection: Selection) -> tuple[Group[CompanionItem], ...]:
    """The companions that have a page."""
    found = ((companion, door(book, companion)) for companion in COMPANIONS.values())
    items = tuple(CompanionItem(companion, docname) for companion, docname in found if docname)
    return (Group("", "", items),) if items else ()


def door(book: Book, companion: Companion) -> str:
    """The first page that gathers all of *companion*, or an empty string."""
    for page in book:
        if any(gathering.kind == companion.kind and not gathering.options for gathering in page.gatherings):
            return page.docname
    return ""


@dataclass(frozen=True, slots=True)
class Place:
    """Items of one page."""

    docname: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A chapter of a companion: what a chapter, an appendix, a part's page or a page outside the plan holds."""

    heading: str
    head: Entry | None
    """The entry whose number stands before the heading."""
    places: tuple[Place, ...]


def shelves(book: Book, companion: Companion) -> Iterator[Shelf]:
    """What *companion* shows whole, by chapter and by page, in reading order; nothing of the book is left out."""
    for group in by_unit(book, Selection(), *companion.items):
        places: dict[str, list[Item]] = {}
        for item in group.items:
            places.setdefault(item.docname, []).append(item)
        head = book.outline.by_label(group.label) if group.label else None
        pages = tuple(Place(docname, tuple(items)) for docname, items in places.items())
        yield Shelf(head.title if head else group.heading, head, pages)
