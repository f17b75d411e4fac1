"""From a page's doctree to its running text, and the file beside the doctree that keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from book.model.fingerprint import text_hash
from book.model.passages import CONCEPT, ELSEWHERE, END, Allowance, Passage, Text, encode
from book.model.todos import find_todos
from book.nodes import book_box, book_calc, book_caption, book_defines, book_field, book_figure, book_table, book_title

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ALLOW = re.compile(r"\s*allow:\s*(?P<gate>\S+)?\s*(?P<reason>.*)", re.DOTALL)
_SILENT = (nodes.comment, nodes.substitution_definition, nodes.target, nodes.system_message, addnodes.toctree)


def text_file(doctreedir: str | Path, docname: str) -> Path:
    """Where the text of a page is kept."""
    return Path(doctreedir, f"{docname}.text.json")


def keep_text(app: Sphinx, doctree: nodes.document, source: str) -> None:
    """Write the text of the page that is being read from *source*, also in a parallel worker."""
    docname = app.env.docname
    path = text_file(app.doctreedir, docname)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode(text_of(docname, doctree, source)).encode("utf-8", "surrogatepass"))


def pages_without_text(env: BuildEnvironment, docnames: Iterable[str]) -> list[str]:
    """Pages whose text is not kept, because an older version or somebody else left the doctrees: to be read again."""
    return [docname for docname in docnames if not text_file(env.doctreedir, docname).is_file()]


def text_of(docname: str, doctree: nodes.document, source: str) -> Text:
    """What is written on the page *docname*, in the order of the page."""
    found = _Reading(source.count("\n") + 1)
    found.visit(doctree, _Place())
    todos = tuple((todo.line, todo.task) for todo in find_todos(source))
    return Text(docname, tuple(found.passages), tuple(found.allowances), todos, text_hash(source))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page a node stands."""

    level: int = 0
    line: int = 1
    box: str = ""
    within: str = ""
    part: str = ""
    in_list: bool = False
    in_cell: bool = False

    def of(self, node: nodes.Element) -> _Place:
        """The place of what is inside *node*."""
        level, box, within, part = self.level, self.box, self.within, self.part
        in_list, in_cell = self.in_list, self.in_cell
        if isinstance(node, nodes.section):
            level += 1
        elif isinstance(node, book_box):
            box, within, part = node["kind"], node["book_id"], ""
        elif isinstance(node, book_figure):
            box, within, part = "diagram", node["book_id"], ""
        elif isinstance(node, book_table):
            box = "table"
        elif isinstance(node, nodes.table):
            within = node.get("book_id", within)
        elif isinstance(node, book_field):
            part = node["name"]
        elif isinstance(node, nodes.list_item):
            in_list, within = True, node.get("book_id", within)
        elif isinstance(node, nodes.entry):
            in_cell = True
        return _Place(level, node.line or self.line, box, within, part, in_list, in_cell)


@dataclass
class _Reading:
    """What has been read of a page so far."""

    last_line: int
    passages: list[Passage] = field(default_factory=list)
    allowances: list[Allowance] = field(default_factory=list)

    def visit(self, node: nodes.Element, place: _Place) -> None:
        place = place.of(node)
        if isinstance(node, nodes.TextElement) and not isinstance(node, _SILENT):
            self.read(node, place)
            return
        children = [child for child in node.children if isinstance(child, nodes.Element)]
        for index, child in enumerate(children):
            if isinstance(child, nodes.comment):
                self.allow(child, children[index + 1 :], place)
            elif not isinstance(child, _SILENT):
                self.visit(child, place)

    def read(self, node: nodes.TextElement, place: _Place) -> None:
        said = _Said()
        said.add(node)
        text = "".join(said.parts)
        if not text.strip():
            return
        kind = kind_of(node, place)
        part = str(place.level) if kind == "heading" else place.part
        line = node.line or place.line
        cites, calculates = said.cites, said.calculates
        self.passages.append(Passage(kind, text, line, place.box, place.within, part, cites, calculates))

    def allow(self, comment: nodes.comment, after: Iterable[nodes.Element], place: _Place) -> None:
        """Note the comment if it is an allowance, with the block that it stands before."""
        match = _ALLOW.match(comment.astext())
        if match is None:
            return
        line = comment.line or place.line
        blocks = (block for block in after if not isinstance(block, _SILENT))
        block = next(blocks, None)
        until = line if block is None else last_line(block, self.last_line)
        self.allowances.append(Allowance(match["gate"] or "", " ".join(match["reason"].split()), line, until))


def kind_of(node: nodes.TextElement, place: _Place) -> str:
    """What sort of passage *node* is."""
    if isinstance(node, nodes.raw):
        return "raw"
    if isinstance(node, nodes.literal_block | nodes.doctest_block):
        return "code"
    if isinstance(node, book_title):
        return "title"
    if isinstance(node, book_caption):
        return "caption"
    if isinstance(node, nodes.title | nodes.rubric | nodes.subtitle):
        return "caption" if place.box == "table" or isinstance(node.parent, nodes.table) else "heading"
    if place.in_cell:
        return "cell"
    return "item" if place.in_list or isinstance(node, nodes.term) else "paragraph"


def last_line(node: nodes.Element, end_of_page: int) -> int:
    """The last line of the source that *node* takes up; for a section that of the page's end."""
    if isinstance(node, nodes.section):
        return end_of_page
    blocks = (block for block in node.findall(nodes.TextElement) if block.line)
    return max([node.line or 0, *((block.line or 0) + block.astext().count("\n") for block in blocks)])


@dataclass
class _Said:
    """The words of one passage as they are put together."""

    parts: list[str] = field(default_factory=list)
    cites: bool = False
    calculates: bool = False

    def add(self, node: nodes.Node) -> None:
        """Add what a reader would read of *node*."""
        if isinstance(node, nodes.Text):
            self.parts.append(node.astext())
        elif isinstance(node, addnodes.pending_xref):
            self.reference(node)
        elif isinstance(node, book_defines):
            self.parts.append(f"{CONCEPT}{node.astext()}{END}")
        elif isinstance(node, nodes.literal | nodes.math | nodes.math_block | book_calc):
            self.calculates |= isinstance(node, book_calc)
            self.parts.append(ELSEWHERE)
        elif not isinstance(node, nodes.footnote_reference | nodes.system_message | nodes.problematic):
            for child in node.children:
                self.add(child)

    def reference(self, node: addnodes.pending_xref) -> None:
        domain, role = node.get("refdomain", ""), node["reftype"]
        if domain == "cite":
            self.cites = True
            self.parts += [ELSEWHERE] if role == "t" else []
        elif domain == "book" and role == "concept":
            self.parts.append(f"{CONCEPT}{node.astext()}{END}")
        else:
            self.parts.append(node.astext() if node.get("refexplicit") or role == "doc" else ELSEWHERE)


def texts_in(doctreedir: str | Path, docnames: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The kept text of each page, as the bytes of its file; empty for a page that has none."""
    for docname in docnames:
        try:
            yield docname, text_file(doctreedir, docname).read_bytes()
        except OSError:
            yield docname, b""
