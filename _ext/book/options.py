"""The options of a directive, read as literal text."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

_OPTION = re.compile(r"\s*:([A-Za-z][\w-]*):(?:\s+(.*?))?\s*$")
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Option:
    """``:name: value``; *line* counts from 0 at the first line of the directive's content."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A directive's content, taken apart."""

    options: tuple[Option, ...]
    body_line: int
    """The index of the first line of the body; the number of lines when there is no body."""


def split_block(lines: Sequence[str], fields: Container[str]) -> Block:
    """Take the leading options off *lines*.

    The block of options ends at the first blank line after an option, at the first line that is neither an option nor
    the indented continuation of one, and at a ``:name:`` that is one of *fields*. Values are literal: ``#``, quotes
    and colons mean themselves.
    """
    options: list[Option] = []
    at = 0
    while at < len(lines) and not lines[at].strip():
        at += 1
    while at < len(lines):
        line = lines[at]
        match = _OPTION.match(line)
        if match and match[1] not in fields:
            options.append(Option(match[1], match[2] or "", at))
        elif options and line.strip() and line[0] in " \t":
            last = options.pop()
            options.append(Option(last.name, f"{last.value} {line.strip()}".strip(), last.line))
        else:
            break
        at += 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    return Block(tuple(options), at)


def split_names(value: str) -> tuple[str, ...]:
    """The names in a list separated by commas or white space, in order."""
    return tuple(part for part in re.split(r"[,\s]+", value) if part)


def kebab(text: str, limit: int = 60) -> str:
    """An id made from *text*: lower-case ASCII words joined by hyphens, cut at a word before *limit* characters."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > limit:
            break
        out = f"{out}-{word}" if out else word[:limit]
    return out
