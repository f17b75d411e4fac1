"""Where on paper a reference leads, which a link says on a screen: a page, or the part that is another volume.

The page is given where a reference leaves its section, once a section for each target. Within a section the target is
near; chapters and parts are found by the running heads; in tables and headings there is no room.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.domain import BookDomain, book_domain, docname_of
from book.model.volumes import place_in_words, volume_of
from book.nodes import book_caption, book_concept, book_heading, book_label, book_onpage, book_title
from book.volumes import volume_printed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CROWDED = (nodes.entry, book_heading, book_title, book_caption, book_label, book_concept, nodes.title)
"""Where a reference is left as it is. Labels hold the references that the build adds itself."""
LARGE = ("part", "chapter", "appendix")


class SayWhere(SphinxPostTransform):
    """Puts the page, or in a volume the part, behind the references that leave their section."""

    # After references are resolved (10), before titles get their short texts (300).
    default_priority = 290
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        domain = book_domain(self.env)
        said: set[tuple[str, str]] = set()
        for link, target in list(links_away(self.document, domain, self.env.docname)):
            page = docname_of(link, self.env.docname)
            if (page, target) not in said:
                said.add((page, target))
                put_behind(link, book_onpage(target=target))
        volume = volume_printed(self.env)
        for words in list(self.document.findall(nodes.inline)) if volume else ():
            place = words.get("place", "")
            page = docname_of(words, self.env.docname)
            if not place or volume_of(domain.outline, place) in (None, volume) or (page, place) in said:
                continue
            said.add((page, place))
            put_behind(words, book_onpage(words=place_in_words(domain.outline, place)))


def links_away(document: nodes.document, domain: BookDomain, default: str) -> Iterator[tuple[nodes.reference, str]]:
    """The references that say where they lead in words and lead to another page of the source, with their label."""
    for link in document.findall(nodes.reference):
        docname, _, ident = link.get("refuri", "").removeprefix("%").partition("#")
        if not link.get("refuri", "").startswith("%") or docname == docname_of(link, default):
            continue
        entry = domain.outline.at(docname)
        if entry is None or (not ident and entry.kind in LARGE) or is_crowded(link):
            continue
        yield link, f"{docname}:{ident}" if ident else f"{docname}::doc"


def is_crowded(node: nodes.Element) -> bool:
    """Whether *node* stands in something of :data:`CROWDED`, or is a list or word that the build has made."""
    at: nodes.Element | None = node
    while at is not None:
        if isinstance(at, CROWDED) or "book-source" in at.get("classes", ()):
            return True
        at = at.parent
    return any(isinstance(child, book_label) for child in node.children)


def put_behind(node: nodes.Element, where: book_onpage) -> None:
    """Put *where* behind *node*: after a comma inside parentheses that hold nothing else, else in its own."""
    at: nodes.Element = node
    while isinstance(at.parent, nodes.inline) and at.parent.children[-1] is at:
        at = at.parent
    siblings = at.parent.children
    index = siblings.index(at)
    before = siblings[index - 1].astext()[-2:] if index else ""
    after = siblings[index + 1].astext()[:1] if index + 1 < len(siblings) else ""
    where["inside"] = before.endswith(("(", "→ ")) or after == ")"
    at.parent.insert(index + 1, where)


def connect(app: Sphinx) -> None:
    """Have the references of the printed book say where they lead."""
    app.add_post_transform(SayWhere)
