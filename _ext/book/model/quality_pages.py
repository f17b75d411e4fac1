"""The quality page as values: the scorecard, where each written chapter fails, and what every gate asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from book.model.book import Book
from book.model.gates.gate import LEVELS, NOTE, Finding, Gate
from book.model.gates.scorecard import Score
from book.model.gates.sentences import one_line
from book.model.gates.table import FAMILIES, GATES
from book.model.items import Group
from book.model.metrics import reading_minutes
from book.model.selection import Selection

MOST_PLACES = 12
"""So many places of a gate that fails are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """A row of the scorecard."""

    name: str
    docname: str
    status: str
    words: int
    minutes: int
    concepts: int
    """New ones."""
    failed: tuple[int, ...]
    """How many gates of each of :data:`LEVELS` fail."""
    asked: tuple[int, ...]
    """How many there are."""


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A place that a gate doesn't let pass."""

    docname: str
    anchor: str
    """Of the last heading or box before it."""
    where: str
    """The heading's words, or the file that is not a page."""
    message: str


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A gate that a chapter fails."""

    gate: str
    level: str
    asks: str
    places: tuple[PlaceItem, ...]
    more: int
    """How many places are not listed."""


@dataclass(frozen=True, slots=True)
class GateItem:
    """A row of the table of gates."""

    name: str
    family: str
    level: str
    asks: str
    remedy: str


def quality_report(book: Book, selection: Selection) -> tuple[Group[object], ...]:
    """The scorecard, a group for each chapter that fails something, and the gates; nothing where none were run.

    Of the notes, which are many, only the number is shown.
    """
    scores = [score for score in book.scorecard.scores if selection.holds(score.unit)] if book.scorecard else []
    if not scores:
        return ()
    groups: list[Group[object]] = [Group("Scorecard", "", tuple(_row(score) for score in scores))]
    failures = ((score, tuple(_failed(score, book))) for score in scores)
    groups += [Group(score.heading, "", failed, docname=score.docname) for score, failed in failures if failed]
    groups.append(Group("What the gates ask", "", tuple(gate_items())))
    return tuple(groups)


def gate_items() -> Iterable[GateItem]:
    """The documentation of the gates, by family."""
    for family in FAMILIES:
        for gate in GATES.values():
            if gate.family == family:
                yield GateItem(gate.name, family, gate.level, gate.asks, gate.remedy)


def _row(score: Score) -> ScoreItem:
    return ScoreItem(
        score.heading,
        score.docname,
        score.status,
        score.totals.words,
        reading_minutes(score.totals.words),
        score.concepts,
        tuple(len(score.failed(level)) for level in LEVELS),
        tuple(sum(gate.level == level for gate in GATES.values()) for level in LEVELS),
    )


def _failed(score: Score, book: Book) -> Iterable[FailedItem]:
    for level in LEVELS:
        for name, findings in score.failed(level).items():
            listed = () if level == NOTE else findings[:MOST_PLACES]
            places = tuple(_place(finding, book) for finding in listed)
            yield _item(GATES[name], places, len(findings) - len(places))


def _item(gate: Gate, places: tuple[PlaceItem, ...], more: int) -> FailedItem:
    return FailedItem(gate.name, gate.level, gate.asks, places, more)


def _place(finding: Finding, book: Book) -> PlaceItem:
    """Lines are not shown: they change with every edit above them."""
    page = book.pages.get(finding.docname)
    if page is None:
        return PlaceItem("", "", finding.path, finding.message)
    anchors = [(heading.line, heading.id, heading.title) for heading in page.headings if heading.level > 1]
    anchors += [(box.line, box.id, box.title) for box in page.boxes if box.title]
    before = [anchor for anchor in anchors if anchor[0] <= finding.line and not finding.path]
    _, anchor, title = max(before, default=(1, "", ""))
    entry = book.outline.at(page.docname)
    where, title = entry.number if entry and entry.number else page.title, one_line(title, 60)
    return PlaceItem(page.docname, anchor, f"{where}, {title}" if title else where, finding.message)
