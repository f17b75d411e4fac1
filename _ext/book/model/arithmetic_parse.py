"""The grammar of checked arithmetic: reads a text as a chain of trees."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction

from book.model.arithmetic_text import FUNCTIONS, MULTIPLIERS, CalcError, Cursor, Lexeme, cut
from book.model.arithmetic_tree import (
    Call,
    Chain,
    Compound,
    Negative,
    Node,
    Number,
    Operation,
    Power,
    Quantity,
    Side,
    UnitAlone,
)
from book.model.arithmetic_units import scales
from book.model.arithmetic_words import MISREAD, ONE, read_units, scale_of

MAX_DEPTH = 25
"""Brackets, signs and exponents inside one another."""


def read(text: str) -> Chain:
    """The chain that *text* says. Raises CalcError where it departs from the grammar."""
    return _Reader(text).chain()


_TIMES_SIGNS = {"×": "×", "·": "×", "/": "/", "÷": "/"}


class _Reader:
    """Recursive descent over the lexemes, one method a rule of the grammar."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cursor = Cursor(tuple(cut(text)))
        self.depth = 0

    @property
    def now(self) -> Lexeme:
        return self.cursor.now

    @property
    def following(self) -> Lexeme:
        return self.cursor.peek(1)

    def take(self) -> Lexeme:
        return self.cursor.take()

    def descend(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise CalcError(
                "too-large", f"more than {MAX_DEPTH} brackets, signs or exponents inside one another; split it"
            )

    def chain(self) -> Chain:
        sides = [self.side()]
        relations: list[str] = []
        while self.now.kind == "relation":
            relations.append(self.take().text)
            sides.append(self.side())
        if self.now.kind != "end":
            raise self.misplaced()
        return Chain(tuple(sides), tuple(relations), self.cursor.lexemes)

    def side(self) -> Side:
        start = self.now.start
        tree = self.sum()
        return Side(tree, " ".join(self.text[start : self.cursor.previous.end].split()))

    def sum(self) -> Node:
        left = self.product()
        while self.now.text in ("+", "−"):
            left = Operation(self.take().text, left, self.product())
        return left

    def product(self) -> Node:
        left = self.signed()
        while self.now.text in _TIMES_SIGNS:
            sign = _TIMES_SIGNS[self.take().text]
            if sign == "/" and self.now.kind == "word" and self.now.text not in "$€" and self.following.text != "(":
                scale, _ = read_units(self.cursor, ONE, "")
                left = Operation(sign, left, UnitAlone(scale))
            else:
                left = Operation(sign, left, self.signed())
        return left

    def signed(self) -> Node:
        if self.now.text not in ("+", "−"):
            return self.quantity()
        sign = self.take().text
        self.descend()
        of = self.signed()
        self.depth -= 1
        if sign == "+":
            return of
        if isinstance(of, Quantity) and of.scale.offset:
            return replace(of, of=Negative(of.of))  # −20 °C is 20 below zero on that scale, not on the absolute one
        return Negative(of)

    def quantity(self) -> Node:
        scale, label = ONE, ""
        if self.now.text in ("$", "€") and self.following.kind == "number":
            label = self.take().text
            scale = scales()[label]
        node = self.power()
        while self.now.text in MULTIPLIERS:
            node = _multiply(node, Fraction(MULTIPLIERS[self.take().text]))
        start = self.cursor.at
        scale, label = read_units(self.cursor, scale, label)
        if self.cursor.at == start and not label:
            return node
        result = Quantity(node, scale, label)
        if self.now.kind == "number" and not self.now.glued and isinstance(node, Number):
            return self.compound(result)
        return result

    def compound(self, first: Quantity) -> Node:
        if first.label not in scales() or first.scale.dimension != scales()["s"].dimension:
            raise self.misplaced()
        parts = [first]
        rest = self.quantity()
        parts += rest.parts if isinstance(rest, Compound) else [rest] if isinstance(rest, Quantity) else []
        if len(parts) == 1 or parts[1].scale.dimension != first.scale.dimension:
            raise CalcError("syntax", f"two values side by side after {first.label!r}; put a sign between them")
        if not parts[1].scale.factor < first.scale.factor:
            raise CalcError("syntax", f"{parts[1].label!r} follows {first.label!r}; write the larger unit first")
        return Compound(tuple(parts))

    def power(self) -> Node:
        node = self.value()
        if self.now.kind == "superscript":
            return Power(node, _integer(self.take().text))
        if self.now.text == "^":
            self.take()
            return Power(node, self.exponent())
        return node

    def exponent(self) -> Node:
        self.descend()
        if self.now.text in ("+", "−"):
            node = self.exponent() if self.take().text == "+" else Negative(self.exponent())
        else:
            node = self.power()  # so that 2^3^2 is 2^9
        self.depth -= 1
        return node

    def value(self) -> Node:
        lexeme = self.now
        if lexeme.kind == "number":
            return _number(self.take().text)
        if lexeme.text == "(":
            self.take()
            node = self.inside()
            self.close("(")
            return node
        if lexeme.kind == "word" and self.following.text == "(" and lexeme.text not in "%$€":
            return self.call()
        raise self.misplaced()

    def inside(self) -> Node:
        self.descend()
        node = self.sum()
        self.depth -= 1
        return node

    def call(self) -> Node:
        name = self.take().text
        if name not in FUNCTIONS:
            near = get_close_matches(name, FUNCTIONS, 1)
            remedy = f"did you mean {near[0]!r}?" if near else f"the functions are {', '.join(sorted(FUNCTIONS))}"
            raise CalcError("syntax", f"{name!r} is no function; {remedy}")
        self.take()
        arguments = [self.inside()]
        while self.now.text == ",":
            self.take()
            arguments.append(self.inside())
        self.close(f"{name}(")
        least = 2 if name in ("choose", "min", "max", "sum") else 1
        if len(arguments) < least or (len(arguments) > least and name not in ("min", "max", "sum")):
            more = " or more" if name in ("min", "max", "sum") else ""
            raise CalcError(
                "syntax",
                f"{name} takes {least}{more} arguments, not {len(arguments)}; separate them by a comma and a space",
            )
        return Call(name, tuple(arguments))

    def close(self, opened: str) -> None:
        if self.now.text != ")":
            raise (
                self.misplaced() if self.now.kind != "end" else CalcError("syntax", f"a ')' is missing for {opened!r}")
            )
        self.take()

    def misplaced(self) -> CalcError:
        """What is wrong with the lexeme here, where the grammar has no place for it."""
        word = self.now.text
        before = self.cursor.previous if self.cursor.at else None
        if before is not None and before.text in MISREAD and self.now.kind == "number":
            return CalcError("syntax", f"{before.text!r} is no sign; {MISREAD[before.text]}")
        if self.now.kind == "end" or self.now.kind == "relation":
            return CalcError(
                "syntax", f"a value is missing before {word if word == 'the end' else repr(word)}; write it"
            )
        if (
            before is not None
            and (before.text == ")" or before.kind in ("number", "word", "superscript"))
            and (self.now.kind == "number" or word == "(")
        ):
            if before.text in FUNCTIONS:
                return CalcError("syntax", f"{before.text!r} needs brackets; write {before.text}({word})")
            return CalcError(
                "syntax",
                f"two values stand side by side at {word!r}; put a sign between them, and commas, "
                "no spaces, between groups of digits",
            )
        if self.now.kind == "word":
            if word in FUNCTIONS and scale_of(word) is None:
                return CalcError("syntax", f"{word!r} needs brackets; write {word}(…)")
            remedy = MISREAD.get(word, "write its number, or make a formula of it")
            return CalcError("syntax", f"{word!r} stands without a number before it; {remedy}")
        if word == "^" or self.now.kind == "superscript":
            return CalcError(
                "syntax", f"the exponent at {word!r} is out of place; write it right after a number or bracket"
            )
        return CalcError("syntax", f"{word!r} is out of place; a value belongs there")


def _number(text: str) -> Number:
    digits = text.replace(",", "")
    whole, _, decimals = digits.partition(".")
    zeros = len(digits) - len(digits.rstrip("0")) if not decimals and digits.strip("0") else 0
    step = Fraction(1, 10 ** len(decimals))
    return Number(int(whole + decimals) * step, step, not decimals, zeros)


def _integer(text: str) -> Node:
    number = _number(text.lstrip("−+"))
    return Negative(number) if text.startswith("−") else number


def _multiply(node: Node, factor: Fraction) -> Node:
    """*node* times a number word, which moves the last digit shown along."""
    if isinstance(node, Number):
        return replace(node, value=node.value * factor, step=node.step * factor)
    return Operation("×", node, Number(factor, Fraction(1), True))
