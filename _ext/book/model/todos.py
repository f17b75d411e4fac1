"""Marks of what is still to be written: a published build must not hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"\btodo(?::[ \t]*(?P<task>[^\n]*)|-[a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Todo:
    """One mark in the source of a page."""

    line: int
    """From 1."""
    task: str
    """What is to be written there: the rest of the line, or the id that begins with ``todo-``."""


def find_todos(source: str) -> Iterator[Todo]:
    """Each ``todo: …`` and each id that begins with ``todo-``, wherever it stands: comment, heading, field or option.

    A line counts once. The capital forms are words like any other, so that prose may name them.
    """
    for number, line in enumerate(source.splitlines(), 1):
        if match := _MARK.search(line):
            yield Todo(number, (match["task"] or match[0]).strip())
