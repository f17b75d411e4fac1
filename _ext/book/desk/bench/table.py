"""The measurements as Markdown tables, ready for the README."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .rows import ROWS, Measured, Row

NONE = "–"
"""A cell of what was not measured."""


def size_table(size: float, plain: Measured, own: Measured) -> str:
    """The rows of one size: plain Sphinx, the book, their ratio, and at full size the goal."""
    full = size == 1
    head = ["", "plain Sphinx", "this book", "ratio", *(["goal"] if full else [])]
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)])]
    for row in ROWS:
        theirs, ours = plain.get(row.name), own.get(row.name)
        if theirs is None and ours is None:
            continue
        ratio = f"{ours / theirs:.2f}" if theirs and ours is not None else NONE
        cells = [row.label, _number(theirs), _number(ours), ratio]
        lines.append(_line([*cells, *([_goal(row, ours)] if full else [])]))
    return "\n".join(lines)


def growth_table(small: float, large: float, measured: Mapping[float, tuple[Measured, Measured]]) -> str:
    """How many times more each row costs at size *large* than at size *small*."""
    (plain_small, own_small), (plain_large, own_large) = measured[small], measured[large]
    head = [f"{large / small:.0f} times the text", "plain Sphinx", "this book"]
    lines = [_line(head), _line(["---", "---:", "---:"])]
    for row in ROWS:
        growths = [_growth(plain_small, plain_large, row.name), _growth(own_small, own_large, row.name)]
        if growths != [NONE, NONE]:
            lines.append(_line([row.label, *growths]))
    return "\n".join(lines)


def _growth(small: Measured, large: Measured, name: str) -> str:
    return f"× {large[name] / small[name]:.1f}" if small.get(name) and name in large else NONE


def _goal(row: Row, value: float | None) -> str:
    if row.goal is None or value is None:
        return NONE
    missed = value - row.goal
    return f"≤ {row.goal:g}" if missed <= 0 else f"≤ {row.goal:g}, missed by {_number(missed)}"


def _number(value: float | None) -> str:
    if value is None:
        return NONE
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
