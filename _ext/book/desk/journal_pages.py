"""The templates of the journal: the figures are filled in, the judgement is left to whoever keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from book.model.metrics import grouped
from book.model.outline import Targets
from book.model.words import COUNTED, Counts

BLANK = "…"
"""What a person is to write over."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A page of the book and how many findings of each level the gates have there."""

    name: str
    musts: int
    shoulds: int
    notes: int

    @property
    def words(self) -> str:
        return f"{self.name} (must {self.musts}, should {self.shoulds}, note {self.notes})"


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of a day or week."""

    first: date
    last: date
    target: Targets
    actual: Counts
    whole: Counts
    """What the book holds now."""
    pages: tuple[str, ...]
    """Names of the pages that were worked on."""
    phase: str
    """The phase of the plan that these belong to; empty for none."""
    insights: tuple[str, ...]
    """Titles of the insights that are new."""
    judged: tuple[Judged, ...] | None
    """The written pages, the best first; None when the gates were not asked."""
    has_history: bool = True


def daily_note(span: Span) -> str:
    """The note of one day."""
    rows = [f"| {name.capitalize()} | {_goal(span, name)} | {_done(span, name)} |" for name in COUNTED]
    return _page(
        f"# {span.first.isoformat()}",
        f"Worked on: {_listed(span.pages)}",
        "## Target and actual",
        "| | today's target | actual |\n| --- | --- | --- |\n" + "\n".join(rows),
        *_history(span),
        "## Quality",
        f"- Insights per 1,000 words: {density(span.actual)} today, {density(span.whole)} in the whole book\n"
        f"{_gates(span)}\n"
        f"- Clarity, 1 to 10: {BLANK}\n- Technical accuracy, verified or pending: {BLANK}\n- Flow, 1 to 10: {BLANK}",
        "## Insights found today",
        _items(span.insights or [BLANK]),
        "## Challenges, and how they were met",
        _items([BLANK]),
        "## Tomorrow",
        _items([BLANK]),
        "## To revise",
        _items([BLANK]),
    )


def weekly_review(span: Span) -> str:
    """The review of one week."""
    rows = [
        f"| {name.capitalize()} | {_goal(span, name)} | {_done(span, name)} | {_percent(span, name)} |"
        for name in COUNTED
    ]
    year, week, _ = span.first.isocalendar()
    return _page(
        f"# Week {week} of {year}: {span.first.isoformat()} to {span.last.isoformat()}",
        f"Phase: {span.phase or BLANK}\n\nWorked on: {_listed(span.pages)}",
        "## In numbers",
        "| | target | actual | complete |\n| --- | --- | --- | --- |\n" + "\n".join(rows),
        *_history(span),
        f"Insights per 1,000 words: {density(span.actual)} this week, {density(span.whole)} in the whole book.",
        "## In judgement",
        f"{_gates(span)}\n- Strongest sections, as a reader: {BLANK}\n- To be improved, as a reader: {BLANK}\n"
        f"- Insights that carry the most: {BLANK}\n- What readers said: {BLANK}",
        "## New insights",
        _items(span.insights or ["none"]),
        "## Next week",
        f"1. {BLANK}\n2. {BLANK}\n3. {BLANK}",
        "## Risks",
        f"| risk | impact | what is done about it |\n| --- | --- | --- |\n| {BLANK} | {BLANK} | {BLANK} |",
    )


def density(counts: Counts) -> str:
    """Insights per 1,000 words, with one decimal; a dash when no words were added."""
    return f"{1000 * counts.insights / counts.words:.1f}" if counts.words > 0 else "–"


def target_of(words: int, total: Targets) -> Targets:
    """The target of a span in which *words* are to be written: the rest in the book's own proportion, rounded up."""
    if not total.words:
        return Targets(words)
    return Targets(
        words, *(-(-words * whole // total.words) for whole in (total.diagrams, total.tables, total.insights))
    )


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of *day*."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def _goal(span: Span, name: str) -> str:
    return grouped(getattr(span.target, name))


def _done(span: Span, name: str) -> str:
    return grouped(getattr(span.actual, name))


def _percent(span: Span, name: str) -> str:
    goal, done = getattr(span.target, name), getattr(span.actual, name)
    return f"{100 * done // goal} %" if goal else "–"


def _history(span: Span) -> list[str]:
    """A warning where the figures can't be what they claim."""
    return (
        []
        if span.has_history
        else ["There is no version history here: the actual figures are those of the whole book."]
    )


def _gates(span: Span) -> str:
    if span.judged is None:
        return f"- Strongest and weakest by the gates: not asked; 'make check' says. {BLANK}"
    if not span.judged:
        return "- Strongest and weakest by the gates: no page is written."
    best, worst = span.judged[:3], tuple(reversed(span.judged[3:][-3:]))
    lines = [f"- Strongest by the gates: {'; '.join(page.words for page in best)}"]
    return "\n".join(
        [*lines, *([f"- Weakest by the gates: {'; '.join(page.words for page in worst)}"] if worst else [])]
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "no page"


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _page(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"
