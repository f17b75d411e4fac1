"""The running text of a page, passage by passage: what the quality gates read.

It is kept in a file beside the page's doctree and not with the records, which must stay small.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import Any

CONCEPT, END = "\x02", "\x03"
"""Around the words of a ``concept`` or ``defines`` role."""
ELSEWHERE = "¤"
"""Stands for what is not prose: a reference that the build spells, a formula, a calculation, a name in code type."""

PROSE = frozenset(("paragraph", "item"))
"""The kinds of passages that are running text, when they stand in no box."""

_MARKED = re.compile(f"{CONCEPT}([^{END}]*){END}")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading, title, caption or cell."""

    kind: str
    """``heading``, ``paragraph``, ``item`` (of a list), ``title`` (of a box), ``caption`` (of a diagram or table),
    ``cell``, ``code`` or ``raw``."""
    marked: str
    """The words as written, line breaks included, with concepts between CONCEPT and END."""
    line: int
    """Where it begins in the source."""
    box: str = ""
    """The kind of the box it stands in, ``diagram`` or ``table``; empty in running text."""
    within: str = ""
    """The id of that box, diagram or table."""
    part: str = ""
    """The name of the box's field."""
    cites: bool = False
    calculates: bool = False

    @property
    def text(self) -> str:
        """The words without marks; as long as they are counted in lines, the same places as in the source."""
        return self.marked.replace(CONCEPT, "").replace(END, "")

    @property
    def is_prose(self) -> bool:
        """True for running text outside boxes, diagrams and tables."""
        return self.kind in PROSE and not self.box

    def line_at(self, position: int) -> int:
        """The line of the source that character *position* of :attr:`text` stands on."""
        return self.line + self.text.count("\n", 0, position)

    def bare(self) -> str:
        """The words with those of concepts blotted out."""
        return _MARKED.sub(lambda match: "\n" * match[1].count("\n") + ELSEWHERE, self.marked)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A comment ``% allow: <gate> <reason>``: the block after it may break that gate; on the first line, the page."""

    gate: str
    reason: str
    line: int
    """Of the comment."""
    until: int
    """The last line of the block after it."""

    def covers(self, gate: str, line: int) -> bool:
        """True when a finding of *gate* at *line* is allowed."""
        return gate == self.gate and (self.line < line <= self.until or self.line == line == 1)


@dataclass(frozen=True)
class Text:
    """What is written on one page. Not slotted, since what is derived from it is kept on it."""

    docname: str
    passages: tuple[Passage, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    todos: tuple[tuple[int, str], ...] = ()
    """(line, task) of each mark of what is still to be written."""
    hash: str = ""
    """Of the source; see `model.fingerprint.text_hash`."""

    @cached_property
    def parts(self) -> tuple[tuple[Passage | None, tuple[Passage, ...]], ...]:
        """The passages under each heading of the first and second level, with that heading."""
        groups: list[tuple[Passage | None, list[Passage]]] = [(None, [])]
        for passage in self.passages:
            if passage.kind == "heading" and passage.part in ("1", "2"):
                groups.append((passage, []))
            else:
                groups[-1][1].append(passage)
        return tuple((head, tuple(group)) for head, group in groups if head or group)

    def prose(self) -> Iterator[Passage]:
        """The running text outside boxes, diagrams and tables."""
        return (passage for passage in self.passages if passage.is_prose)


def encode(text: Text) -> str:
    """*text* for the file beside the doctree."""
    return json.dumps(astuple(text), ensure_ascii=False, separators=(",", ":"))


def decode(data: str | bytes) -> Text:
    """The text that `encode` wrote; raises ValueError when it didn't."""
    try:
        docname, passages, allowances, todos, hash = _listed(json.loads(data))
        return Text(
            docname,
            tuple(Passage(*row) for row in passages),
            tuple(Allowance(*row) for row in allowances),
            tuple((line, task) for line, task in todos),
            hash,
        )
    except TypeError as error:
        raise ValueError(f"is not a page's text: {error}") from error


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} instead of a list")
    return value
