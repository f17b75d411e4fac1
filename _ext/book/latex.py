"""The visitors for LaTeX. Frames, fonts and spacing are in ``texinputs/book.sty``; here is only what is where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes

from book.kinds import BOX_KINDS
from book.nodes import (
    book_answer,
    book_badge,
    book_bar,
    book_box,
    book_calc,
    book_caption,
    book_cited,
    book_concept,
    book_defines,
    book_definitions,
    book_entry,
    book_field,
    book_figure,
    book_gathering,
    book_heading,
    book_index_links,
    book_label,
    book_matter,
    book_onpage,
    book_picture,
    book_row,
    book_table,
    book_title,
    book_work,
)

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator

Visitor = Callable[[Any, Any], None]


def skip(translator: LaTeXTranslator, node: nodes.Element) -> None:
    raise nodes.SkipNode


def nothing(translator: LaTeXTranslator, node: nodes.Element) -> None:
    """Print the children only."""


def visit_box(self: LaTeXTranslator, node: book_box) -> None:
    kind = BOX_KINDS[node["kind"]]
    frame = "bookboxconfined" if node.get("confined") else "bookbox"
    rank = node.get("rank", "")
    self.body.append(f"\n\\begin{{{frame}}}{{{kind.style}}}{{{rank}}}{{{self.hypertarget_to(node)}}}%\n")


def depart_box(self: LaTeXTranslator, node: book_box) -> None:
    if "answer" in node:
        self.body.append(f"\n\\bookanswerat{{{self.idescape(node['answer'])}}}")
    frame = "bookboxconfined" if node.get("confined") else "bookbox"
    self.body.append(f"\n\\end{{{frame}}}\n")


def visit_title(self: LaTeXTranslator, node: book_title) -> None:
    """The frame's title line, as arguments: number and text for the list of insights (both empty for others), title."""
    listed = node.parent["kind"] == "insight" and not node.parent.get("copy")
    number = node[1].astext().rstrip(". ").rpartition(" ")[2] if listed and len(node) > 1 else ""
    self.body.append(f"{{{self.escape(number)}}}{{")
    self.in_title = 1


def depart_title(self: LaTeXTranslator, node: book_title) -> None:
    self.in_title = 0
    self.body.append("}%\n")


def visit_heading(self: LaTeXTranslator, node: book_heading) -> None:
    self.body.append(f"\\bookheading{{{node['level']}}}{{{self.escape(node['number'])}}}{{")
    self.in_title = 1


def depart_heading(self: LaTeXTranslator, node: book_heading) -> None:
    self.in_title = 0
    self.body.append("}{" + self.hypertarget_to(node.parent) + "}\n")


def depart_entry(self: LaTeXTranslator, node: book_entry) -> None:
    self.body.append("}{")


def visit_matter(self: LaTeXTranslator, node: book_matter) -> None:
    lists = ",".join(node.get("lists", ()))
    self.body.append(f"\n\\bookmatter{{{node['name']}}}{{{lists}}}\n")


def visit_work(self: LaTeXTranslator, node: book_work) -> None:
    self.body.append(f"\n\\bookwork{{{self.hypertarget_to(node)}}}{{{self.escape(node['label'])}}}")


def depart_work(self: LaTeXTranslator, node: book_work) -> None:
    for ident in node["ids"]:
        self.body.append(f"\\bookcitedpages{{{self.idescape(node['docname'] + ':' + ident)}}}")
    self.body.append("\\bookworkend\n")


def visit_cited(self: LaTeXTranslator, node: book_cited) -> None:
    self.body.append(f"\\bookcited{{{self.idescape(node['work'])}}}")


def visit_onpage(self: LaTeXTranslator, node: book_onpage) -> None:
    macro = "bookonpage" if "target" in node else "bookinvolume"
    where = self.idescape(node["target"]) if "target" in node else self.escape(node["words"]).replace(" ", "~")
    self.body.append(f"\\{macro}{{{'inside' if node['inside'] else 'after'}}}{{{where}}}")


def visit_index_links(self: LaTeXTranslator, node: book_index_links) -> None:
    self.body.append("\n")
    for link in node["links"]:
        terms = "; ".join(quoted(self.escape(term)) for term in link.terms)
        command = "seealso" if link.also else "see"
        self.body.append(f"\\index{{{index_entry(self, link.entry)}|{command}{{{terms}}}}}%\n")


def visit_field(self: LaTeXTranslator, node: book_field) -> None:
    siblings = node.parent.children
    if siblings[-1] is node and len(siblings) > 2:
        self.body.append("\n\\bookkeep{}")


def visit_answer(self: LaTeXTranslator, node: book_answer) -> None:
    self.body.append("\n\\bookanswer{" + self.hypertarget_to(node) + "}")


def frame_of(node: book_figure) -> str:
    return "bookfigureconfined" if node.get("confined") else "bookfigureturned" if node.get("turned") else "bookfigure"


def visit_figure(self: LaTeXTranslator, node: book_figure) -> None:
    number = self.escape(node.get("book_number", ""))
    self.body.append(f"\n\\begin{{{frame_of(node)}}}{{{number}}}{{{self.hypertarget_to(node)}}}\n")


def depart_figure(self: LaTeXTranslator, node: book_figure) -> None:
    self.body.append(f"\n\\end{{{frame_of(node)}}}\n")


def visit_picture(self: LaTeXTranslator, node: book_picture) -> None:
    if "file" in node:
        self.body.append(f"\\bookpicture{{{node['width_pt']:.1f}}}{{{node['file']}}}\n")
    else:
        self.body.append(f"\\bookmissingpicture{{{self.escape(node['alt'])}}}\n")
    raise nodes.SkipNode


def visit_caption(self: LaTeXTranslator, node: book_caption) -> None:
    self.in_caption += 1
    self.body.append("\\bookcaption{")


def depart_caption(self: LaTeXTranslator, node: book_caption) -> None:
    self.in_caption -= 1
    self.body.append("}\n")


def visit_table(self: LaTeXTranslator, node: book_table) -> None:
    table = node.next_node(nodes.table)
    number = self.escape(table.get("book_number", "")) if table is not None else ""
    frame = "bookfloattable" if node.get("floats") else "booktable"
    self.body.append(f"\n\\begin{{{frame}}}{{{number}}}\n")


def depart_table(self: LaTeXTranslator, node: book_table) -> None:
    frame = "bookfloattable" if node.get("floats") else "booktable"
    self.body.append(f"\n\\end{{{frame}}}\n")


def visit_label(self: LaTeXTranslator, node: book_label) -> None:
    classes = node["classes"]
    macro = next((name for css, name in LABELS.items() if css in classes), "bookplain")
    self.body.append(f"\\{macro}{{")


def depart_label(self: LaTeXTranslator, node: book_label) -> None:
    self.body.append("}")


LABELS = {
    "book-place": "bookplace",
    "book-box-label": "bookboxlabel",
    "book-field-label": "bookfieldlabel",
    "book-number": "booknumber",
    "book-forward": "bookforward",
    "book-aside": "bookaside",
}
"""The macro for each kind of words that the build adds."""


def visit_concept(self: LaTeXTranslator, node: book_concept) -> None:
    if node.get("indexed", True):
        self.body.append(f"\\index{{{index_entry(self, node['term'])}}}")
    # A page full of colored words can't be read; the link is there for whoever points at a term.
    self.body.append("\\bookterm{")
    self.visit_reference(node)


def depart_concept(self: LaTeXTranslator, node: book_concept) -> None:
    self.depart_reference(node)
    self.body.append("}")


def visit_defines(self: LaTeXTranslator, node: book_defines) -> None:
    if node["ids"]:
        self.body.append(self.hypertarget_to(node, anchor=True))
        self.body.append(f"\\index{{{index_entry(self, node['term'])}|textbf}}")
    self.body.append("\\textbf{")


def depart_defines(self: LaTeXTranslator, node: book_defines) -> None:
    self.body.append("}")


def index_entry(self: LaTeXTranslator, term: str) -> str:
    """*term* as makeindex reads it: sorted by its plain letters, its own special characters quoted."""
    text = quoted(self.escape(term))
    key = "".join(character for character in term if character.isalnum() or character in " -.,")
    return text if text == term or not key else f"{key}@{text}"


def quoted(text: str) -> str:
    """*text* with the characters quoted that makeindex would take for its own."""
    for character in '"!@|':
        text = text.replace(character, '"' + character)
    return text


def visit_calc(self: LaTeXTranslator, node: book_calc) -> None:
    self.body.append("\\bookcalc{")


def depart_calc(self: LaTeXTranslator, node: book_calc) -> None:
    self.body.append("}")


def visit_badge(self: LaTeXTranslator, node: book_badge) -> None:
    self.body.append("\n\\bookbadge{")


def depart_badge(self: LaTeXTranslator, node: book_badge) -> None:
    self.body.append("}\n")


def visit_row(self: LaTeXTranslator, node: book_row) -> None:
    self.visit_row(node)


def depart_row(self: LaTeXTranslator, node: book_row) -> None:
    self.depart_row(node)


LATEX: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    book_box: (visit_box, depart_box),
    book_heading: (visit_heading, depart_heading),
    book_entry: (nothing, depart_entry),
    book_matter: (visit_matter, nothing),
    book_work: (visit_work, depart_work),
    book_cited: (visit_cited, nothing),
    book_onpage: (visit_onpage, nothing),
    book_index_links: (visit_index_links, nothing),
    book_title: (visit_title, depart_title),
    book_field: (visit_field, nothing),
    book_answer: (visit_answer, nothing),
    book_figure: (visit_figure, depart_figure),
    book_picture: (visit_picture, nothing),
    book_caption: (visit_caption, depart_caption),
    book_table: (visit_table, depart_table),
    book_label: (visit_label, depart_label),
    book_concept: (visit_concept, depart_concept),
    book_defines: (visit_defines, depart_defines),
    book_calc: (visit_calc, depart_calc),
    book_gathering: (skip, nothing),
    book_definitions: (skip, nothing),
    book_row: (visit_row, depart_row),
    book_bar: (nothing, nothing),
    book_badge: (visit_badge, depart_badge),
}
