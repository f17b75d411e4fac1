"""Fills the gathered pages when they are written: lists and copies of what stands all over the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book import group_guide, instructor_guide, summary_guide
from book.companion_page import companion_list
from book.copies import Copier, name_copy
from book.domain import book_domain, docname_of
from book.guide import Guide
from book.kinds import TRUTH
from book.listings import Lister
from book.model.course import Course, InstructorOverview
from book.model.items import Group, Item
from book.model.lectures import InstructorChapter
from book.model.pages import PAGES, gather
from book.model.records import Gathering
from book.model.sessions import GroupChapter, GroupOverview
from book.model.summaries import SummaryChapter
from book.nodes import book_gathering
from book.options import kebab
from book.quality_report import quality_report
from book.reports import growth, parts_table, progress_table, review_records

Render = Callable[[Lister, Sequence[Any]], nodes.Node]

LISTED: dict[str, Render] = {
    "concept-index": Lister.concept_index,
    "book-glossary": Lister.glossary,
    "book-outline": Lister.plan,
    "companion-list": companion_list,
    "book-parts": parts_table,
    "progress-matrix": progress_table,
    "words-over-time": growth,
    "review-list": review_records,
    "quality-report": quality_report,
}
"""How the groups of a gathered page are shown; those without a row are boxes, diagrams or tables."""

GUIDES: dict[type[object], Callable[[Guide, Any], Iterator[nodes.Node]]] = {
    GroupChapter: group_guide.chapter,
    InstructorChapter: instructor_guide.chapter,
    Course: instructor_guide.course,
    SummaryChapter: summary_guide.chapter,
}
"""How an item of a guide is shown."""
OVERVIEWS: dict[type[object], Callable[[Guide, Sequence[Any]], Iterator[nodes.Node]]] = {
    GroupOverview: group_guide.overview,
    InstructorOverview: instructor_guide.overview,
}
"""How a guide's list of chapters is shown."""


class FillGatherings(SphinxPostTransform):
    """Puts the gathered content in place of each gathering directive."""

    # Before labels (8) and references (10), so that copies get both like everything else.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        domain = book_domain(self.env)
        copier = Copier(self.env)
        taken: set[str] = set()
        for node in list(self.document.findall(book_gathering)):
            docname = docname_of(node, self.env.docname)
            lister = Lister(domain, self.env._app.builder, docname)
            filling = Filling(lister, copier, node["kind"], dict(node["options"]), taken)
            gathering = Gathering(node["kind"], tuple(sorted(node["options"].items())), node.line or 0)
            groups = gather(domain.book, gathering)
            node.replace_self(list(filling.show(groups, in_section=isinstance(node.parent, nodes.section))))


class Filling:
    """What one gathering directive becomes."""

    def __init__(self, lister: Lister, copier: Copier, kind: str, options: dict[str, str], taken: set[str]) -> None:
        """*taken* holds the ids that gathered contents have in the document so far."""
        self.lister, self.copier, self.kind, self.taken = lister, copier, kind, taken
        self.bodies = PAGES[kind].shows_bodies(options)

    def show(self, groups: Sequence[Group[object]], in_section: bool) -> Iterator[nodes.Node]:
        """A section a group, without the heading when there is only one; words that say so when there is nothing."""
        if not groups:
            yield nodes.paragraph("", "Nothing yet.", classes=["book-nothing"])
        elif self.indexes(groups) and "book-filter" not in self.taken:
            # One filters all tables of the page.
            self.taken.add("book-filter")
            yield from self.lister.filter(cast("tuple[Item, ...]", groups[0].items))
        for group in groups:
            content = list(self.content(group, in_section))
            if len(groups) == 1:
                yield from content
            elif in_section:
                section = nodes.section(ids=[self.free(f"{self.kind}-{kebab(group.heading) or 'other'}")])
                section += nodes.title("", "", self.lister.link(group.heading, group.docname))
                section += content
                yield section
            else:
                yield nodes.rubric("", group.heading)
                yield from content

    def indexes(self, groups: Sequence[Group[object]]) -> bool:
        """Whether *groups* become tables of boxes, whose rows can be filtered."""
        guided = type(groups[0].items[0]) in {*GUIDES, *OVERVIEWS} if groups[0].items else False
        return self.kind not in LISTED and not self.bodies and not guided

    def content(self, group: Group[object], in_section: bool) -> Iterator[nodes.Node]:
        """What stands under the heading of *group*."""
        first = type(group.items[0]) if group.items else None
        if first in GUIDES or first in OVERVIEWS:
            guide = Guide(self.lister, self.copier, self.free, in_section)
            if first in OVERVIEWS:
                yield from OVERVIEWS[first](guide, group.items)
            else:
                yield from (node for item in group.items for node in GUIDES[type(item)](guide, item))
            return
        if self.kind in LISTED:
            yield LISTED[self.kind](self.lister, group.items)
            return
        items = cast("tuple[Item, ...]", group.items)
        if not self.bodies:
            yield self.lister.index(items)
            return
        truths: nodes.bullet_list | None = None
        for item in items:
            copy = self.copier.copy(item)
            if copy is None:
                continue
            # The place links to its copy by this name, which no page but a gathered one has.
            name_copy(copy, self.free(f"copy-{item.id}"))
            source = nodes.paragraph("", "", self.lister.place(item), classes=["book-source"])
            copy += source
            if item.kind != TRUTH:
                truths = None
                yield copy
                continue
            if truths is None:
                truths = nodes.bullet_list(classes=["book-truths"])
                yield truths
            truths += copy

    def free(self, ident: str) -> str:
        """*ident*, with a number after it when something before it in the document has it."""
        names = (f"{ident}-{number}" if number else ident for number in count())
        name = next(name for name in names if name not in self.taken)
        self.taken.add(name)
        return name
