"""Tables and lists of gathered pages, as nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.writers.html5_polyglot import HTMLTranslator
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from book.domain import BookDomain
from book.kinds import NUMBERED_LABELS
from book.model.answers import entry_name, place_name
from book.model.items import DIAGRAM, SECTION, TABLE, ConceptItem, ConceptLink, Item, PlanItem
from book.model.metrics import grouped
from book.nodes import book_row

if TYPE_CHECKING:
    from sphinx.builders import Builder

USE_LABELS = {
    "insight": "Insights",
    "misconception": "Misconceptions",
    "production": "Cases",
    TABLE: "Tables",
    DIAGRAM: "Figures",
    "truth": "Truths",
    "question": "Questions",
    SECTION: "Sections",
}


FILTER = """<form class="book-filter" aria-label="Filter this page">
<label>{about}<select name="rank"><option value="">any</option></select></label>
<label>Concept<select name="concept"><option value="">any</option></select></label>
<label>Words<input type="search" name="words" autocomplete="off"/></label>
<p aria-live="polite">&nbsp;</p>
</form>
"""
"""What ``index-filter.js`` fills and hears; it has its place from the start, so that nothing moves. CSS hides it
where there are no scripts."""


class Lister:
    """Makes the lists of one page, with links that are right from there."""

    def __init__(self, domain: BookDomain, builder: Builder, docname: str) -> None:
        self.domain, self.builder, self.docname = domain, builder, docname
        self.uris: dict[str, str] = {}

    def link(self, text: str, docname: str, anchor: str = "", title: str = "") -> nodes.Node:
        """*text*, linked to a page of the book where the format can."""
        words = nodes.inline("", text)
        if not docname:
            return words
        try:
            return make_refnode(self.builder, self.docname, docname, anchor, words, title or None)
        except NoUri:
            return words

    def place(self, item: Item) -> nodes.Node:
        """The page that *item* stands on, linked to the item: "Section 1.1, The FLP Impossibility"."""
        return self.link(place_name(self.domain.book, item.docname), item.docname, item.id)

    def index(self, items: Sequence[Item]) -> nodes.table:
        """A table of *items* by number and title, with rank or type and concepts; its rows can be filtered."""
        ranked = about_name(items) == "Rank"
        rows = []
        for item in items:
            about = item.rank if ranked else item.type
            concepts = nodes.paragraph()
            for index, concept in enumerate(item.concepts):
                concepts += [nodes.Text(", ")] if index else []
                concepts += self.concept(concept)
            title = self.domain.spell(item.title)
            row = self.row(
                [self.link(item.number or "·", item.docname, item.id), nodes.Text(title), nodes.Text(about), concepts]
            )
            row["rank"], row["concepts"] = about, " ".join(concept.id for concept in item.concepts)
            rows.append(row)
        table = self.table(["Number", "Title", about_name(items), "Concepts"], rows, [9, 51, 12, 28])
        table["classes"].append("book-index")
        return table

    def filter(self, items: Sequence[Item]) -> list[nodes.Node]:
        """The form that filters the tables of a page whose first one lists *items*; for the site alone."""
        if self.builder.name not in ("html", "dirhtml"):
            return []
        return [nodes.raw("", FILTER.format(about=about_name(items)), format="html")]

    def concept(self, concept: ConceptLink) -> nodes.Node:
        """A link to *concept* in the glossary."""
        glossary = self.domain.env.config.book_glossary
        return self.link(concept.term, glossary if glossary in self.domain.pages else "", f"term-{concept.id}")

    def glossary(self, items: Sequence[ConceptItem]) -> nodes.definition_list:
        """Concepts with their definitions, each linked to the place that introduces it."""
        entries = nodes.definition_list(classes=["book-glossary"])
        for item in items:
            where = nodes.paragraph(classes=["book-source"])
            where += self.owner(item)
            body = [nodes.paragraph("", item.concept.definition), where]
            if item.concept.aliases:
                body.insert(1, nodes.paragraph("", "Also: " + ", ".join(item.concept.aliases), classes=["book-also"]))
            entries += self.entry(f"term-{item.concept.id}", item.concept.term, body)
        return entries

    def concept_index(self, items: Sequence[ConceptItem]) -> nodes.definition_list:
        """Concepts with what they need, what needs them, and everything that uses them."""
        entries = nodes.definition_list(classes=["book-concepts"])
        for item in items:
            lines = nodes.bullet_list()
            lines += self.line("Introduced in", [self.owner(item)])
            lines += self.line("Requires", [self.index_link(link) for link in item.requires])
            lines += self.line("Needed for", [self.index_link(link) for link in item.dependents])
            for kind, uses in item.uses:
                lines += self.line(USE_LABELS.get(kind, kind.capitalize()), self.uses(uses))
            body = [nodes.paragraph("", item.concept.definition), lines]
            entries += self.entry(f"index-{item.concept.id}", item.concept.term, body)
        return entries

    def owner(self, item: ConceptItem) -> nodes.Node:
        if item.owner is None:
            return nodes.Text("no section")
        return self.link(entry_name(item.owner), item.defined_at, f"concept-{item.concept.id}", item.owner.title)

    def index_link(self, concept: ConceptLink) -> nodes.Node:
        return self.link(concept.term, self.docname, f"index-{concept.id}")

    def uses(self, items: Sequence[Item]) -> list[nodes.Node]:
        """A link to each of *items*: for the site as the HTML that the nodes would become.

        The index of a whole book holds tens of thousands of these links, and as nodes took most of the time in which
        an edited insight is shown.
        """
        if self.builder.name not in ("html", "dirhtml"):
            # Readers of e-books show no titles of links, which would be a quarter of its largest page.
            return [self.link(*self.use(item)[: 3 if self.builder.name == "epub" else 4]) for item in items]
        return [nodes.raw("", ", ".join(self.link_html(*self.use(item)) for item in items), format="html")]

    def use(self, item: Item) -> tuple[str, str, str, str]:
        """What a link to *item* says, its page, its anchor there and its title."""
        title = self.domain.spell(item.title)
        if item.kind == SECTION:
            entry = self.domain.outline.at(item.docname)
            return (entry.number if entry else "") or item.title, item.docname, item.id, title
        return item.number or NUMBERED_LABELS.get(item.kind, item.kind), item.docname, item.id, title

    def link_html(self, text: str, docname: str, anchor: str, title: str) -> str:
        """What a writer of HTML makes of `link`."""
        if docname not in self.uris:
            self.uris[docname] = self.builder.get_relative_uri(self.docname, docname)
        uri = "" if docname == self.docname and anchor else self.uris[docname]
        uri += f"#{anchor}" if anchor or not uri else ""
        named = f' title="{_encode(title)}"' if title else ""
        return f'<a class="reference internal" href="{_encode(uri)}"{named}><span>{_encode(text)}</span></a>'

    def line(self, label: str, links: Sequence[nodes.Node]) -> list[nodes.list_item]:
        """``Label: a, b, c`` as an item of a list; none for no links."""
        if not links:
            return []
        words = nodes.paragraph("", "", nodes.strong("", f"{label}: "))
        for index, link in enumerate(links):
            words += [nodes.Text(", ")] if index else []
            words += link
        return [nodes.list_item("", words)]

    def entry(self, ident: str, term: str, body: Iterable[nodes.Node]) -> nodes.definition_list_item:
        return nodes.definition_list_item("", nodes.term("", term, ids=[ident]), nodes.definition("", *body))

    def plan(self, items: Sequence[PlanItem]) -> nodes.table:
        """The plan of a part: what exists of each chapter and section, and what it is to become."""
        rows = []
        for item in items:
            entry = item.entry
            name = f"{entry.number} {entry.title}".strip() if entry.kind != "part" else f"Part {entry.number}"
            title = self.link(name, entry.docname if item.written else "")
            if entry.kind not in ("section", "front"):
                title = nodes.strong("", "", title)
            counts = [(item.words, entry.words), (item.insights, entry.insights), (item.diagrams, entry.diagrams)]
            cells = [nodes.Text(of(done, goal)) for done, goal in counts]
            row = self.row([title, *cells])
            row["classes"] = ["book-written" if item.written else "book-planned"]
            rows.append(row)
        table = self.table(["Section", "Words", "Insights", "Diagrams"], rows, [55, 19, 13, 13])
        table["classes"].append("book-plan")
        return table

    def row(self, cells: Iterable[nodes.Node]) -> book_row:
        row = book_row()
        for cell in cells:
            body = cell if isinstance(cell, nodes.paragraph) else nodes.paragraph("", "", cell)
            row += nodes.entry("", body)
        return row

    def table(self, heads: Sequence[str], rows: Iterable[nodes.row], widths: Sequence[int]) -> nodes.table:
        """A table with *heads*; *widths* are shares of the line."""
        group = nodes.tgroup(cols=len(heads))
        group += [nodes.colspec(colwidth=width) for width in widths]
        head = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in heads))
        group += nodes.thead("", head)
        group += nodes.tbody("", *rows)
        return nodes.table("", group, classes=["colwidths-given"])


def about_name(items: Iterable[Item]) -> str:
    """What the column is called that says of each of *items* its rank or, of those without ranks, its type."""
    return "Rank" if any(item.rank for item in items) else "Type"


def of(done: int, goal: int) -> str:
    """``5,812 of 5,700``, or what there is alone when there is no goal."""
    return f"{grouped(done)} of {grouped(goal)}" if goal else grouped(done) if done else "–"


def _encode(text: str) -> str:
    return text.translate(HTMLTranslator.special_characters)
