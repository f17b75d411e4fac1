"""The book as print: the tree of all pages becomes front matter, parts, appendices and back matter, in this order.

It runs on the tree that Sphinx's LaTeX builder has put together, before anything in it is numbered or resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book import bibliography, colophon, typeset, volumes, whereabouts
from book.domain import BookDomain, book_domain
from book.kinds import NUMBERED_LABELS
from book.model.outline import Entry
from book.model.records import Page
from book.nodes import book_answer, book_box, book_heading, book_label, book_matter
from book.volumes import in_volume, volume_printed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PRINTED_GATHERINGS = frozenset({"book-glossary"})
"""A page that is gathered from the book is printed when it holds nothing else.

The others repeat what the reader of the whole book has already read (insights, misconceptions, truths, cases, diagrams,
tables, questions, summaries), serve as a screen's index where print has one with page numbers (concepts), or tell of
the work in progress (the plan). They are companions, volumes of their own.
"""

LEVELS = {"part": "part", "section": "section", "summary": "section"}
"""The LaTeX command for a page's title, by the kind of its entry; all others are chapters."""
BELOW = ("subsection", "subsubsection", "paragraph", "subparagraph")
"""The commands for the headings on a page, from its second level on, whatever the page is."""
NUMBERED = ("part", "chapter", "appendix", "section")
"""Kinds of pages whose number stands before their title; front matter has numbers for its boxes only."""


@dataclass(slots=True)
class PrintedPage:
    """A page of the assembled tree; *depth* counts the tables of contents above it."""

    docname: str
    tree: addnodes.start_of_file
    entry: Entry | None
    head: Entry | None
    """The entry of the chapter or part that it stands in."""
    depth: int

    @property
    def matter(self) -> str:
        """Front, main, appendix or back; what the outline doesn't know is back matter."""
        kinds = [entry.kind for entry in (self.entry, self.head) if entry is not None]
        if not kinds:
            return "back"
        return kinds[0] if kinds[0] == "front" else "appendix" if "appendix" in kinds else "main"

    @property
    def number(self) -> str:
        """What stands before its title."""
        return self.entry.number if self.entry is not None and self.entry.kind in NUMBERED else ""

    @property
    def level(self) -> str:
        kind = self.entry.kind if self.entry else "section" if self.depth else ""
        return LEVELS.get(kind, "chapter")


class ArrangePages(SphinxPostTransform):
    """Puts the pages in the order of a printed book, with headings of the right level and the outline's numbers."""

    # Before gathered pages are filled (5), so that companions are neither filled nor referred to.
    default_priority = 2
    builders = ("latex",)

    def run(self, **kwargs: Any) -> None:
        domain = book_domain(self.env)
        everything = list(take_pages(self.document, domain))
        volume = volume_printed(self.env)
        pages = [
            page
            for page in everything
            if is_printed(domain.pages.get(page.docname)) and in_volume(domain, page.docname, volume)
        ]
        # A reference to a page that isn't printed keeps its words and loses its link.
        builder: Any = self.env._app.builder
        builder.docnames -= {page.docname for page in everything} - {page.docname for page in pages}
        root = self.document.next_node(nodes.section)
        landing = domain.outline.at(self.config.root_doc)
        if root is not None and landing is not None and landing.kind == "landing":
            # The title page and the contents say on paper what the landing page says on the web.
            title = root.next_node(nodes.title)
            root[:] = [title] if title is not None else []
        for page in pages:
            page.tree["level"], page.tree["number"] = page.level, page.number
        put_answers_after_units(pages, domain)
        self.document += arranged(pages, domain)


class SetHeadings(SphinxPostTransform):
    """Turns titles into headings of the right level, with the outline's numbers."""

    # After gathered pages are filled with their sections (5).
    default_priority = 7
    builders = ("latex",)

    def run(self, **kwargs: Any) -> None:
        for tree in outermost(self.document):
            set_headings(tree, tree["level"], tree["number"])
        root = self.document.next_node(nodes.section)
        if root is not None:
            # The root's own title is the book's, on the title page.
            set_headings(root, "chapter")


def take_pages(tree: nodes.Element, domain: BookDomain, depth: int = 0) -> Iterator[PrintedPage]:
    """Every page below *tree*, taken out of the page that lists it, in the order of the tables of contents."""
    for sof in list(outermost(tree)):
        wrapper = sof.parent
        wrapper.remove(sof)
        if isinstance(wrapper, nodes.compound) and not wrapper.children:
            wrapper.parent.remove(wrapper)
        # Sphinx's `inline_all_toctrees` leaves the children with the document they came from as their parent.
        for child in sof.children:
            child.parent = sof
        entry = domain.outline.at(sof["docname"])
        yield PrintedPage(sof["docname"], sof, entry, domain.outline.at(entry.parent) if entry else None, depth)
        yield from take_pages(sof, domain, depth + 1)


def outermost(tree: nodes.Element) -> Iterator[addnodes.start_of_file]:
    """The pages in *tree* that stand in no other page of it."""
    for child in tree.children:
        if isinstance(child, addnodes.start_of_file):
            yield child
        elif isinstance(child, nodes.Element):
            yield from outermost(child)


def is_printed(page: Page | None) -> bool:
    """Whether *page* is part of the printed book."""
    return page is None or all(gathering.kind in PRINTED_GATHERINGS for gathering in page.gatherings)


def set_headings(tree: nodes.Element, level: str, number: str = "", depth: int = 0) -> None:
    """Turn the titles of the sections in *tree* into headings of *level* and below; the first one has the *number*."""
    for child in tree.children:
        if not isinstance(child, nodes.section):
            continue
        title = child.next_node(nodes.title)
        if title is not None and title.parent is child:
            heading = book_heading("", "", *title.children, level=level, number=number)
            heading.source, heading.line = title.source, title.line
            title.replace_self(heading)
            number = ""
        set_headings(child, BELOW[min(depth, len(BELOW) - 1)], "", depth + 1)


def put_answers_after_units(pages: Iterable[PrintedPage], domain: BookDomain) -> None:
    """Move the answers of each chapter's questions to the end of its last page."""
    units: dict[str, list[PrintedPage]] = {}
    for page in pages:
        units.setdefault(page.entry.unit if page.entry else page.docname, []).append(page)
    for group in units.values():
        answers = [moved for page in group if (moved := take_answers(page, domain))]
        if not answers:
            continue
        section = nodes.section(ids=["answers"], docname=group[-1].docname)
        section += book_heading("", "Answers", level="section", number="")
        section += answers
        group[-1].tree += section


def take_answers(page: PrintedPage, domain: BookDomain) -> addnodes.start_of_file | None:
    """The answers on *page*, each led by its question's number and title and linked with it; None when it has none."""
    taken = addnodes.start_of_file(docname=page.docname)
    for answer in list(page.tree.findall(book_answer)):
        box = cast("nodes.Element", answer.parent)
        if not isinstance(box, book_box) or not box["ids"]:
            continue
        box.remove(answer)
        ident = box["ids"][0]
        answer["ids"] = [f"answer-{ident}"]
        box["answer"] = f"{page.docname}:answer-{ident}"
        number = domain.book.numbers.boxes.get(box["book_id"], "")
        label = f"{NUMBERED_LABELS.get(box['kind'], 'Question')} {number}".strip()
        words = nodes.reference("", "", book_label("", label, classes=["book-number"]), internal=True)
        words["refuri"] = f"%{page.docname}#{ident}"
        question = [child.deepcopy() for child in cast("nodes.Element", box[0]).children]
        lead = nodes.paragraph("", "", words, nodes.Text(" "), nodes.emphasis("", "", *question))
        # No page ends between a question and its answer.
        answer[:0] = [lead, nodes.raw("", "\n\\bookkeep{}\n", format="latex")]
        taken += answer
    return taken if taken.children else None


def arranged(pages: Iterable[PrintedPage], domain: BookDomain) -> Iterator[nodes.Element]:
    """The pages by matter, each matter led by its mark, with a heading for a part or chapter that has no page yet."""
    by_matter: dict[str, list[PrintedPage]] = {"front": [], "main": [], "appendix": [], "back": []}
    for page in pages:
        by_matter[page.matter].append(page)
    headed = {page.docname for page in pages}
    for matter, group in by_matter.items():
        if group or matter == "main":
            yield book_matter(name=matter)
        for page in group:
            yield from missing_heads(page, domain, headed)
            yield page.tree
    records = [domain.pages[page.docname] for page in pages if page.docname in domain.pages]
    present = {
        "lof": any(record.figures for record in records),
        "lot": any(record.tables for record in records),
        "loi": any(box.kind == "insight" for record in records for box in record.boxes),
    }
    yield book_matter(name="lists", lists=[name for name, things in present.items() if things])


def missing_heads(page: PrintedPage, domain: BookDomain, headed: set[str]) -> Iterator[nodes.Element]:
    """Headings of the part and chapter above *page* that are planned, have no page and no heading so far."""
    above: list[Entry] = []
    parent = page.head
    while parent is not None and parent.docname not in headed:
        headed.add(parent.docname)
        above.insert(0, parent)
        parent = domain.outline.at(parent.parent)
    for entry in above:
        section = nodes.section(ids=[])
        level = LEVELS.get(entry.kind, "chapter")
        section += book_heading("", entry.title, level=level, number=entry.number)
        yield section


def connect(app: Sphinx) -> None:
    """Have the assembled tree arranged, and its texts and references typeset."""
    app.add_post_transform(ArrangePages)
    app.add_post_transform(SetHeadings)
    for part in (volumes, whereabouts, bibliography, typeset, colophon):
        part.connect(app)
