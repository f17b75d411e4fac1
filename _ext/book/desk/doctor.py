"""``python -m book.desk.doctor``: what this machine has, what it lacks, and the lines that install it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .tools import TOOLS, Tool, look_for, missing_tex_files


def report(found: Sequence[tuple[Tool, str | None]], system: str) -> list[str]:
    """The lines of the report: a row for each tool, then the commands that install what is missing, each once."""
    width = max((len(tool.name) for tool, _ in found), default=0)
    lines = [f"  {tool.name:<{width}}  {where or f'missing: {tool.serves}'}" for tool, where in found]
    missing = [tool for tool, where in found if where is None]
    if not missing:
        return [*lines, "", "Nothing is missing."]
    remedies = dict.fromkeys(tool.remedy(system) for tool in missing)
    return [*lines, "", "To install what is missing:", *(f"  {remedy}" for remedy in remedies)]


def exit_code(found: Sequence[tuple[Tool, str | None]]) -> int:
    """1 when ``make html`` can't work here, else 0."""
    return int(any(tool.needed and where is None for tool, where in found))


def main() -> int:
    """Print the report for this machine."""
    found = look_for(TOOLS.values(), Path.cwd())
    print("\n".join(report(found, sys.platform)))
    if (files := missing_tex_files()) and any(tool.name == "tex" for tool, where in found if where is None):
        print(f"  (TeX does not find {', '.join(files)})")
    return exit_code(found)


if __name__ == "__main__":
    sys.exit(main())
