"""The visitors for HTML, text, man and Texinfo. They print what is in the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes

from book import nodes as book_nodes
from book.kinds import BOX_KINDS, NUMBERED_LABELS
from book.latex import LATEX
from book.names import depart_heading, headerlink, ident_of, named_by, visit_heading, words_of
from book.nodes import (
    answer_id,
    book_answer,
    book_badge,
    book_bar,
    book_box,
    book_calc,
    book_caption,
    book_concept,
    book_defines,
    book_definitions,
    book_field,
    book_figure,
    book_gathering,
    book_label,
    book_picture,
    book_row,
    book_table,
    book_title,
)
from book.pictures import IMAGES, place_drawn, place_picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

Visitor = Callable[[Any, Any], None]
Pair = tuple[Visitor, Visitor]

HEADED_ROWS = ("comparison", "property", "evolution")
"""The types of tables whose first column names what its row tells of."""


def skip(translator: Any, node: nodes.Element) -> None:
    """Print nothing of *node*."""
    raise nodes.SkipNode


def nothing(translator: Any, node: nodes.Element) -> None:
    """Print *node*'s children only."""


def like(name: str) -> Pair:
    """Print a node as the translator prints docutils' *name*."""

    def visit(translator: Any, node: nodes.Element) -> None:
        getattr(translator, f"visit_{name}")(node)

    def depart(translator: Any, node: nodes.Element) -> None:
        getattr(translator, f"depart_{name}")(node)

    return visit, depart


def visit_box(self: HTML5Translator, node: book_box) -> None:
    kind = BOX_KINDS[node["kind"]]
    classes = ["book-box", f"book-{kind.name}", f"book-style-{kind.style}"]
    if node.get("rank"):
        classes.append(f"book-rank-{node['rank']}")
    if node.get("copy"):
        classes.append("book-copy")
    named = named_by(node, node.next_node(book_title), "book-box-label", "book-box-name")
    self.body.append(self.starttag(node, "div", CLASS=" ".join(classes), role="note", **named))


def depart_div(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def visit_title(self: HTML5Translator, node: book_title) -> None:
    self.body.append(self.starttag(node, "p", "", CLASS="book-box-title"))


def depart_title(self: HTML5Translator, node: book_title) -> None:
    kind = BOX_KINDS[node.parent["kind"]]
    what = NUMBERED_LABELS.get(kind.name, kind.label).lower()
    self.body.append(headerlink(self, ident_of(node.parent), what) + "</p>\n")


def visit_field(self: HTML5Translator, node: book_field) -> None:
    self.body.append(self.starttag(node, "div", CLASS=f"book-field book-field-{node['name']}"))


def visit_answer(self: HTML5Translator, node: book_answer) -> None:
    ident = ident_of(node.parent)
    named: dict[str, Any] = {"ids": [answer_id(ident)]} if ident else {}
    self.body.append(self.starttag(node, "details", CLASS="book-answer", **named))
    self.body.append(f"<summary>{self.encode(node.get('label', 'Answer'))}</summary>\n")


def depart_answer(self: HTML5Translator, node: book_answer) -> None:
    question = ident_of(node.parent)
    is_original = question == node.parent["book_id"]  # a copy is linked to as a whole
    link = headerlink(self, answer_id(question), "answer") if is_original else ""
    self.body.append(link + "</details>\n")


def visit_figure(self: HTML5Translator, node: book_figure) -> None:
    if node["explorable"]:
        name = self.attval(node["explorable"])
        self.body.append(f'<div class="book-explorable" data-explorable="{name}">\n')
    classes = f"book-figure book-figure-{node['type']}" + (" book-copy" if node.get("copy") else "")
    named = named_by(node, node.next_node(book_caption), "book-number")
    self.body.append(self.starttag(node, "figure", CLASS=classes, **named))
    self.context.append("")


def depart_figure(self: HTML5Translator, node: book_figure) -> None:
    # What stands below the caption belongs to it; the caption's visitor has left its element open.
    self.body.append(self.context.pop() + "</figure>\n")
    if node["explorable"]:
        self.body.append("</div>\n")


def visit_picture(self: HTML5Translator, node: book_picture) -> None:
    app = self.builder._app
    picture = place_drawn(app, node["name"], node["svg"]) if "svg" in node else place_picture(app, node["name"])
    alt = self.attval(node["alt"])
    self.body.append('<div class="book-picture">')
    if picture is None:
        self.body.append(f'<p class="book-picture-missing">{alt}</p>')
    else:
        folder = getattr(self.builder, "imgpath", IMAGES) or IMAGES
        size = f'width="{picture.width_px:.0f}" height="{picture.height_px:.0f}"'
        if self.builder.name == "epub":
            self.body.append(f'<img src="{folder}/{picture.light}" alt="{alt}" {size} />')
        else:
            size += ' loading="lazy"'
            self.body.append(
                f'<img class="book-light" src="{folder}/{picture.light}" alt="{alt}" {size} />'
                f'<img class="book-dark" src="{folder}/{picture.dark}" alt="{alt}" {size} />'
            )
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_caption(self: HTML5Translator, node: book_caption) -> None:
    self.body.append("<figcaption>\n" + self.starttag(node, "p", ""))


def depart_caption(self: HTML5Translator, node: book_caption) -> None:
    self.body.append(headerlink(self, ident_of(node.parent), "figure") + "</p>\n")
    self.context[-1] = "</figcaption>\n"


def visit_table(self: HTML5Translator, node: book_table) -> None:
    table, column = node.next_node(nodes.table), node.next_node(nodes.colspec)
    region: dict[str, Any] = {}
    if table is not None and ident_of(table) and table.next_node(nodes.title) is not None:
        region = {"role": "region", "aria-labelledby": words_of(table)}
    if node["type"] in HEADED_ROWS and self.builder.name != "epub" and column is not None:
        # Not in the tree: LaTeX and the e-book would change the look of the column with its meaning.
        column["stub"] = 1
    classes = f"book-table book-table-{node['type']}" + (" book-copy" if node.get("copy") else "")
    self.body.append(self.starttag(node, "div", CLASS=classes))
    self.body.append(self.starttag(nodes.Element(), "div", CLASS="book-table-scroll", tabindex="0", **region))


def depart_table(self: HTML5Translator, node: book_table) -> None:
    self.body.append("</div>\n</div>\n")


def visit_label(self: HTML5Translator, node: book_label) -> None:
    tag = "strong" if "book-field-label" in node["classes"] else "span"
    self.body.append(self.starttag(node, tag, ""))
    self.context.append(f"</{tag}>")


def depart_label(self: HTML5Translator, node: book_label) -> None:
    self.body.append(self.context.pop())


def visit_concept(self: HTML5Translator, node: book_concept) -> None:
    # In the e-book a note defines it: see `ebook_notes`.
    in_note = self.builder.name == "epub"
    described: dict[str, Any] = {"role": "doc-noteref"}
    if not in_note:
        described = {"aria-describedby": f"def-{node['concept']}"}
    self.body.append(self.starttag(node, "a", "", CLASS="book-concept", href=node["refuri"], **described))


def depart_concept(self: HTML5Translator, node: book_concept) -> None:
    self.body.append("</a>")


def visit_defines(self: HTML5Translator, node: book_defines) -> None:
    self.body.append(self.starttag(node, "strong", "", CLASS="book-defines"))


def depart_defines(self: HTML5Translator, node: book_defines) -> None:
    self.body.append("</strong>")


def visit_calc(self: HTML5Translator, node: book_calc) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="book-calc"))


def depart_calc(self: HTML5Translator, node: book_calc) -> None:
    self.body.append("</span>")


def visit_definitions(self: HTML5Translator, node: book_definitions) -> None:
    self.body.append('<div class="book-definitions" hidden>\n')
    for ident, term, definition in node["items"]:
        text = f"<strong>{self.encode(term)}</strong> {self.encode(definition)}"
        self.body.append(f'<div id="def-{ident}" role="tooltip">{text}</div>\n')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_row(self: HTML5Translator, node: book_row) -> None:
    # The filter of an index is a script, which no e-book has.
    names = () if self.builder.name == "epub" else ("rank", "concepts")
    data = {f"data-{name}": node[name] for name in names if name in node}
    self.body.append(self.starttag(node, "tr", "", **data))
    node.column = 0  # type: ignore[attr-defined]  # docutils counts the cells of a row there


def visit_bar(self: HTML5Translator, node: book_bar) -> None:
    """The bar is for the eye alone: the words beside it say the same."""
    percent = min(100, node["percent"])
    if self.builder.name == "epub":
        # An e-book would have to declare each page with a drawing in its text.
        fill = f'<span style="width: {percent}%"></span>'
        self.body.append(f'<span class="book-bar" aria-hidden="true">{fill}</span>')
        return
    fill = f'<rect width="{percent}" height="1"/>'
    self.body.append(
        f'<svg class="book-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">{fill}</svg>'
    )


def visit_badge(self: HTML5Translator, node: book_badge) -> None:
    # A search for "expert" is to find what the book says of experts, not the foot of each page.
    hidden: dict[str, Any] = {} if self.builder.name == "epub" else {"data-pagefind-ignore": "all"}
    self.body.append(self.starttag(node, "p", "", CLASS="book-badge", **hidden))


def depart_badge(self: HTML5Translator, node: book_badge) -> None:
    self.body.append("</p>\n")


def visit_citation(self: HTML5Translator, node: nodes.citation) -> None:
    # docutils gives each work the role doc-biblioentry, which ARIA has deprecated for that of an item of its list.
    type(self).visit_citation(self, node)
    self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def depart_citation(self: HTML5Translator, node: nodes.citation) -> None:
    type(self).depart_citation(self, node)


def visit_picture_as_text(translator: Any, node: book_picture) -> None:
    """The alternative text, where pictures cannot be shown."""
    words = nodes.paragraph("", f"[{node['alt'] or node['name']}]")
    words.parent = node.parent
    words.walkabout(translator)
    raise nodes.SkipNode


HTML: dict[type[nodes.Element], Pair] = {
    book_box: (visit_box, depart_div),
    book_title: (visit_title, depart_title),
    book_field: (visit_field, depart_div),
    book_answer: (visit_answer, depart_answer),
    book_figure: (visit_figure, depart_figure),
    book_picture: (visit_picture, nothing),
    book_caption: (visit_caption, depart_caption),
    book_table: (visit_table, depart_table),
    book_label: (visit_label, depart_label),
    book_concept: (visit_concept, depart_concept),
    book_defines: (visit_defines, depart_defines),
    book_calc: (visit_calc, depart_calc),
    book_gathering: (skip, nothing),
    book_definitions: (visit_definitions, nothing),
    book_row: (visit_row, like("row")[1]),
    book_bar: (visit_bar, nothing),
    book_badge: (visit_badge, depart_badge),
}

PLAIN: dict[type[nodes.Element], Pair] = {
    book_box: like("block_quote"),
    book_title: like("paragraph"),
    book_field: (nothing, nothing),
    book_answer: (nothing, nothing),
    book_figure: (nothing, nothing),
    book_picture: (visit_picture_as_text, nothing),
    book_caption: like("paragraph"),
    book_table: (nothing, nothing),
    book_label: like("inline"),
    book_concept: like("reference"),
    book_defines: like("strong"),
    book_calc: like("inline"),
    book_gathering: (skip, nothing),
    book_definitions: (skip, nothing),
    book_row: like("row"),
    book_bar: (nothing, nothing),
    book_badge: like("paragraph"),
}


def add_nodes(app: Sphinx) -> None:
    """Register each node class with its visitors. Not ``epub=``: it would replace every extension's HTML visitors."""
    for node in book_nodes.ALL:
        app.add_node(node, html=HTML[node], latex=LATEX[node], text=PLAIN[node], man=PLAIN[node], texinfo=PLAIN[node])
    for printed in book_nodes.PRINTED:
        app.add_node(printed, latex=LATEX[printed])
    app.add_node(nodes.title, override=True, html=(visit_heading, depart_heading))
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
