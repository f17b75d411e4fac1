"""Gates on sources: cases and facts that cite, works that exist and can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from book.model.gates.gate import Finding, Manuscript, Setting, Spot, Work
from book.model.gates.sentences import counted, one_line
from book.model.passages import Passage, Text
from book.model.records import Page

_UNITS = (
    r"[µnm]?s|seconds?|minutes?|hours?|days?|weeks?|months?|years?|[cmk]?m|meters?|kilometers?|km/s|miles?|"
    r"[kKMGTP]i?B|bytes?|[kMGT]?bit/?s?|bits?|[kMGT]bps|[kMG]?Hz|[kMG]?Wh?|percent|times|requests?|messages?|machines?|"
    r"servers?|nodes?|replicas?|users?|customers?|people|failures?|systems?|copies"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FIGURES = re.compile(
    rf"(?P<money>[$€£]\s?\d[\d,.]*)|(?P<percent>\b\d[\d,.]*\s?%)|(?P<date>\b(?:{_MONTHS})\s+(?:\d{{1,2}},?\s+)?\d{{4}}\b|"
    rf"\b(?:in|since|until|by|of|from|before|after)\s+(?:1[89]|20)\d\d\b)|(?P<measure>\b\d[\d,.]*(?:\s(?:{_UNITS})\b))"
)
_MADE_UP = re.compile(r"\billustrative\b|\bledger\b|\bthe scene\b|\bsuppose\b|\bimagine\b", re.IGNORECASE)
_FINDABLE = frozenset(
    "journal booktitle publisher howpublished url doi eprint school institution organization note isbn".split()
)
# Keys are author, year, word; a page on the web without a date has "nd" for the year.
_UNDATED = re.compile(r"[a-z-]+?nd[a-z]")
_WHOSE = frozenset(("author", "editor", "organization", "institution", "howpublished", "publisher"))


def cases_cite(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Production cases without a source."""
    for box in page.boxes:
        if box.kind == "production" and not box.cites:
            yield box.line, f"case {box.id!r} cites nothing; say with {{cite:p}}`key` where it is told"


def citation_keys(manuscript: Manuscript) -> Iterator[Finding]:
    """Citations of works that the bibliography does not hold."""
    keys = {work.key for work in manuscript.works}
    for page in manuscript.book:
        for reference in page.references:
            if reference.role == "cite" and reference.target not in keys:
                message = f"the bibliography has no {reference.target!r}; add it or correct the key"
                yield Finding(page.docname, reference.line, "citation-keys", message)


def works_used(manuscript: Manuscript) -> Iterator[Finding]:
    """Works that nobody cites; one line for all of them while there are sections to write that may cite them."""
    cited = {reference.target for page in manuscript.book for reference in page.references if reference.role == "cite"}
    unused = [work for work in manuscript.works if work.key not in cited]
    outline = manuscript.book.outline
    if unused and not all(manuscript.book.is_written(entry) for entry in outline.entries):
        first = unused[0]
        message = f"{len(unused):,} of {counted(len(manuscript.works), 'work')} are not cited yet, {first.key!r} first"
        yield _of(
            first, "works-used", f"{message}; cite them, list them as further reading, or remove them", manuscript
        )
        return
    for work in unused:
        remedy = "cite it, list it as further reading, or remove it"
        yield _of(work, "works-used", f"nobody cites {work.key!r}; {remedy}", manuscript)


def works_complete(manuscript: Manuscript) -> Iterator[Finding]:
    """Works that a reader could not find."""
    for work in manuscript.works:
        lacks = [
            name
            for name, is_there in (
                ("an author, editor or organization", bool(work.fields & _WHOSE)),
                ("a title", "title" in work.fields),
                ("a year", "year" in work.fields or ("url" in work.fields and _UNDATED.match(work.key) is not None)),
                ("where to find it (journal, booktitle, publisher, url …)", bool(work.fields & _FINDABLE)),
            )
            if not is_there
        ]
        if lacks:
            yield _of(work, "works-complete", f"the work {work.key!r} lacks {', '.join(lacks)}; add it", manuscript)


def unsourced_figures(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Numbers, dates and amounts in running text with neither citation nor calculation, where nothing is made up."""
    if setting.entry(page.docname) is None:
        return
    for _, group in text.parts:
        if any(passage.box == "scenario" or _MADE_UP.search(passage.text) for passage in group):
            continue
        derived = any(passage.calculates for passage in group)
        for passage, after in zip(group, (*group[1:], None), strict=False):
            # The steps of an example that is worked through, and what leads up to a case that cites.
            backed = (passage.kind == "item" and derived) or (after is not None and after.box == "production")
            if passage.is_prose and not (passage.cites or passage.calculates or backed) and (spot := _figure(passage)):
                yield spot


def _figure(passage: Passage) -> Spot | None:
    match = _FIGURES.search(passage.text)
    if match is None:
        return None
    what = match.lastgroup or "measure"
    remedy = "cite it, derive it with {calc}, or say it is made up"
    return passage.line_at(match.start()), f"the {what} {one_line(match[0])!r} has no source; {remedy}"


def _of(work: Work, gate: str, message: str, manuscript: Manuscript) -> Finding:
    return Finding("", work.line, gate, message, manuscript.bibliography)
