"""The list of references in print: on its own page, each work with the pages that cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.latex.nodes import thebibliography
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.nodes import book_cited, book_work

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class NoteCitations(SphinxPostTransform):
    """Marks each citation, so that the work can name its page."""

    # After references are resolved (10), before titles get their short texts (300).
    default_priority = 295
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        for words in self.document.findall(nodes.inline):
            if "book-citation" not in words["classes"]:
                continue
            for link in list(words.findall(nodes.reference)):
                label = link.get("refuri", "").removeprefix("%").replace("#", ":")
                link.parent.insert(link.parent.index(link) + 1, book_cited(work=label))


class SetBibliography(SphinxPostTransform):
    """Keeps the works of the bibliography on their page; Sphinx would collect them in a chapter at the end."""

    # Before Sphinx's transform (750).
    default_priority = 740
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        for citation in list(self.document.findall(nodes.citation)):
            body = [child for child in citation.children if not isinstance(child, nodes.label)]
            work = book_work("", *body, ids=citation["ids"], docname=citation["docname"])
            citation.replace_self(work)
        assert not any(self.document.findall(thebibliography))


def connect(app: Sphinx) -> None:
    """Have the works and their citations printed."""
    app.add_post_transform(NoteCitations)
    app.add_post_transform(SetBibliography)
