"""What each page of the site tells search engines and previews, and the files that they look for.

Addresses appear only when ``book_url`` says where the site will stand.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from book.domain import book_domain
from book.model.outline import Entry
from book.model.sharing import (
    Shared,
    as_script,
    book_data,
    chapter_data,
    description_of,
    glossary_data,
    head_of,
    robots,
    sitemap,
)
from book.nodes import book_box, book_defines
from book.search_page import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PICTURES = "share"
"""The folder of ``_static`` that holds a picture for each chapter, and ``book.png`` for all other pages."""
LEAST_CHARACTERS = 40
"""A paragraph that is shorter doesn't say what a page is about."""


def take_address(app: Sphinx, config: Config) -> None:
    """Have the theme write canonical links by the book's own setting."""
    if config.book_url and not config.html_baseurl:
        config.html_baseurl = config.book_url.rstrip("/") + "/"


def introduce(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template ``book_shared``: what the page's head says of it."""
    if not is_site(app) or doctree is None:
        return
    outline = book_domain(app.env).outline
    entry = outline.at(pagename)
    title = _title(entry, context)
    base = app.config.html_baseurl
    address = base + app.builder.get_target_uri(pagename) if base else ""
    picture = _picture(app, entry)
    shared = Shared(
        title,
        description_of(_first_words(doctree)),
        address,
        f"{base}_static/{PICTURES}/{picture}" if base and picture else "",
        f"{app.config.project}: {title}" if picture != "book.png" else app.config.project,
        pagename == app.config.root_doc,
    )
    pieces = [head_of(shared, app.config.project)]
    if base:
        pieces.append(f'<link rel="alternate" type="application/atom+xml" title="New insights" href="{base}feed.xml"/>')
    if data := _structured(app, pagename, shared, entry, doctree):
        pieces.append(as_script(data))
    context["book_shared"] = "\n".join(pieces)


def _title(entry: Entry | None, context: dict[str, Any]) -> str:
    if entry is None or entry.kind == "landing":
        return nodes.unescape(str(context.get("title", ""))) or str(context.get("docstitle", ""))
    return f"{entry.number} {entry.title}".strip() if entry.kind != "summary" else str(context.get("title", ""))


def _first_words(doctree: nodes.document) -> str:
    """The first paragraph that says something: of the page's own text, or else of a box."""
    paragraphs = [p for p in doctree.findall(nodes.paragraph) if len(p.astext()) >= LEAST_CHARACTERS]
    own = (p for p in paragraphs if not any(isinstance(p.parent, kind) for kind in (book_box, nodes.entry)))
    first = next(own, None) or next(iter(paragraphs), None)
    return "" if first is None else first.astext()


def _picture(app: Sphinx, entry: Entry | None) -> str:
    folder = Path(app.confdir, "_static", PICTURES)
    unit = entry.unit if entry is not None else ""
    return next((name for name in (f"{unit}.png", "book.png") if (folder / name).is_file()), "")


def _structured(
    app: Sphinx, pagename: str, page: Shared, entry: Entry | None, doctree: nodes.document
) -> dict[str, Any] | None:
    outline, config = book_domain(app.env).outline, app.config
    if pagename == config.root_doc:
        chapters = [
            {"name": head.title, "position": head.number, "url": _address(app, head.docname)}
            for head in outline.entries
            if head.kind in ("chapter", "appendix") and head.docname in app.env.found_docs
        ]
        rows = [{key: value for key, value in chapter.items() if value} for chapter in chapters]
        return book_data(config.project, outline.subtitle, config.author, page.address, rows)
    if entry is not None and entry.kind in ("chapter", "appendix", "section"):
        terms = list(dict.fromkeys(node.astext() for node in doctree.findall(book_defines)))
        return chapter_data(page, entry.number, config.project, _address(app, config.root_doc), terms)
    if pagename == config.book_glossary:
        lists = [item for items in doctree.findall(nodes.definition_list_item) for item in [items] if _anchor(item)]
        return glossary_data(page.title, page.address, [(_anchor(i), i.children[0].astext()) for i in lists])
    return None


def _anchor(item: nodes.Element) -> str:
    ids = item.children[0]["ids"] if item.children and isinstance(item.children[0], nodes.term) else []
    return str(ids[0]) if ids else ""


def _address(app: Sphinx, docname: str) -> str:
    base = app.config.html_baseurl
    return base + app.builder.get_target_uri(docname) if base else ""


def write_map(app: Sphinx, exception: Exception | None) -> None:
    """Write ``robots.txt``, and ``sitemap.xml`` when the site has an address."""
    if exception is not None or not is_site(app):
        return
    base = app.config.html_baseurl
    _write(Path(app.outdir, "robots.txt"), robots(f"{base}sitemap.xml" if base else ""))
    if base:
        pages = [(_address(app, name), _changed(app, name)) for name in sorted(app.env.found_docs)]
        _write(Path(app.outdir, "sitemap.xml"), sitemap(pages))


def _changed(app: Sphinx, docname: str) -> float | None:
    """When a page was last changed, in seconds since 1970, if the history tells."""
    found = getattr(app.env, "git_last_updated", {}).get(docname)
    return float(found[0]) if found and found[0] is not None else None


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


def connect(app: Sphinx) -> None:
    """Register the three steps with a build."""
    app.connect("config-inited", take_address)
    app.connect("html-page-context", introduce, priority=600)
    app.connect("build-finished", write_map)
