"""Gates on reviews: what the records say of the text as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from book.model.gates.gate import Finding, Manuscript
from book.model.gates.sentences import counted
from book.model.reviews import TECHNICAL, Standing


def checked(manuscript: Manuscript) -> Iterator[Finding]:
    """Pages of the plan without a settled technical check of the present text."""
    for page in manuscript.book:
        entry = manuscript.book.outline.at(page.docname)
        if entry is None or manuscript.book.is_vouched(page.docname, TECHNICAL):
            continue
        found = [s for s in manuscript.book.standings.get(page.docname, ()) if s.review.kind == TECHNICAL]
        yield Finding(page.docname, 1, "checked", f"{_why(found)}; have someone other than its author check it")


def _why(found: list[Standing]) -> str:
    if not found:
        return "no technical check of this page is on record"
    latest = found[0]
    if latest.is_current:
        return f"the technical check {latest.review.name!r} has {counted(len(latest.review.open), 'open finding')}"
    changed = "" if latest.changed is None else f" by {latest.changed:.0%}"
    return f"the text has changed{changed} since the technical check {latest.review.name!r}"


def settled(manuscript: Manuscript) -> Iterator[Finding]:
    """Findings of reviewers that are open and major."""
    for docname, standings in manuscript.book.standings.items():
        if docname not in manuscript.book.pages:
            continue
        for standing in standings:
            for finding in standing.review.open:
                if finding.severity == "major":
                    message = f"open in {standing.review.name!r}: {finding.what}; settle it, and say how in the record"
                    path = f"source/reviews/{standing.review.name}.toml"
                    yield Finding(docname, 1, "review-settled", message, path)
