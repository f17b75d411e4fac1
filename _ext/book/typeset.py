"""What print needs to know of each element: short texts, floats, columns, anchors; told once, when all is resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.domain import book_domain, docname_of
from book.model import figure_sizes
from book.model.columns import column_widths, table_lines
from book.model.concepts import Concepts
from book.model.index import index_links
from book.nodes import (
    book_box,
    book_caption,
    book_cited,
    book_concept,
    book_defines,
    book_entry,
    book_figure,
    book_heading,
    book_index_links,
    book_label,
    book_onpage,
    book_picture,
    book_plate,
    book_table,
    book_title,
)
from book.pictures import note_printed_picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FLOAT_LINES = 32
"""A table of more lines, two thirds of a page, is broken over pages where it stands; a lower one floats."""
CONFINED = (book_box, book_plate, nodes.footnote, nodes.entry, nodes.Sequential, nodes.block_quote, nodes.admonition)
"""Nothing floats out of these, and no table in them is broken over pages."""
UNLISTED = (
    nodes.footnote_reference, nodes.footnote, nodes.target, nodes.image, addnodes.index, book_cited, book_onpage,
)  # fmt: skip
TITLES = (book_heading, book_title, book_caption, nodes.title)


class TypesetElements(SphinxPostTransform):
    """Gives titles their short text, and figures, tables and boxes their way to stand on a page."""

    # After references (10), before Sphinx's transforms for footnotes and the like (400 and up).
    default_priority = 300
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        keep_numbers_with_words(self.document)
        for rule in list(self.document.findall(nodes.transition)):
            # MyST draws a line above the notes of a page; on paper they stand at the foot of each page.
            if "footnotes" in rule["classes"]:
                rule.parent.remove(rule)
        for title in list(self.document.findall(lambda node: isinstance(node, TITLES))):
            assert isinstance(title, nodes.TextElement)
            for concept in title.findall(book_concept):
                concept["indexed"] = False
            if not isinstance(title, nodes.title):
                title.insert(0, entry_of(title))
        for box in self.document.findall(book_box):
            box["confined"] = is_confined(box)
        for figure in self.document.findall(book_figure):
            figure["confined"] = is_confined(figure)
            size_picture(figure, self.env._app)
            if figure["explorable"] and self.config.book_url:
                figure += link_to_model(figure, self.config.book_url, self.env.docname)
        for table in list(self.document.findall(nodes.table)):
            set_columns(table)
        for entries in list(self.document.findall(nodes.definition_list)):
            if "book-glossary" in entries["classes"]:
                run_together(entries)
        for definition in self.document.findall(nodes.definition):
            keep_together(definition)
        anchor_bare_ids(self.document)
        index_once(self.document)
        link_index(self.document, book_domain(self.env).concepts)


def keep_numbers_with_words(document: nodes.document) -> None:
    """No line ends between "Section" and "9.4"."""
    for words in document.findall(nodes.inline):
        if "book-reference" in words["classes"]:
            for text in list(words.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(text.astext().replace(" ", "\u00a0")))


def entry_of(title: nodes.TextElement) -> book_entry:
    """The text of *title* for contents, lists and running heads: no links, notes or index entries; a box's own words.

    Of a caption it is the first sentence.
    """
    words: list[nodes.Node] = list(title.children)
    if isinstance(title, book_title):
        words = words[2:] if title.parent["kind"] == "insight" and not title.parent.get("copy") else []
    entry = book_entry("", "", *(clean for word in words for clean in cleaned(word)))
    if isinstance(title, book_caption):
        cut_after_sentence(entry)
    return entry


def cleaned(node: nodes.Node) -> Iterator[nodes.Node]:
    """A copy of *node* that can stand in a list: links and terms are plain words, notes and anchors are gone."""
    if not isinstance(node, nodes.Element):
        yield node.copy()
    elif isinstance(node, UNLISTED) or "book-forward" in node.get("classes", ()):
        return
    elif isinstance(node, nodes.reference | book_concept | book_defines | nodes.inline):
        for child in node.children:
            yield from cleaned(child)
    else:
        copy = node.copy()
        copy["ids"] = []
        copy += [clean for child in node.children for clean in cleaned(child)]
        yield copy


def cut_after_sentence(entry: book_entry) -> None:
    """Keep the first sentence of *entry*, without its period, where it ends in the text itself, not in other markup."""
    for index, child in enumerate(entry.children):
        head, end, _ = f"{child.astext()} ".partition(". ")
        if isinstance(child, nodes.Text) and end:
            entry[index:] = [nodes.Text(head)]
            return


def is_confined(node: nodes.Element) -> bool:
    """Whether *node* stands in something that it can't float out of."""
    at = node.parent
    while at is not None:
        if isinstance(at, CONFINED):
            return True
        at = at.parent
    return False


def size_picture(figure: book_figure, app: Sphinx) -> None:
    """Tell the picture of *figure* its file and width, and the figure whether it is turned."""
    picture = figure.next_node(book_picture)
    # What is drawn as a page is written (`svg`) stands on pages that are not printed.
    if picture is None or "svg" in picture:
        return
    printed = note_printed_picture(app, picture["name"])
    if printed is not None:
        placement = figure_sizes.place(printed.width_px, printed.height_px, printed.label_px, figure["confined"])
        picture["file"], picture["width_pt"] = printed.file, placement.width_pt
        figure["turned"] = placement.turned


def link_to_model(figure: book_figure, url: str, default: str) -> nodes.paragraph:
    """Where the figure can be driven by hand."""
    place = f"{url.rstrip('/')}/{docname_of(figure, default)}.html#{figure['book_id']}"
    link = nodes.reference("", place, refuri=place)
    return nodes.paragraph("", "Interactive at ", link, nodes.Text("."))


def set_columns(table: nodes.table) -> None:
    """Tell *table* how wide its columns are, and whether it floats, is broken over pages, or stands where it is."""
    rows = [[cell.astext() for cell in row.children] for row in table.findall(nodes.row)]
    columns = len(list(table.findall(nodes.colspec)))
    wrapper = table.parent if isinstance(table.parent, book_table) else None
    if wrapper is not None:
        wrapper["floats"] = False
    merged = any(cell.get("morecols") or cell.get("morerows") for cell in table.findall(nodes.entry))
    if not rows or merged or any(len(row) != columns for row in rows):
        return
    given = "colwidths-given" in table["classes"]
    widths = tuple(spec["colwidth"] for spec in table.findall(nodes.colspec)) if given else column_widths(rows)
    total = sum(widths) + 1e-9
    spec = "".join(f"x{{{width / total:.4f}}}" for width in widths)
    outer: nodes.Element = table if wrapper is None else wrapper
    outer.parent.insert(outer.parent.index(outer), addnodes.tabular_col_spec(spec=f"@{{}}{spec}@{{}}"))
    if is_confined(table):
        return
    if table_lines(rows, widths) > FLOAT_LINES:
        table["classes"].append("longtable")
    elif wrapper is not None:
        wrapper["floats"] = True


def run_together(entries: nodes.definition_list) -> None:
    """Set each of a glossary's *entries* as one paragraph: the term, what it means, its other names, its section."""
    for definition in entries.findall(nodes.definition):
        meaning, *asides = (cast("nodes.Element", child) for child in definition.children)
        for aside in asides:
            for text in list(aside.findall(nodes.Text)):
                # No line ends between "Section" and "9.4", nor after "Also:".
                kept = re.sub(r"^Also: |(?<=\w) (?=[\d.A-Z]+$)", lambda space: space[0].replace(" ", "\u00a0"), text)
                text.parent.replace(text, nodes.Text(kept))
            stop = nodes.Text("" if aside.astext().endswith(".") else ".")
            meaning += [nodes.Text(" "), book_label("", "", *aside.children, stop, classes=["book-aside"])]
        definition[:] = [meaning]
    index = entries.parent.index(entries)
    begin, end = (nodes.raw("", f"\n\\{word}{{bookglossary}}\n", format="latex") for word in ("begin", "end"))
    entries.parent[index : index + 1] = [begin, entries, end]


def keep_together(definition: nodes.definition) -> None:
    """No page ends between a definition and the short lines below it."""
    for paragraph in definition.children[1:]:
        definition.insert(definition.index(paragraph), nodes.raw("", "\n\\bookkeep{}\n", format="latex"))


def anchor_bare_ids(document: nodes.document) -> None:
    """Put a target into what has an id and for which Sphinx writes no label: items of lists and paragraphs."""
    for node in list(document.findall(lambda node: isinstance(node, nodes.list_item | nodes.paragraph))):
        assert isinstance(node, nodes.Element)
        if not node["ids"]:
            continue
        first = node.children[0] if node.children else None
        inside = first if isinstance(first, nodes.paragraph) else node
        inside.insert(0, nodes.target("", "", ids=node["ids"]))
        node["ids"] = []


def index_once(document: nodes.document) -> None:
    """Leave one index entry of each concept under a heading: its definition, else the first use."""
    seen: set[tuple[str, int]] = set()
    heading = 0
    uses: list[tuple[book_concept, int]] = []
    for node in document.findall(lambda node: isinstance(node, book_heading | book_concept | book_defines)):
        if isinstance(node, book_heading):
            heading += 1
        elif isinstance(node, book_defines) and node["ids"]:
            seen.add((node["concept"], heading))
        elif isinstance(node, book_concept) and node.get("indexed", True):
            uses.append((node, heading))
    for node, place in uses:
        node["indexed"] = (node["concept"], place) not in seen
        seen.add((node["concept"], place))


def link_index(document: nodes.document, concepts: Concepts) -> None:
    """Let the index lead from other names of its concepts, and to what they build on."""
    entries = document.findall(lambda node: isinstance(node, book_concept | book_defines))
    present = {
        node["concept"]
        for node in entries
        if isinstance(node, nodes.Element) and (node["ids"] if isinstance(node, book_defines) else node["indexed"])
    }
    if links := tuple(index_links(concepts, present)):
        document += book_index_links(links=links)


def connect(app: Sphinx) -> None:
    """Have the resolved tree typeset."""
    app.add_post_transform(TypesetElements)
