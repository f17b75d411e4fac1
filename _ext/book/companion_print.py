"""A companion as print: what its door says, then what it gathers, by chapter and section with the book's numbers.

It runs on the tree of the companion's door alone, before anything in it is numbered or resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.companion_works import BUILDER, works_page
from book.copies import Copier, name_copy
from book.domain import BookDomain, book_domain
from book.listings import Lister
from book.model.answers import entry_name
from book.model.book import Book
from book.model.companions import Companion, Place, Shelf, shelves
from book.model.items import Item
from book.model.outline import Entry, heading_of
from book.model.pages import gather
from book.model.records import Gathering
from book.nodes import (
    book_box,
    book_figure,
    book_gathering,
    book_heading,
    book_label,
    book_matter,
    book_plate,
    book_table,
    book_terms,
)
from book.print import PrintedPage, take_answers

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LEVELS = ("chapter", "section", "subsection", "subsubsection", "paragraph")
ABOUT = "About this companion"
NUMBERS = (
    "It belongs to a book and was made from the text of that book. A number such as Section 2.3, Insight 2.3 or Figure "
    "2.3 is the book's: what is said here stands there with its argument, its limits and its sources."
)


class ArrangeCompanion(SphinxPostTransform):
    """Puts a companion together: about it, then a chapter for each that the book has of it, then the works cited."""

    # Before gathered pages are filled (5) and references resolved (10).
    default_priority = 3
    builders = (BUILDER,)

    def run(self, **kwargs: Any) -> None:
        builder: Any = self.env._app.builder
        companion: Companion = builder.companion
        root = self.document.next_node(nodes.section)
        assert root is not None
        title, *door = root.children
        domain = book_domain(self.env)
        about = about_section(door, companion, domain.book)
        chapters = list(chapters_of(companion, domain, self.env))
        matters = [chapter.get("matter", "main") for chapter in chapters]
        root[:] = [title, book_matter(name="front"), about, book_matter(name="main")]
        for index, chapter in enumerate(chapters):
            if matters[index] == "appendix" and "appendix" not in matters[:index]:
                root += book_matter(name="appendix")
            root += chapter
        root += book_matter(name="back")
        root += works_page(self.env, builder)
        root += book_matter(name="lists", lists=list(companion.lists))
        builder.homes.update(homes(root))


def about_section(door: list[nodes.Node], companion: Companion, book: Book) -> nodes.section:
    """What the door says, without its lists of pages and, where all is shown whole, without its index."""
    section = nodes.section("", nodes.title("", ABOUT), ids=["about"])
    held = (
        sum(len(place.items) for shelf in shelves(book, companion) for place in shelf.places) if companion.items else 0
    )
    words = f"{companion.serves} It holds {held:,} of them." if held else companion.serves
    section += [nodes.paragraph("", text) for text in (words, companion.read, NUMBERS) if text]
    indexed = bool(companion.items) or companion.name == "summaries"
    holder = nodes.container("", *door)
    for node in list(holder.findall(lambda n: isinstance(n, addnodes.toctree | book_gathering))):
        assert isinstance(node, nodes.Element)
        if isinstance(node, addnodes.toctree) or indexed:
            node.parent.remove(node)
    # The door's own first words say what the site holds; a section below it, how to use it.
    for child in list(holder.children):
        if isinstance(child, nodes.section):
            section += child
    return section


def chapters_of(companion: Companion, domain: BookDomain, env: BuildEnvironment) -> Iterator[nodes.section]:
    """A section for each chapter of *companion*."""
    if companion.items:
        shown = Showing(domain, env)
        for shelf in shelves(domain.book, companion):
            yield shown.chapter(shelf)
        return
    heads = {entry.unit: entry for entry in reversed(domain.outline.entries)}
    for unit, head in sorted(heads.items(), key=lambda found: domain.outline.position(found[1].docname)):
        options = {"chapter": unit}
        gathering = Gathering(companion.kind, tuple(options.items()), 0)
        if head.kind in ("landing", "chapter", "appendix") and gather(domain.book, gathering):
            chapter = headed(head)
            chapter += book_gathering(kind=companion.kind, options=options)
            yield chapter


def headed(head: Entry | None, title: str = "") -> nodes.section:
    """An empty section with the title and number of a chapter; *title* where it has no number."""
    numbered = head is not None and head.kind in ("chapter", "appendix")
    words = title or (head.title if head and numbered else heading_of(head) if head else "")
    section = nodes.section("", nodes.title("", words), ids=[f"chapter-{head.unit}".lower()] if head else [])
    section["number"] = head.number if head and numbered else ""
    section["matter"] = "appendix" if head and head.kind == "appendix" else "main"
    return section


class Showing:
    """Shows items whole, by chapter and page."""

    def __init__(self, domain: BookDomain, env: BuildEnvironment) -> None:
        self.domain = domain
        self.copier = Copier(env)
        self.lister = Lister(domain, env._app.builder, env.docname)

    def chapter(self, shelf: Shelf) -> nodes.section:
        """A chapter with a section for each page; the chapter's own page comes first, without a heading."""
        numbered = shelf.head if shelf.head and shelf.head.kind in ("chapter", "appendix") else None
        title = "" if numbered else heading_of(shelf.head) if shelf.head else shelf.heading
        chapter = headed(shelf.head, title)
        for place in shelf.places:
            entry = self.domain.outline.at(place.docname)
            content = list(self.items(place))
            if entry is None or entry is shelf.head:
                chapter += content
                continue
            section = nodes.section("", nodes.title("", entry.title))
            section["number"] = entry.number if entry.kind == "section" else ""
            section += content
            chapter += section
        return chapter

    def items(self, place: Place) -> Iterator[nodes.Node]:
        """The items of one page."""
        for item in place.items:
            copy = self.copier.copy(item)
            if copy is None:
                continue
            # Here it stands for itself: it goes into the lists of insights, figures and tables.
            copy["copy"] = False
            name_copy(copy, f"copy-{item.id}")
            yield book_terms(terms=[concept.term for concept in item.concepts])
            if isinstance(copy, book_table):
                yield copy
                yield self.source(item)
                continue
            plate = book_plate("", copy, kind=item.kind)
            if isinstance(copy, book_figure):
                plate += self.description(item)
            plate += self.source(item)
            yield plate

    def description(self, item: Item) -> nodes.paragraph:
        """What a diagram shows, in words."""
        figure = self.domain.answers.figures[item.id]
        label = book_label("", "In words: ", classes=["book-field-label"])
        return nodes.paragraph("", "", label, nodes.Text(figure.alt), classes=["book-described"])

    def source(self, item: Item) -> nodes.paragraph:
        """Where *item* stands in the book, what kind of thing it is and which concepts it is about."""
        entry = self.domain.outline.at(item.docname)
        place = entry_name(entry) if entry and entry.kind != "front" else self.lister.place(item).astext()
        head = self.domain.outline.at(entry.parent) if entry and entry.kind == "summary" else None
        parts = [f"In the book: {f'{entry_name(head)}, Summary' if head else place}"]
        parts += [f"{item.type} {item.kind}"] if item.type else []
        parts += [", ".join(concept.term for concept in item.concepts)] if item.concepts else []
        return nodes.paragraph("", " · ".join(parts), classes=["book-source"])


def homes(tree: nodes.Element) -> dict[str, str]:
    """The anchor of everything that *tree* shows in a copy, by its own id."""
    found: dict[str, str] = {}
    for node in tree.findall(nodes.Element):
        for ident in node["ids"] if isinstance(node.get("ids"), list) else ():
            if ident.startswith("copy-"):
                found.setdefault(ident.removeprefix("copy-"), ident)
    return found


class FinishCompanion(SphinxPostTransform):
    """When all is filled: moves answers to the end of each chapter, links what the companion shows, sets headings."""

    # After gathered pages are filled (5) and before labels are written (8).
    default_priority = 7
    builders = (BUILDER,)

    def run(self, **kwargs: Any) -> None:
        builder: Any = self.env._app.builder
        domain = book_domain(self.env)
        root = self.document.next_node(nodes.section)
        assert root is not None
        builder.homes.update(homes(root))
        for chapter in list(root.children):
            if isinstance(chapter, nodes.section):
                put_answers_last(chapter, self.env.docname, domain)
        self.link_what_is_shown(domain, builder)
        keep_with_what_follows(root)
        for source in self.document.findall(nodes.paragraph):
            if "book-source" in source["classes"]:
                source[:] = [book_label("", "", *source.children, classes=["book-place"])]
        for child in root.children:
            inside = child.children if isinstance(child, addnodes.start_of_file) else [child]
            for section in inside:
                if isinstance(section, nodes.section):
                    set_levels(section, 0)

    def link_what_is_shown(self, domain: BookDomain, builder: Any) -> None:
        """Lead references to things that the companion shows to their place in it."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            home = builder.homes.get(node.get("reftarget", ""))
            answer = domain.answer(node["reftype"], node["reftarget"]) if home and node["refdomain"] == "book" else None
            if answer is None:
                continue
            words = list(node.children) if node.get("refexplicit") else [nodes.inline("", answer.text)]
            link = nodes.reference("", "", *words, internal=True, refuri=f"%{self.env.docname}#{home}")
            node.replace_self(link)


def put_answers_last(chapter: nodes.section, docname: str, domain: BookDomain) -> None:
    """Move what is folded away on the site to the end of *chapter*."""
    tree = addnodes.start_of_file(docname=docname)
    tree += list(chapter.children)
    taken = take_answers(PrintedPage(docname, tree, None, None, 0), domain)
    chapter[:] = list(tree.children)
    if taken is not None:
        section = nodes.section("", nodes.title("", "Answers"), ids=[])
        section += list(taken.children)
        chapter += section


def keep_with_what_follows(tree: nodes.Element) -> None:
    """Let no page end between words and the table, or the box, that they introduce."""
    for words in list(tree.findall(nodes.paragraph)):
        siblings = words.parent.children
        index = siblings.index(words)
        after = siblings[index + 1] if index + 1 < len(siblings) else None
        if isinstance(after, nodes.table):
            keep_together(words.parent, index)
            continue
        before = siblings[index - 1] if index else None
        introduced = isinstance(after, book_box) and words.astext().endswith(":")
        if introduced and isinstance(before, nodes.paragraph | nodes.bullet_list):
            # A box that may break begins a page of its own where it has little room, whatever stands before it.
            words.parent.insert(index, nodes.raw("", "\n\\bookroom{9}\n", format="latex"))


def keep_together(parent: nodes.Element, index: int) -> None:
    """Keep the paragraph at *index*, and those right before it, on the page of what follows."""
    while index >= 0 and isinstance(parent[index], nodes.paragraph):
        parent.insert(index + 1, nodes.raw("", "\n\\bookkeep\\endgroup\n", format="latex"))
        parent.insert(index, nodes.raw("", "\n\\begingroup\\bookwhole\n", format="latex"))
        index -= 1


def set_levels(section: nodes.section, depth: int) -> None:
    """Turn the title of *section* and those below it into headings."""
    for child in list(section.children):
        if isinstance(child, nodes.title):
            level = LEVELS[min(depth, len(LEVELS) - 1)]
            heading = book_heading("", "", *child.children, level=level, number=section.get("number", ""))
            heading.source, heading.line = child.source, child.line
            child.replace_self(heading)
        elif isinstance(child, nodes.section):
            set_levels(child, depth + 1)


def visit_plate(self: Any, node: book_plate) -> None:
    self.body.append(f"\n\\begin{{bookplate}}{{{node['kind']}}}\n")


def depart_plate(self: Any, node: book_plate) -> None:
    self.body.append("\n\\end{bookplate}\n")


def visit_terms(self: Any, node: book_terms) -> None:
    from book.latex import index_entry

    self.body.append("\n" + "".join(f"\\index{{{index_entry(self, term)}}}%\n" for term in node["terms"]))


def depart(self: Any, node: nodes.Element) -> None:
    """Nothing."""


def connect(app: Sphinx) -> None:
    """Add what makes and prints the trees of companions."""
    app.add_node(book_plate, latex=(visit_plate, depart_plate))
    app.add_node(book_terms, latex=(visit_terms, depart))
    for transform in (ArrangeCompanion, FinishCompanion):
        app.add_post_transform(transform)
