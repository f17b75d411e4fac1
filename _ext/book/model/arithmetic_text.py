"""The text of a calculation, cut into lexemes, and set again as tokens that any writer can print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from book.model.arithmetic_units import scales

ErrorKind = Literal["", "syntax", "nothing-to-check", "mismatch", "unit", "division-by-zero", "domain", "too-large"]
LexemeKind = Literal["number", "word", "superscript", "relation", "operator", "end"]
TokenKind = Literal[
    "number", "unit", "noun", "multiplier", "function", "operator", "relation", "bracket", "comma", "superscript",
    "tie", "space", "text",
]  # fmt: skip

FUNCTIONS = frozenset({"sqrt", "ln", "log2", "log10", "exp", "min", "max", "sum", "choose"})
MULTIPLIERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MAX_LENGTH = 300
"""Characters in a calculation; what is longer belongs in a derivation, step by step."""

_LEXEME = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)
    |(?P<word>log(?:2|10|₂|₁₀)(?!\w)|√|°[CF](?!\w)|[%$€]|[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:-[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)
    |(?P<superscript>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    |(?P<wrong><=|>=|==|!=|\*\*|->|=>|[–—~≃≅∼≠±{\[\]}'"‘’])
    |(?P<relation>[=≈<>≤≥])
    |(?P<operator>[-+−×*·/÷^(),])""",
    re.VERBOSE,
)
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?")
_REMEDIES = {
    "<=": "≤", ">=": "≥", "==": "=", "!=": "< or >", "≠": "< or >", "~": "≈", "≃": "≈", "≅": "≈", "∼": "≈", "**": "^",
    "–": "- or −", "—": "- or −", "->": "= or ≈", "=>": "= or ≈", "±": "the two limits, each with its own sign",
}  # fmt: skip
_ALLOWED = "only numbers, units, words, + − × · / ÷ ^ ( ) and = ≈ < > ≤ ≥ are read"
_CANON = {"-": "−", "*": "×", "√": "sqrt", "log₂": "log2", "log₁₀": "log10"}
_RAISED = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789−+")


class CalcError(Exception):
    """Why a calculation cannot be read or worked out; ``check`` makes a verdict of it."""

    def __init__(self, kind: ErrorKind, message: str) -> None:
        super().__init__(message)
        self.kind: ErrorKind = kind
        self.message = message


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the text; *glued* says that no space precedes it."""

    kind: LexemeKind
    text: str
    """As in the grammar: ``−`` for a hyphen, ``×`` for ``*``, ``sqrt`` for ``√``, plain digits for superscript ones."""
    glued: bool
    start: int
    end: int


class Cursor:
    """A place in a list of lexemes, the last of which is of kind ``end``."""

    __slots__ = ("at", "lexemes")

    def __init__(self, lexemes: tuple[Lexeme, ...]) -> None:
        self.lexemes = lexemes
        self.at = 0

    @property
    def now(self) -> Lexeme:
        return self.lexemes[self.at]

    @property
    def previous(self) -> Lexeme:
        return self.lexemes[self.at - 1]

    def peek(self, ahead: int) -> Lexeme:
        """The lexeme so many places ahead, or the end."""
        return self.lexemes[min(self.at + ahead, len(self.lexemes) - 1)]

    def take(self) -> Lexeme:
        """The lexeme here; the place moves on."""
        self.at += 1
        return self.lexemes[self.at - 1]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a rendering: *text* needs escaping in HTML and LaTeX, and nothing else.

    A ``tie`` is a space where no line may break, a ``space`` one where it may; ``superscript`` holds a whole exponent,
    ``function`` a name such as ``log2``, ``text`` a calculation that could not be read.
    """

    kind: TokenKind
    text: str


def cut(text: str) -> list[Lexeme]:
    """The lexemes of *text*, the last of kind ``end``.

    Raises CalcError for a sign that the grammar lacks, wrong digit groups, and a text longer than ``MAX_LENGTH``.
    """
    if len(text) > MAX_LENGTH:
        raise CalcError(
            "too-large",
            f"{len(text)} characters are too many; split it, or make it a derivation "
            f"with steps of at most {MAX_LENGTH}",
        )
    found: list[Lexeme] = []
    at, glued = 0, False
    while at < len(text):
        match = _LEXEME.match(text, at)
        if match is None:
            raise CalcError("syntax", f"{text[at]!r} has no meaning here; {_ALLOWED}")
        kind, piece = match.lastgroup, match[0]
        if kind == "wrong":
            remedy = f"; write {_REMEDIES[piece]}" if piece in _REMEDIES else f"; {_ALLOWED}"
            raise CalcError("syntax", f"{piece!r} has no meaning here{remedy}")
        if kind == "number":
            _check_number(piece, text[match.end() :])
        if kind == "word" and piece not in FUNCTIONS and piece not in _CANON and re.search(r"[^-°%$€]", piece):
            _check_word(piece)
        if kind == "superscript":
            piece = piece.translate(_LOWERED)
        if kind != "space":
            found.append(Lexeme(kind, _CANON.get(piece, piece), glued, at, match.end()))  # type: ignore[arg-type] # the regex names its groups so
        glued = kind != "space"
        at = match.end()
    found.append(Lexeme("end", "the end", False, at, at))
    return found


def render(lexemes: Sequence[Lexeme]) -> tuple[Token, ...]:
    """The tokens to typeset for the *lexemes* of a calculation that could be read."""
    tokens: list[Token] = []
    at = 0
    while lexemes[at].kind != "end":
        lexeme, following = lexemes[at], lexemes[at + 1]
        if lexeme.text == "^":
            end = _end_of_exponent(lexemes, at + 1)
            inner = lexemes[at + 1 : end]
            if inner[0].text == "(" and _closing(inner, 0) == len(inner) - 1:
                inner = inner[1:-1]
            tokens.append(Token("superscript", plain_text(render((*inner, Lexeme("end", "", False, 0, 0))))))
            tokens += _gap(lexemes[end - 1], lexemes[end])
            at = end
            continue
        unary = lexeme.text in "+−" and (at == 0 or _opens(lexemes[at - 1]))
        spaced = lexeme.kind == "relation" or (
            lexeme.text in ("+", "−", "×", "·", "÷", "/")
            and not unary
            and not (lexeme.text in "·/" and lexeme.glued and following.glued)
        )
        if spaced:
            tokens += [Token("tie", "\u00a0"), Token(_kind(lexeme, following), lexeme.text), Token("space", " ")]
        else:
            tokens.append(Token(_kind(lexeme, following), lexeme.text))
            if lexeme.text == ",":
                tokens.append(Token("space", " "))
            elif not unary:
                tokens += _gap(lexeme, following)
        at += 1
    return tuple(tokens)


def plain_text(tokens: Iterable[Token]) -> str:
    """The rendering in characters alone; it can be read again and says the same."""
    return "".join(_plain(token) for token in tokens)


def latex_text(tokens: Iterable[Token]) -> str:
    """The rendering for LaTeX's text mode."""
    return "".join(_latex(token) for token in tokens)


def _plain(token: Token) -> str:
    if token.kind == "superscript":
        plain = re.fullmatch(r"−?[0-9]+", token.text)
        return token.text.translate(_RAISED) if plain else f"^({token.text})"
    if token.kind == "function":
        return {"sqrt": "√", "log2": "log₂", "log10": "log₁₀"}.get(token.text, token.text)
    return token.text


_SIGNS = {"×": r"$\times$", "·": r"$\cdot$", "−": "$-$", "÷": r"$\div$", "≈": r"$\approx$", "≤": r"$\leq$",
          "≥": r"$\geq$", "<": "$<$", ">": "$>$"}  # fmt: skip
_ESCAPES = {**{c: f"\\{c}" for c in "%$#&_{}"}, "\\": r"\textbackslash{}", "^": r"\textasciicircum{}",
            "~": r"\textasciitilde{}"}  # fmt: skip


def _latex(token: Token) -> str:
    if token.kind == "tie":
        return "~"
    if token.kind in ("operator", "relation"):
        return _SIGNS.get(token.text, token.text)
    if token.kind == "function":
        return {"sqrt": r"$\surd$", "log2": r"log\textsubscript{2}", "log10": r"log\textsubscript{10}"}.get(
            token.text, token.text
        )
    escaped = "".join(_SIGNS.get(c, _ESCAPES.get(c, c)) if not c.isspace() else " " for c in token.text)
    return rf"\textsuperscript{{{escaped}}}" if token.kind == "superscript" else escaped


def _check_number(number: str, following: str) -> None:
    """Raise CalcError unless the digits are grouped in threes, or not at all, and a space follows the number."""
    if not _GROUPED.fullmatch(number):
        raise CalcError(
            "syntax",
            f"the digits of {number!r} are not in groups of three; write commas as in 12,345,678, "
            "and a comma and a space between arguments",
        )
    if following.startswith("."):
        raise CalcError("syntax", f"a digit is missing after {number + '.'!r}; write it or leave the point out")
    letters = re.match(r"[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+", following)
    if re.match(r"[eE][-+−]?[0-9]", following):
        raise CalcError("syntax", f"'{number}{following[0]}…' is no number; write a power of ten as {number} × 10^6")
    if letters:
        raise CalcError("syntax", f"'{number}{letters[0]}' is run together; write '{number} {letters[0]}'")


def _check_word(word: str) -> None:
    """Raise CalcError for signs such as ``½``, which count as letters in a regular expression."""
    if not word.replace("-", "").replace("°", "").isalpha():
        raise CalcError("syntax", f"{word!r} is neither a number nor a word; write it in digits and letters")


def _kind(lexeme: Lexeme, following: Lexeme) -> TokenKind:
    if lexeme.kind in ("number", "relation", "superscript"):
        return lexeme.kind
    if lexeme.kind == "word":
        if lexeme.text in MULTIPLIERS:
            return "multiplier"
        if lexeme.text in FUNCTIONS and following.text == "(":
            return "function"
        return "unit" if lexeme.text in scales() or lexeme.text.rpartition("-")[2] in scales() else "noun"
    return "bracket" if lexeme.text in "()" else "comma" if lexeme.text == "," else "operator"


def _opens(lexeme: Lexeme) -> bool:
    """A sign after *lexeme* is a sign of its number, not an operation."""
    return lexeme.kind == "relation" or (lexeme.kind == "operator" and lexeme.text != ")")


def _gap(lexeme: Lexeme, following: Lexeme) -> Iterator[Token]:
    """The space between two lexemes neither of which is an operation."""
    if following.kind not in ("word", "number") or lexeme.text in ("(", "/", "·"):
        return
    if lexeme.text in "$€" and following.kind == "number":
        return
    if lexeme.kind == "word" and following.kind == "word" and following.text not in ("%", "€", *MULTIPLIERS):
        yield Token("space", " ")
    else:
        yield Token("tie", "\u00a0")


def _end_of_exponent(lexemes: Sequence[Lexeme], at: int) -> int:
    """The index after the exponent that begins at *at*."""
    while lexemes[at].text in "+−" and lexemes[at].kind == "operator":
        at += 1
    if lexemes[at].kind == "word":
        at += 1
    at = _closing(lexemes, at) + 1 if lexemes[at].text == "(" else at + 1
    return _end_of_exponent(lexemes, at + 1) if lexemes[at].text == "^" else at


def _closing(lexemes: Sequence[Lexeme], at: int) -> int:
    depth = 0
    for index in range(at, len(lexemes)):
        depth += {"(": 1, ")": -1}.get(lexemes[index].text, 0)
        if depth == 0:
            return index
    return len(lexemes) - 1
