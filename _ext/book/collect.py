"""From a page's doctree to its record, and from all records to the section numbers that Sphinx prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from book.cells import keep_cells, pages_without_cells
from book.domain import book_domain
from book.kinds import TRUTH
from book.model.fingerprint import fingerprint
from book.model.records import Box, Figure, Gathering, Heading, Mention, Page, Reference, Table
from book.model.words import count_words
from book.nodes import (
    book_box,
    book_calc,
    book_caption,
    book_defines,
    book_field,
    book_figure,
    book_gathering,
    book_picture,
    book_table,
)
from book.passages import keep_text, pages_without_text
from book.plain import plain
from book.rewrite import pages_to_write

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# docutils numbers the citations of a page; a citation added above a box must not make the box look changed.
_COUNTED_ID = re.compile(r' ids="id\d+"')


class BookCollector(EnvironmentCollector):
    """Keeps each page's record, and says which pages must be written again."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Nothing: the domain forgets its pages itself."""

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        """Nothing: the domain merges its pages itself."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        docname = app.env.docname
        source = Path(app.env.doc2path(docname)).read_text(encoding="utf-8-sig", errors="replace")
        keep_text(app, doctree, source)
        keep_cells(app, doctree)
        book_domain(app.env).note_page(replace(page_of(docname, doctree), text=fingerprint(source)))

    def get_outdated_docs(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        kept = env.found_docs - added - changed
        return [*pages_without_text(env, kept), *pages_without_cells(env, kept)]

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        number_sections(env)
        return pages_to_write(app)


def number_sections(env: BuildEnvironment) -> None:
    """Put the outline's numbers where Sphinx looks for them: headings, page titles and tables of contents.

    Every heading gets an entry, None for no number; a heading without one would show its page's number.
    """
    outline = book_domain(env).outline
    env.toc_secnumbers = {}
    for docname, page in book_domain(env).pages.items():
        entry = outline.at(docname)
        number = entry.secnumber if entry else ()
        anchors: dict[str, tuple[int | str, ...] | None] = {"#" + heading.id: None for heading in page.headings}
        if page.headings:
            anchors["#" + page.headings[0].id] = number or None
        env.toc_secnumbers[docname] = anchors  # type: ignore[assignment]  # an appendix's number begins with a letter
        for node in (env.titles[docname], env.longtitles[docname], *env.tocs[docname].findall(nodes.reference)):
            if number and not node.get("anchorname"):
                node["secnumber"] = number
            elif "secnumber" in node:
                del node["secnumber"]


@dataclass
class _Collection:
    """What has been found on a page so far."""

    docname: str
    headings: list[Heading] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    gatherings: list[Gathering] = field(default_factory=list)
    formulas: list[tuple[str, bool, int]] = field(default_factory=list)
    calculations: int = 0

    def visit(self, node: nodes.Element, within: str, level: int, line: int) -> None:
        """Note what *node* and its descendants are; *line* is that of the nearest ancestor that has one."""
        line = node.line or line
        if isinstance(node, nodes.section):
            level += 1
            title = node.next_node(nodes.title)
            if title is not None:
                self.headings.append(Heading(node["ids"][0], plain(title), level, title.line or line))
        elif isinstance(node, book_box):
            within = node["book_id"]
            self.boxes.append(self.box(node, line))
            if node["kind"] == "irreducible-truths":
                self.boxes.extend(self.truths(node, line))
        elif isinstance(node, book_figure):
            within = node["book_id"]
            self.figures.append(self.figure(node, line))
        elif isinstance(node, book_table):
            table = node.next_node(nodes.table)
            if table is not None and "book_id" in table:
                within = table["book_id"]
                self.tables.append(self.table(node, table, line))
        elif isinstance(node, nodes.list_item) and node.get("book_id"):
            within = node["book_id"]
        else:
            self.small(node, within, line)
        for child in node.children:
            if isinstance(child, nodes.Element):
                self.visit(child, within, level, line)

    def small(self, node: nodes.Element, within: str, line: int) -> None:
        """Note what has no inside of its own to look into."""
        if isinstance(node, addnodes.pending_xref):
            self.reference(node, within, line)
        elif isinstance(node, book_defines):
            self.mentions.append(Mention(node["target"], node["by_id"], line, True, within))
        elif isinstance(node, book_gathering):
            self.gatherings.append(Gathering(node["kind"], tuple(sorted(node["options"].items())), line))
        elif isinstance(node, nodes.math | nodes.math_block):
            self.formulas.append((node.astext(), isinstance(node, nodes.math_block), line))
        elif isinstance(node, book_calc):
            self.calculations += 1

    def reference(self, node: addnodes.pending_xref, within: str, line: int) -> None:
        domain, role, target = node.get("refdomain", ""), node["reftype"], node["reftarget"]
        if domain == "book" and role == "concept":
            self.mentions.append(Mention(target, node["refexplicit"], line, False, within))
        elif domain == "book":
            self.references.append(Reference(role, target, line, within))
        elif domain == "cite":
            self.references.extend(Reference("cite", part.key, line, within) for part in parse_citation_targets(target))
        else:
            kind = "doc" if "doc" in (domain, role) else "any"
            self.references.append(Reference(kind, target, line, within))

    def box(self, node: book_box, line: int) -> Box:
        fields = [(child["name"], plain(child)) for child in node.children if isinstance(child, book_field)]
        fields += [(name, node[name]) for name in ("system", "date") if name in node]
        return Box(
            id=node["book_id"],
            kind=node["kind"],
            title=plain(node[0]),
            docname=self.docname,
            line=line,
            concepts=tuple(node["concepts"]),
            rank=node.get("rank", ""),
            fields=tuple(fields),
            words=words_of(node),
            digest=digest_of(node),
            explicit=node["explicit_id"],
            cites=any(x.get("refdomain") == "cite" for x in node.findall(addnodes.pending_xref)),
        )

    def truths(self, node: book_box, line: int) -> Iterator[Box]:
        for item in node.findall(nodes.list_item):
            if item.get("book_id"):
                yield Box(
                    id=item["book_id"],
                    kind=TRUTH,
                    title=plain(item),
                    docname=self.docname,
                    line=item.line or line,
                    concepts=tuple(node["concepts"]),
                    digest=digest_of(item),
                    explicit=True,
                )

    def figure(self, node: book_figure, line: int) -> Figure:
        picture, caption = node.next_node(book_picture), node.next_node(book_caption)
        return Figure(
            id=node["book_id"],
            name=node["name"],
            type=node["type"],
            caption=plain(caption) if caption else "",
            alt=picture["alt"] if picture else "",
            docname=self.docname,
            line=line,
            concepts=tuple(node["concepts"]),
            digest=digest_of(node),
            explorable=node["explorable"],
        )

    def table(self, node: book_table, table: nodes.table, line: int) -> Table:
        return Table(
            id=table["book_id"],
            type=node["type"],
            caption=plain(table[0]),
            docname=self.docname,
            line=line,
            columns=node["columns"],
            rows=node["rows"],
            concepts=tuple(node["concepts"]),
            digest=digest_of(node),
        )


def page_of(docname: str, doctree: nodes.document) -> Page:
    """Everything the book needs to know of a page."""
    found = _Collection(docname)
    found.visit(doctree, "", 0, 1)
    return Page(
        docname=docname,
        title=found.headings[0].title if found.headings else docname,
        words=words_of(doctree),
        headings=tuple(found.headings),
        boxes=tuple(found.boxes),
        figures=tuple(found.figures),
        tables=tuple(found.tables),
        mentions=tuple(found.mentions),
        references=tuple(found.references),
        gatherings=tuple(found.gatherings),
        calculations=found.calculations,
        formulas=tuple(found.formulas),
    )


def words_of(node: nodes.Element) -> int:
    """The words of *node*'s paragraphs, titles, captions and cells; comments and added labels don't count."""
    blocks = (
        block
        for block in node.findall(nodes.TextElement)
        if not isinstance(block, nodes.Inline | nodes.comment | nodes.raw | nodes.Invisible)
    )
    return sum(count_words(block.astext()) for block in blocks)


def digest_of(node: nodes.Element) -> str:
    """A short digest of what *node* shows."""
    return blake2b(_COUNTED_ID.sub("", node.pformat()).encode(), digest_size=10).hexdigest()
