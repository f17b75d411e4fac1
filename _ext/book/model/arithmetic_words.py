"""The words after a number: units, things counted, and mistakes that would pass for things counted."""

from __future__ import annotations

from fractions import Fraction

from book.model.arithmetic_text import FUNCTIONS, MULTIPLIERS, CalcError, Cursor
from book.model.arithmetic_units import NONE, Scale, lookalikes, scales

MAX_UNIT_POWER = 9
"""The largest exponent of a unit, either way."""
ONE = Scale(Fraction(1), NONE)
MISREAD = {
    "per": "write '/' for 'per'", "a": "write '/' for 'a'", "an": "write '/' for 'an'", "of": "write '×' for 'of'",
    "x": "write '×' for 'x'", "times": "write '×' for 'times'", "and": "write '+' for 'and'", "plus": "write '+'",
    "minus": "write '−'", "e": "write exp(1) for e", "pi": "write its digits", "π": "write its digits",
    "hundred": "write its digits", "hundreds": "write its digits", "dozen": "write 12", "mod": "there is no remainder",
    "thousands": "write thousand", "millions": "write million", "billions": "write billion",
    "trillions": "write trillion", "k": "write thousand", "bn": "write billion", "mn": "write million",
}  # fmt: skip
"""Words that would pass for counted nouns and mean a calculation."""


def read_units(at: Cursor, scale: Scale, label: str) -> tuple[Scale, str]:
    """The units and counted nouns from here on, after *scale* and *label*: ``Gb/s``, ``requests/s``, ``s^2``.

    A slash or dot without spaces belongs to the unit, so ``80 Gb / 10 Gb/s`` is 8 s.
    """
    noun = ""
    while True:
        if at.now.kind == "word" and at.now.text not in MULTIPLIERS and not _starts_call(at):
            word = at.now.text
            known = scale_of(word)
            if known and (label or noun):
                raise CalcError(
                    "unit", f"the unit {word!r} follows {label or noun!r}; join them by '/' or '·', without spaces"
                )
            scale, piece = _factor(at, scale, 1)
            label += piece
            noun = "" if known else word
        elif _joined(at) and at.peek(1).text not in MULTIPLIERS:
            sign = at.take().text
            scale, piece = _factor(at, scale, -1 if sign == "/" else 1)
            label += f"{sign}{piece}" if piece else ""
            noun = noun or ("" if piece else at.previous.text)
        else:
            return scale, label


def _joined(at: Cursor) -> bool:
    """A slash or dot here ties the next word to the unit before it."""
    if at.now.text not in ("/", "·") or not at.now.glued or not at.peek(1).glued:
        return False
    after = at.peek(2)
    return at.peek(1).kind == "word" and after.text != "(" and not (at.peek(1).text in "$€" and after.kind == "number")


def _starts_call(at: Cursor) -> bool:
    return at.peek(1).text == "(" and at.now.text in FUNCTIONS


def _factor(at: Cursor, scale: Scale, sign: int) -> tuple[Scale, str]:
    """*scale* times the unit here to the power that follows it, and the unit as written.

    A counted noun leaves *scale* alone and is not part of what was written.
    """
    word = at.take().text
    known = scale_of(word)
    power = _unit_power(at, word) if known else 1
    if known is None:
        _check_noun(word)
        if at.now.text == "^" or at.now.kind == "superscript":
            raise CalcError("syntax", f"{word!r} is a counted noun and takes no exponent; put the number in brackets")
        return scale, ""
    if known.offset and (scale != ONE or power != 1 or sign != 1):
        raise CalcError("unit", f"{word!r} has its zero elsewhere and can't be combined with other units; write K")
    exponent = sign * power
    dimension = tuple(a + exponent * b for a, b in zip(scale.dimension, known.dimension, strict=True))
    return Scale(scale.factor * known.factor**exponent, dimension, known.offset), (
        word if power == 1 else f"{word}^{power}"
    )


def _unit_power(at: Cursor, word: str) -> int:
    if at.now.kind == "superscript":
        power = int(at.take().text.replace("−", "-"))
    elif at.now.text == "^" and at.now.glued:
        at.take()
        negative = at.now.text == "−" and bool(at.take())
        if at.now.kind != "number" or not at.now.text.isdigit():
            raise CalcError("syntax", f"the exponent of {word!r} is not a whole number; put the value in brackets")
        power = int(at.take().text) * (-1 if negative else 1)
    else:
        return 1
    if not 0 < abs(power) <= MAX_UNIT_POWER:
        raise CalcError("too-large", f"the exponent {power} of {word!r} is not between 1 and {MAX_UNIT_POWER}")
    return power


def scale_of(word: str) -> Scale | None:
    """The scale of a unit, or of units and nouns joined by hyphens that end in one: ``GB-month``, ``GPU-hours``."""
    found = scales().get(word)
    if found is not None or "-" not in word:
        return found
    parts = [scales().get(part) for part in word.split("-")]
    if parts[-1] is None:
        return None
    factor, dimension = Fraction(1), NONE
    for part in parts:
        if part is not None and not part.offset:
            factor *= part.factor
            dimension = tuple(a + b for a, b in zip(dimension, part.dimension, strict=True))
    return Scale(factor, dimension)


def _check_noun(word: str) -> None:
    """Raise CalcError for a word that is more likely a misspelled unit, a variable or an operation."""
    if word in MISREAD:
        raise CalcError("syntax", f"{word!r} is not something to count; {MISREAD[word]}")
    if word in FUNCTIONS:
        raise CalcError("syntax", f"{word!r} needs brackets; write {word}(…)")
    near = lookalikes().get(word.lower(), ())
    if not near and len(word) > 2:  # GBs, kms
        near = lookalikes().get(word.lower().removesuffix("s"), ())
    if near and len(word) > 1:
        raise CalcError("unit", f"{word!r} is no unit of the list; write {' or '.join(near)}")
    if len(word) == 1:
        raise CalcError(
            "unit", f"{word!r} is no unit of the list, and a letter counts nothing; write the number or the word"
        )
