"""The site's search page, without the index that Sphinx would make: the index is a step of its own after a build.

Sphinx's took 15 % of a cold build; ours is made from the finished pages, by ``book.desk.search``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_site(app: Sphinx) -> bool:
    """Whether this build writes the site; the e-book's builder writes HTML, too."""
    return app.builder.format == "html" and app.builder.name != "epub"


def make_no_index(app: Sphinx) -> None:
    """Keep Sphinx from indexing the words of every page."""
    if is_site(app):
        app.builder.search = False  # type: ignore[attr-defined]


def add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that the search form leads to."""
    if is_site(app):
        yield "search", {}, "search.html"


def connect(app: Sphinx) -> None:
    """Register both with a build."""
    app.connect("builder-inited", make_no_index)
    app.connect("html-collect-pages", add_page)
