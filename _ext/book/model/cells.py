"""What stands in a table, as plain text: kept in a file beside the page's doctree, since records must stay small."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of one table."""

    columns: tuple[str, ...]
    """Its heads; empty for a table without."""
    rows: tuple[tuple[str, ...], ...]


def encode(tables: Sequence[Cells]) -> str:
    """The tables of a page for its file."""
    return json.dumps([(table.columns, table.rows) for table in tables], ensure_ascii=False, separators=(",", ":"))


def decode(data: str | bytes) -> tuple[Cells, ...]:
    """The tables that `encode` wrote, in the order of the page."""
    return tuple(Cells(tuple(columns), tuple(map(tuple, rows))) for columns, rows in json.loads(data))
