"""Boxes, diagrams and tables as gathered pages list them: by chapter, in reading order."""

from __future__ import annotations

from book.kinds import TABLE_TYPES, TRUTH
from book.model.book import Book
from book.model.items import DIAGRAM, TABLE, Group, Item
from book.model.outline import heading_of
from book.model.selection import Selection


def insight_compilation(book: Book, selection: Selection) -> tuple[Group[Item], ...]:
    """Every insight, by chapter."""
    return by_unit(book, selection, "insight")


def misconception_list(book: Book, selection: Selection) -> tuple[Group[Item], ...]:
    """Every misconception, by chapter."""
    return by_unit(book, selection, "misconception")


def truth_list(book: Book, selection: Selection) -> tuple[Group[Item], ...]:
    """Every irreducible truth and every box of mental models, by chapter in the order of the text."""
    return by_unit(book, selection, TRUTH, "mental-models")


def production_list(book: Book, selection: Selection) -> tuple[Group[Item], ...]:
    """Every production case, by chapter."""
    return by_unit(book, selection, "production")


def question_bank(book: Book, selection: Selection) -> tuple[Group[Item], ...]:
    """Every question, by chapter."""
    return by_unit(book, selection, "question")


def diagram_collection(book: Book, selection: Selection) -> tuple[Group[Item], ...]:
    """Every diagram, by chapter."""
    return by_unit(book, selection, DIAGRAM)


def table_guide(book: Book, selection: Selection) -> tuple[Group[Item], ...]:
    """Every table twice, by type and by chapter; of a chosen part of the book, where tables stand whole, by chapter."""
    units = by_unit(book, selection, TABLE)
    if selection.units is not None:
        return units
    tables = [item for group in units for item in group.items]
    by_type: dict[str, list[Item]] = {}
    for table in tables:
        by_type.setdefault(table.type, []).append(table)
    types = [*(t for t in TABLE_TYPES if t in by_type), *sorted(by_type.keys() - set(TABLE_TYPES))]
    return (*(Group(f"{t} tables".capitalize(), "", tuple(by_type[t]), "type") for t in types), *units)


def by_unit(book: Book, selection: Selection, *kinds: str) -> tuple[Group[Item], ...]:
    """Items of *kinds* by chapter, appendix or part page in reading order; a page outside the outline is a group."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in book.items:
        if item.kind in kinds:
            entry = book.outline.at(item.docname)
            if selection.holds(entry.unit if entry else None, item.rank):
                key = (entry.unit, "") if entry else ("", item.docname)
                found.setdefault(key, []).append(item)
    heads = {e.unit: e for e in reversed(book.outline.entries)}
    groups: list[Group[Item]] = []
    for (unit, docname), items in found.items():
        if docname:
            groups.append(Group(book.pages[docname].title, "", tuple(items), docname=docname))
        else:
            head = heads[unit]
            at = head.docname if book.is_written(head) else ""
            groups.append(Group(heading_of(head), head.label, tuple(items), docname=at))
    return tuple(groups)
