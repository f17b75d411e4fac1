"""From the tables of a page's doctree to their texts, and the file beside the doctree that keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from book.domain import book_domain
from book.model.cells import Cells, decode, encode
from book.nodes import book_table
from book.plain import plain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def cells_file(doctreedir: str | Path, docname: str) -> Path:
    """Where the texts of a page's tables are kept."""
    return Path(doctreedir, f"{docname}.tables.json")


def keep_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Write the tables of the page that is being read, if it has any, also in a parallel worker."""
    if found := list(cells_of(doctree)):
        path = cells_file(app.doctreedir, app.env.docname)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encode(found).encode("utf-8", "surrogatepass"))


def pages_without_cells(env: BuildEnvironment, docnames: Iterable[str]) -> list[str]:
    """Pages with tables whose texts are not kept: to be read again."""
    pages = book_domain(env).pages
    return [
        docname
        for docname in docnames
        if docname in pages and pages[docname].tables and not cells_file(env.doctreedir, docname).is_file()
    ]


def kept_cells(env: BuildEnvironment) -> dict[str, tuple[Cells, ...]]:
    """By docname, the texts of the tables in the order of the page; pages without tables are left out."""
    found = (docname for docname, page in book_domain(env).pages.items() if page.tables)
    return {docname: decode(cells_file(env.doctreedir, docname).read_bytes()) for docname in found}


def cells_of(doctree: nodes.document) -> Iterator[Cells]:
    """The texts of every table that has a type, in the order in which the page's record names them."""
    for wrapper in doctree.findall(book_table):
        table = wrapper.next_node(nodes.table)
        if table is not None and "book_id" in table:
            heads = [row for head in table.findall(nodes.thead) for row in _rows(head)]
            rows = [row for body in table.findall(nodes.tbody) for row in _rows(body)]
            yield Cells(heads[-1] if heads else (), tuple(rows))


def _rows(part: nodes.Element) -> Iterator[tuple[str, ...]]:
    return (tuple(map(plain, row.children)) for row in part.findall(nodes.row))
