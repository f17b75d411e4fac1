"""The insight backlog, ``backlog.toml``: sentences that a section may be built to, and what became of each.

A row of the file::

    [[insight]]
    section = "1.1"         # the section it is meant for
    number = 6              # its place in that section's list; "1.1.6" names it from then on
    sentence = "FLP's adversary never has to kill anyone; …"
    limit = "…"             # how far it holds; the box must say so
    rank = "major"          # where it has been judged
    slogan = true           # a phrase of the founding plan: a box built on it keeps the words as its title
    near = ["3.1.10"]       # says nearly the same: write one, or make them say clearly different things
    state = "written"       # planned (which need not be said), written or dropped
    id = "flp-adversary-kills-nobody"   # of the written insight: required by written
    reason = "…"            # required by dropped

A planned row counts as written as soon as its section has an insight whose title is like its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Any

from book.kinds import RANKS
from book.model.datafile import KEBAB, ORDINAL, TABLES, TEXT, TEXTS, DataFileError, Faults, Shape, one_of, read_toml
from book.model.outline import Outline

PLANNED, WRITTEN, DROPPED = STATES = ("planned", "written", "dropped")

LIKENESS = 0.6
"""From this likeness on, a title is that of a candidate.

Of the 8,587 pairs of candidates for one section no two reach 0.55; of the first 20 titles that were written from a
candidate, whole, cut short or in other words, none is below 0.65.
"""

_YES = Shape("true, or leave the line out", lambda v: v is True)
_REQUIRED = {"section": TEXT, "number": ORDINAL, "sentence": TEXT}
_OPTIONAL = {
    "limit": TEXT, "rank": one_of(*RANKS), "slogan": _YES, "near": TEXTS, "state": one_of(*STATES), "id": KEBAB,
    "reason": TEXT,
}  # fmt: skip
_NEEDS = {"id": WRITTEN, "reason": DROPPED}
"""Keys that one state requires and the others don't have."""


class BacklogError(DataFileError):
    """``backlog.toml`` contradicts itself or the outline."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that a section's insight may be built to."""

    section: str
    number: int
    sentence: str
    limit: str = ""
    rank: str = ""
    slogan: bool = False
    near: tuple[str, ...] = ()
    state: str = PLANNED
    id: str = ""
    reason: str = ""

    @property
    def name(self) -> str:
        """Section and number, such as ``8.2.3``; it never changes."""
        return f"{self.section}.{self.number}"


@dataclass(frozen=True, slots=True)
class Written:
    """An insight as it stands on a page."""

    id: str
    title: str
    section: str
    """The number of its page in the outline: ``8.2``, ``8``, ``III``."""
    docname: str
    line: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a candidate."""

    candidate: Candidate
    state: str
    written: Written | None = None
    """The insight, when it is written; None there means that no page has the id which the row names."""


def load_backlog(path: Path, outline: Outline | None = None) -> tuple[Candidate, ...]:
    """The candidates in the order of the file; with an *outline*, their sections must be in it.

    Raises BacklogError that names every fault, a line each.
    """
    data = read_toml(path, BacklogError)
    faults = Faults(path)
    faults.check("", data, {"insight": TABLES})
    rows: list[dict[str, Any]] = data["insight"] if TABLES.fits(data.get("insight")) else []
    for i, row in enumerate(rows, 1):
        where = f"insight {_name(row) or i}."
        faults.check(where, row, _REQUIRED, _OPTIONAL)
        _check_state(where, row, faults)
        if outline is not None and isinstance(number := row.get("section"), str) and not outline.by_section(number):
            faults.add(f"{where}section", f"the outline has no section {number!r}; correct the number")
    _check_names(rows, faults)
    if faults.lines:
        raise BacklogError(*faults.lines)
    return tuple(Candidate(**{**row, "near": tuple(row.get("near", ()))}) for row in rows)


def likeness(title: str, sentence: str) -> float:
    """The share, 0 to 1, of the shorter text's words that the other has in the same order; case and marks don't count.

    The shorter one counts, since a title often says the first half of a candidate.
    """
    a, b = _words(title), _words(sentence)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, min(len(a), len(b)))


def standings(candidates: Sequence[Candidate], written: Iterable[Written]) -> list[Standing]:
    """What became of each of *candidates*, in their order.

    An id in the row decides. Else a planned candidate is written when an insight of its section, which no row names,
    has a title at least :data:`LIKENESS` like it; the likest pairs come first, and an insight answers one candidate.
    """
    by_id = {insight.id: insight for insight in written}
    named = {candidate.id for candidate in candidates if candidate.id}
    free: dict[str, list[Written]] = {}
    for insight in by_id.values():
        if insight.id not in named:
            free.setdefault(insight.section, []).append(insight)
    found = _alike([candidate for candidate in candidates if candidate.state == PLANNED], free)
    out = []
    for candidate in candidates:
        answer = by_id.get(candidate.id) if candidate.id else found.get(candidate.name)
        state = WRITTEN if candidate.name in found else candidate.state
        out.append(Standing(candidate, state, answer))
    return out


def beside(standing: Iterable[Standing], written: Iterable[Written]) -> list[Written]:
    """The written insights that no candidate stands for, in their order."""
    taken = {row.written.id for row in standing if row.written}
    return [insight for insight in written if insight.id not in taken]


def tally(standing: Iterable[Standing]) -> dict[str, dict[str, int]]:
    """By section, in the order given, how many candidates are in each of the states."""
    counts: dict[str, dict[str, int]] = {}
    for row in standing:
        states = counts.setdefault(row.candidate.section, dict.fromkeys(STATES, 0))
        states[row.state] += 1
    return counts


def _alike(candidates: Iterable[Candidate], written: Mapping[str, Sequence[Written]]) -> dict[str, Written]:
    """By candidate's name, the insight of the same section that says it."""
    pairs = [
        (likeness(insight.title, candidate.sentence), candidate.name, insight)
        for candidate in candidates
        for insight in written.get(candidate.section, ())
    ]
    found: dict[str, Written] = {}
    taken: set[str] = set()
    for measure, name, insight in sorted(pairs, key=lambda pair: -pair[0]):
        if measure >= LIKENESS and name not in found and insight.id not in taken:
            found[name] = insight
            taken.add(insight.id)
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\{[a-z:-]+\}|<[^>]*>|['’]", "", text.casefold()))


def _name(row: Mapping[str, Any]) -> str:
    section, number = row.get("section"), row.get("number")
    return f"{section}.{number}" if isinstance(section, str) and type(number) is int else ""


def _check_state(where: str, row: Mapping[str, Any], faults: Faults) -> None:
    state = row.get("state", PLANNED)
    for key, needed in _NEEDS.items():
        if state == needed and key not in row:
            faults.add(where + key, f"is missing, and the state is {needed!r}; add it or change the state")
        elif state != needed and key in row and state in STATES:
            faults.add(where + key, f"goes with the state {needed!r}, not {state!r}; remove it or change the state")


def _check_names(rows: Sequence[Mapping[str, Any]], faults: Faults) -> None:
    names = [name for row in rows if (name := _name(row))]
    for name, same in groupby(sorted(names)):
        if len(list(same)) > 1:
            faults.add(f"insight {name}.number", "stands twice; give one of them the next free number")
    ids = [row["id"] for row in rows if "id" in row]
    for id, count in ((id, ids.count(id)) for id in dict.fromkeys(ids)):
        if count > 1:
            faults.add(f"id {id}", f"is named by {count} candidates; keep it at one and drop the others, with a reason")
    for row in rows:
        for other in row["near"] if TEXTS.fits(row.get("near")) else ():
            if other not in names or other == _name(row):
                faults.add(f"insight {_name(row)}.near", f"there is no other candidate {other!r}; correct its name")
