"""Where the tree gets what the reader sees: numbers, labels and definitions are put in once, for every format."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.domain import book_domain, docname_of
from book.kinds import BOX_KINDS, NUMBERED_LABELS, TRUTH
from book.model.records import Mention
from book.nodes import (
    book_answer,
    book_box,
    book_caption,
    book_concept,
    book_defines,
    book_definitions,
    book_field,
    book_figure,
    book_label,
    book_table,
)


class HoistToctrees(SphinxTransform):
    """Moves tables of contents from a page's subsections to the page itself.

    A toctree below a heading nests the chapters inside that heading in the PDF; it must be hoisted before the contents
    are collected, that is while the page is read.
    """

    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        page = self.document.next_node(nodes.section)
        if page is None:
            return
        found = [
            wrapper if isinstance(wrapper := tree.parent, nodes.compound) else tree
            for tree in self.document.findall(addnodes.toctree)
        ]
        for node in found:
            if node.parent is page:
                continue
            node.parent.remove(node)
            first = next((i for i, child in enumerate(page.children) if isinstance(child, nodes.section)), len(page))
            page.insert(first, node)


class WriteLabels(SphinxPostTransform):
    """Puts numbers and labels into titles of boxes, fields, figures and tables, and names the places of concepts."""

    # After the gathered pages are filled, before references are resolved (10).
    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        self.numbers = book_domain(self.env).book.numbers
        for box in self.document.findall(book_box):
            self.label_box(box)
        for figure in self.document.findall(book_figure):
            self.number_caption(figure, figure.next_node(book_caption), self.numbers.figures, "Figure")
        for wrapper in self.document.findall(book_table):
            table = wrapper.next_node(nodes.table)
            if table is not None and "book_id" in table:
                self.number_caption(table, table.next_node(nodes.title), self.numbers.tables, "Table")
        # Truths stand in the lists of their boxes, and copies of them in those of a gathered page.
        for item in self.document.findall(nodes.list_item):
            if number := self.numbers.boxes.get(item.get("book_id", ""), ""):
                lead(item, f"{NUMBERED_LABELS[TRUTH]} {number}.", "book-number")
        self.name_concepts()

    def label_box(self, box: book_box) -> None:
        kind = BOX_KINDS[box["kind"]]
        number = self.numbers.boxes.get(box["book_id"], "")
        title = box[0]
        assert isinstance(title, nodes.Element)
        name = nodes.inline("", "", *title.children, classes=["book-box-name"])
        label = f"{NUMBERED_LABELS[kind.name]} {number}" if number else kind.label
        title[:] = [book_label("", label + ("." if name.children else ""), classes=["book-box-label"])]
        if name.children:
            title += [nodes.Text(" "), name]
        if (link := self.compilation_link(box)) is not None:
            title += link
        labels = {field.name: field.label for field in kind.fields}
        for child in box.children:
            if isinstance(child, book_field):
                lead(child, labels.get(child["name"], child["name"].capitalize()) + ":", "book-field-label")
        facts = ", ".join(box[name] for name in ("system", "date") if name in box)
        if facts:
            box.insert(1, nodes.paragraph("", "", book_label("", facts), classes=["book-case-facts"]))

    def compilation_link(self, box: book_box) -> nodes.Node | None:
        """On the site, the way from an insight in its place to its copy in the compilation."""
        builder, docname = self.env._app.builder, docname_of(box, self.env.docname)
        page = book_domain(self.env).compiled.get(box["book_id"])
        if builder.format != "html" or builder.name == "epub" or box.get("copy") or page is None:
            return None
        uri = f"{builder.get_relative_uri(docname, page)}#copy-{box['book_id']}"
        words = 'title="In the insight compilation" aria-label="In the insight compilation"'
        return nodes.raw("", f'<a class="book-compiled" href="{escape(uri)}" {words}>≡</a>', format="html")

    def number_caption(
        self, node: nodes.Element, caption: nodes.Element | None, numbers: dict[str, str], word: str
    ) -> None:
        number = numbers.get(node["book_id"], "")
        node["book_number"] = number
        # LaTeX writes its own label before a caption; it is told the number instead.
        if number and caption is not None and self.env._app.builder.format != "latex":
            caption.insert(0, book_label("", f"{word} {number}. ", classes=["book-number"]))

    def name_concepts(self) -> None:
        concepts = book_domain(self.env).concepts
        named: set[str] = set()
        for node in self.document.findall(book_defines):
            concept = concepts.resolve(Mention(node["target"], node["by_id"], 0, True))
            if concept is None:
                continue
            node["concept"], node["term"] = concept.id, concept.term
            if concept.id not in named and not node.get("copy"):
                node["ids"] = [f"concept-{concept.id}"]
                named.add(concept.id)


def lead(node: nodes.Element, words: str, css_class: str) -> None:
    """Begin *node*'s first paragraph with *words*, in a paragraph of their own when it has none."""
    label = book_label("", words, classes=[css_class])
    first = node.children[0] if node.children else None
    if isinstance(first, nodes.paragraph):
        first[:0] = [label, nodes.Text(" ")]
    else:
        node.insert(0, nodes.paragraph("", "", label))


class ListDefinitions(SphinxPostTransform):
    """Ends each web page with the definitions of the concepts it links to, for those who hover."""

    default_priority = 20
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        if self.env._app.builder.name == "epub":
            return
        used: dict[str, tuple[str, str]] = {}
        for node in self.document.findall(book_concept):
            used.setdefault(node["concept"], (node["term"], node["definition"]))
        page = self.document.next_node(nodes.section)
        if used and page is not None:
            page += book_definitions(items=[(ident, *words) for ident, words in used.items()])


class MoveAnswers(SphinxPostTransform):
    """In EPUB, takes answers away from their questions; `answers_section` and `print` put them after the chapter."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        # Print has moved them already, in `book.print`.
        if self.env._app.builder.name != "epub":
            return
        for answer in list(self.document.findall(book_answer)):
            box = answer.parent
            if not box.get("copy"):
                box.remove(answer)
