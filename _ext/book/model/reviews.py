"""Review records: who read what against which text, what was found, and how it was settled.

A record is one file ``source/reviews/<name>.toml``, such as ``flp-impossibility-2026-11-25-technical-check.toml``, and
is not changed afterwards except to settle its findings; a new reading is a new file. ``python -m book.desk.review``
writes its skeleton. Its keys::

    section = "sec-flp-impossibility"   # a label of the outline, or the docname of the page that was read
    date = 2026-11-25                   # a TOML date: the day the reading ended
    kind = "technical check"            # technical check, editorial, expert or reader test
    reviewer = "second author"          # the reviewer's role; never the author of the text
    text_hash = "3f2a…"                 # text_hash() of the Markdown source that was read, 64 hexadecimal digits
    signed = "Full Name"                # expert reviews only, required there: the expert, who alone enters the record

    [[finding]]                         # none at all when nothing was found
    severity = "major"                  # major: wrong or misleading; minor: unclear, unsourced or below the standard;
                                        # note: a remark that asks for nothing
    what = "The theorem is stated without its model."
    settled = "States the asynchronous model and one crash."    # empty while it is open

    [[score]]                           # if the reviewer scored insights by the rubric: each from 1 to 5
    insight = "silence-is-not-evidence"
    revelation = 4                      # changes how the reader thinks
    non_obviousness = 4                 # the reader would not have found it alone
    applicability = 5                   # the reader can use it
    memorability = 4                    # the reader will remember it
    correctness = 5                     # it is right, in the model it names

    [fingerprint]                       # what tells later how much of the text has changed; see model/fingerprint.py
    sentences = '''3f2a011c …'''

A review vouches for the text it has read. It goes stale when more than :data:`STALE_SHARE` of the text has changed
since; without a fingerprint, when anything has.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from book.model.datafile import (
    ANY_TEXT,
    DATE,
    TABLE,
    TABLES,
    TEXT,
    DataFileError,
    Faults,
    Shape,
    one_of,
    read_toml,
)
from book.model.fingerprint import Fingerprint, changed_share, is_token
from book.model.fingerprint import text_hash as text_hash
from book.model.outline import Entry, Outline

TECHNICAL, EDITORIAL, EXPERT, READER = KINDS = ("technical check", "editorial", "expert", "reader test")
SEVERITIES = ("major", "minor", "note")
RUBRIC = ("revelation", "non_obviousness", "applicability", "memorability", "correctness")
"""What an insight is scored on, each from 1 to 5."""
STALE_SHARE = 0.05
"""A review doesn't vouch for a text of which more than this share has changed since."""

_HEX = re.compile(r"[0-9a-f]{64}")
_HASH = Shape("the 64 hexadecimal digits of text_hash()", lambda v: isinstance(v, str) and bool(_HEX.fullmatch(v)))
_REQUIRED = {"section": TEXT, "date": DATE, "kind": one_of(*KINDS), "reviewer": TEXT, "text_hash": _HASH}
_FINDING = {"severity": one_of(*SEVERITIES), "what": TEXT, "settled": ANY_TEXT}
_POINTS = Shape("a whole number from 1 to 5", lambda v: type(v) is int and 1 <= v <= 5)
_SCORE = {"insight": TEXT, **dict.fromkeys(RUBRIC, _POINTS)}
_SENTENCES = Shape(
    "the words of eight hexadecimal digits that 'python -m book.desk.review --complete' finds",
    lambda v: isinstance(v, str) and v.strip() != "" and all(map(is_token, v.split())),
)


class ReviewError(DataFileError):
    """A file in ``source/reviews`` is not a review record."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark of a reviewer."""

    severity: str
    what: str
    settled: str
    """How it was settled; empty while it is open."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a reviewer thinks of one insight by the rubric."""

    insight: str
    points: tuple[int, ...]
    """In the order of :data:`RUBRIC`."""


@dataclass(frozen=True, slots=True)
class Review:
    """One reading of one page."""

    name: str
    """The file's name without its ending."""
    section: str
    date: datetime.date
    kind: str
    reviewer: str
    text_hash: str
    findings: tuple[Finding, ...] = ()
    signed: str = ""
    scores: tuple[Score, ...] = ()
    sentences: str = ""
    """The sentences of the text that was read, as :class:`Fingerprint` has them; empty when not recorded."""

    @property
    def read(self) -> Fingerprint:
        """The text that was read."""
        return Fingerprint(self.text_hash, self.sentences)

    def count(self, severity: str) -> int:
        """How many findings of *severity* it has."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that are not settled; notes ask for nothing."""
        return tuple(f for f in self.findings if f.severity != "note" and not f.settled.strip())

    @property
    def is_settled(self) -> bool:
        """True when no finding is open."""
        return not self.open

    def entry(self, outline: Outline) -> Entry | None:
        """The page that was read, None when the outline doesn't have it."""
        return outline.by_label(self.section) or outline.at(self.section)


def load_reviews(directory: Path, outline: Outline | None = None) -> tuple[Review, ...]:
    """All records of *directory*, by file name; none when there is no such directory.

    With an *outline*, a record's section must be in it. Raises ReviewError that names every fault, a line each.
    """
    reviews: list[Review] = []
    faults: list[str] = []
    for path in sorted(directory.glob("*.toml")):
        try:
            reviews.append(_load(path, outline))
        except ReviewError as exc:
            faults += map(str, exc.args)
    if faults:
        raise ReviewError(*faults)
    return tuple(reviews)


@dataclass(frozen=True, slots=True)
class Standing:
    """A review and the text as it is now."""

    review: Review
    changed: float | None
    """The share of the text that has changed since, from 0 to 1; None when it has changed by nobody knows how much."""

    @property
    def is_current(self) -> bool:
        """True when the review speaks of the present text."""
        return self.changed is not None and self.changed <= STALE_SHARE

    @property
    def vouches(self) -> bool:
        """True when the review speaks of the present text and nothing it found is open."""
        return self.is_current and self.review.is_settled


def standing_of(review: Review, text: Fingerprint | None) -> Standing:
    """How *review* stands to the present *text*; None for a page that is no more."""
    return Standing(review, None if text is None else changed_share(review.read, text))


def standings(
    reviews: Iterable[Review], outline: Outline, texts: Mapping[str, Fingerprint]
) -> dict[str, tuple[Standing, ...]]:
    """By docname, the reviews of each page of *outline* that has any, the latest first."""
    found: dict[str, list[Standing]] = {}
    for review in sorted(reviews, key=lambda review: (review.date, review.name), reverse=True):
        if entry := review.entry(outline):
            found.setdefault(entry.docname, []).append(standing_of(review, texts.get(entry.docname)))
    return {docname: tuple(group) for docname, group in found.items()}


def _load(path: Path, outline: Outline | None) -> Review:
    data = read_toml(path, ReviewError)
    faults = Faults(path)
    expert = data.get("kind") == EXPERT
    required = {**_REQUIRED, "signed": TEXT} if expert else _REQUIRED
    faults.check("", data, required, {"finding": TABLES, "score": TABLES, "fingerprint": TABLE})
    rows: list[dict[str, Any]] = data["finding"] if TABLES.fits(data.get("finding")) else []
    for i, row in enumerate(rows, 1):
        faults.check(f"finding {i}.", row, _FINDING)
    scored: list[dict[str, Any]] = data["score"] if TABLES.fits(data.get("score")) else []
    for i, row in enumerate(scored, 1):
        faults.check(f"score {i}.", row, _SCORE)
    if TABLE.fits(data.get("fingerprint")):
        faults.check("fingerprint.", data["fingerprint"], {"sentences": _SENTENCES})
    section = data.get("section")
    if outline is not None and isinstance(section, str) and not (outline.by_label(section) or outline.at(section)):
        faults.add("section", f"{section!r} is neither a label nor a page of the outline; write one of these")
    if faults.lines:
        raise ReviewError(*faults.lines)
    findings = tuple(Finding(row["severity"], row["what"], row["settled"]) for row in rows)
    scores = tuple(Score(row["insight"], tuple(row[name] for name in RUBRIC)) for row in scored)
    sentences = " ".join(data.get("fingerprint", {}).get("sentences", "").split())
    values = {name: data[name] for name in required}
    return Review(path.stem, findings=findings, scores=scores, sentences=sentences, **values)
