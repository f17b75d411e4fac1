"""What stands at the foot of each page of the plan: what of it has been checked, by whom, when, and what has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from book.model.outline import Entry
from book.model.reviews import EDITORIAL, EXPERT, KINDS, READER, STALE_SHARE, TECHNICAL, Review, Standing

LABELS = {
    TECHNICAL: "Technical check",
    EDITORIAL: "Editorial review",
    EXPERT: "Expert review",
    READER: "Reader test",
}
MISSING = {
    TECHNICAL: "No technical check of this {page} is on record.",
    EXPERT: "No expert has reviewed this {page}.",
}
"""What is said when there is no review of a kind; of the other kinds nothing is."""
_PAGES = {"section": "section", "front": "section", "summary": "summary"}


@dataclass(frozen=True, slots=True)
class BadgeLine:
    """A sentence or two on one review, or on there being none."""

    text: str
    review: str = ""
    """The name of the record that it tells of."""


def badge_of(entry: Entry, standings: Sequence[Standing]) -> tuple[BadgeLine, ...]:
    """The lines for the page of *entry* with *standings*, the latest first.

    Of each kind it tells of the latest review of the present text, or else of the latest. The landing page, which
    speaks of the whole book, has none.
    """
    if entry.kind == "landing":
        return ()
    lines: list[BadgeLine] = []
    for kind in KINDS:
        told = sorted((s for s in standings if s.review.kind == kind), key=lambda s: not s.is_current)
        if told:
            lines.append(BadgeLine(sentence_of(told[0]), told[0].review.name))
        elif kind in MISSING:
            lines.append(BadgeLine(MISSING[kind].format(page=_PAGES.get(entry.kind, "page"))))
    return tuple(lines)


def sentence_of(standing: Standing) -> str:
    """Such as "Technical check on 2026-11-25 of this text: 7 major and 9 minor faults found, all settled."."""
    review, changed = standing.review, standing.changed
    signed = f", signed by {review.signed}" if review.signed else ""
    text = "this text" if standing.is_current else "an earlier text"
    head = f"{LABELS[review.kind]} on {review.date.isoformat()} of {text}{signed}: {found_by(review)}."
    if changed == 0:
        return head
    share = f" by {percent_of(changed)}" if changed is not None else ""
    outcome = "" if standing.is_current else ", and this text counts as unchecked"
    return f"{head} The text has changed{share} since{outcome}."


def found_by(review: Review) -> str:
    """What *review* found, in numbers, and how much of it is open."""
    counts = [(review.count(severity), severity) for severity in ("major", "minor")]
    total = sum(count for count, _ in counts)
    if not total:
        return "no fault found"
    numbers = " and ".join(f"{count} {severity}" for count, severity in counts if count)
    found = f"{numbers} {'fault' if total == 1 else 'faults'} found"
    if not review.open:
        return f"{found}, {'settled' if total == 1 else 'all settled'}"
    return f"{found}, {len(review.open)} not yet settled"


def percent_of(share: float) -> str:
    """*share* of 1 in per cent, rounded so that it is on the same side of :data:`STALE_SHARE` as it was."""
    tenths = round(share * 1000)
    if not tenths:
        return "less than 0.1 %"
    if share > STALE_SHARE and tenths <= STALE_SHARE * 1000:
        return f"just over {STALE_SHARE * 100:.0f} %"
    return f"{tenths / 10:g} %"
