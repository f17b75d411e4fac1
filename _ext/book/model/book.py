"""The whole book as plain values: what gathered pages, counts and checks read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from book.kinds import TRUTH
from book.model.concepts import Concept, Concepts
from book.model.history import Point
from book.model.items import DIAGRAM, SECTION, TABLE, ConceptLink, Group, Item
from book.model.numbering import Numbers
from book.model.outline import Entry, Outline
from book.model.records import Box, Figure, Page, Table
from book.model.reviews import Review, Standing, standings

if TYPE_CHECKING:
    from book.model.gates.scorecard import Scorecard

USE_KINDS = ("insight", "misconception", TRUTH, "production", "question", DIAGRAM, TABLE, SECTION)
"""What can use a concept, in the order of the concept index. A page uses what its running text and other boxes do."""


@dataclass(frozen=True, eq=False)
class Book:
    """One state of the book. Not slotted and compared by identity, since what is derived from it is kept on it."""

    outline: Outline
    concepts: Concepts
    pages: Mapping[str, Page]
    order: tuple[str, ...]
    """All docnames in reading order."""
    numbers: Numbers
    reviews: tuple[Review, ...] = ()
    history: tuple[Point, ...] = ()
    """What the book held at each commit, the first first; empty without a version history."""
    judge: Callable[[Book], Scorecard] | None = None
    """Runs the quality gates, when first asked for what they say."""

    def __iter__(self) -> Iterator[Page]:
        """All pages in reading order."""
        return (self.pages[docname] for docname in self.order if docname in self.pages)

    def is_written(self, entry: Entry) -> bool:
        """True when the page of *entry* exists."""
        return entry.docname in self.pages

    def item(self, record: Box | Figure | Table) -> Item:
        """*record* as a gathered page lists it."""
        found = map(self.concepts.get, record.concepts)
        links = tuple(ConceptLink(concept.id, concept.term) for concept in found if concept)
        at, digest = record.docname, record.digest
        if isinstance(record, Box):
            number = self.numbers.boxes.get(record.id, "")
            return Item(record.kind, record.id, at, number, record.title, record.rank, "", links, digest)
        if isinstance(record, Figure):
            number = self.numbers.figures.get(record.id, "")
            return Item(DIAGRAM, record.id, at, number, record.caption, "", record.type, links, digest)
        number = self.numbers.tables.get(record.id, "")
        return Item(TABLE, record.id, at, number, record.caption, "", record.type, links, digest)

    def page_item(self, page: Page) -> Item:
        """*page* itself as a gathered page lists it."""
        entry = self.outline.at(page.docname)
        return Item(SECTION, "", page.docname, entry.number if entry else "", page.title)

    @cached_property
    def gathered(self) -> dict[tuple[str, tuple[tuple[str, str], ...]], tuple[Group[object], ...]]:
        """What gathering directives show, by kind and options, as far as it has been asked for."""
        return {}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All boxes and truths, then all diagrams, then all tables, each in reading order."""
        boxes = [self.item(box) for page in self for box in page.boxes]
        figures = [self.item(figure) for page in self for figure in page.figures]
        tables = [self.item(table) for page in self for table in page.tables]
        return (*boxes, *figures, *tables)

    @cached_property
    def standings(self) -> Mapping[str, tuple[Standing, ...]]:
        """By docname, the reviews of each page that has any, against its present text, the latest first."""
        return standings(self.reviews, self.outline, {name: page.text for name, page in self.pages.items()})

    @cached_property
    def scorecard(self) -> Scorecard | None:
        """What the gates say of the book; None where none are run."""
        return self.judge(self) if self.judge else None

    def passes_must(self, docname: str) -> bool:
        """True when the page passes all gates of the level *must*; none does where none are run."""
        return self.scorecard is not None and self.scorecard.passes_must(docname)

    def is_vouched(self, docname: str, kind: str) -> bool:
        """True when a review of *kind* speaks of the present text of the page, with nothing left open."""
        return any(s.vouches and s.review.kind == kind for s in self.standings.get(docname, ()))

    @cached_property
    def definitions(self) -> Mapping[str, tuple[str, int]]:
        """By concept id, docname and line of the first place that introduces it."""
        places: dict[str, tuple[str, int]] = {}
        for page in self:
            for mention in page.mentions:
                if mention.defines and (concept := self.concepts.resolve(mention)):
                    places.setdefault(concept.id, (page.docname, mention.line))
        return places

    @cached_property
    def uses(self) -> Mapping[str, Mapping[str, tuple[Item, ...]]]:
        """By concept id and kind of :data:`USE_KINDS`, what uses the concept, in reading order and each once.

        A thing uses a concept that it mentions or that its ``:concepts:`` names; introducing one is no use of it.
        """
        items = list(self.items)
        listed: dict[tuple[str, str], int] = {}
        for i, item in enumerate(items):
            if item.kind in USE_KINDS:
                listed.setdefault((item.docname, item.id), i)
        # Indexes into `items`, where pages come after all boxes, diagrams and tables.
        found: dict[str, set[int]] = {}
        resolved: dict[tuple[str, bool], Concept | None] = {}
        for page in self:
            docname, whole = page.docname, len(items)
            items.append(self.page_item(page))
            records: tuple[Box | Figure | Table, ...] = (*page.boxes, *page.figures, *page.tables)
            for record in records:
                for id in record.concepts:
                    if self.concepts.get(id):
                        found.setdefault(id, set()).add(listed.get((docname, record.id), whole))
            for mention in page.mentions:
                if mention.defines:
                    continue
                key = (mention.target, mention.by_id)
                if key not in resolved:
                    resolved[key] = self.concepts.resolve(mention)
                if concept := resolved[key]:
                    found.setdefault(concept.id, set()).add(listed.get((docname, mention.within), whole))
        uses: dict[str, dict[str, tuple[Item, ...]]] = {}
        for id, indexes in found.items():
            kinds: dict[str, list[Item]] = {kind: [] for kind in USE_KINDS}
            for i in sorted(indexes):
                kinds[items[i].kind].append(items[i])
            uses[id] = {kind: tuple(group) for kind, group in kinds.items() if group}
        return uses
