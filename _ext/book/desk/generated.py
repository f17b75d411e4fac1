"""``python -m book.desk.generated``: writes the files of the repository that follow from tables of the code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from . import markup, messages, snippets, units

GENERATED: dict[str, Callable[[], str]] = {
    "docs/markup.md": markup.page,
    "docs/messages.md": messages.page,
    "docs/units.md": units.page,
    ".vscode/book.code-snippets": snippets.page,
}
"""What each file holds, by its path from the root. They are committed, so that they can be read on any host."""


def main(root: Path = Path()) -> int:
    """Write each file that isn't as it should be, and say so."""
    for name, page in GENERATED.items():
        path, text = root / name, page()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
