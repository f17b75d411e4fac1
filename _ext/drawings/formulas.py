"""Formulas: TeX as MathML, drawn by Temml, kept in the store beside the diagrams."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .keys import FORMULA_STAMP, digest
from .store import RENDERED, Store

FOLDER = RENDERED / "math"


class FormulaError(ValueError):
    """A list of formulas that can't be read."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as a chapter has it, and the place where it stands."""

    tex: str
    display: bool
    file: str
    line: int

    @property
    def place(self) -> str:
        """Where it stands, as messages begin."""
        return f"{self.file}:{self.line}"


def key(tex: str, display: bool) -> str:
    """The key of a formula; in a line and on display it is drawn differently."""
    return digest(tex.strip(), "display" if display else "inline", FORMULA_STAMP)


def path(root: Path, tex: str, display: bool) -> Path:
    """The file that the formula has, or would have, in the store."""
    return root / FOLDER / f"{key(tex, display)}.mml"


def is_drawn(store: Store, tex: str, display: bool) -> bool:
    """True when :func:`lookup` would find the formula."""
    return path(store.root, tex, display).is_file()


def lookup(store: Store, tex: str, display: bool) -> str | None:
    """The formula as a ``<math>`` element, or None when it has not been drawn yet."""
    try:
        return path(store.root, tex, display).read_text(encoding="utf-8").rstrip("\n")
    except FileNotFoundError:
        return None


def read_list(file: Path) -> list[Formula]:
    """The formulas in the JSON list *file*, as a build writes it: objects with tex, display, file and line.

    Raises FormulaError when it is no such list.
    """
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return [Formula(str(row["tex"]), bool(row["display"]), str(row["file"]), int(row["line"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormulaError(f"{file}: is no list of formulas ({error}); build the book to write it again") from error
