"""The quality page as nodes: the scorecard, the places where a chapter fails, and what every gate asks."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from book.listings import Lister
from book.model.gates import LEVELS
from book.model.metrics import grouped
from book.model.quality_pages import FailedItem, GateItem, PlaceItem, ScoreItem


def quality_report(lister: Lister, items: Sequence[ScoreItem | FailedItem | GateItem]) -> nodes.Node:
    """One group of the page, by what it holds."""
    if isinstance(items[0], ScoreItem):
        return _scorecard(lister, [item for item in items if isinstance(item, ScoreItem)])
    if isinstance(items[0], GateItem):
        return _gates(lister, [item for item in items if isinstance(item, GateItem)])
    failed = nodes.definition_list(classes=["book-quality"])
    failed += [_failed(lister, item) for item in items if isinstance(item, FailedItem)]
    return failed


def _scorecard(lister: Lister, items: Sequence[ScoreItem]) -> nodes.table:
    """A row for each chapter: how much it is, and of each level how many gates it passes."""
    rows = []
    for item in items:
        passed = (f"{asked - failed} of {asked}" for failed, asked in zip(item.failed, item.asked, strict=True))
        density = f"{item.concepts * 1_000 / item.words:.1f}" if item.words else "–"
        texts = [item.status or "–", grouped(item.words), f"{item.minutes} min", density, *passed]
        rows.append(lister.row([lister.link(item.name, item.docname), *map(nodes.Text, texts)]))
    heads = ["Chapter", "Declared", "Words", "Reading", "New concepts per 1,000", *map(str.capitalize, LEVELS)]
    table = lister.table(heads, rows, [28, 11, 9, 10, 12, 10, 10, 10])
    table["classes"].append("book-scorecard")
    return table


def _failed(lister: Lister, item: FailedItem) -> nodes.definition_list_item:
    """A gate that fails, with its places."""
    term = nodes.term("", "", nodes.strong("", item.gate), nodes.Text(f" ({item.level})"))
    definition = nodes.definition("", nodes.paragraph("", item.asks))
    places = nodes.bullet_list("", *(_place(lister, place) for place in item.places))
    if item.more:
        noun = "place" if item.more == 1 else "places"
        words = f"{grouped(item.more)} more {noun}" if item.places else f"{grouped(item.more)} {noun}, not listed here"
        count = nodes.paragraph("", words)
        places += nodes.list_item("", count)
    definition += places
    return nodes.definition_list_item("", term, definition)


def _place(lister: Lister, place: PlaceItem) -> nodes.list_item:
    where = lister.link(place.where, place.docname, place.anchor)
    return nodes.list_item("", nodes.paragraph("", "", where, nodes.Text(f": {place.message}")))


def _gates(lister: Lister, items: Sequence[GateItem]) -> nodes.table:
    """A row for each gate."""
    rows = [
        lister.row([nodes.literal("", item.name), *map(nodes.Text, (item.family, item.level, item.asks, item.remedy))])
        for item in items
    ]
    table = lister.table(["Gate", "Of", "Level", "What it asks", "What to do"], rows, [17, 14, 8, 36, 25])
    table["classes"].append("book-gates")
    return table
