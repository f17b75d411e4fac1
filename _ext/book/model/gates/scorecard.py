"""The scorecard: what the gates have found, by chapter; and the memory that saves judging a page twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from book.model.gates.gate import MUST, Finding, Manuscript
from book.model.gates.repetition import prints_of, repeat_finding, repeats
from book.model.gates.shingles import Prints
from book.model.gates.table import ALLOWANCES, GATES, REPEATED
from book.model.metrics import Totals, totals_of
from book.model.outline import Entry, Outline, heading_of
from book.model.passages import Allowance

COMPLETE = "complete"
"""What the outline declares of a chapter that must not fail."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one chapter, appendix, part page or the front matter fares."""

    unit: str
    """The outline's unit: ``5``, ``A``, ``I``, ``0``; empty for pages and files outside the plan."""
    heading: str
    docname: str
    """Its own page, if that is written; else empty."""
    status: str
    """What the outline declares."""
    totals: Totals
    concepts: int
    """How many concepts it introduces."""
    findings: tuple[Finding, ...]

    def failed(self, level: str) -> dict[str, list[Finding]]:
        """The findings of each gate of *level* that fails, by gate in the order of the table."""
        found: dict[str, list[Finding]] = {name: [] for name, gate in GATES.items() if gate.level == level}
        for finding in self.findings:
            if finding.gate in found:
                found[finding.gate].append(finding)
        return {name: group for name, group in found.items() if group}

    @property
    def is_broken(self) -> bool:
        """True when it fails a gate that always counts, or is declared complete and fails a *must*."""
        return bool(self.counting)

    @property
    def counting(self) -> tuple[str, ...]:
        """The gates whose failing stops a publication."""
        return tuple(name for name in self.failed(MUST) if self.status == COMPLETE or GATES[name].always)


@dataclass(frozen=True)
class Scorecard:
    """The scores of all that is written, in reading order. Not slotted, since what is derived is kept on it."""

    scores: tuple[Score, ...] = ()

    @cached_property
    def _failing(self) -> frozenset[str]:
        findings = (finding for score in self.scores for finding in score.findings)
        return frozenset(finding.docname for finding in findings if GATES[finding.gate].level == MUST)

    def passes_must(self, docname: str) -> bool:
        """True when the page passes every *must*; a chapter's failures are those of its own page."""
        return docname not in self._failing

    @property
    def is_broken(self) -> bool:
        """True when something stops a publication."""
        return any(score.is_broken for score in self.scores)


@dataclass(slots=True)
class Judged:
    """What is kept of a page."""

    digest: str
    """Of its text."""
    findings: tuple[Finding, ...]
    """Of the gates that look at pages, before allowances."""
    allowances: tuple[Allowance, ...]
    prints: Prints


@dataclass(slots=True)
class Memory:
    """What is kept from one judging to the next, worthless under another key."""

    key: str = ""
    """Changes with the gates, the word lists, the outline and the concepts."""
    pages: dict[str, Judged] = field(default_factory=dict)
    repeats: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)
    """Passages that repeat each other, by the two pages."""


def judge(manuscript: Manuscript, digests: Mapping[str, str] | None = None, memory: Memory | None = None) -> Scorecard:
    """The scorecard of *manuscript*.

    With *digests* of the pages' texts, a page is looked at only if *memory* doesn't hold it with the same digest;
    *memory* is brought up to date.
    """
    memory = Memory() if memory is None else memory
    refresh(memory, manuscript, digests)
    found = [finding for judged in memory.pages.values() for finding in judged.findings]
    found += (finding for group in memory.repeats.values() for finding in group)
    for gate in GATES.values():
        if gate.in_book and gate.name != REPEATED:
            found += gate.in_book(manuscript)
    allowances = {docname: judged.allowances for docname, judged in memory.pages.items() if judged.allowances}
    return _scorecard(manuscript, allowed(found, allowances))


def refresh(memory: Memory, manuscript: Manuscript, digests: Mapping[str, str] | None) -> None:
    """Bring *memory* up to date: judge the pages that changed, and compare them with all others."""
    pages = {page.docname: page for page in manuscript.book}
    changed = {
        docname
        for docname in pages
        if digests is None or docname not in memory.pages or memory.pages[docname].digest != digests[docname]
    }
    for docname in memory.pages.keys() - pages.keys():
        del memory.pages[docname]
    for docname in changed:
        text = manuscript.texts[docname]
        looked = (gate.look_at(pages[docname], text, manuscript.setting) for gate in GATES.values())
        findings = tuple(finding for group in looked for finding in group)
        digest = digests[docname] if digests else ""
        memory.pages[docname] = Judged(digest, findings, text.allowances, prints_of(text))
    kept = {
        pair: group for pair, group in memory.repeats.items() if changed.isdisjoint(pair) and pages.keys() >= set(pair)
    }
    prints = {docname: judged.prints for docname, judged in memory.pages.items()}
    for pair, part in repeats(prints, manuscript.texts, tuple(pages), changed) if changed else ():
        finding = repeat_finding(pair, part, manuscript.texts)
        kept.setdefault((pair.page, pair.other_page), []).append(finding)
    memory.repeats = kept


def allowed(found: Iterable[Finding], allowances: Mapping[str, tuple[Allowance, ...]]) -> list[Finding]:
    """*found* without what *allowances* cover, and with each of them that is wrong or covers nothing."""
    used: set[tuple[str, Allowance]] = set()
    left: list[Finding] = []
    for finding in found:
        given = () if finding.path else allowances.get(finding.docname, ())
        covering = [(finding.docname, a) for a in given if a.reason and a.covers(finding.gate, finding.line)]
        used.update(covering)
        if not covering:
            left.append(finding)
    needless = (
        Finding(docname, allowance.line, ALLOWANCES, _needless(allowance))
        for docname, given in allowances.items()
        for allowance in given
        if (docname, allowance) not in used
    )
    return [*left, *needless]


def _needless(allowance: Allowance) -> str:
    if allowance.gate not in GATES:
        return f"there is no gate {allowance.gate!r}; write '% allow: gate reason' with one that 'make check' names"
    if not allowance.reason:
        return f"allowing {allowance.gate!r} needs a reason; write it after the gate"
    return f"nothing after this comment fails {allowance.gate!r}; remove it"


def _scorecard(manuscript: Manuscript, findings: Iterable[Finding]) -> Scorecard:
    outline = manuscript.book.outline
    by_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        by_unit.setdefault(_unit(outline, finding.docname), []).append(finding)
    scores = [
        _score(manuscript, unit, head, by_unit.pop(unit, []))
        for unit, head in _heads(outline).items()
        if any(outline.at(page.docname) and _unit(outline, page.docname) == unit for page in manuscript.book)
    ]
    if rest := [finding for group in by_unit.values() for finding in group]:
        scores.append(_score(manuscript, "", None, rest))
    return Scorecard(tuple(scores))


def _score(manuscript: Manuscript, unit: str, head: Entry | None, findings: list[Finding]) -> Score:
    outline = manuscript.book.outline
    pages = [page for page in manuscript.book if _unit(outline, page.docname) == unit and outline.at(page.docname)]
    positions = {page.docname: i for i, page in enumerate(manuscript.book)}
    return Score(
        unit,
        heading_of(head) if head else "Outside the plan",
        head.docname if head and manuscript.book.is_written(head) else "",
        head.status if head else "",
        totals_of(pages),
        sum(mention.defines for page in pages for mention in page.mentions),
        tuple(sorted(findings, key=lambda f: (positions.get(f.docname, -1), f.path, f.line, f.gate, f.message))),
    )


def _heads(outline: Outline) -> dict[str, Entry]:
    heads: dict[str, Entry] = {}
    for entry in outline.entries:
        heads.setdefault(entry.unit, entry)
    return heads


def _unit(outline: Outline, docname: str) -> str:
    entry = outline.at(docname)
    return entry.unit if entry else ""


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each gate has; what two sets of pages have adds up."""
    found: dict[str, int] = {}
    for finding in findings:
        found[finding.gate] = found.get(finding.gate, 0) + 1
    return found


def levels(score: Score) -> Iterator[tuple[str, int, int]]:
    """Level, gates that fail and findings, for each level."""
    for level in ("must", "should", "note"):
        failed = score.failed(level)
        yield level, len(failed), sum(map(len, failed.values()))
