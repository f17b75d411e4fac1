"""How much of each thing a page is to have: the plan's targets, and the editorial standard scaled to its size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from book.model.metrics import Totals
from book.model.outline import Entry

STANDARD_WORDS = 7_500
"""The size of section that the editorial standard (its section 3) counts for."""
ENOUGH = 0.75
"""A section with less than this share of a target is not done; the chapter as a whole has to reach its targets."""
SLACK = 1.2
"""A page may run a fifth over its size when its subject needs it."""
FRAME = {"chapter": (500, 900), "appendix": (500, 900), "summary": (600, 1_000)}
"""Least and most words of the pages around the sections."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A thing that sections are counted by."""

    name: str
    nouns: str
    of: Callable[[Totals], int]
    planned: Callable[[Entry], int] | None = None
    """The plan's target of an entry."""
    per_section: int = 0
    """Otherwise how many a section of STANDARD_WORDS has."""

    def target(self, entry: Entry) -> int:
        """How many the page of *entry* is to have; 0 when nothing is asked."""
        if self.planned:
            return self.planned(entry)
        return int(self.per_section * entry.words / STANDARD_WORDS) if entry.kind == "section" else 0


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("insights", "insights", lambda t: t.insights, lambda e: e.insights),
        Measure("diagrams", "diagrams", lambda t: t.diagrams, lambda e: e.diagrams),
        Measure("tables", "tables", lambda t: t.tables, lambda e: e.tables),
        Measure("misconceptions", "misconceptions", lambda t: t.misconceptions, per_section=3),
        Measure("questions", "questions", lambda t: t.questions, per_section=4),
        Measure("production-cases", "production cases", lambda t: t.cases, per_section=3),
    )
}
CITATIONS, WORKS = 15, 8
"""How often a section of STANDARD_WORDS cites, and how many different works."""
OTHER_CHAPTERS = 4
"""To how many other chapters a chapter refers."""


def words_wanted(entry: Entry) -> tuple[int, int]:
    """The least and the most words the page of *entry* is to have; (0, 0) when nothing is asked."""
    if entry.kind in FRAME:
        return FRAME[entry.kind]
    return (entry.words, entry.words) if entry.kind in ("section", "front") else (0, 0)
