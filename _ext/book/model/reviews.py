"""Review records: who read what against which text, what was found, and how it was settled.

A record is one file ``source/reviews/<name>.toml``, such as ``01-01-flp-impossibility-technical.toml``, and is not
changed afterwards except to settle its findings; a new reading is a new file. Its keys::

    section = "sec-flp-impossibility"   # a label of the outline, or the docname of the page that was read
    date = 2026-11-25                   # a TOML date: the day the reading ended
    kind = "technical check"            # technical check, editorial, expert or reader test
    reviewer = "second author"          # the reviewer's role; never the author of the text
    text_hash = "3f2a…"                 # text_hash() of the Markdown source that was read, 64 hexadecimal digits
    signed = "Full Name"                # expert reviews only, required there: the person who signed it

    [[finding]]                         # none at all when nothing was found
    severity = "major"                  # major: wrong or misleading; minor: unclear, unsourced or below the standard;
                                        # note: a remark that asks for nothing
    what = "The theorem is stated without its model."
    settled = "States the asynchronous model and one crash."    # empty while it is open

A review vouches for the text it has read: when the page changes, its hash no longer matches.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from book.model.datafile import ANY_TEXT, DATE, TABLES, TEXT, DataFileError, Faults, Shape, one_of, read_toml
from book.model.outline import Entry, Outline

TECHNICAL, EDITORIAL, EXPERT, READER = KINDS = ("technical check", "editorial", "expert", "reader test")
SEVERITIES = ("major", "minor", "note")

_HEX = re.compile(r"[0-9a-f]{64}")
_HASH = Shape("the 64 hexadecimal digits of text_hash()", lambda v: isinstance(v, str) and bool(_HEX.fullmatch(v)))
_REQUIRED = {"section": TEXT, "date": DATE, "kind": one_of(*KINDS), "reviewer": TEXT, "text_hash": _HASH}
_FINDING = {"severity": one_of(*SEVERITIES), "what": TEXT, "settled": ANY_TEXT}


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

    @property
    def is_settled(self) -> bool:
        """True when no finding is open; notes ask for nothing."""
        return all(finding.settled.strip() or finding.severity == "note" for finding in self.findings)

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


def text_hash(source: str) -> str:
    """The SHA-256 of Markdown *source*, the same however its lines are wrapped, indented or ended."""
    return sha256(" ".join(source.split()).encode()).hexdigest()


def checked_sections(
    reviews: Iterable[Review], outline: Outline, hashes: Mapping[str, str] | None = None
) -> frozenset[str]:
    """Docnames of the pages that someone other than the author has checked, with nothing left open.

    With *hashes*, the current text hash by docname, only checks of the text as it stands count.
    """
    checked: set[str] = set()
    for review in reviews:
        entry = review.entry(outline)
        if entry is None or review.kind != TECHNICAL or not review.is_settled:
            continue
        if hashes is None or hashes.get(entry.docname) == review.text_hash:
            checked.add(entry.docname)
    return frozenset(checked)


def _load(path: Path, outline: Outline | None) -> Review:
    data = read_toml(path, ReviewError)
    faults = Faults(path)
    expert = data.get("kind") == EXPERT
    required = {**_REQUIRED, "signed": TEXT} if expert else _REQUIRED
    faults.check("", data, required, {"finding": TABLES})
    rows: list[dict[str, Any]] = data["finding"] if TABLES.fits(data.get("finding")) else []
    for i, row in enumerate(rows, 1):
        faults.check(f"finding {i}.", row, _FINDING)
    section = data.get("section")
    if outline is not None and isinstance(section, str) and not (outline.by_label(section) or outline.at(section)):
        faults.add("section", f"{section!r} is neither a label nor a page of the outline; write one of these")
    if faults.lines:
        raise ReviewError(*faults.lines)
    findings = tuple(Finding(row["severity"], row["what"], row["settled"]) for row in rows)
    values = {name: data[name] for name in required}
    return Review(path.stem, findings=findings, **values)
