"""Links out of each section to where readers discuss and annotate it: none unless the settings name a place."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from book.domain import book_domain
from book.model.talk import filled
from book.search_page import is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

LINKS = {"book_discussion_url": "Discuss this section", "book_annotation_url": "Annotate this section"}
"""The words of the link, by the setting that holds its pattern."""


def show(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template ``book_talk``: the links at the foot of a section, plain ones that load nothing."""
    patterns = {words: app.config[name] for name, words in LINKS.items() if app.config[name]}
    entry = book_domain(app.env).outline.at(pagename) if patterns and is_site(app) else None
    if entry is None or entry.kind not in ("section", "front"):
        return
    site = app.config.book_url.rstrip("/")
    values = {
        "address": f"{site}/{app.builder.get_target_uri(pagename)}" if site else "",
        "title": f"{entry.number} {entry.title}",
        "page": pagename,
    }
    context["book_talk"] = " ".join(
        f'<a rel="nofollow" href="{escape(filled(pattern, values))}">{words}</a>' for words, pattern in patterns.items()
    )


def connect(app: Sphinx) -> None:
    """Show the links on the pages of a site."""
    app.connect("html-page-context", show)
