"""``python -m book.desk.ids``: notes down the pages and ids that a release promises to keep.

The list, ``source/released-ids.toml``, only grows. What is gone from the book must have its line in
``source/redirects.toml`` first; `make check` compares the book with the list from then on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from book.desk.check import build
from book.model import redirects, released
from book.model.datafile import DataFileError


def main(arguments: Sequence[str] | None = None) -> int:
    """Add the present pages and ids to the list; 1 when some of an earlier release are lost, or a file is wrong."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.ids", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes that the build uses")
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout")
    options = parser.parse_args(arguments)
    app, _ = build(options.project.resolve(), options.jobs)
    try:
        before, after, lost = compare(app)
    except DataFileError as error:
        print(error, file=sys.stderr)
        return 1
    for gone in lost:
        print(f"{gone.place}: {gone.remedy}", file=sys.stderr)
    if lost:
        return 1
    path = Path(app.srcdir, released.NAME)
    path.write_text(after.text(), encoding="utf-8", newline="\n")
    pages, ids = len(after.pages) - len(before.pages), len(after.ids) - len(before.ids)
    print(f"{path}: {pages:,} pages and {ids:,} ids more than before; commit it with the release")
    return 0


def compare(app: Any) -> tuple[released.Released, released.Released, list[released.Lost]]:
    """The list as it is, the list with the book that *app* has built, and what is lost.

    Raises DataFileError when the list or the redirects can't be read.
    """
    from book.domain import book_domain

    source, book = Path(app.srcdir), book_domain(app.env).book
    before = released.load_released(source / released.NAME)
    moved = redirects.load_redirects(source / redirects.NAME, book.pages)
    now = released.present(book, app.config.book_glossary)
    return before, before.with_all_of(now), list(released.lost(before, now, moved))


if __name__ == "__main__":
    sys.exit(main())
