"""``python -m book.desk.volumes``: the numbers of the parts that a volume can be printed of, a line each."""

from __future__ import annotations

import sys
from pathlib import Path

from book.model.outline import Outline, load_outline
from book.model.volumes import parts, written_parts


def printable(outline: Outline, source: Path) -> tuple[int, ...]:
    """The parts of *outline* with something written below *source*, counted from 1."""
    written = {entry.docname for entry in outline.entries if (source / f"{entry.docname}.md").is_file()}
    found = written_parts(outline, written)
    return tuple(number for number, part in enumerate(parts(outline), 1) if part in found)


def main(source: Path = Path("source")) -> int:
    """Print the numbers, for ``make volumes``."""
    for number in printable(load_outline(source / "outline.toml"), source):
        print(number)
    return 0


if __name__ == "__main__":
    sys.exit(main())
