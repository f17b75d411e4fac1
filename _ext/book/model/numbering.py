"""Numbers of boxes, figures, tables and sections: counted anew from the records of all pages on each build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from book.kinds import NUMBERED_LABELS
from book.model.outline import Outline
from book.model.records import Page


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is printed before titles and in references."""

    boxes: dict[str, str] = field(default_factory=dict)
    """By id, such as ``5.12``: the numbered kinds and each truth."""
    figures: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    sections: dict[str, tuple[int | str, ...]] = field(default_factory=dict)
    """By docname, for every page: ``(5, 2)``, or ``()`` where the outline gives none."""


def number_book(outline: Outline, pages: Mapping[str, Page], order: Sequence[str]) -> Numbers:
    """Count every box kind, the figures and the tables of each unit from 1, in reading order.

    *order* names all pages; those that *pages* lacks are passed over. Pages outside the outline count together,
    without a prefix. Of several things with the same id the first is numbered; the others neither get a number nor
    use one up.
    """
    counts: Counter[tuple[str, str]] = Counter()
    boxes: dict[str, str] = {}
    figures: dict[str, str] = {}
    tables: dict[str, str] = {}
    seen: set[str] = set()

    def count(kind: str, unit: str) -> str:
        counts[kind, unit] += 1
        return f"{unit}.{counts[kind, unit]}" if unit else str(counts[kind, unit])

    for docname in order:
        page = pages.get(docname)
        if page is None:
            continue
        entry = outline.at(docname)
        unit = entry.unit if entry else ""
        for box in page.boxes:
            if box.id and box.id not in seen and box.kind in NUMBERED_LABELS:
                boxes[box.id] = count(box.kind, unit)
            seen.add(box.id)
        for figure in page.figures:
            if figure.id not in figures:
                figures[figure.id] = count("figure", unit)
        for table in page.tables:
            if table.id not in tables:
                tables[table.id] = count("table", unit)
    entries = ((docname, outline.at(docname)) for docname in order if docname in pages)
    return Numbers(boxes, figures, tables, {docname: entry.secnumber if entry else () for docname, entry in entries})


def reading_order(outline: Outline, docnames: Iterable[str], toctree_order: Iterable[str]) -> tuple[str, ...]:
    """*docnames* as a reader meets them: the outline's, then the others by the toctrees, then by name."""
    left = set(docnames)
    planned = [entry.docname for entry in outline.entries if entry.docname in left]
    others = left.difference(planned)
    listed = [docname for docname in dict.fromkeys(toctree_order) if docname in others]
    return (*planned, *listed, *sorted(others.difference(listed)))
