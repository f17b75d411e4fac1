"""The pages that only the site has: search, without the index that Sphinx would make, and reading offline.

The index is a step of its own after a build: Sphinx's took 15 % of a cold build; ours is made from the finished pages,
by ``book.desk.search``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

OFFLINE = "offline.html"


def is_site(app: Sphinx) -> bool:
    """Whether this build writes the site; the e-book's builder writes HTML, too."""
    return app.builder.format == "html" and app.builder.name != "epub"


def make_no_index(app: Sphinx) -> None:
    """Keep Sphinx from indexing the words of every page."""
    if is_site(app):
        app.builder.search = False  # type: ignore[attr-defined]


def add_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that the search form leads to, and the one about reading offline; no other edition has them."""
    if is_site(app):
        yield "search", {}, "search.html"
        # Every theme has a template for the search; the other is this book's own.
        if any((app.confdir / folder / OFFLINE).is_file() for folder in app.config.templates_path):
            yield "offline", {}, OFFLINE


def connect(app: Sphinx) -> None:
    """Register both with a build."""
    app.connect("builder-inited", make_no_index)
    app.connect("html-collect-pages", add_pages)
