"""``python -m book.desk.deck``: the insights, misconceptions and questions as flash cards, a package for Anki."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from book.desk.check import build
from book.model.deck import BOOK, Deck, decks_of

FOLDER = Path("build/deck")


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the site up to date, make the cards from its pages, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.deck", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes that the build uses")
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout")
    options = parser.parse_args(arguments)
    project = options.project.resolve()
    app, warnings = build(project, options.jobs)
    if warnings:
        print(f"the build warns of {len(warnings)} things; 'make check' lists them", file=sys.stderr)
    path, decks = make_deck(app, project / FOLDER)
    print(f"The deck: {path} ({sum(len(deck.notes) for deck in decks):,} cards)")
    return 0


def make_deck(app: Any, folder: Path) -> tuple[Path, tuple[Deck, ...]]:
    """Write the package of the book that *app* has built into *folder*; its path, and the decks in it."""
    from book.desk.cards import texts_of
    from book.desk.package import write_package
    from book.domain import book_domain

    decks = decks_of(book_domain(app.env).book, texts_of(app.env), app.config.book_url)
    path = folder / f"{BOOK}.apkg"
    about = f"<p>{escape(app.config.project)}</p><p>© {escape(app.config.copyright)}</p>"
    write_package(decks, path, int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), about)
    return path, decks


if __name__ == "__main__":
    sys.exit(main())
