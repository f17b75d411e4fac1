"""How wide the columns of a printed table are, and how tall it becomes."""

from __future__ import annotations

import math
from collections.abc import Sequence

LINE = 100
"""Characters that fit a line of a table: the text width at the size of the condensed sans serif (see ``book.sty``)."""
GAP = 3
"""Characters' worth of space that each column loses to the gap beside it."""
RAGGED = 3
"""Characters left empty at the end of a line that is broken, half a word on average."""
MIN_COLUMN = 5
MAX_WORD = 16
"""A longer word may be hyphenated, so it claims no more than this."""


def column_widths(rows: Sequence[Sequence[str]], line: int = LINE) -> tuple[int, ...]:
    """Characters for each column, so that the table is about as low as a line of *line* characters allows.

    A column is never narrower than its longest word, unless all of them together don't fit. *rows* have the same
    number of cells, at least one.
    """
    columns = range(len(rows[0]))
    room = line - GAP * len(columns)
    words = [max((len(word) for row in rows for word in row[i].split(" ")), default=0) for i in columns]
    widths = [max(MIN_COLUMN, min(word + 1, MAX_WORD)) for word in words]
    if sum(widths) > room:
        total = sum(widths)
        return tuple(max(1, width * room // total) for width in widths)
    while sum(widths) < room:
        column = _most_useful(rows, widths)
        if column is None:
            break
        widths[column] += 1
    return tuple(widths)


def table_lines(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """About how many lines *rows* take."""
    return sum(max(math.ceil(_height(cell, width)) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _height(cell: str, width: int) -> float:
    """Lines that *cell* takes, as a fraction, so that each character more of width counts."""
    return 1.0 if len(cell) <= width else max(1.0, len(cell) / max(1, width - RAGGED))


def _most_useful(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> int | None:
    """The column whose next character lowers the table most; None when every row is one line high."""
    gains = [0.0] * len(widths)
    for row in rows:
        heights = [_height(cell, width) for cell, width in zip(row, widths, strict=True)]
        top = max(heights)
        for i, height in enumerate(heights):
            # Of cells that are equally high none lowers the row alone; each gets its share of what they do together.
            if height > max(1.0, top - 0.1):
                gains[i] += (height - _height(row[i], widths[i] + 1)) / sum(other > top - 0.1 for other in heights)
    best = max(range(len(gains)), key=gains.__getitem__)
    return best if gains[best] > 0 else None
