"""What boxes say, as the HTML of flash cards: read from their doctrees, references spelled out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from book.domain import book_domain
from book.kinds import BOX_KINDS
from book.model.deck import BODY, NOTE_TYPES, Texts
from book.nodes import book_answer, book_box, book_field, book_figure
from book.plain import plain

TAGS: dict[type[nodes.Node], str] = {
    nodes.block_quote: "blockquote",
    nodes.bullet_list: "ul",
    nodes.definition: "dd",
    nodes.definition_list: "dl",
    nodes.emphasis: "em",
    nodes.entry: "td",
    nodes.enumerated_list: "ol",
    nodes.list_item: "li",
    nodes.literal: "code",
    nodes.literal_block: "pre",
    nodes.paragraph: "p",
    nodes.row: "tr",
    nodes.strong: "strong",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
    nodes.table: "table",
    nodes.tbody: "tbody",
    nodes.term: "dt",
    nodes.thead: "thead",
    nodes.title: "caption",
}
"""How elements are written; of others, only what is in them."""
LEFT_OUT = (
    nodes.Invisible,
    nodes.footnote_reference,
    nodes.image,
    nodes.raw,
    nodes.system_message,
    nodes.target,
)
"""A note stays with its page, and nothing is shown that would have to be fetched."""


def texts_of(env: BuildEnvironment) -> dict[tuple[str, str], Texts]:
    """By docname and id, what each box of `NOTE_TYPES` says."""
    domain = book_domain(env)
    writer = CardWriter(env)
    found: dict[tuple[str, str], Texts] = {}
    for page in domain.book:
        if any(box.kind in NOTE_TYPES for box in page.boxes):
            for box in env.get_doctree(page.docname).findall(book_box):
                if box["kind"] in NOTE_TYPES:
                    found.setdefault((page.docname, box["book_id"]), writer.texts(box))
    return found


class CardWriter:
    """Writes nodes as they stand in doctrees, before references are resolved."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env, self.domain = env, book_domain(env)

    def texts(self, box: book_box) -> Texts:
        """What *box* says, part by part; fields that its kind doesn't have are in the body."""
        names = {field.name for field in BOX_KINDS[box["kind"]].fields}
        found = {"title": self.inside(box[0])}
        rest: list[nodes.Node] = []
        for child in box.children[1:]:
            if isinstance(child, book_field) and child["name"] in names - found.keys():
                found[child["name"]] = self.blocks(child.children)
            else:
                rest += child.children if isinstance(child, book_answer | book_field) else [child]
        return {**found, BODY: self.blocks(rest)}

    def blocks(self, content: Iterable[nodes.Node]) -> str:
        """*content* as HTML; a single paragraph without its tag."""
        shown = [node for node in content if not isinstance(node, LEFT_OUT)]
        if len(shown) == 1 and isinstance(shown[0], nodes.paragraph):
            return self.inside(shown[0])
        return "".join(map(self.html, shown))

    def inside(self, node: nodes.Node) -> str:
        """What is in *node*, as HTML."""
        if isinstance(node, nodes.list_item | nodes.entry | nodes.definition):
            return self.blocks(node.children)
        return "".join(map(self.html, node.children))

    def html(self, node: nodes.Node) -> str:
        """*node* with all that is in it."""
        match node:
            case nodes.Text():
                return escape(node.astext(), quote=False)
            case nodes.math():
                return rf"\({escape(node.astext(), quote=False)}\)"
            case nodes.math_block():
                return rf"\[{escape(node.astext(), quote=False)}\]"
            case addnodes.pending_xref():
                return self.reference(node)
            case book_figure():
                number = self.domain.book.numbers.figures.get(node["book_id"], "")
                return f"<p>(Figure {number})</p>" if number else ""
        if isinstance(node, LEFT_OUT):
            return ""
        tag = next(_tags(node), "")
        return f"<{tag}>{self.inside(node)}</{tag}>" if tag else self.inside(node)

    def reference(self, node: addnodes.pending_xref) -> str:
        """The words of a reference: the author's, or "Section 1.2", or author and year."""
        if node.get("refdomain") in ("book", "cite") and not (node["refexplicit"] or node["reftype"] == "concept"):
            return escape(self.domain.spell(plain(node)), quote=False)
        if words := self.inside(node):
            return words
        answer = self.domain.answer("any", node["reftarget"])
        title = self.env.titles.get(node["reftarget"])
        return escape(answer.text if answer else title.astext() if title else node["reftarget"], quote=False)


def _tags(node: nodes.Node) -> Iterator[str]:
    return (TAGS[kind] for kind in type(node).__mro__ if kind in TAGS)
