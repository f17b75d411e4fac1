"""Checked arithmetic: what stands in a ``calc`` role, worked out and compared to the digits shown.

A calculation is a chain of at least two sides with ``= ≈ < > ≤ ≥`` between them; a single side compares nothing and
is an error. The grammar::

    side      sum of products: + − × * · / ÷, from left to right; brackets; a sign before a value
    power     ^ with a number, a sign or brackets after it, or superscript digits; 2^3^2 is 2^9, −2^2 is −4
    value     12,345.67 with commas every three digits or nowhere; f(a, b); $5; a bracket
    suffix    thousand million billion trillion, then units, then counted nouns: 2.3 million requests/s
    time      24 h 11 min: units of time side by side, from large to small
    function  sqrt ln log2 log10 exp min max sum choose

A unit and what a slash or dot without spaces joins to it belong to the number before them: ``80 Gb / 10 Gb/s`` is 8
s, and so ``200 / 2 s`` is 100/s. But ``a / 2 × 10^8`` goes from left to right: such a divisor needs brackets. Words
that are no units count something and are worth 1: ``3 replicas × 4 regions = 12 copies`` compares 12 with 12. Money
of two currencies can't be compared. Nothing else is evaluated.

Two sides agree when their dimensions are the same and, for the signs of order, when the order holds exactly. For
``=`` and ``≈`` the digits of the literal among the two count, the right one if both are (a literal is one number with
its sign, power of ten and unit):

- ``=``: a whole number must be exact; a number with decimals must be the other side rounded (half a unit in the last
  digit), and within 0.5 % of it.
- ``≈``: the other side rounded to the digits shown (half a unit in the last digit). Trailing zeros of a whole number
  may be placeholders (2,941 ≈ 2,900 ≈ 3,000), within 5 %. A bare power of ten is an order of magnitude, within a
  factor of two.
- two expressions: ``=`` exactly; ``≈`` within what half a unit in the last digit of each decimal number and
  percentage on the right makes of it, or within 5 % if it has only whole numbers: 1 − 0.99^100 ≈ 1 − 0.366.

In a longer run of ``=`` and ``≈`` each side is compared with the first side too, so that nothing is rounded twice:
after ``0.3649 ≈ 0.365`` only ``36 %`` passes. Exactly means to a relative 10^−9. Values are fractions, never floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from book.model.arithmetic_digits import ABOUT_LIMIT, EXACT, Shown, near, shown, uncertainty
from book.model.arithmetic_parse import read
from book.model.arithmetic_text import CalcError, ErrorKind, Token, latex_text, plain_text, render
from book.model.arithmetic_tree import Compound, Negative, Node, Operation, Quantity, Side, UnitAlone
from book.model.arithmetic_units import NONE, Scale, base_symbols, describe, units
from book.model.arithmetic_values import Value, work_out

__all__ = ["ErrorKind", "Token", "Verdict", "check", "latex_text", "plain_text", "same_value", "units"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a calculation is right, and what to print for it either way."""

    ok: bool
    rendering: tuple[Token, ...]
    """To typeset: ``plain_text`` and ``latex_text`` do; one ``text`` token when the calculation can't be read."""
    message: str = ""
    """What is wrong, what it comes to and the remedy, without the place; empty if *ok*."""
    kind: ErrorKind = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A side with all that comparing it takes."""

    side: Side
    value: Value
    digits: Shown | None


@lru_cache(maxsize=8192)
def check(text: str) -> Verdict:
    """Read *text*, work out every side and compare; never raises, whatever *text* is."""
    try:
        chain = read(text)
    except CalcError as fault:
        return Verdict(False, (Token("text", text),), f"{_quoted(text)} can't be read: {fault.message}", fault.kind)
    rendering = render(chain.lexemes)
    if not chain.relations:
        message = f"{_quoted(text)} compares nothing; add a sign such as '=' and what it comes to"
        return Verdict(False, rendering, message, "nothing-to-check")
    try:
        worked = [_work(side) for side in chain.sides]
        first = 0
        about = False
        for at, relation in enumerate(chain.relations):
            if relation not in "=≈":
                _compare_order(worked[at], relation, worked[at + 1])
                first, about = at + 1, False
                continue
            about = about or relation == "≈"
            if first != at:
                slack = _slack(worked[at]) if relation == "≈" else Fraction(0)
                _compare(worked[at], relation, worked[at + 1], slack)
            _compare(worked[first], "≈" if about else "=", worked[at + 1])
    except CalcError as fault:
        return Verdict(False, rendering, f"{_quoted(text)} is wrong: {fault.message}", fault.kind)
    return Verdict(True, rendering)


def same_value(left: str, right: str) -> str:
    """Empty if *right*, one side alone, is what the last side of *left* comes to; else what is wrong.

    The digits that *right* shows decide as after ``≈``.
    """
    try:
        _compare(_work(read(left).sides[-1]), "≈", _work(read(right).sides[-1]))
    except CalcError as fault:
        return fault.message
    return ""


def _work(side: Side) -> Worked:
    try:
        return Worked(side, work_out(side.tree), shown(side.tree))
    except CalcError as fault:
        raise CalcError(fault.kind, f"in {_quoted(side.text)}, {fault.message}") from fault


def _slack(worked: Worked) -> Fraction:
    return abs(worked.digits.step) / 2 if worked.digits else uncertainty(worked.side.tree)


def _compare(left: Worked, relation: str, right: Worked, slack: Fraction = Fraction(0)) -> None:
    """Raise CalcError unless the two agree."""
    _need_same_dimension(left, right)
    literal, other = (right, left) if right.digits or not left.digits else (left, right)
    if not literal.digits:
        slack += uncertainty(right.side.tree) or ABOUT_LIMIT * abs(left.value.amount)
    if near(other.value.amount, literal.value.amount, relation, literal.digits, slack):
        return
    scale, label = _unit_of(literal.side.tree) or _unit_of(other.side.tree) or _base_unit(left.value)
    exact = _amount(other.value.amount, scale, label)
    name, said = _quoted(other.side.text), _quoted(literal.side.text)
    if not literal.digits:
        raise CalcError(
            "mismatch",
            f"{name} comes to {exact} and {said} to "
            f"{_amount(literal.value.amount, scale, label)}; correct the side that is wrong",
        )
    rounded = _rounded(other.value.amount, literal.digits, scale, label)
    if relation == "=" and near(other.value.amount, literal.value.amount, "≈", literal.digits, slack):
        raise CalcError("mismatch", f"{name} comes to {exact}, and {said} is that rounded; write ≈, or more digits")
    comes_to = exact if rounded == exact else f"{rounded} to the digits shown ({exact})"
    raise CalcError("mismatch", f"{name} comes to {comes_to}, not {said}; correct the side that is wrong")


def _compare_order(left: Worked, relation: str, right: Worked) -> None:
    _need_same_dimension(left, right)
    a, b = left.value.amount, right.value.amount
    same = abs(a - b) <= EXACT * max(abs(a), abs(b))
    holds = {"<": a < b, ">": a > b, "≤": a < b or same, "≥": a > b or same}[relation]
    if not holds:
        scale, label = _unit_of(right.side.tree) or _unit_of(left.side.tree) or _base_unit(left.value)
        raise CalcError(
            "mismatch",
            f"{_quoted(left.side.text)} comes to {_amount(a, scale, label)} and "
            f"{_quoted(right.side.text)} to {_amount(b, scale, label)}, so {_quoted(relation)} does not hold; "
            "correct a side or the sign",
        )


def _need_same_dimension(left: Worked, right: Worked) -> None:
    a, b = left.value.dimension, right.value.dimension
    if a != b:
        hint = " (a word that is not in the list of units only counts)" if NONE in (a, b) else ""
        sides = f"{_quoted(left.side.text)} is {describe(a)} and {_quoted(right.side.text)} is {describe(b)}"
        raise CalcError("unit", f"{sides}; give both sides the same kind of unit{hint}")


def _unit_of(tree: Node) -> tuple[Scale, str] | None:
    """The unit that a literal is written in, to show another value in the same."""
    match tree:
        case Quantity():
            return tree.scale, tree.label
        case Compound():
            return tree.parts[-1].scale, tree.parts[-1].label
        case Negative():
            return _unit_of(tree.of)
        case Operation(sign="×", right=Quantity() as right):
            return right.scale, right.label
        case Operation(sign="/", right=UnitAlone() as right):
            unit = _base_unit(work_out(tree))
            return Scale(1 / right.scale.factor, unit[0].dimension), unit[1]
    return None


def _base_unit(value: Value) -> tuple[Scale, str]:
    return Scale(Fraction(1), value.dimension), base_symbols(value.dimension)


def _amount(amount: Fraction, scale: Scale, label: str) -> str:
    """*amount*, in base units, to six digits in the unit *label*."""
    return _with_unit(_number((amount - scale.offset) / scale.factor, 6), label)


def _rounded(amount: Fraction, digits: Shown, scale: Scale, label: str) -> str:
    """*amount*, in base units, to the last digit that a literal in the unit *label* shows."""
    step = abs(digits.step / scale.factor)
    return _with_unit(_number(round((amount - scale.offset) / scale.factor / step) * step, 40), label)


def _with_unit(number: str, label: str) -> str:
    if label[:1] in ("$", "€"):
        return f"{label[0]}{number}{label[1:]}"
    return f"{number}{'' if not label or label.startswith('/') else ' '}{label}"


def _number(number: Fraction, digits: int) -> str:
    """*number* to so many significant digits, with commas; a power of ten if very large or small."""
    if not number:
        return "0"
    if number.denominator == 1 and abs(number) < 10**15:
        return f"{number.numerator:,}".replace("-", "−")
    exponent = _exponent(abs(number))
    if -4 <= exponent < 15:
        places = max(digits - 1 - exponent, 0)
        scaled = round(abs(number) * 10**places)
        whole, decimals = divmod(scaled, 10**places)
        tail = f"{decimals:0{places}}".rstrip("0") if places else ""
        return f"{'−' if number < 0 else ''}{whole:,}{'.' if tail else ''}{tail}"
    power = f"10^{exponent}".replace("-", "−")
    return f"{_number(number / Fraction(10) ** exponent, min(digits, 6))} × {power}"


def _exponent(number: Fraction) -> int:
    """The power of ten of the first digit of a positive *number*."""
    guess = len(str(number.numerator)) - len(str(number.denominator))
    return guess if number >= Fraction(10) ** guess else guess - 1


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"'{words if len(words) <= 80 else words[:77] + '…'}'"
