"""What a calculation comes to: exact fractions where the operations allow it, 50 digits elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from book.model.arithmetic_text import CalcError
from book.model.arithmetic_tree import Call, Compound, Negative, Node, Number, Operation, Power, Quantity, UnitAlone
from book.model.arithmetic_units import NONE, Dimension, describe

MAX_POWER_OF_TEN = 1000
"""No value may be larger than ten to this power, or smaller than its inverse."""
MAX_CHOICES = 10_000
MAX_EXACT_BITS = 8192
"""Powers whose fractions would need more bits are worked out to 50 digits."""

_CONTEXT = Context(prec=50, Emax=10**6, Emin=-(10**6), traps=[])
_TEN = _CONTEXT.ln(Decimal(10))


@dataclass(frozen=True, slots=True)
class Value:
    """An amount in base units."""

    amount: Fraction
    dimension: Dimension


def work_out(node: Node, nudged: Number | None = None) -> Value:
    """The value of *node*; the number *nudged*, if given, counts as half a unit of its last digit larger.

    Raises CalcError of kind ``unit``, ``division-by-zero``, ``domain`` or ``too-large``.
    """
    match node:
        case Number():
            return Value(node.value + node.step / 2 if node is nudged else node.value, NONE)
        case Quantity():
            of = work_out(node.of, nudged)
            _need_plain(of, f"what stands before {node.label!r}")
            return _bounded(of.amount * node.scale.factor + node.scale.offset, node.scale.dimension)
        case Operation():
            return _operate(node, nudged)
        case Negative():
            of = work_out(node.of, nudged)
            return Value(-of.amount, of.dimension)
        case Power():
            return _raise(work_out(_absolute(node.base), nudged), work_out(node.exponent, nudged))
        case Call():
            return _call(node, [work_out(argument, nudged) for argument in node.arguments])
        case Compound():
            parts = [work_out(part, nudged) for part in node.parts]
            return Value(sum((part.amount for part in parts), Fraction(0)), parts[0].dimension)
        case UnitAlone():
            return Value(node.scale.factor, node.scale.dimension)


def _operate(node: Operation, nudged: Number | None) -> Value:
    if node.sign in "+−":
        left, right = work_out(node.left, nudged), work_out(node.right, nudged)
        if left.dimension != right.dimension:
            verb = "added to" if node.sign == "+" else "subtracted from"
            raise CalcError(
                "unit",
                f"{describe(right.dimension)} can't be {verb} {describe(left.dimension)}; "
                "give both the same kind of unit",
            )
        if node.sign == "+" and _is_offset(node.left) and _is_offset(node.right):
            raise CalcError("unit", "two temperatures can't be added; write the difference in K")
        return _bounded(left.amount + right.amount if node.sign == "+" else left.amount - right.amount, left.dimension)
    left, right = work_out(_absolute(node.left), nudged), work_out(_absolute(node.right), nudged)
    if node.sign == "×":
        return _bounded(left.amount * right.amount, _combine(left.dimension, right.dimension, 1))
    if not right.amount:
        raise CalcError("division-by-zero", "it divides by zero; correct the divisor")
    return _bounded(left.amount / right.amount, _combine(left.dimension, right.dimension, -1))


def _call(node: Call, values: list[Value]) -> Value:
    first = values[0]
    if node.name in ("min", "max", "sum"):
        for value in values[1:]:
            if value.dimension != first.dimension:
                raise CalcError(
                    "unit",
                    f"{node.name} compares {describe(first.dimension)} with "
                    f"{describe(value.dimension)}; give all the same kind of unit",
                )
        amounts = [value.amount for value in values]
        return _bounded({"min": min, "max": max, "sum": sum}[node.name](amounts), first.dimension)  # type: ignore[operator] # three built-ins of one shape
    if node.name == "sqrt":
        if first.amount < 0:
            raise CalcError("domain", f"sqrt of a negative number, {_short(first.amount)}; correct the argument")
        return _raise(first, Value(Fraction(1, 2), NONE))
    for value in values:
        _need_plain(value, f"the argument of {node.name}")
    if node.name == "choose":
        return Value(_choose(values[0].amount, values[1].amount), NONE)
    if node.name == "exp":
        return Value(_exp(first.amount), NONE)
    if first.amount <= 0:
        raise CalcError("domain", f"{node.name} of {_short(first.amount)}; a logarithm needs a number above zero")
    logarithm = _CONTEXT.ln(_decimal(first.amount))
    if node.name == "log2":
        logarithm = _CONTEXT.divide(logarithm, _CONTEXT.ln(Decimal(2)))
    elif node.name == "log10":
        logarithm = _CONTEXT.divide(logarithm, _TEN)
    return Value(_fraction(logarithm), NONE)


def _raise(base: Value, exponent: Value) -> Value:
    _need_plain(exponent, "an exponent")
    power = exponent.amount
    dimension = base.dimension
    if dimension != NONE:
        if abs(power) > 12 or power.denominator > 12:
            raise CalcError(
                "unit", f"{describe(dimension)} can't be raised to {_short(power)}; divide by its unit first"
            )
        dimension = tuple(_simple(Fraction(of) * power) for of in dimension)
    if base.amount == 0:
        if power < 0:
            raise CalcError("division-by-zero", "zero is raised to a negative power; correct the base or the exponent")
        return Value(Fraction(1 if power == 0 else 0), dimension)
    if base.amount < 0 and power.denominator != 1:
        raise CalcError(
            "domain", f"a negative number, {_short(base.amount)}, has no power {_short(power)}; correct the base"
        )
    return _bounded(_power(base.amount, power), dimension)


def _power(base: Fraction, power: Fraction) -> Fraction:
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if power.denominator == 1 and size * abs(power) <= MAX_EXACT_BITS:
        return base**power.numerator
    if power == Fraction(1, 2):
        root = Fraction(math.isqrt(abs(base.numerator)), math.isqrt(base.denominator))
        if root * root == base:
            return root
    logarithm = _CONTEXT.multiply(_CONTEXT.ln(_decimal(abs(base))), _decimal(power))
    _check_logarithm(logarithm)
    raised = _fraction(_CONTEXT.power(_decimal(abs(base)), _decimal(power)))
    return -raised if base < 0 and power.numerator % 2 else raised


def _exp(power: Fraction) -> Fraction:
    _check_logarithm(_decimal(power))
    return _fraction(_CONTEXT.exp(_decimal(power)))


def _choose(total: Fraction, chosen: Fraction) -> Fraction:
    call = f"choose({_short(total)}, {_short(chosen)})"
    if total.denominator != 1 or chosen.denominator != 1 or total < 0 or chosen < 0:
        raise CalcError("domain", f"{call} needs two whole numbers, neither below zero")
    if total > MAX_CHOICES:
        raise CalcError("too-large", f"{call} is too large; the first number may be at most {MAX_CHOICES:,}")
    return _bounded(Fraction(math.comb(total.numerator, chosen.numerator) if chosen <= total else 0), NONE).amount


def _bounded(amount: Fraction, dimension: Dimension) -> Value:
    bits = amount.numerator.bit_length() - amount.denominator.bit_length()
    if amount and abs(bits) > MAX_POWER_OF_TEN * math.log2(10):
        raise CalcError(
            "too-large",
            f"a value on the way is {'larger' if bits > 0 else 'smaller'} than "
            f"10^{'' if bits > 0 else '−'}{MAX_POWER_OF_TEN}; use logarithms",
        )
    return Value(amount, dimension)


def _check_logarithm(logarithm: Decimal) -> None:
    if not abs(logarithm) <= MAX_POWER_OF_TEN * _TEN:
        raise CalcError("too-large", f"a power is beyond 10^{MAX_POWER_OF_TEN} or its inverse; use logarithms")


def _need_plain(value: Value, what: str) -> None:
    if value.dimension != NONE:
        raise CalcError(
            "unit", f"{what} must be a plain number, and is {describe(value.dimension)}; divide by its unit"
        )


def _absolute(node: Node) -> Node:
    """*node*, unless it is a temperature with its zero elsewhere, which nothing can be multiplied with."""
    if _is_offset(node):
        raise CalcError(
            "unit", "a temperature in °C or °F can only be added to, subtracted and compared; write it in K"
        )
    return node


def _is_offset(node: Node) -> bool:
    return isinstance(node, Quantity) and bool(node.scale.offset)


def _combine(left: Dimension, right: Dimension, sign: int) -> Dimension:
    if right == NONE:
        return left
    return tuple(_simple(Fraction(a) + sign * b) for a, b in zip(left, right, strict=True))


def _simple(power: Fraction) -> Fraction | int:
    return power.numerator if power.denominator == 1 else power


def _decimal(amount: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(amount.numerator), Decimal(amount.denominator))


def _fraction(amount: Decimal) -> Fraction:
    return Fraction(amount)


def _short(amount: Fraction) -> str:
    return f"{float(amount):.6g}" if abs(amount) < 10**300 else "a huge number"
