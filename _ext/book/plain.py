"""The plain text of a node, as records and data files hold it."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from book.model.answers import reference_mark
from book.nodes import book_label

# White space, but for the separator inside a reference's mark, which Python counts as white space too.
_SPACES = re.compile(r"[^\S\x1f]+")


def plain(node: nodes.Node) -> str:
    """The text of *node*, with a mark for each reference whose words are not yet known (see `BookDomain.spell`)."""
    parts: list[str] = []

    def visit(at: nodes.Node) -> None:
        if isinstance(at, nodes.Text):
            parts.append(at.astext())
        elif isinstance(at, addnodes.pending_xref) and at.get("refdomain") == "cite":
            parts.append(reference_mark(f"cite:{at['reftype']}", at["reftarget"]))
        elif isinstance(at, addnodes.pending_xref) and at.get("refdomain") == "book" and not at["refexplicit"]:
            parts.append(at.astext() if at["reftype"] == "concept" else reference_mark(at["reftype"], at["reftarget"]))
        elif not isinstance(at, book_label | nodes.footnote_reference):
            for index, child in enumerate(at.children):
                if index and isinstance(child, nodes.Element) and not isinstance(child, nodes.Inline):
                    parts.append(" ")
                visit(child)

    visit(node)
    return _SPACES.sub(" ", "".join(parts)).strip(" ")
