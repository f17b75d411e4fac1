"""What a calculation says, as a tree: built by ``arithmetic_parse``, worked out by ``arithmetic_values``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from book.model.arithmetic_text import Lexeme
from book.model.arithmetic_units import Scale


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A number as shown; *step* is the value of one unit in its last digit."""

    value: Fraction
    step: Fraction
    whole: bool
    """It shows no decimal point."""
    zeros: int = 0
    """The zeros at the end of a whole number."""


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A value in a unit; *label* is the unit as written, empty when it is only counted."""

    of: Node
    scale: Scale
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Compound:
    """Times side by side, ``24 h 11 min``."""

    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Negative:
    of: Node


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    sign: str
    """One of ``+ − × /``."""
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class Power:
    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class UnitAlone:
    """A unit after a spaced slash, ``480 requests / s``."""

    scale: Scale


Node: TypeAlias = Number | Quantity | Compound | Negative | Operation | Power | Call | UnitAlone


@dataclass(frozen=True, slots=True)
class Side:
    """What stands between two signs of comparison."""

    tree: Node
    text: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Sides and the signs between them, one fewer."""

    sides: tuple[Side, ...]
    relations: tuple[str, ...]
    lexemes: tuple[Lexeme, ...]
