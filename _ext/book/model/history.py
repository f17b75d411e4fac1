"""How the book grew: what it held at each commit, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from book.model.words import Counts

DAY_S = 86_400
SHORT_S = 3 * DAY_S
"""A history that is no longer than this is shown commit by commit, a longer one day by day."""


@dataclass(frozen=True, slots=True)
class Point:
    """What the book held from one moment on."""

    at_s: int
    """Seconds since 1970, UTC."""
    counts: Counts

    @property
    def words(self) -> int:
        return self.counts.words

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at_s, UTC)

    @property
    def day(self) -> date:
        """The day in UTC."""
        return self.moment.date()


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """What a picture of the history shows; fewer than two points can't be drawn."""

    points: tuple[Point, ...]


def is_short(history: Sequence[Point]) -> bool:
    """True when *history* is shown commit by commit."""
    return not history or history[-1].at_s - history[0].at_s <= SHORT_S


def thinned(history: Sequence[Point]) -> tuple[Point, ...]:
    """The points that a picture shows, in order of time: the last of each second; of a longer history, of each day."""
    ordered = sorted(history, key=lambda point: point.at_s)
    short = is_short(ordered)
    last = {point.at_s if short else point.day.toordinal(): point for point in ordered}
    return tuple(last.values())


def counts_on(history: Sequence[Point], day: date) -> Counts:
    """What the book held at the end of *day* (UTC); nothing before the first commit."""
    until = [point.counts for point in sorted(history, key=lambda point: point.at_s) if point.day <= day]
    return until[-1] if until else Counts()
