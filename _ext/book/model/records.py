"""What a page holds, as small frozen values: made from a doctree once, stored by docname, compared and counted."""

from __future__ import annotations

from dataclasses import dataclass

from book.model.fingerprint import NO_TEXT, Fingerprint


@dataclass(frozen=True, slots=True)
class Box:
    """A box on a page, or one item of a list of irreducible truths (kind ``truth``)."""

    id: str
    kind: str
    title: str
    """Plain text; empty for untitled boxes. A truth's title is the truth."""
    docname: str
    line: int
    concepts: tuple[str, ...] = ()
    """Concept ids as the author wrote them, known or not."""
    rank: str = ""
    """One of ``kinds.RANKS`` for an insight, else empty."""
    fields: tuple[tuple[str, str], ...] = ()
    """(name, plain text) of each field, then of the options ``system`` and ``date``, in the order written."""
    words: int = 0
    digest: str = ""
    """Changes when anything that a gathered copy would show changes."""
    explicit: bool = False
    """The author wrote the id; otherwise it was made from the title."""
    cites: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A diagram, or an interactive figure with its fallback diagram."""

    id: str
    """``fig-`` and the slug of the source's name."""
    name: str
    """The source below ``diagrams/``, without its ending: ``ch01/critical-step``."""
    type: str
    caption: str
    alt: str
    docname: str
    line: int
    concepts: tuple[str, ...] = ()
    digest: str = ""
    explorable: str = ""
    """The name of the interactive model, empty for a plain diagram."""


@dataclass(frozen=True, slots=True)
class Table:
    """A typed, captioned table."""

    id: str
    type: str
    caption: str
    docname: str
    line: int
    columns: int
    rows: int
    concepts: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title; level 1 is the page's own."""

    id: str
    title: str
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One use of the ``concept`` or ``defines`` role."""

    target: str
    """The term or id between the backticks, as written."""
    by_id: bool
    """True for the ``text <id>`` form: *target* is an id and nothing else."""
    line: int
    defines: bool = False
    within: str = ""
    """The id of the box, figure or table it stands in; empty in running text."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference by a role or a link: what a page's text takes from elsewhere."""

    role: str
    """``insight`` … ``exercise``, ``numref``, ``ref``, ``cite``, ``count``, ``doc`` or ``any`` (a Markdown link)."""
    target: str
    line: int
    within: str = ""


@dataclass(frozen=True, slots=True)
class Gathering:
    """A directive that fills part of a page from the whole book."""

    kind: str
    """Its row in ``GATHERED``: ``insight-compilation`` …"""
    options: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the book needs to know of one page without its doctree."""

    docname: str
    title: str
    words: int = 0
    """Prose, box fields, captions and table cells."""
    headings: tuple[Heading, ...] = ()
    boxes: tuple[Box, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    mentions: tuple[Mention, ...] = ()
    references: tuple[Reference, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    calculations: int = 0
    formulas: tuple[tuple[str, bool, int], ...] = ()
    """(TeX source, display, line) of each formula."""
    text: Fingerprint = NO_TEXT
    """Of the Markdown source: reviews are held against it."""
