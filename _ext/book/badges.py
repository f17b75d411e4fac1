"""The foot of each page of the plan, in every format: what has been checked there, and what has not."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from book.domain import book_domain
from book.model.review_pages import anchor_of
from book.nodes import book_badge, book_label


class PlaceBadges(SphinxPostTransform):
    """Ends each page of the plan with its badge."""

    # Before print takes the pages of the whole book apart (2), while each still holds what is its own.
    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        pages = [(str(tree["docname"]), tree) for tree in self.document.findall(addnodes.start_of_file)]
        for docname, tree in [(self.env.docname, self.document), *pages]:
            section = next((child for child in tree.children if isinstance(child, nodes.section)), None)
            if section is not None:
                section += self.badge(docname)

    def badge(self, docname: str) -> list[nodes.Node]:
        """The badge of a page, or nothing; each line leads to its record on web pages and in the e-book."""
        domain, builder = book_domain(self.env), self.env._app.builder
        # The list of records is no page of the printed book.
        listing = "" if builder.format == "latex" else domain.review_page
        out: list[nodes.Node] = []
        for line in domain.badge(docname):
            words: nodes.Element = book_label("", line.text)
            if line.review and listing:
                with suppress(NoUri):
                    words = make_refnode(builder, docname, listing, anchor_of(line.review), words)
            out += [nodes.Text(" ")] if out else []
            out.append(words)
        return [book_badge("", "", *out)] if out else []
