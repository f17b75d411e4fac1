"""The lint of drawings' sources: what the book's drawings don't do, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import chart_rules, mermaid_rules
from .sources import SourceError, split_line

UNWRITTEN = "`todo:` marks what is still to be written; write it and remove the mark"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right in a file; a note is advice and fails nothing."""

    path: Path
    line: int
    text: str
    is_note: bool = False

    def message(self, root: Path) -> str:
        """The problem as a line of a report, with its path seen from *root*."""
        path = self.path.relative_to(root) if self.path.is_relative_to(root) else self.path
        return f"{path.as_posix()}:{self.line}: {'note: ' if self.is_note else ''}{self.text}"


def lint(path: Path, root: Path | None = None) -> list[Problem]:
    """The problems of the source *path*, a .mmd or .vl.json file, in order of their lines.

    Files that a chart takes data from are looked for under *root*, if given.
    """
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return [Problem(path, 1, f"is not UTF-8 at byte {error.start}; save it again as UTF-8")]
    if path.name.endswith(".vl.json"):
        try:
            rows = [(line, what, False) for line, what in chart_rules.problems(text, root)]
        except SourceError as error:
            rows = [(*split_line(str(error)), False)]
    else:
        rows = list(mermaid_rules.problems(text))
    rows += [(number, UNWRITTEN, False) for number, line in enumerate(text.split("\n"), 1) if "todo:" in line]
    return [Problem(path, line, what, is_note) for line, what, is_note in sorted(rows, key=lambda row: row[0])]
