"""How long a stretch of the book takes to read: what is written by its words, what is planned by its targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from book.model.book import Book
from book.model.metrics import reading_minutes
from book.model.outline import FRAME_WORDS, Entry, Outline

MOST_MINUTES = 99
"""Longer stretches are told in hours."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of some pages of the plan: of those written, and the targets of those that aren't."""

    written: int
    planned: int

    def __str__(self) -> str:
        """Such as "29 min", "32 min, planned", "5.4 h, 2.1 h of it written"."""
        if not self.written and not self.planned:
            return "planned"
        if not self.planned:
            return duration(self.written)
        if not self.written:
            return f"{duration(self.planned)}, planned"
        return f"{duration(self.written + self.planned)}, {duration(self.written)} of it written"


def duration(words: int) -> str:
    """The time that *words* take, in minutes or, from 100 minutes on, in hours to one digit."""
    minutes = reading_minutes(words)
    if minutes <= MOST_MINUTES:
        return f"{minutes}\N{NO-BREAK SPACE}min"
    return f"{minutes / 60:.1f}".removesuffix(".0") + "\N{NO-BREAK SPACE}h"


def labels_in(text: str) -> tuple[str, ...]:
    """The labels of a list such as ``sec-a, ch-b``."""
    return tuple(label for label in (piece.strip() for piece in text.split(",")) if label)


def stretch_of(book: Book, labels: Iterable[str]) -> Stretch | None:
    """The pages under *labels*, each once; None when the plan lacks one of them."""
    entries: dict[str, Entry] = {}
    for label in labels:
        head = book.outline.by_label(label)
        if head is None:
            return None
        entries.update((entry.docname, entry) for entry in pages_below(book.outline, head))
    return Stretch(
        sum(book.pages[docname].words for docname in entries if docname in book.pages),
        sum(_target(entry) for docname, entry in entries.items() if docname not in book.pages),
    )


def pages_below(outline: Outline, head: Entry) -> Iterator[Entry]:
    """*head* and, of a chapter or a part, every page that stands in it."""
    inside = {head.docname}
    for entry in outline.entries[outline.position(head.docname) :]:
        if entry.docname == head.docname or entry.parent in inside:
            inside.add(entry.docname)
            yield entry


def _target(entry: Entry) -> int:
    """What the page itself is to hold; the target of a head is that of all its pages."""
    if entry.kind in ("section", "front"):
        return entry.words
    return min(entry.words, FRAME_WORDS) if entry.kind in ("chapter", "appendix") else 0
