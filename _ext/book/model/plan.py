"""The plan as a page: every entry of the outline, and how much of it is written."""

from __future__ import annotations

from collections.abc import Iterator

from book.model.book import Book
from book.model.items import Group, PartItem, PlanItem
from book.model.metrics import totals_of
from book.model.outline import FRONT_MATTER, Entry, Outline, heading_of
from book.model.selection import Selection


def book_outline(book: Book, selection: Selection) -> tuple[Group[PlanItem], ...]:
    """The whole plan by part, written or not, without the chapters' summaries, which have no target of their own."""
    parts: dict[str, list[Entry]] = {}
    heads: dict[str, Entry] = {}
    for entry in book.outline.entries:
        part = next((e for e in _ancestors(book.outline, entry) if e.kind == "part"), None)
        kind = "Appendices" if entry.unit.isalpha() and part is None else FRONT_MATTER
        heading = heading_of(part) if part else kind
        if part:
            heads[heading] = part
        parts.setdefault(heading, []).append(entry)
    groups: list[Group[PlanItem]] = []
    for heading, entries in parts.items():
        head = heads.get(heading)
        items = tuple(_plan_item(book, e, entries) for e in entries if e.kind != "summary")
        docname = head.docname if head and book.is_written(head) else ""
        groups.append(Group(heading, head.label if head else "", items, "part", docname))
    return tuple(groups)


def book_parts(book: Book, selection: Selection) -> tuple[Group[PartItem], ...]:
    """Every part and the appendices, with how much of each is written."""
    parts = [group for group in book_outline(book, selection) if group.heading != FRONT_MATTER]
    return (Group("", "", tuple(map(_part_item, parts))),) if parts else ()


def _part_item(group: Group[PlanItem]) -> PartItem:
    units = [item for item in group.items if item.entry.kind in ("chapter", "appendix")]
    sections = [item.written for item in group.items if item.entry.kind == "section"]
    kind = "Chapter" if units[0].entry.kind == "chapter" else "Appendix"
    numbers = "–".join(dict.fromkeys(units[i].entry.number for i in (0, -1)))
    several = {"Chapter": "Chapters", "Appendix": "Appendices"}[kind] if len(units) > 1 else kind
    # What stands on the part's own page counts with it.
    done = next((item.words for item in group.items if item.entry.kind == "part"), sum(item.words for item in units))
    return PartItem(
        group.heading,
        group.docname,
        f"{several} {numbers}",
        (sum(sections), len(sections)),
        (done, sum(item.entry.words for item in units)),
    )


def _ancestors(outline: Outline, entry: Entry) -> Iterator[Entry]:
    at: Entry | None = entry
    while at:
        yield at
        at = outline.at(at.parent)


def _plan_item(book: Book, entry: Entry, neighbors: list[Entry]) -> PlanItem:
    """*entry* with the sums over what it heads: all *neighbors* for a part, those of its unit for other heads."""
    if entry.kind == "part":
        covered = neighbors
    elif entry.kind in ("chapter", "appendix", "landing"):
        covered = [e for e in neighbors if e.unit == entry.unit]
    else:
        covered = [entry]
    totals = totals_of(book.pages[e.docname] for e in covered if book.is_written(e))
    written = book.is_written(entry)
    return PlanItem(entry, written, totals.words, totals.insights, totals.diagrams, totals.tables)
