"""The book's domain: what each page holds, by docname, and what a reference resolves to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from book.directives import BoxDirective, DiagramDirective, ExplorableDirective, GatheringDirective, TableDirective
from book.kinds import BOX_KINDS, TRUTH
from book.model.answers import BOX_ROLES, Answer, Answers, ConceptAnswer, reference_mark
from book.model.badge import BadgeLine, badge_of
from book.model.book import Book
from book.model.concepts import Concepts
from book.model.history import Point
from book.model.metrics import count_of
from book.model.numbering import number_book, reading_order
from book.model.outline import Outline
from book.model.pages import PAGES, copied
from book.model.records import Page
from book.nodes import book_concept, book_label
from book.roles import CalcRole, DefinesRole, LinkRole, RoadRole

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from book.model.gates.scorecard import Scorecard
    from book.model.reviews import Review
    from drawings import Rendering

_CITATION = re.compile(reference_mark("cite:([pt])", "([^\x03]*)"))
_OUTSIDE_MODEL = re.compile(reference_mark("(ref|count)", "([^\x03]*)"))
_REFERENCE = re.compile(reference_mark("[^\x1f]*", "([^\x03]*)"))


class BookDomain(Domain):
    """Directives, roles, records and references of the book."""

    name = "book"
    label = "Book"
    object_types: ClassVar[dict[str, ObjType]] = {
        **{name: ObjType(kind.label.lower(), name) for name, kind in BOX_KINDS.items()},
        TRUTH: ObjType("truth", TRUTH),
        "figure": ObjType("figure", "numref"),
        "table": ObjType("table", "numref"),
    }
    directives: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(BOX_KINDS, BoxDirective),
        **dict.fromkeys(PAGES, GatheringDirective),
        "diagram": DiagramDirective,
        "explorable": ExplorableDirective,
        "table": TableDirective,
    }
    roles: ClassVar[dict[str, Any]] = {
        **{name: LinkRole() for name in (*BOX_ROLES, "numref", "ref", "count", "minutes", "concept")},
        "defines": DefinesRole(),
        "calc": CalcRole(),
        "road": RoadRole(),
    }
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}}
    data_version = 1

    # What the data files say; loaded once a build by `collect.load_data`, never pickled.
    outline: Outline = Outline.empty()
    concepts: Concepts = Concepts.empty()
    reviews: tuple[Review, ...] = ()
    history: tuple[Point, ...] = ()
    judge: Callable[[Book], Scorecard] | None = None
    _answers: Answers | None = None
    _compiled: Mapping[str, str] | None = None

    # The drawings that this build has looked up; see `data.rendering_of`.
    renderings: dict[str, Rendering | None] = {}  # noqa: RUF012  # replaced at the start of each build

    # Which pages this build writes, and what from; see `rewrite`.
    fingerprints: Mapping[str, str] = {}  # replaced, never changed
    written: set[str] = set()  # noqa: RUF012  # replaced at the start of each build

    @property
    def pages(self) -> dict[str, Page]:
        """Every page's record, by docname."""
        return cast("dict[str, Page]", self.data["pages"])

    def note_page(self, page: Page) -> None:
        self.pages[page.docname] = page
        self.forget()

    def clear_doc(self, docname: str) -> None:
        self.pages.pop(docname, None)
        self.forget()

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self.pages.update((name, page) for name, page in otherdata["pages"].items() if name in docnames)
        self.forget()

    def forget(self) -> None:
        """Compute the numbers anew when they are next asked for."""
        self._answers = self._compiled = None

    @property
    def answers(self) -> Answers:
        """The whole book with its numbers, as it stands; computed when first asked for after a change."""
        if self._answers is None:
            order = reading_order(self.outline, self.pages, toctree_order(self.env))
            numbers = number_book(self.outline, self.pages, order)
            book = Book(self.outline, self.concepts, self.pages, order, numbers, self.reviews, self.history, self.judge)
            self._answers = Answers(book)
        return self._answers

    @property
    def compiled(self) -> Mapping[str, str]:
        """By the id of an insight, the page of the compilation that shows it whole."""
        if self._compiled is None:
            found: dict[str, str] = {}
            for page in self.book:
                for gathering in page.gatherings:
                    if gathering.kind == "insight-compilation":
                        for item in copied(self.book, gathering):
                            found.setdefault(item, page.docname)
            self._compiled = found
        return self._compiled

    @property
    def book(self) -> Book:
        return self.answers.book

    def badge(self, docname: str) -> tuple[BadgeLine, ...]:
        """What the foot of the page says of its checks; nothing on a page outside the plan."""
        entry = self.outline.at(docname)
        return badge_of(entry, self.book.standings.get(docname, ())) if entry else ()

    @property
    def review_page(self) -> str:
        """The first page that lists all review records, or an empty string."""
        listing = (page.docname for page in self.book for g in page.gatherings if g.kind == "review-list")
        return next(listing, "")

    def count(self, name: str) -> str | None:
        """A figure of the book, as text; None when the build doesn't count it."""
        return count_of(name, self.book)

    def answer(self, role: str, target: str) -> Answer | None:
        """What a reference by *role*, or by ``any``, to *target* says and leads to."""
        if role == "count":
            text = self.count(target)
            return None if text is None else Answer(text)
        answers = self.answers
        by_role = {"ref": answers.entry, "numref": answers.numref, "any": answers.anything, "minutes": answers.minutes}
        look_up = by_role.get(role)
        found = look_up(target) if look_up else answers.box(role, target)
        return found and replace(found, text=self.spell(found.text), title=self.spell(found.title))

    def spell(self, text: str) -> str:
        """*text* with the words of each reference and citation in place of its mark."""
        # The words may be a title that holds a reference itself. Titles that refer to each other would never end.
        for _ in range(3):
            if "\x02" not in text:
                return text
            text = _OUTSIDE_MODEL.sub(self._spell_from_build, _CITATION.sub(self._spell_citation, text))
            text = self.answers.spell(text)
        return _REFERENCE.sub(r"\1", text)

    def _spell_from_build(self, mark: re.Match[str]) -> str:
        """A count, or the title under a label of the author's own; other marks as they are."""
        if mark[1] == "count":
            return self.count(mark[2]) or mark[2]
        label = self.env.domains.standard_domain.labels.get(mark[2])
        return mark[0] if label is None or self.outline.by_label(mark[2]) else label[2]

    def _spell_citation(self, mark: re.Match[str]) -> str:
        cite: Any = self.env.domains["cite"]
        found = [cite.by_key.get(part.key) for part in parse_citation_targets(mark[2])]
        if None in found:
            return mark[2]
        labels = [str(citation.formatted_entry.label) for citation in found]
        if mark[1] == "p":
            return f"({'; '.join(labels)})"
        return ", ".join("{0} ({2})".format(*label.rpartition(" ")) for label in labels)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Any:
        """The nodes for a reference. One that leads nowhere keeps its words; `check_consistency` has reported it."""
        if typ == "concept":
            found = self.answers.concept(target, node["refexplicit"], node.get("refdoc", fromdocname))
            return contnode if found is None else self._concept(found, builder, fromdocname, contnode)
        answer = self.answer(typ, target)
        if answer is None:
            if typ == "ref":
                standard = env.domains.standard_domain
                return standard.resolve_xref(env, fromdocname, builder, "ref", target, node, contnode) or contnode
            return contnode
        if typ in ("count", "minutes"):
            return nodes.Text(answer.text)
        return self._link(answer, builder, fromdocname, contnode if node["refexplicit"] else None)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Any]]:
        answer = self.answer("any", target)
        if answer is None:
            return []
        explicit = contnode if node.get("refexplicit") and contnode.astext() else None
        return [("book:numref", self._link(answer, builder, fromdocname, explicit))]

    def _link(self, answer: Answer, builder: Builder, fromdocname: str, content: Element | None) -> Element:
        words = content if content is not None else nodes.inline("", answer.text, classes=["book-reference"])
        if not answer.docname:
            return words
        try:
            return make_refnode(builder, fromdocname, answer.docname, answer.anchor, words, answer.title or None)
        except NoUri:
            return words

    def _concept(self, found: ConceptAnswer, builder: Builder, fromdocname: str, words: Element) -> Element:
        concept = found.concept
        glossary = self.env.config.book_glossary
        out = nodes.inline()
        try:
            if glossary not in self.pages:
                raise NoUri
            uri = f"{builder.get_relative_uri(fromdocname, glossary)}#term-{concept.id}"
            out += book_concept(
                "", "", *words.children, concept=concept.id, definition=concept.definition, term=concept.term,
                internal=True, refuri=uri,
            )  # fmt: skip
        except NoUri:
            out += words.children
        if found.section:
            section = self._link(Answer(found.section, found.docname), builder, fromdocname, None)
            out += book_label("", " (→ ", section, nodes.Text(")"), classes=["book-forward"])
        return out

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Boxes, figures and tables, for the inventory that other books can refer to; not for the search."""
        for page in self.pages.values():
            for box in page.boxes:
                if box.id:
                    yield box.id, box.title or box.id, box.kind, page.docname, box.id, -1
            for figure in page.figures:
                yield figure.id, figure.caption or figure.id, "figure", page.docname, figure.id, -1
            for table in page.tables:
                yield table.id, table.caption or table.id, "table", page.docname, table.id, -1


def toctree_order(env: BuildEnvironment) -> tuple[str, ...]:
    """All docnames in the order of the tables of contents, from the root page."""
    order: dict[str, None] = {}

    def visit(docname: str) -> None:
        if docname not in order:
            order[docname] = None
            for child in env.toctree_includes.get(docname, ()):
                visit(child)

    visit(env.config.root_doc)
    return tuple(order)


def book_domain(env: BuildEnvironment) -> BookDomain:
    """The book's domain of *env*."""
    return cast("BookDomain", env.domains["book"])


def docname_of(node: nodes.Node, default: str) -> str:
    """The page that *node* comes from, also where a builder has joined all pages into one document."""
    at: nodes.Node | None = node
    while at is not None:
        if isinstance(at, addnodes.start_of_file):
            return str(at["docname"])
        at = at.parent
    return default
