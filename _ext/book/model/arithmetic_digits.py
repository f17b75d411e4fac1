"""The digits that a side shows, and how near two sides must be for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from book.model.arithmetic_text import CalcError
from book.model.arithmetic_tree import Call, Compound, Negative, Node, Number, Operation, Power, Quantity, UnitAlone
from book.model.arithmetic_values import work_out

EXACT = Fraction(1, 10**9)
"""Two values this near, relative to the larger, are the same."""
EQUALS_LIMIT = Fraction(5, 1000)
"""``=`` hides no rounding larger than this: half a unit in the third digit of the smallest number."""
ABOUT_LIMIT = Fraction(5, 100)
"""How far trailing zeros may be mere placeholders after ``≈``, and two sides of whole numbers differ."""
MAGNITUDE = 2
"""A bare power of ten after ``≈`` is an order of magnitude, and right within this factor."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The precision of a side that is one literal value, in base units."""

    step: Fraction
    """One unit in the last digit."""
    coarse: Fraction
    """One unit in the last digit that isn't a trailing zero of a whole number."""
    whole: bool
    magnitude: bool = False
    """A power of ten without digits before it."""


def shown(node: Node) -> Shown | None:
    """The digits that *node* shows if it is a literal: a number with its sign, unit and power of ten; else None."""
    match node:
        case Number():
            return Shown(node.step, node.step * 10**node.zeros, node.whole)
        case Negative():
            return shown(node.of)
        case Quantity():
            return _scaled(shown(node.of), node.scale.factor)
        case Compound():
            last = shown(node.parts[-1])
            return last and Shown(last.step, last.step, last.whole)
        case Power() if _is_ten(node.base) and _is_integer(node.exponent):
            value = work_out(node).amount
            return Shown(value, value, True, magnitude=True)
        case Operation(sign="×", right=(Power() | Quantity()) as right):
            power = shown(right)
            if power and power.magnitude:
                digits = shown(node.left)
                return digits and _scaled(Shown(digits.step, digits.step, digits.whole), power.step)
        case Operation(sign="/", right=UnitAlone() as unit):
            return _scaled(shown(node.left), 1 / unit.scale.factor)
    return None


def uncertainty(node: Node) -> Fraction:
    """How far *node* may be off because the decimals and percentages in it are rounded; 0 if there are none."""
    centre = work_out(node).amount
    total = Fraction(0)
    for number in _rounded(node):
        try:
            total += abs(work_out(node, number).amount - centre)
        except CalcError:  # half a digit further it has no value: that digit says nothing of the precision
            continue
    return total


def near(exact: Fraction, other: Fraction, relation: str, digits: Shown | None, slack: Fraction = Fraction(0)) -> bool:
    """The values agree as *relation* (``=`` or ``≈``) and the *digits* of the literal *other* demand.

    With *digits*, *other* must be *exact* rounded: half a unit in the last digit.
    ``=``: a whole number must be exact, and decimals within 0.5 % besides. ``≈``: trailing zeros of a whole number may
    be placeholders, within 5 %; a bare power of ten within a factor of two. Without digits, ``=`` is exact and ``≈``
    within *slack*. *slack* is added to what is allowed.
    """
    difference = abs(exact - other)
    if difference <= EXACT * max(abs(exact), abs(other)):
        return True
    if digits is None:
        return relation == "≈" and difference <= slack * (1 + EXACT)
    allowed = slack + abs(digits.step) / 2 * (1 + EXACT)
    if relation == "=":
        return not digits.whole and difference <= min(allowed, EQUALS_LIMIT * abs(exact))
    if digits.magnitude:
        return exact * other > 0 and abs(other) / MAGNITUDE <= abs(exact) <= abs(other) * MAGNITUDE
    return difference <= allowed or difference <= min(abs(digits.coarse) / 2, ABOUT_LIMIT * abs(exact)) * (1 + EXACT)


def _rounded(node: Node, percent: bool = False) -> Iterator[Number]:
    """The numbers in *node* that pass for rounded."""
    match node:
        case Number() if percent or not node.whole:
            yield node
        case Negative():
            yield from _rounded(node.of)
        case Quantity():
            yield from _rounded(node.of, percent="%" in node.label)
        case Operation():
            yield from _rounded(node.left)
            yield from _rounded(node.right)
        case Power():
            yield from _rounded(node.base)
            yield from _rounded(node.exponent)
        case Compound():
            for part in node.parts:
                yield from _rounded(part)
        case Call():
            for argument in node.arguments:
                yield from _rounded(argument)


def _scaled(digits: Shown | None, factor: Fraction) -> Shown | None:
    return digits and Shown(digits.step * factor, digits.coarse * factor, digits.whole, digits.magnitude)


def _is_ten(node: Node) -> bool:
    return isinstance(node, Number) and node.whole and node.value == 10


def _is_integer(node: Node) -> bool:
    return _is_integer(node.of) if isinstance(node, Negative) else isinstance(node, Number) and node.whole
