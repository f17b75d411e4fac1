"""The sidebar, "on this page" and the links to the previous and next page: the tree is read once a build.

The theme resolves, renders and parses the whole tree of pages again for every page it writes, which was 18 % of a
cold build. Here the tree becomes plain strings once, and a page only marks itself and the pages above it.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

from docutils import nodes
from sphinx import addnodes

from book.domain import book_domain
from book.model.outline import Outline

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

PAGE_CONTENTS_DEPTH = 2
"""Levels of headings below the page's title that "on this page" shows."""

HEADS = ("part", "chapter", "appendix")
"""Kinds of pages that list at their foot what stands below them."""

_NO_PLAN = Outline.empty()

TitleHtml = Callable[[nodes.Element], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the tree, or a link out of the book; ``title`` is HTML, ``label`` the same as plain text."""

    target: str
    """A docname, or the address of a page elsewhere."""
    number: str
    title: str
    label: str
    children: tuple[Entry, ...] = ()
    key: str = ""
    """What a reader's device remembers the page by; empty outside the plan."""

    @property
    def is_elsewhere(self) -> bool:
        return bool(urlparse(self.target).netloc)

    @property
    def numbered_title(self) -> str:
        return f'<span class="book-nav-number">{self.number}</span> {self.title}' if self.number else self.title


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one toctree of the root page, under its caption, which may be empty."""

    caption: str
    entries: tuple[Entry, ...]


def plain_title(title: nodes.Element) -> str:
    """The text of *title* as HTML, its inline markup left out."""
    return html.escape(title.astext(), quote=False)


def read_tree(
    env: BuildEnvironment, title_html: TitleHtml = plain_title, outline: Outline = _NO_PLAN
) -> tuple[Group, ...]:
    """The pages below the root page, in reading order, with their numbers."""
    root = env.config.root_doc
    return tuple(
        Group(toctree.get("caption") or "", tuple(_entries(env, toctree, title_html, outline, (root,))))
        for toctree in _toctrees(env, root)
    )


def _toctrees(env: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    toc = env.tocs.get(docname)
    return [] if toc is None else list(toc.findall(addnodes.toctree))


def _entries(
    env: BuildEnvironment,
    toctree: addnodes.toctree,
    title_html: TitleHtml,
    outline: Outline,
    above: tuple[str, ...],
) -> Iterator[Entry]:
    for given_title, target in toctree["entries"]:
        docname = toctree["parent"] if target == "self" else target
        if docname in env.titles:
            title = env.titles[docname]
            number = ".".join(map(str, title.get("secnumber") or ()))
            planned = outline.at(docname)
            if planned is not None and planned.kind == "part":
                number = planned.number
            # A page may stand in a toctree below itself; stop there.
            children = (
                ()
                if docname in above or target == "self"
                else tuple(
                    child
                    for below in _toctrees(env, docname)
                    for child in _entries(env, below, title_html, outline, (*above, docname))
                )
            )
            shown = html.escape(given_title, quote=False) if given_title else title_html(title)
            yield Entry(docname, number, shown, given_title or title.astext(), children, outline.key_of(docname))
        elif urlparse(target).netloc:
            label = given_title or target
            yield Entry(target, "", html.escape(label, quote=False), label)


def navigation_fingerprint(env: BuildEnvironment, outline: Outline = _NO_PLAN) -> str:
    """A digest of all that the navigation shows: it differs when any page's sidebar or neighbors may."""

    def markup(title: nodes.Element) -> str:
        return "".join(child.pformat() for child in title.children)

    return hashlib.sha256(repr(read_tree(env, markup, outline)).encode()).hexdigest()


def reading_order(groups: tuple[Group, ...], root: str) -> list[Entry]:
    """The root page (without a title) and every page below it, each once, in the order in which one reads them."""

    def walk(entries: tuple[Entry, ...]) -> Iterator[Entry]:
        for entry in entries:
            if not entry.is_elsewhere:
                yield entry
                yield from walk(entry.children)

    found = {root: Entry(root, "", "", "")}
    for group in groups:
        for entry in walk(group.entries):
            found.setdefault(entry.target, entry)
    return list(found.values())


@dataclass(slots=True)
class Sidebar:
    """The sidebar of every page whose links start with *prefix*: a list of strings, of which a page replaces a few."""

    groups: tuple[Group, ...]
    prefix: str
    uri_of: Callable[[str], str]
    pieces: list[str] = field(default_factory=list)
    places: dict[str, list[tuple[tuple[int, Entry, int], ...]]] = field(default_factory=dict)
    """For each page, each place where it stands: (piece, entry, level) of the pages above it and of itself."""

    def __post_init__(self) -> None:
        for group in self.groups:
            if group.caption:
                caption = html.escape(group.caption, quote=False)
                self.pieces.append(f'<p class="caption" role="heading" aria-level="2">{caption}</p>\n')
            self.pieces.append('<ul class="nav bd-sidenav">\n')
            for entry in group.entries:
                self._add(entry, 1, ())
            self.pieces.append("</ul>\n")

    def _add(self, entry: Entry, level: int, above: tuple[tuple[int, Entry, int], ...]) -> None:
        place = (*above, (len(self.pieces), entry, level))
        self.pieces.append(self._head(entry, level))
        self.places.setdefault(entry.target, []).append(place)
        for child in entry.children:
            self._add(child, level + 1, place)
        self.pieces.append("</ul></details></li>\n" if entry.children else "</li>\n")

    def _head(self, entry: Entry, level: int, *, is_page: bool = False, is_above: bool = False) -> str:
        classes = [f"toctree-l{level}"]
        if entry.children:
            classes.append("has-children")
        if is_page or is_above:
            classes.append("current active")
        kind = "external" if entry.is_elsewhere else "internal"
        current = ' aria-current="page"' if is_page else ""
        key = f' data-key="{entry.key}"' if entry.key else ""
        head = (
            f'<li class="{" ".join(classes)}"><a class="reference {kind}" href="{self._link(entry)}"{key}{current}>'
            f"{entry.numbered_title}</a>"
        )
        if not entry.children:
            return head
        opened = " open" if is_page or is_above else ""
        label = html.escape(f"Pages of {entry.number} {entry.label}".replace("  ", " "))
        return (
            f'{head}<details{opened}><summary aria-label="{label}"><span class="toctree-toggle"></span></summary><ul>\n'
        )

    def _link(self, entry: Entry) -> str:
        if entry.is_elsewhere:
            return html.escape(entry.target)
        uri = self.uri_of(entry.target)
        return html.escape(uri if uri.startswith("#") else (self.prefix + uri))

    def html_for(self, docname: str) -> str:
        """The sidebar with *docname* marked as the page one is on, and the pages above it opened."""
        pieces = self.pieces.copy()
        for place in self.places.get(docname, ()):
            *above, (own, entry, level) = place
            for index, ancestor, ancestor_level in above:
                pieces[index] = self._head(ancestor, ancestor_level, is_above=True)
            pieces[own] = self._head(entry, level, is_page=True)
        return "".join(pieces)


def page_contents(document: nodes.Element, title_html: TitleHtml = plain_title) -> str:
    """The headings below the page's title as nested lists of links; empty when there are none.

    They are read from the finished *document*, since those of gathered pages are not in ``env.tocs``.
    """

    def sections(parent: nodes.Element) -> list[nodes.section]:
        return [child for child in parent.children if isinstance(child, nodes.section)]

    def links(parent: nodes.Element, depth: int) -> str:
        if depth > PAGE_CONTENTS_DEPTH or not sections(parent):
            return ""
        return f'<ul class="section-nav">\n{"".join(item(section, depth) for section in sections(parent))}</ul>'

    def item(section: nodes.section, depth: int) -> str:
        title = next(iter(section.findall(nodes.title)))
        link = f'<a class="nav-link" href="#{html.escape(section["ids"][0])}">{title_html(title)}</a>'
        return f'<li class="toc-entry">{link}{links(section, depth + 1)}</li>\n'

    # The only section of the outermost level is the page, and its title is the page's.
    top = sections(document)
    return links(top[0], 1) if len(top) == 1 else ""


class Navigation:
    """What the templates show of the tree on each page: kept from the start of writing to its end."""

    def __init__(self) -> None:
        self.groups: tuple[Group, ...] | None = None
        self.neighbors: dict[str, tuple[Entry | None, Entry | None]] = {}
        self.sidebars: dict[str, Sidebar] = {}
        self.below: dict[str, tuple[Entry, ...]] = {}
        """The pages that stand directly below the page that heads a part, a chapter or an appendix."""
        self.heads: dict[str, str] = {}
        """What such a page heads."""

    def read(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        """Read the tree anew: writing starts, the numbers are known, and worker processes will inherit it."""
        self.groups = None
        self.sidebars.clear()
        if builder.format == "html" and builder.name != "epub":
            outline = book_domain(app.env).outline
            self.groups = read_tree(app.env, lambda title: rendered_title(builder, title), outline)
            order = reading_order(self.groups, app.config.root_doc)
            around = zip([None, *order], order, [*order[1:], None], strict=False)
            plan = {entry.target: outline.at(entry.target) for entry in order}
            self.heads = {docname: entry.kind for docname, entry in plan.items() if entry and entry.kind in HEADS}
            self.below = {entry.target: entry.children for entry in order if entry.target in self.heads}
            self.neighbors = {entry.target: (before, after) for before, entry, after in around}

    def show(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Give the templates the sidebar, "on this page", what stands below, and numbered ``prev`` and ``next``."""
        if self.groups is None:
            return
        builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]  # read() has seen that it writes HTML
        prefix = context["content_root"]
        if prefix not in self.sidebars:
            self.sidebars[prefix] = Sidebar(self.groups, prefix, builder.get_target_uri)
        context["book_sidebar"] = self.sidebars[prefix].html_for(pagename)
        context["book_page_contents"] = (
            "" if doctree is None else page_contents(doctree, lambda title: rendered_title(builder, title))
        )
        context["book_below_title"] = f"In this {self.heads.get(pagename, '')}"
        context["book_below"] = "".join(
            f'<li><a href="{html.escape(context["pathto"](child.target))}">{child.numbered_title}</a></li>'
            for child in self.below.get(pagename, ())
            if not child.is_elsewhere
        )
        for key, entry in zip(("prev", "next"), self.neighbors.get(pagename, (None, None)), strict=True):
            # The root page has no entry, and keeps what Sphinx says of it.
            if entry is not None and entry.title and context.get(key):
                context[key] = {"link": context["pathto"](entry.target), "title": entry.numbered_title}


def rendered_title(builder: StandaloneHTMLBuilder, title: nodes.Element) -> str:
    """*title* as HTML without links; through the builder only when it holds a formula, since that is slow."""
    if next(iter(title.findall(nodes.math)), None) is None:
        return plain_title(title)
    copied = nodes.title("", "", *(child.deepcopy() for child in title.children))
    for link in list(copied.findall(nodes.reference)):
        link.replace_self(link.children)
    return builder.render_partial(copied)["title"]


def connect(app: Sphinx) -> None:
    """Have the navigation read when writing starts and shown on every page."""
    navigation = Navigation()
    app.connect("write-started", navigation.read)
    # Before the theme's own handlers, which render the templates that show it.
    app.connect("html-page-context", navigation.show, priority=400)
