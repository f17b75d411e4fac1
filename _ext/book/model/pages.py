"""The gathered pages: what each says, as groups of items under headings, and whether it would say something else now.

A new gathered page is a function and a row of :data:`PAGES`; a new kind of item is a case of `inputs` as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from book.model.book import Book as Book
from book.model.concept_pages import book_glossary, concept_index
from book.model.history import HistoryItem, thinned
from book.model.items import ConceptItem, ConceptLink, Group, Item, PartItem, PlanItem
from book.model.listings import (
    chapter_summaries,
    diagram_collection,
    insight_compilation,
    misconception_list,
    production_list,
    question_bank,
    table_guide,
    truth_list,
)
from book.model.plan import book_outline, book_parts
from book.model.progress import ProgressItem, progress
from book.model.quality_pages import FailedItem, GateItem, ScoreItem, quality_report
from book.model.records import Gathering
from book.model.review_pages import ReviewItem, review_list
from book.model.selection import Selection, select

Groups = tuple[Group[object], ...]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One gathering directive."""

    name: str
    gather: Callable[[Book, Selection], Groups]
    options: tuple[str, ...] = ()
    bodies: str = "never"
    """When it shows the boxes, diagrams or tables whole: ``always``, ``never``, or ``selected``, with any option."""

    def shows_bodies(self, options: Mapping[str, str]) -> bool:
        """True when a page with these *options* shows its items whole, else by number and title."""
        return self.bodies == "always" or (self.bodies == "selected" and bool(options))


def progress_matrix(book: Book, selection: Selection) -> tuple[Group[ProgressItem], ...]:
    """The plan's matrix by phase, then by chapter and section."""
    return progress(book, book.passes_must)


def words_over_time(book: Book, selection: Selection) -> tuple[Group[HistoryItem], ...]:
    """The growth of the book as one picture, or words that say why there is none."""
    return (Group("", "", (HistoryItem(thinned(book.history)),)),)


_UNITS = ("chapter", "part")

PAGES: dict[str, PageSpec] = {
    spec.name: spec
    for spec in (
        PageSpec("insight-compilation", insight_compilation, (*_UNITS, "rank"), "selected"),
        PageSpec("concept-index", concept_index),
        PageSpec("book-glossary", book_glossary),
        PageSpec("misconception-list", misconception_list, _UNITS, "always"),
        PageSpec("truth-list", truth_list, _UNITS, "always"),
        PageSpec("production-list", production_list, _UNITS, "always"),
        PageSpec("diagram-collection", diagram_collection, _UNITS, "always"),
        PageSpec("table-guide", table_guide, _UNITS, "selected"),
        PageSpec("chapter-summaries", chapter_summaries, _UNITS, "always"),
        PageSpec("question-bank", question_bank, _UNITS, "always"),
        PageSpec("book-outline", book_outline),
        PageSpec("book-parts", book_parts),
        PageSpec("progress-matrix", progress_matrix),
        PageSpec("words-over-time", words_over_time),
        PageSpec("review-list", review_list, _UNITS),
        PageSpec("quality-report", quality_report, _UNITS),
    )
}
"""Every gathering directive by name."""


def gather(book: Book, gathering: Gathering) -> Groups:
    """What the directive *gathering* shows; raises KeyError when no such directive exists."""
    key = (gathering.kind, gathering.options)
    if key not in book.gathered:
        book.gathered[key] = PAGES[gathering.kind].gather(book, select(book.outline, dict(gathering.options)))
    return book.gathered[key]


def copied(book: Book, gathering: Gathering) -> tuple[str, ...]:
    """Ids of the boxes, diagrams and tables that *gathering* shows whole, in its order and each once."""
    if not PAGES[gathering.kind].shows_bodies(dict(gathering.options)):
        return ()
    items = (item for group in gather(book, gathering) for item in group.items)
    return tuple(dict.fromkeys(item.id for item in items if isinstance(item, Item) and item.id))


def inputs(book: Book, gathering: Gathering) -> str:
    """A digest of all that *gathering* shows: the same digest, the same page.

    Where the page shows items whole, their digests stand for their bodies.
    """
    bodies = PAGES[gathering.kind].shows_bodies(dict(gathering.options))
    # The concept index names an item many times: it is spelled out once, and then stands as its ordinal.
    ordinals: dict[int, int] = {}

    def link(item: Item) -> object:
        if id(item) in ordinals:
            return ordinals[id(item)]
        ordinals[id(item)] = len(ordinals)
        return values(item)

    def values(value: object) -> object:
        match value:
            case Item():
                listed = (
                    value.kind,
                    value.id,
                    value.docname,
                    value.number,
                    value.title,
                    value.rank,
                    value.type,
                    value.concepts,
                )
                return (*listed, value.digest) if bodies else listed
            case ConceptLink():
                return (value.id, value.term)
            case ConceptItem():
                concept, owner = value.concept, value.owner
                place = (owner.number, owner.title, owner.docname, owner.label) if owner else None
                words = (concept.id, concept.term, concept.aliases, concept.definition, concept.section)
                uses = [link(item) for _, items in value.uses for item in items]
                return (words, place, value.written, value.defined_at, value.requires, value.dependents, uses)
            case PlanItem():
                e = value.entry
                plan = (
                    e.kind,
                    e.number,
                    e.title,
                    e.docname,
                    e.label,
                    e.status,
                    e.words,
                    e.insights,
                    e.diagrams,
                    e.tables,
                )
                return (plan, value.written, value.words, value.insights, value.diagrams, value.tables)
            case PartItem() | ProgressItem() | HistoryItem() | ReviewItem() | ScoreItem() | FailedItem() | GateItem():
                return repr(value)
            case Group():
                return (value.heading, value.label, value.by, value.docname, value.items)
        raise TypeError(f"{type(value).__name__} is in a gathered page but not in its digest; add a case for it")

    text = json.dumps(gather(book, gathering), default=values, ensure_ascii=False)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
