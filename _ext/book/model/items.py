"""What gathered pages list: small values that say where a thing stands and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from book.model.concepts import Concept
from book.model.outline import Entry

T_co = TypeVar("T_co", covariant=True)

DIAGRAM, TABLE, SECTION = "diagram", "table", "section"
"""The kinds of items that are not boxes."""


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A concept's id and the word that stands for it."""

    id: str
    term: str


@dataclass(frozen=True, slots=True)
class Item:
    """A box, truth, diagram or table of the book; or, of kind ``section``, a page."""

    kind: str
    """A box kind, ``truth``, ``diagram``, ``table`` or ``section``."""
    id: str
    """The anchor on its page; empty for a page."""
    docname: str
    number: str
    """As printed, such as ``5.12``; empty where nothing is printed."""
    title: str
    """Plain text: the title, a truth's text, a caption."""
    rank: str = ""
    """Of an insight."""
    type: str = ""
    """Of a diagram or table."""
    concepts: tuple[ConceptLink, ...] = ()
    digest: str = ""
    """Changes when the thing itself would look different where it stands."""


@dataclass(frozen=True, slots=True)
class ConceptItem:
    """A concept with what leads to it, what it leads to and where it is used."""

    concept: Concept
    owner: Entry | None
    written: bool
    """The owner's page exists."""
    defined_at: str
    """The docname of the page that introduces it (anchor ``concept-<id>``); empty when none does yet."""
    requires: tuple[ConceptLink, ...]
    dependents: tuple[ConceptLink, ...]
    uses: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    """(kind, items in reading order), in the order of ``book.USE_KINDS``; only kinds that have items."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An entry of the plan and what exists of it; for a chapter, a part or the landing page, of all its pages."""

    entry: Entry
    written: bool
    """The entry's own page exists."""
    words: int
    insights: int
    diagrams: int
    tables: int


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part of the book, or its appendices, and how much of it is written."""

    title: str
    docname: str
    """Its own page; empty while there is none."""
    chapters: str
    """Such as ``Chapters 1–4``."""
    sections: tuple[int, int]
    """Written, planned."""
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group(Generic[T_co]):
    """Items under a heading."""

    heading: str
    label: str
    """The outline's label of the chapter or part that the heading names; else empty."""
    items: tuple[T_co, ...]
    by: str = "unit"
    """What the group has in common: ``unit``, ``part``, ``type`` or ``letter``."""
    docname: str = ""
    """The page that the heading can lead to; empty when there is none."""
