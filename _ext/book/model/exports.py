"""The book as data for other programs: insights, concepts and progress, by the schemas beside this."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from book.model.book import Book
from book.model.concept_pages import concept_index
from book.model.items import Item
from book.model.outline import Targets
from book.model.progress import ProgressItem, progress
from book.model.records import Box
from book.model.selection import Selection

SCHEMAS = Path(__file__).parent / "schemas"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``<name>.json``: ``insights``, ``concepts`` or ``progress``."""
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def insights_json(book: Book) -> list[dict[str, Any]]:
    """Every insight in reading order. Texts are plain; the place is ``page``, a docname, and the anchor ``id``."""
    return [_insight(book, box) for page in book for box in page.boxes if box.kind == "insight"]


def concepts_json(book: Book) -> list[dict[str, Any]]:
    """Every concept that the concept index shows, in the order of ``concepts.toml``."""
    groups = concept_index(book, Selection())
    items = {item.concept.id: item for group in groups for item in group.items}
    out: list[dict[str, Any]] = []
    for concept in book.concepts:
        if item := items.get(concept.id):
            owner = item.owner
            section = {"number": concept.section, "title": owner.title if owner else "", "written": item.written}
            out.append(
                {
                    "id": concept.id,
                    "term": concept.term,
                    "aliases": list(concept.aliases),
                    "definition": concept.definition,
                    "section": section,
                    "page": item.defined_at,
                    "requires": [link.id for link in item.requires],
                    "dependents": [link.id for link in item.dependents],
                    "uses": [_use(use) for _, uses in item.uses for use in uses],
                }
            )
    return out


def progress_json(book: Book) -> list[dict[str, Any]]:
    """Every row of the matrices: phases and their total, chapters, sections."""
    rows: list[dict[str, Any]] = []
    for group in progress(book, book.passes_must):
        level = {"By phase": "phase", "By chapter": "chapter"}.get(group.heading, "section")
        rows += [_progress("total" if item.is_total else level, item) for item in group.items]
    return rows


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """*rows* of the same keys as comma-separated values under a line of the keys."""
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _progress(level: str, item: ProgressItem) -> dict[str, Any]:
    row: dict[str, Any] = {
        "level": level,
        "name": item.stretch.name,
        "chapters": item.stretch.chapters,
        "page": item.docname,
    }
    for name in Targets.__dataclass_fields__:
        row |= {f"target_{name}": getattr(item.stretch.target, name), name: getattr(item.actual, name)}
    return row | {"percent": item.percent, "state": item.state.words}


def _insight(book: Book, box: Box) -> dict[str, Any]:
    entry = book.outline.at(box.docname)
    fields = dict(box.fields)
    return {
        "id": box.id,
        "number": book.numbers.boxes.get(box.id, ""),
        "title": box.title,
        "rank": box.rank,
        "page": box.docname,
        "chapter": entry.unit if entry else "",
        "section": entry.number if entry and entry.kind in ("section", "front") else "",
        "concepts": [link.id for link in book.item(box).concepts],
        **{name: fields.get(name, "") for name in ("revelation", "why", "implication", "remember")},
    }


def _use(item: Item) -> dict[str, str]:
    return {"kind": item.kind, "id": item.id, "number": item.number, "title": item.title, "page": item.docname}
