"""The chapter summaries: what each chapter asks, covers and leaves behind, from its boxes and its closing page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from book.kinds import TRUTH
from book.model.book import Book
from book.model.items import PASSAGE, Group, Item
from book.model.listings import by_unit
from book.model.records import Page
from book.model.selection import Selection
from book.model.teaching import titled

BOXES = ("essential-question", "chapter-overview", "mental-models")
"""The boxes of an opening page, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class SummaryChapter:
    """The summary of one chapter, or of a page outside the plan."""

    unit: str
    boxes: tuple[Item, ...]
    truths: tuple[Item, ...]
    sentences: tuple[Item, ...]
    """The essential insights."""
    passages: tuple[Item, ...]
    """The sections of the closing page that hold prose alone."""

    @property
    def whole(self) -> tuple[Item, ...]:
        return (*self.boxes, *self.truths)

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(item.title for item in (*self.sentences, *self.passages))

    @property
    def running(self) -> tuple[str, ...]:
        """The pages whose running text it shows."""
        return tuple(dict.fromkeys(item.docname for item in self.passages))


def chapter_summaries(book: Book, selection: Selection) -> tuple[Group[SummaryChapter], ...]:
    """Question, overview, models, truths, essential insights and closing words of each chapter."""
    groups = []
    for group in by_unit(book, selection, *BOXES, TRUTH, "insight"):
        boxes = tuple(item for kind in BOXES for item in group.items if item.kind == kind)
        truths = tuple(item for item in group.items if item.kind == TRUTH)
        if not boxes and not truths:
            continue
        essential = titled(item for item in group.items if item.rank == "essential")
        entry = book.outline.at(group.items[0].docname)
        unit = entry.unit if entry else ""
        passages = tuple(passages_of(book, unit)) if entry else ()
        found = SummaryChapter(unit or group.items[0].docname, boxes, truths, essential, passages)
        groups.append(Group(group.heading, group.label, (found,), docname=group.docname))
    return tuple(groups)


def passages_of(book: Book, unit: str) -> Iterator[Item]:
    """The sections of the closing pages of *unit* that hold no box."""
    for entry in book.outline.entries:
        if entry.unit == unit and entry.kind == "summary" and book.is_written(entry):
            page = book.pages[entry.docname]
            heads = [heading for heading in page.headings if heading.level == 2]
            for index, heading in enumerate(heads):
                end = heads[index + 1].line if index + 1 < len(heads) else None
                if not holds_box(page, heading.line, end):
                    yield Item(PASSAGE, heading.id, page.docname, "", heading.title, digest=page.text.hash)


def holds_box(page: Page, start: int, end: int | None) -> bool:
    """Whether a box, diagram or table stands on *page* from the line *start* to *end*."""
    lines = (it.line for things in (page.boxes, page.figures, page.tables) for it in things)
    return any(start <= line and (end is None or line < end) for line in lines)
