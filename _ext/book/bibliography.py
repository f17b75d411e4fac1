"""The list of references in print: on its own page, each work behind the words that cite it, with their pages."""

from __future__ import annotations

import unicodedata
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
        citations = list(self.document.findall(nodes.citation))
        sort_by_label(citations)
        for citation in citations:
            label = label_of(citation)
            body = [child for child in citation.children if not isinstance(child, nodes.label)]
            for text in [text for child in body for text in child.findall(nodes.Text)]:
                # An apostrophe; what opens a quotation is a backquote in BibTeX.
                if not isinstance(text.parent, nodes.reference):
                    text.parent.replace(text, nodes.Text(text.replace("'", "’")))
            work = book_work("", *body, ids=citation["ids"], docname=citation["docname"], label=label)
            citation.replace_self(work)
        assert not any(self.document.findall(thebibliography))


def label_of(citation: nodes.citation) -> str:
    """What the text cites the work by."""
    return " ".join(child.astext() for child in citation.children if isinstance(child, nodes.label))


def sort_by_label(citations: list[nodes.citation]) -> None:
    """Put the *citations* in the order of their labels, by which a reader looks for them."""
    places = [(citation.parent, citation.parent.index(citation)) for citation in citations]
    citations.sort(key=lambda citation: sorting_key(label_of(citation)))
    for (parent, index), citation in zip(places, citations, strict=True):
        parent[index] = citation


def sorting_key(label: str) -> str:
    """*label* by its plain letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", label) if not unicodedata.combining(c)).casefold()


def connect(app: Sphinx) -> None:
    """Have the works and their citations printed."""
    app.add_post_transform(NoteCitations)
    app.add_post_transform(SetBibliography)
