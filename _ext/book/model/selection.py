"""Which part of the book a gathered page is limited to: the options ``:chapter:``, ``:part:`` and ``:rank:``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from book.kinds import RANKS
from book.model.outline import Outline


@dataclass(frozen=True, slots=True)
class Selection:
    """What a gathered page is limited to."""

    units: frozenset[str] | None = None
    """The outline's units, None for the whole book; pages outside the outline are only in the whole book."""
    rank: str = ""

    def holds(self, unit: str | None, rank: str = "") -> bool:
        """True for a thing of *rank* in *unit* that the page shows."""
        return (self.units is None or unit in self.units) and (not self.rank or rank == self.rank)


def units_of_chapter(outline: Outline, value: str) -> frozenset[str] | None:
    """The unit that ``:chapter: 5`` names by number, letter, ``0`` or label; None when there is none."""
    labelled = outline.by_label(value)
    heads = {e.unit for e in outline.entries if e.kind in ("landing", "chapter", "appendix")}
    unit = labelled.unit if labelled and labelled.kind in ("chapter", "appendix") else value.strip().upper()
    return frozenset((unit,)) if unit in heads else None


def units_of_part(outline: Outline, value: str) -> frozenset[str] | None:
    """The units of ``:part: 2``, ``II`` or a label: the part's own and its chapters'; None when there is none."""
    parts = [e for e in outline.entries if e.kind == "part"]
    for i, part in enumerate(parts, 1):
        if value.strip() in (str(i), part.number, part.label):
            return frozenset((part.unit, *(e.unit for e in outline.entries if e.parent == part.docname)))
    return None


def select(outline: Outline, options: Mapping[str, str]) -> Selection:
    """The selection that a directive's *options* ask for; a chapter or part that isn't in the plan selects nothing."""
    units: frozenset[str] | None = None
    for name, find in (("chapter", units_of_chapter), ("part", units_of_part)):
        if name in options:
            found = find(outline, options[name]) or frozenset()
            units = found if units is None else units & found
    return Selection(units, options.get("rank", ""))


def allowed_values(outline: Outline, option: str) -> tuple[str, ...]:
    """What *option* may be, as the reader of a message would write it."""
    if option == "rank":
        return RANKS
    kinds = ("part",) if option == "part" else ("landing", "chapter", "appendix")
    return tuple(entry.unit for entry in outline.entries if entry.kind in kinds)


def is_allowed(outline: Outline, option: str, value: str) -> bool:
    """True when *option* of a gathering directive may be *value*."""
    if option == "rank":
        return value in RANKS
    find = units_of_part if option == "part" else units_of_chapter
    return find(outline, value) is not None
