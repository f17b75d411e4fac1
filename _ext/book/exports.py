"""Writes the book's data beside the site, at the end of each build of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from book.cells import kept_cells
from book.citations import work_of
from book.data import drawing_store, rendering_of
from book.domain import book_domain
from book.model.csl import csl_item, references_json
from book.model.exports import (
    DrawingFiles,
    as_csv,
    concepts_json,
    diagrams_json,
    insights_json,
    progress_json,
    schema_file,
    tables_json,
)
from book.pictures import IMAGES, Picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from drawings import Rendering, Store

Rows = list[dict[str, Any]]


def write_exports(app: Sphinx, exception: Exception | None) -> None:
    """Write every file of data with its schema beside the site, progress as CSV too."""
    if exception is not None or app.builder.name not in ("html", "dirhtml"):
        return
    found = exports(app)
    _write(Path(app.outdir, "progress.csv"), as_csv(found["progress"]))
    for name, rows in found.items():
        _write(Path(app.outdir, f"{name}.json"), _json(rows, book_domain(app.env).spell))
        _write(Path(app.outdir, f"{name}.schema.json"), schema_file(name).read_text(encoding="utf-8"))


def exports(app: Sphinx) -> dict[str, Rows]:
    """The rows of each file of data by its name; texts hold marks for references."""
    book, address, store = book_domain(app.env).book, app.builder.get_target_uri, drawing_store(app)
    return {
        "insights": insights_json(book),
        "concepts": concepts_json(book),
        "progress": progress_json(book),
        "tables": tables_json(book, kept_cells(app.env), address),
        "diagrams": diagrams_json(book, lambda name: drawing_files(store, name, rendering_of(app, name)), address),
        "references": references_json(book, works(app)),
    }


def drawing_files(store: Store, name: str, rendering: Rendering | None) -> DrawingFiles:
    """Where the diagram *name* comes from, and its drawings below the site."""
    source = rendering.source if rendering else store.source_path(name)
    # Paths take ten times as long to make as texts, and a book has hundreds of diagrams.
    path = str(source).removeprefix(f"{store.root}{os.sep}").replace(os.sep, "/") if source else ""
    if rendering is None:
        return DrawingFiles(path, "", "")
    picture = Picture.of(rendering)
    return DrawingFiles(path, f"{IMAGES}/{picture.light}", f"{IMAGES}/{picture.dark}")


def works(app: Sphinx) -> Rows:
    """Every work that is cited or listed, as CSL-JSON: made anew only when one of them has changed."""
    cite: Any = app.env.domains["cite"]
    path = Path(app.doctreedir, "book-works.json")
    made_from = repr((sorted(app.env.version.items()), cite.data.get("signature")))
    state = blake2b(made_from.encode(), digest_size=16).hexdigest()
    if (kept := _kept_works(path)) and kept[0] == state:
        return kept[1]
    items = {citation.entry.key: csl_item(work_of(citation)) for citation in cite.citations}
    path.write_text(json.dumps([state, list(items.values())], ensure_ascii=False), encoding="utf-8")
    return list(items.values())


def _kept_works(path: Path) -> tuple[str, Rows] | None:
    try:
        state, items = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state, items


def _json(rows: Sequence[dict[str, Any]], spell: Callable[[str], str]) -> str:
    """*rows* as JSON, a line each: indented, they would be written by Python's slow encoder."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    # Only rows with a reference need its words put in; JSON never holds its mark as it is.
    spelled = [
        json.dumps(_spelled(row, spell), ensure_ascii=False) if "\\u0002" in line else line
        for row, line in zip(rows, lines, strict=True)
    ]
    return "[\n" + ",\n".join(spelled) + "\n]\n"


def _spelled(value: Any, spell: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, dict):
        return {key: _spelled(inner, spell) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_spelled(inner, spell) for inner in value]
    return value


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
