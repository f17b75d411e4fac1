"""How far the book is: targets, what there is, and the state of each page, chapter and phase, all computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from book.model.book import Book
from book.model.items import Group
from book.model.metrics import Totals, totals_of
from book.model.outline import Entry, Outline, Targets, heading_of
from book.model.reviews import EXPERT, TECHNICAL

PassesMust = Callable[[str], bool]
"""Whether the page of a docname passes all gates of the level *must*."""


class State(IntEnum):
    """What can be said of a page; each state demands those before it."""

    NOT_STARTED = 0
    DRAFTING = 1
    DRAFT_COMPLETE = 2
    """All *must* gates pass."""
    CHECKED = 3
    """A technical check of the present text is on record, with nothing open."""
    EXPERT_REVIEWED = 4
    """So is a review that an expert has signed."""

    @property
    def words(self) -> str:
        """As readers see it: "draft complete", "expert-reviewed"."""
        return "expert-reviewed" if self is State.EXPERT_REVIEWED else self.name.replace("_", " ").lower()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some pages of the plan that have one row in a matrix, and their target."""

    name: str
    pages: tuple[Entry, ...]
    target: Targets
    chapters: str = ""
    """Of a phase, which chapters it has, such as "1–4"."""


@dataclass(frozen=True, slots=True)
class ProgressItem:
    """A row of a matrix: what there is of a stretch of the book."""

    stretch: Stretch
    docname: str
    """The page that the row leads to; empty when it is not written or there is none."""
    actual: Totals
    percent: int
    """Of the target words, rounded down; what one section has too much makes up for nothing in another."""
    state: State
    is_total: bool = False


def progress(book: Book, passes_must: PassesMust) -> tuple[Group[ProgressItem], ...]:
    """The matrix by phase with its total, then by chapter, then by section, a group a phase; nothing without a plan."""
    found = phases(book.outline)
    if not found:
        return ()
    states = page_states(book, passes_must)

    def rows(stretches: Iterable[Stretch]) -> tuple[ProgressItem, ...]:
        return tuple(row_of(stretch, book, states) for stretch in stretches)

    total = row_of(whole(found), book, states, is_total=True)
    chapters = [chapter for phase in found for chapter in chapters_of(phase)]
    return (
        Group("By phase", "", (*rows(found), total)),
        *([Group("By chapter", "", rows(chapters))] if chapters else []),
        *(Group(f"Sections of {_sections_of(phase)}", "", rows(sections_of(phase))) for phase in found),
    )


def row_of(stretch: Stretch, book: Book, states: dict[str, State], is_total: bool = False) -> ProgressItem:
    """The row of *stretch*, given the state of each page."""
    pages = [book.pages[entry.docname] for entry in stretch.pages if book.is_written(entry)]
    head = stretch.pages[0].docname
    return ProgressItem(
        stretch,
        head if head in book.pages and not is_total else "",
        totals_of(pages),
        percent_of(stretch, book),
        joint_state(states[entry.docname] for entry in stretch.pages),
        is_total,
    )


def page_states(book: Book, passes_must: PassesMust) -> dict[str, State]:
    """The state of each page of the plan, by docname."""
    return {entry.docname: state_of(entry.docname, book, passes_must) for entry in book.outline.entries}


def state_of(docname: str, book: Book, passes_must: PassesMust) -> State:
    """The state of one page."""
    if docname not in book.pages:
        return State.NOT_STARTED
    if not passes_must(docname):
        return State.DRAFTING
    if not book.is_vouched(docname, TECHNICAL):
        return State.DRAFT_COMPLETE
    return State.EXPERT_REVIEWED if book.is_vouched(docname, EXPERT) else State.CHECKED


def joint_state(states: Iterable[State]) -> State:
    """The state of what has parts in *states*: the least of them, or drafting when only some are started."""
    found = tuple(states)
    return max(min(found), State.DRAFTING) if any(found) else State.NOT_STARTED


def percent_of(stretch: Stretch, book: Book) -> int:
    """How much of its target words *stretch* has; 100 only when each section has reached its own."""
    words = {entry.docname: book.pages[entry.docname].words for entry in stretch.pages if book.is_written(entry)}
    if not stretch.target.words:
        return 100 if words else 0
    frames: dict[str, int] = {}
    reached = 0
    for entry in stretch.pages:
        found = words.get(entry.docname, 0)
        if entry.kind in ("section", "front"):
            reached += min(found, entry.words)
        elif entry.kind in ("chapter", "appendix", "summary"):
            frames[entry.unit] = frames.get(entry.unit, 0) + found
    for unit, found in frames.items():
        reached += min(found, frame_words(book.outline, unit))
    return min(100, reached * 100 // stretch.target.words)


def frame_words(outline: Outline, unit: str) -> int:
    """The target of the chapter's own page and its summary together: what its sections leave of the chapter's."""
    entries = [entry for entry in outline.entries if entry.unit == unit]
    return max(0, entries[0].words - sum(entry.words for entry in entries if entry.kind == "section"))


# The stretches of a book


def phases(outline: Outline) -> tuple[Stretch, ...]:
    """The rows of the plan's matrix: the front matter is the foundation, each part a phase, the appendices the last."""
    entries = outline.entries
    found: list[Stretch] = []
    front = tuple(entry for entry in entries if entry.kind in ("landing", "front"))
    if any(entry.kind == "front" for entry in front):
        target = next((_targets(entry) for entry in front if entry.kind == "landing"), _sum(map(_targets, front)))
        found.append(Stretch("Foundation", front, target, "front matter"))
    parts = [entry for entry in entries if entry.kind == "part"]
    for number, part in enumerate(parts, 1):
        heads = [entry for entry in entries if entry.parent == part.docname]
        units = {part.unit, *(head.unit for head in heads)}
        pages = tuple(entry for entry in entries if entry.unit in units)
        found.append(Stretch(f"Phase {number}", pages, _targets(part), _span([head.number for head in heads])))
    heads = [entry for entry in entries if entry.kind == "appendix"]
    if heads:
        units = {head.unit for head in heads}
        pages = tuple(entry for entry in entries if entry.unit in units)
        found.append(
            Stretch(
                f"Phase {len(parts) + 1}", pages, _sum(map(_targets, heads)), _span([head.number for head in heads])
            )
        )
    return tuple(found)


def whole(found: Sequence[Stretch]) -> Stretch:
    """All phases as one; its target is the sum of theirs."""
    pages = tuple(entry for phase in found for entry in phase.pages)
    chapters = sum(entry.kind == "chapter" for entry in pages)
    appendices = sum(entry.kind == "appendix" for entry in pages)
    numbers = str(chapters) + (f" and {appendices} appendices" if appendices else "")
    return Stretch("Total", pages, _sum(phase.target for phase in found), numbers)


def chapters_of(phase: Stretch) -> Iterator[Stretch]:
    """The chapters or appendices of *phase*, each with all its pages."""
    for head in phase.pages:
        if head.kind in ("chapter", "appendix"):
            pages = tuple(entry for entry in phase.pages if entry.unit == head.unit)
            yield Stretch(f"{head.number} {head.title}", pages, _targets(head))


def sections_of(phase: Stretch) -> Iterator[Stretch]:
    """The sections of *phase*, with a row for the overview and summary of each chapter before its sections."""
    for entry in phase.pages:
        if entry.kind in ("section", "front"):
            yield Stretch(f"{entry.number} {entry.title}", (entry,), _targets(entry))
        elif entry.kind in ("chapter", "appendix"):
            of_unit = [page for page in phase.pages if page.unit == entry.unit]
            words = entry.words - sum(page.words for page in of_unit if page.kind == "section")
            frame = tuple(page for page in of_unit if page.kind != "section")
            yield Stretch(f"{entry.number} Overview and summary", frame, Targets(max(0, words)))
        elif entry.kind in ("part", "landing"):
            yield Stretch(entry.title if entry.kind == "landing" else f"Part {entry.number}", (entry,), Targets())


def _sections_of(phase: Stretch) -> str:
    head = phase.pages[0]
    return "the appendices" if head.kind == "appendix" else heading_of(head).replace("Front matter", "the front matter")


def _targets(entry: Entry) -> Targets:
    return Targets(entry.words, entry.diagrams, entry.tables, entry.insights)


def _sum(targets: Iterable[Targets]) -> Targets:
    found = tuple(targets)
    return Targets(
        sum(t.words for t in found),
        sum(t.diagrams for t in found),
        sum(t.tables for t in found),
        sum(t.insights for t in found),
    )


def _span(numbers: Sequence[str]) -> str:
    """The first and the last of *numbers*, such as "1–4"."""
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}" if numbers else ""
