"""What the e-book offers to jump to: the table of contents, with the headings of long pages, and the landmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from book.answers_section import SECTION_ID, questions_answered_on
from book.domain import book_domain
from book.model.answers import entry_name
from book.model.ebook import Landmark, Leaf, cut
from book.nav import Entry, Group
from book.rewrite import citation_labels, citations_page

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

WORKSHOP = frozenset({"progress-matrix", "words-over-time", "quality-report", "review-list"})
"""A page that gathers only these tells of the making of the book; it changes daily and is read on the site."""
WITH_HEADINGS = frozenset({"front", "section", "summary"})
"""The kinds of pages whose headings the table of contents offers too."""
LANDMARKS = (
    ("introduction", "Introduction", "introduction"),
    ("preface", "Preface", "preface"),
)
"""Front matter that has a landmark of its own: the landmark, its text, the name of the page."""
INDEXES = (
    ("loi", "Diagrams", "diagram-collection"),
    ("lot", "Tables", "table-guide"),
    ("index", "Concept index", "concept-index"),
)
"""Lists that have a landmark of their own: the landmark, its text, what the page gathers."""


def is_workshop(env: BuildEnvironment, docname: str) -> bool:
    """Whether the page is no part of the e-book."""
    page = book_domain(env).pages.get(docname)
    return page is not None and bool(page.gatherings) and {g.kind for g in page.gatherings} <= WORKSHOP


def page_name(env: BuildEnvironment, docname: str, title: str) -> str:
    """The *title* of a page behind its number: "Part I. Fundamental Reality", "1.1 The FLP Impossibility"."""
    planned = book_domain(env).outline.at(docname)
    if planned is not None and planned.kind == "part":
        return f"{entry_name(planned)}. {title}"
    number = ".".join(map(str, env.titles[docname].get("secnumber") or ()))
    return f"{number} {title}".strip()


@dataclass(frozen=True, slots=True)
class Contents:
    """The places of one e-book."""

    env: BuildEnvironment
    uri_of: Callable[[str], str]

    def leaves(self, title: str, groups: Iterable[Group], depth: int) -> tuple[Leaf, ...]:
        """The groups of the landing page, called *title*, with their pages numbered as on the site."""
        found = [Leaf(title, self.uri_of(self.env.config.root_doc))]
        for group in groups:
            children = self._pages(group.entries)
            found += [Leaf(group.caption, "", children)] if group.caption and children else children
        return cut(found, depth)

    def _pages(self, entries: Iterable[Entry]) -> tuple[Leaf, ...]:
        return tuple(
            self._leaf(entry) for entry in entries if not entry.is_elsewhere and not is_workshop(self.env, entry.target)
        )

    def _leaf(self, entry: Entry) -> Leaf:
        planned = book_domain(self.env).outline.at(entry.target)
        name = page_name(self.env, entry.target, entry.label)
        children = self._pages(entry.children)
        headings = () if children or planned is None or planned.kind not in WITH_HEADINGS else self._headings(entry)
        return Leaf(name, self.uri_of(entry.target), children, tuple(headings))

    def _headings(self, page: Entry) -> Iterator[Leaf]:
        """The headings right below the title of a page, and that of the answers at its end."""
        uri = self.uri_of(page.target)
        top = self.env.tocs[page.target].next_node(nodes.list_item)
        below = [child for child in top.children if isinstance(child, nodes.bullet_list)] if top is not None else []
        for item in (item for part in below for item in part.children):
            link = item.next_node(nodes.reference) if isinstance(item, nodes.list_item) else None
            if link is not None:
                yield Leaf(link.astext(), uri + link["anchorname"])
        if questions_answered_on(book_domain(self.env), page.target):
            yield Leaf("Answers", f"{uri}#{SECTION_ID}")

    def landmarks(self) -> Iterator[Landmark]:
        """Where a reading system can jump to by name; only places that exist, each name once."""
        domain = book_domain(self.env)
        written = [entry for entry in domain.outline.entries if entry.docname in domain.pages]
        fronts = {entry.docname.rpartition("/")[2]: entry.docname for entry in written if entry.kind == "front"}
        starts = (entry.docname for entry in written if entry.kind in ("part", "chapter", "section"))
        gathered = {g.kind: name for name in sorted(domain.pages, reverse=True) for g in domain.pages[name].gatherings}
        glossary = self.env.config.book_glossary
        for kind, text, docname in (
            *((kind, text, fronts.get(name, "")) for kind, text, name in LANDMARKS),
            ("bodymatter", "Start of the text", next(starts, "")),
            *((kind, text, gathered.get(name, "")) for kind, text, name in INDEXES),
            ("glossary", "Glossary", glossary if glossary in domain.pages else ""),
            ("bibliography", "References", citations_page(citation_labels(self.env))),
        ):
            if docname:
                yield Landmark(kind, text, self.uri_of(docname))
