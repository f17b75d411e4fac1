"""Colon fences that don't close, or close at the wrong place: Markdown takes them without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"\s*(:{3,})\{([\w:-]+)\}")
_CLOSE = re.compile(r"\s*(:{3,})\s*$")
_CODE = re.compile(r"\s*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class FenceFault:
    """One fence that does not hold what its author thinks."""

    line: int
    """From 1."""
    message: str


def find_fence_faults(source: str) -> Iterator[FenceFault]:
    """Each fence that is never closed, and each that stands inside one with no more colons than itself."""
    opened: list[tuple[int, int, str]] = []
    code = ""
    for number, line in enumerate(source.splitlines(), 1):
        if match := _CODE.match(line):
            if not code:
                code = match[1]
            elif match[1].startswith(code):
                code = ""
        if code:
            continue
        if match := _OPEN.match(line):
            colons = len(match[1])
            if opened and opened[-1][1] <= colons:
                outer_line, outer, name = opened[-1]
                yield FenceFault(
                    number,
                    f"{{{match[2]}}} has {colons} colons inside {{{name}}} of line {outer_line}, which has {outer} and "
                    f"ends at the first closing fence; close that one before, or give it {colons + 1} colons",
                )
            opened.append((number, colons, match[2]))
        elif (match := _CLOSE.match(line)) and opened and len(match[1]) >= opened[-1][1]:
            opened.pop()
    for number, colons, name in opened:
        yield FenceFault(
            number, f"{{{name}}} is never closed and takes in the rest of the page; end it with {':' * colons}"
        )
