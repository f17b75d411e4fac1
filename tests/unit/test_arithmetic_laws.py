"""Laws of checked arithmetic, over random text and random calculations."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from book.model.arithmetic import Verdict, check, plain_text
from book.model.arithmetic_units import scales

FRAGMENTS = [
    *"1 20 0.99 1,010 1,01 9^9 10^ ½ ms s Gb/s $ € % h min °C GB-month million requests sqrt( √ log₂( ln(".split(),
    *"choose( max( ( ) , ^ ² ⁻ + - − × * / ÷ · = ≈ < ≤ x e _ . é".split(),
    *(" ", " ", "  ", ", ", "\u00a0", "\n", "\x00"),
]

fragments = st.lists(st.sampled_from(FRAGMENTS), min_size=3, max_size=12).map("".join)
texts = st.text(max_size=60) | st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    """An expression and its value, worked out here and not by the code under test."""
    shape = draw(st.sampled_from(["number", "+", "−", "×", "/", "^"])) if depth else "number"
    if shape == "number":
        places = draw(st.integers(0, 3))
        value = Fraction(draw(st.integers(1, 99_999)), 10**places)
        return f"{float(value):,.{places}f}", value
    left, a = draw(expressions(depth - 1))
    if shape == "^":
        power = draw(st.integers(1, 4))
        return f"({left})^{power}", a**power
    right, b = draw(expressions(depth - 1))
    if shape == "/" and not b:
        shape = "+"
    value = a + b if shape == "+" else a - b if shape == "−" else a * b if shape == "×" else a / b
    return f"({left} {shape} {right})", value


def scientific(value: Fraction, digits: int, off: int = 0) -> str:
    """*value* to so many significant digits, the last of them wrong by *off*."""
    exponent = 0
    while abs(value) >= Fraction(10) ** (exponent + 1):
        exponent += 1
    while abs(value) < Fraction(10) ** exponent:
        exponent -= 1
    mantissa = round(abs(value) / Fraction(10) ** (exponent - digits + 1)) + off
    whole, decimals = divmod(mantissa, 10 ** (digits - 1))
    shown = f"{whole}.{decimals:0{digits - 1}}" if digits > 1 else str(whole)
    return f"{'−' if value < 0 else ''}{shown} × 10^{exponent}"


@settings(max_examples=100, deadline=2000)
@given(texts)
def test_no_text_raises_or_takes_long(text: str) -> None:
    verdict = check(text)
    assert isinstance(verdict, Verdict)
    assert verdict.ok == (verdict.message == "") == (verdict.kind == "")
    assert bool(verdict.rendering) or not text.strip()


@settings(max_examples=30, deadline=2000)
@given(expressions(), st.integers(2, 8), st.sampled_from([-2, 2]))
def test_a_value_shown_to_some_digits_passes_and_two_off_in_the_last_fails(
    expression: tuple[str, Fraction], digits: int, off: int
) -> None:
    text, value = expression
    if not value or len(text) > 250:
        return
    right = check(f"{text} ≈ {scientific(value, digits)}")
    assert right.ok, right.message
    wrong = check(f"{text} ≈ {scientific(value, digits, off)}")
    assert wrong.kind == "mismatch"
    if digits >= 4:
        assert check(f"{text} = {scientific(value, digits)}").ok


@settings(max_examples=20, deadline=2000)
@given(expressions(), expressions(2))
def test_exact_identities_hold_exactly(first: tuple[str, Fraction], second: tuple[str, Fraction]) -> None:
    (a, x), (b, y) = first, second
    if len(a) + len(b) > 120:
        return
    if len(a) + len(b) < 60:
        assert check(f"({a} + {b})^2 = ({a})^2 + 2 × {a} × {b} + ({b})^2").ok
    order = "<" if x < y else ">" if x > y else "="
    assert check(f"{a} + 1 {order} {b} + 1").ok


@settings(max_examples=40, deadline=2000)
@given(st.integers(1, 9_999), st.sampled_from(sorted(scales())), st.sampled_from(sorted(scales())))
def test_two_units_compare_exactly_when_they_measure_the_same(amount: int, one: str, other: str) -> None:
    a, b = scales()[one], scales()[other]
    if a.offset or b.offset:
        return
    verdict = check(f"{amount} {one} < {amount + 1} {other} × {scientific(a.factor / b.factor, 12)}")
    assert verdict.kind == ("unit" if a.dimension != b.dimension else ""), verdict.message


@settings(max_examples=50, deadline=2000)
@given(fragments | expressions().map(lambda expression: f"{expression[0]} < 1"))
def test_what_is_printed_reads_as_what_was_written(text: str) -> None:
    verdict = check(text)
    if verdict.kind in ("syntax", "too-large"):
        return
    again = check(plain_text(verdict.rendering))
    assert (again.ok, again.kind, again.rendering) == (verdict.ok, verdict.kind, verdict.rendering)
