"""Above the title of each page of the plan: the chapter or part that it stands in, and how long it takes to read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from book.domain import book_domain
from book.model.answers import entry_name
from book.model.metrics import reading_minutes
from book.search_page import is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def show_place(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template ``book_place``; the page's key and minutes in it are for the script that remembers."""
    domain = book_domain(app.env)
    key, page = domain.outline.key_of(pagename), domain.pages.get(pagename)
    if not is_site(app) or page is None or not key:
        return
    entry = domain.outline.at(pagename)
    above = domain.outline.at(entry.parent) if entry else None
    minutes = reading_minutes(page.words)
    words = [f"{minutes} {'minute' if minutes == 1 else 'minutes'}"]
    if entry is not None and entry.kind == "part":
        words.insert(0, escape(entry_name(entry)))
    if above is not None:
        name = escape(entry_name(above))
        is_there = above.docname in domain.pages
        words.insert(0, f'<a href="{escape(context["pathto"](above.docname))}">{name}</a>' if is_there else name)
    context["book_place"] = f'<p class="book-place" data-key="{key}" data-minutes="{minutes}">{" · ".join(words)}</p>'


def connect(app: Sphinx) -> None:
    """Have every page say where it stands."""
    app.connect("html-page-context", show_place)
