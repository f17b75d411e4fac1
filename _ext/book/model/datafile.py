"""A data file: TOML read with every fault collected, so that an author sees all of them at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

_TOML_PLACE = re.compile(r" \(at ([^()]*)\)$")
_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch


class DataFileError(ValueError):
    """Each argument is one line ``path: key: what is wrong; remedy``."""

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value must be, for the check and for the message."""

    words: str
    fits: Callable[[Any], bool]


def is_kebab(value: object) -> bool:
    """True for lower-case words and digits joined by single hyphens."""
    return isinstance(value, str) and _KEBAB(value) is not None


TEXT = Shape("a text that is not empty", lambda v: isinstance(v, str) and v.strip() != "")
ANY_TEXT = Shape("a text", lambda v: isinstance(v, str))
KEBAB = Shape("lower-case words joined by hyphens, such as 'failure-detector'", is_kebab)
COUNT = Shape("a whole number, 0 or more", lambda v: type(v) is int and v >= 0)
ORDINAL = Shape("a whole number, 1 or more", lambda v: type(v) is int and v >= 1)
DATE = Shape("a date such as 2026-11-25, without quotes", lambda v: isinstance(v, date) and not isinstance(v, datetime))
TABLE = Shape("a table", lambda v: isinstance(v, dict))
TABLES = Shape("a list of tables", lambda v: isinstance(v, list) and all(isinstance(x, dict) for x in v))
TEXTS = Shape("a list of texts", lambda v: isinstance(v, list) and all(isinstance(x, str) and x.strip() for x in v))


def one_of(*allowed: str) -> Shape:
    """The shape of a text that is one of *allowed*."""
    return Shape("one of " + ", ".join(allowed), lambda v: v in allowed)


class Faults:
    """The faults of one data file, in the order they were found."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[str] = []

    def add(self, key: str, fault: str) -> None:
        """Note *fault* (what is wrong; remedy) at *key*."""
        self.lines.append(f"{self.path}: {key}: {fault}")

    def check(
        self,
        where: str,
        table: Mapping[str, Any],
        required: Mapping[str, Shape],
        optional: Mapping[str, Shape] | None = None,
    ) -> None:
        """Note keys of *table* that are missing, unknown or of the wrong shape; *where* ends in a dot or is empty."""
        optional = optional or {}
        for name, value in table.items():
            shape = required.get(name) or optional.get(name)
            if shape is None:
                known = ", ".join([*required, *optional])
                self.add(where + name, f"is not a known key; remove it or use one of {known}")
            elif not shape.fits(value):
                self.add(where + name, f"is {_shown(value)}; write {shape.words}")
        for name, shape in required.items():
            if name not in table:
                self.add(where + name, f"is missing; add {shape.words}")


def read_toml(path: Path, error: type[DataFileError]) -> dict[str, Any]:
    """The tables of the file at *path*; raises *error* when it is missing, not UTF-8 or not TOML."""
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise error(f"{path}: file: cannot be read ({exc.strerror}); create it or correct its name") from exc
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise error(f"{path}: line {line}: is not UTF-8; save the file as UTF-8") from exc
    except tomllib.TOMLDecodeError as exc:
        message = str(exc)
        match = _TOML_PLACE.search(message)
        place, reason = (match[1], message[: match.start()]) if match else ("file", message)
        raise error(f"{path}: {place}: is not TOML ({reason}); mend that line or the one before it") from exc


def _shown(value: object) -> str:
    if value == "" or value == []:
        return "empty"
    text = str(value) if isinstance(value, date) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
