"""Copies of boxes, diagrams, tables and truths for the gathered pages, read again from the doctrees they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from book.kinds import TRUTH
from book.model.items import DIAGRAM, PASSAGE, TABLE, Item
from book.nodes import book_box, book_defines, book_figure, book_table

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class Copier:
    """Finds items in their doctrees; each doctree is loaded once for the page being filled."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.found: dict[str, dict[tuple[str, str], nodes.Element]] = {}

    def copy(self, item: Item) -> nodes.Element | None:
        """A copy of *item* that can stand on another page; None when its page does not hold it."""
        if item.docname not in self.found:
            self.found[item.docname] = dict(_items(self.env.get_doctree(item.docname)))
        original = self.found[item.docname].get((_family(item.kind), item.id))
        if original is None:
            return None
        copy = original.deepcopy()
        _detach(copy, item.docname, self.env.docname)
        copy["copy"] = True
        return copy


def _family(kind: str) -> str:
    return kind if kind in (DIAGRAM, TABLE, TRUTH, PASSAGE) else "box"


def _items(doctree: nodes.document) -> Iterator[tuple[tuple[str, str], nodes.Element]]:
    for node in doctree.findall(nodes.Element):
        if isinstance(node, book_box):
            yield ("box", node["book_id"]), node
        elif isinstance(node, book_figure):
            yield (DIAGRAM, node["book_id"]), node
        elif isinstance(node, book_table):
            table = node.next_node(nodes.table)
            if table is not None and "book_id" in table:
                yield (TABLE, table["book_id"]), node
        elif isinstance(node, nodes.section) and node["ids"]:
            yield (PASSAGE, node["ids"][0]), node
        elif isinstance(node, nodes.list_item) and node.get("book_id"):
            yield (TRUTH, node["book_id"]), node


def _detach(copy: nodes.Element, docname: str, page: str) -> None:
    """Take from *copy* what ties it to *docname*, and let its links start from *page*, where it is shown.

    Gone are ids and names, and footnotes, whose text stays there.
    """
    for node in list(copy.findall(nodes.Element)):
        for name in ("ids", "names", "backrefs"):
            if name in node:
                node[name] = []
        if isinstance(node, addnodes.pending_xref):
            if node["reftype"] == "doc":
                node["reftarget"] = f"/{docname_join(docname, node['reftarget'])}"
            node["refdoc"] = page
        elif isinstance(node, book_defines):
            node["copy"] = True
        elif isinstance(node, nodes.footnote_reference):
            node.parent.remove(node)


def name_copy(copy: nodes.Element, ident: str) -> None:
    """Give *copy* the id *ident* where its original has its own: a table inside its wrapper."""
    table = copy.next_node(nodes.table) if isinstance(copy, book_table) else None
    if table is None:
        copy["ids"] = [ident]
    else:
        table["ids"] = [ident]
        if (title := table.next_node(nodes.title)) is not None:
            title["ids"] = [f"{ident}-caption"]
