"""The review records as a page: every reading of every page of the plan, with all that it found."""

from __future__ import annotations

from dataclasses import dataclass

from book.model.answers import entry_name
from book.model.badge import sentence_of
from book.model.book import Book
from book.model.items import Group
from book.model.outline import Entry, heading_of
from book.model.reviews import Finding, Score, Standing
from book.model.selection import Selection


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One record, and how it stands to the present text."""

    name: str
    """Its anchor is ``review-`` and this."""
    page: str
    """What was read: "Section 1.1, The FLP Impossibility"."""
    docname: str
    """The page's, empty when it is not written."""
    sentence: str
    """What the badge says of it."""
    reviewer: str
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]


def review_list(book: Book, selection: Selection) -> tuple[Group[ReviewItem], ...]:
    """Every record by chapter, in reading order, the latest reading of a page first."""
    heads = {entry.unit: entry for entry in reversed(book.outline.entries)}
    found: dict[str, list[ReviewItem]] = {}
    for entry in book.outline.entries:
        if selection.holds(entry.unit):
            items = [_item(book, entry, standing) for standing in book.standings.get(entry.docname, ())]
            found.setdefault(entry.unit, []).extend(items)
    return tuple(
        Group(heading_of(heads[unit]), heads[unit].label, tuple(items)) for unit, items in found.items() if items
    )


def anchor_of(review: str) -> str:
    """The anchor of the record of that name on the page that lists it."""
    return f"review-{review}"


def _item(book: Book, entry: Entry, standing: Standing) -> ReviewItem:
    review = standing.review
    return ReviewItem(
        review.name,
        page_name(entry),
        entry.docname if book.is_written(entry) else "",
        sentence_of(standing),
        review.reviewer,
        review.findings,
        review.scores,
    )


def page_name(entry: Entry) -> str:
    """Such as "Section 1.1, The FLP Impossibility"; a summary has its title alone."""
    name = entry_name(entry)
    return name if name == entry.title else f"{name}, {entry.title}"
