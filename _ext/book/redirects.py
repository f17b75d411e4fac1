"""Old addresses that go on working: a page in place of each that has moved, and ids that are led on from their page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from book.model.redirects import NAME, Redirects, RedirectsError, load_redirects
from book.search_page import is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Moved:
    """What has moved, read once a build."""

    def __init__(self) -> None:
        self.redirects = Redirects()

    def read(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Read ``redirects.toml``.

        Raises ConfigError when it can't be right.
        """
        if is_site(app):
            try:
                self.redirects = load_redirects(Path(app.srcdir, NAME), env.found_docs)
            except RedirectsError as fault:
                raise ConfigError(str(fault)) from fault

    def pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """A page in place of each that has moved."""
        for old, new in self.redirects.pages.items():
            target = app.builder.get_relative_uri(old, new)
            yield old, {"title": "This page has moved", "book_target": target}, "moved.html"

    def tell(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Give the template ``book_moved``: for a script of the page, the addresses of ids that were on it."""
        if moved := self.redirects.moved_from(pagename) if is_site(app) else {}:
            places = ((anchor, place.partition("#")) for anchor, place in moved.items())
            targets = {a: f"{app.builder.get_relative_uri(pagename, page)}#{new}" for a, (page, _, new) in places}
            context["book_moved"] = json.dumps(targets).replace("<", "\\u003c")


def connect(app: Sphinx) -> None:
    """Register the steps with a build."""
    moved = Moved()
    app.connect("env-check-consistency", moved.read)
    app.connect("html-collect-pages", moved.pages)
    app.connect("html-page-context", moved.tell)
