"""The book as data for other programs, by the schemas beside this; the works it cites are in `model.csl`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from book.model.book import Book
from book.model.cells import Cells
from book.model.concept_pages import concept_index
from book.model.items import Item
from book.model.outline import Targets
from book.model.progress import ProgressItem, progress
from book.model.records import Box, Figure, Table
from book.model.selection import Selection

SCHEMAS = Path(__file__).parent / "schemas"
Address = Callable[[str], str]
"""The address of a page below the site, by its docname."""


@dataclass(frozen=True, slots=True)
class DrawingFiles:
    """Where a diagram comes from and what is shown of it; empty where there is none (yet)."""

    source: str
    """A path in the repository."""
    light: str
    """A path below the site, as is *dark*."""
    dark: str


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``<name>.json``."""
    loaded: dict[str, Any] = json.loads(schema_file(name).read_text(encoding="utf-8"))
    return loaded


def schema_file(name: str) -> Path:
    """The file of the schema of ``<name>.json``."""
    return SCHEMAS / f"{name}.schema.json"


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


def tables_json(book: Book, cells: Mapping[str, Sequence[Cells]], address: Address) -> list[dict[str, Any]]:
    """Every table in reading order with its texts, which *cells* holds by docname in the order of the page.

    Raises KeyError or ValueError when *cells* are not those of the book's tables.
    """
    return [
        _listed(book, table, "title", address)
        | {"columns": list(texts.columns), "rows": [list(row) for row in texts.rows]}
        for page in book
        if page.tables
        for table, texts in zip(page.tables, cells[page.docname], strict=True)
    ]


def diagrams_json(book: Book, files: Callable[[str], DrawingFiles], address: Address) -> list[dict[str, Any]]:
    """Every diagram in reading order; *files* says by a diagram's name where it comes from."""
    rows: list[dict[str, Any]] = []
    for page in book:
        for figure in page.figures:
            file = files(figure.name)
            row = _listed(book, figure, "caption", address) | {"alt": figure.alt, "explorable": figure.explorable}
            rows.append(row | {"source": file.source, "light": file.light, "dark": file.dark})
    return rows


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


def place_of(book: Book, docname: str) -> dict[str, str]:
    """``page``, ``chapter`` and ``section``, as all data name a place."""
    entry = book.outline.at(docname)
    section = entry.number if entry and entry.kind in ("section", "front") else ""
    return {"page": docname, "chapter": entry.unit if entry else "", "section": section}


def _insight(book: Book, box: Box) -> dict[str, Any]:
    fields = dict(box.fields)
    return {
        "id": box.id,
        "number": book.numbers.boxes.get(box.id, ""),
        "title": box.title,
        "rank": box.rank,
        **place_of(book, box.docname),
        "concepts": [link.id for link in book.item(box).concepts],
        **{name: fields.get(name, "") for name in ("revelation", "why", "implication", "remember")},
    }


def _listed(book: Book, record: Figure | Table, called: str, address: Address) -> dict[str, Any]:
    """What diagrams and tables have in common; *called* names what stands above or below them."""
    item = book.item(record)
    return {
        "id": item.id,
        "number": item.number,
        called: item.title,
        "type": item.type,
        "address": f"{address(item.docname)}#{item.id}",
        **place_of(book, item.docname),
        "concepts": [link.id for link in item.concepts],
    }


def _use(item: Item) -> dict[str, str]:
    return {"kind": item.kind, "id": item.id, "number": item.number, "title": item.title, "page": item.docname}
