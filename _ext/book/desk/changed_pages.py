"""``python -m book.desk.changed_pages OLD NEW``: the pages on which two builds of the site say something else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from book.model.changes import changes, changes_table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a folder holds no site."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.changed_pages", description=__doc__)
    parser.add_argument("old", type=Path, help="the folder of a built site")
    parser.add_argument("new", type=Path, help="the folder of a later one")
    options = parser.parse_args(arguments)
    for folder in (options.old, options.new):
        if not (folder / "index.html").is_file():
            print(f"{folder} holds no built site; run make html in its checkout first", file=sys.stderr)
            return 1
    print(changes_table(changes(pages(options.old), pages(options.new))), end="")
    return 0


def pages(site: Path) -> dict[str, str]:
    """The pages of the *site* by path, its search page aside."""
    found = (path for path in sorted(site.rglob("*.html")) if path != site / "search.html")
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in found}


if __name__ == "__main__":
    sys.exit(main())
