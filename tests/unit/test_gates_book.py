"""The gates that look at the whole book: each with what it lets pass, and the place of what it doesn't."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.unit.gates import (
    FIRST,
    INDEX,
    LATER,
    SECOND,
    SUMMARY,
    WORK,
    Case,
    box,
    cites,
    concepts,
    defines,
    figure,
    page,
    refers,
    said,
    shown,
    table,
    text,
    uses,
)

from book.model.concepts import Concept
from book.model.fingerprint import fingerprint
from book.model.gates import GATES, Finding, Remark, Work
from book.model.gates.scorecard import allowed, judge
from book.model.passages import Allowance
from book.model.records import Page
from book.model.redirects import Redirects
from book.model.released import PAGE, Released
from book.model.reviews import Finding as Fault
from book.model.reviews import Review


def chapter(*more: Page, words: int = 7_500) -> tuple[Page, ...]:
    """All four pages of the first chapter, *more* in place of those that have their docname."""
    given = {p.docname: p for p in more}
    whole = (page(INDEX, 800), page(FIRST, words), page(SECOND, words), page(SUMMARY, 800))
    return tuple(given.get(p.docname, p) for p in whole)


def rich(docname: str) -> Page:
    """A section that reaches the plan's targets."""
    boxes = (
        *(box("insight", f"i{i}{docname[-1]}") for i in range(12)),
        *(box("misconception", f"m{i}{docname[-1]}") for i in range(3)),
        *(box("question", f"q{i}{docname[-1]}") for i in range(4)),
    )
    figures = tuple(figure(f"f{i}{docname[-1]}") for i in range(5))
    return page(docname, 7_500, boxes=boxes, figures=figures, tables=tuple(table(f"t{i}") for i in range(4)))


def ranked(essential: int, of: int = 9) -> tuple[Page, ...]:
    ranks = ("essential",) * essential + ("major",) * (of - essential)
    boxes = tuple(box("insight", f"i{n}", 100 + n, rank=rank) for n, rank in enumerate(ranks))
    return (page(FIRST, boxes=boxes),)


def typed(*types: str) -> tuple[Page, ...]:
    figures = tuple(figure(f"f{n}", 50 + n, type=kind) for n, kind in enumerate(types))
    return (page(FIRST, figures=figures),)


def other(*ids: str, line: int = 20, kind: str = "insight", **more: object) -> Page:
    return page(SECOND, boxes=tuple(box(kind, id, line, docname=SECOND, **more) for id in ids))


READ = fingerprint("# Title\n\nOne sentence here. Another there. A third one. A fourth.\n")
CHANGED = fingerprint("# Title\n\nNothing of that. It was all rewritten. With other words. In every sentence.\n")
CHECK = Review("first", "sec-first", datetime.date(2026, 11, 1), "technical check", "second reader", READ.hash)
CHECK = replace(CHECK, sentences=READ.sentences)
OPEN = replace(CHECK, findings=(Fault("major", "A proof lacks its model.", ""),))

LONG = "The primary wrote the entry to its log and sent it to both replicas before it answered the client at noon."
LIKE = replace(box("insight", "twin", 33, docname=SECOND), title="One claim in one sentence")
REMARK = Remark("ch01/a-figure", "diagrams/ch01/a-figure.mmd", 4, "the label has seven words; use five", False)
LEAVES = refers("ch-small-2", "ch-small-3", "ch-small-4", "ch-small-5")


EARLIER = Concept("quorum-system", "quorum system", "1.1", (), "Sets that meet.", ())
BACKWARD = replace(EARLIER, requires=("vector-clock",))
CLOCK = Concept("vector-clock", "vector clock", "2.1", (), "A row of counters.", ())

A_BOX, GONE = f"{FIRST}#a-box", f"{FIRST}#gone-box"

CASES = (
    Case("chapter-pages", "all pages", chapter()),
    Case("chapter-pages", "no summary", chapter()[:-1], lines=(1,)),
    Case("chapter-totals", "all reached", chapter(rich(FIRST), rich(SECOND))),
    Case("chapter-totals", "too few insights", chapter(rich(FIRST)), lines=(1,)),
    Case("cross-references", "four other chapters", chapter(page(FIRST, references=LEAVES))),
    Case("cross-references", "three", chapter(page(FIRST, references=LEAVES[:3])), lines=(1,)),
    Case("kept-ids", "all kept", (page(boxes=(box(),)),), released=Released({FIRST: "section"}, {A_BOX: "insight"})),
    Case("kept-ids", "a page and an id gone", released=Released({"old": "section"}, {GONE: "insight"}), lines=(1, 1)),
    Case("kept-ids", "a page and an id led on", (page(boxes=(box(),)),), released=Released({"old": PAGE}, {GONE: "x"}),
         redirects=Redirects({"old": FIRST}, {GONE: A_BOX})),
    Case("kept-ids", "an id that went with its page", (page(boxes=(box(),)),),
         released=Released({}, {"old#a-box": "insight"}), redirects=Redirects({"old": FIRST})),
    Case("kept-ids", "led to no id", redirects=Redirects({}, {GONE: f"{FIRST}#nothing"}), lines=(7,)),
    Case("kept-ids", "led in a circle", redirects=Redirects({}, {GONE: f"{FIRST}#b", f"{FIRST}#b": GONE}),
         lines=(7, 7)),
    Case("rank-spread", "a third", ranked(3)),
    Case("rank-spread", "more", ranked(4), lines=(103,)),
    Case("repeated-passage", "once", texts=(text(said(LONG)),)),
    Case("repeated-passage", "twice", (page(FIRST), page(SECOND)),
         (text(said(LONG)), text(said(f"{LONG} So it did.", 44), docname=SECOND)), lines=(44,)),
    Case("repeated-box", "two claims", (page(boxes=(box(),)), other("b", title="Something else altogether"))),
    Case("repeated-box", "one claim", (page(boxes=(box(),)), page(SECOND, boxes=(LIKE,))), lines=(33,)),
    Case("repeated-box", "a belief and an insight", (page(boxes=(box(),)), other("m", kind="misconception"))),
    Case("repeated-caption", "their own", (page(figures=(figure("a"), figure("b"))),)),
    Case("repeated-caption", "the same", (page(figures=(figure("a"), figure("b", 31, caption="What a shows is a loop")),
         ),), lines=(31,)),
    Case("citation-keys", "known", (page(references=cites(WORK.key)),)),
    Case("citation-keys", "unknown", (page(references=cites("who2020what", line=9)),), lines=(9,)),
    Case("works-used", "cited", (page(references=cites(WORK.key)),)),
    Case("works-used", "not yet cited", lines=(3,)),
    Case("works-complete", "complete", works=(WORK,)),
    Case("works-complete", "an editor's volume", works=(Work("ed2020book", 3, frozenset(("editor", "title", "year",
         "publisher"))),)),
    Case("works-complete", "nowhere to find", works=(Work("bad2020", 8, frozenset(("author", "title", "year"))),),
         lines=(8,)),
    Case("concept-ownership", "by its owner", (page(mentions=(defines("quorum-system"),)),)),
    Case("concept-ownership", "twice", (page(mentions=(defines("quorum-system", 10), defines("quorum-system", 17))),),
         lines=(17,)),
    Case("concept-ownership", "by another section", (page(mentions=(defines("quorum-system"),)),
         page(SECOND, mentions=(defines("quorum-system", 5),))), lines=(5,)),
    Case("concept-early", "after it", (page(mentions=(defines("quorum-system", 8), uses("quorum-system", 9))),)),
    Case("concept-early", "before it", (page(mentions=(uses("quorum-system", 6), defines("quorum-system", 8))),),
         lines=(6,)),
    Case("concept-order", "forward", concepts=concepts(EARLIER, CLOCK)),
    Case("concept-order", "backward", concepts=concepts(BACKWARD, CLOCK), lines=(1,)),
    Case("concept-unused", "used", (page(mentions=(defines("quorum-system", 8), uses("quorum-system", 9))),)),
    Case("concept-unused", "never", (page(mentions=(defines("quorum-system", 8),)),),
         concepts=concepts(EARLIER), lines=(8,)),
    Case("type-spread", "four types", typed(*("flow", "concept", "network", "timeline") * 3)),
    Case("type-spread", "all flows", typed(*("flow",) * 12), lines=(61,)),
    Case("drawing-lint", "a note only", (page(figures=(figure(),)),), remarks=(replace(REMARK, is_note=True),)),
    Case("drawing-lint", "a fault", (page(figures=(figure(),)),), remarks=(REMARK,), lines=(4,)),
    Case("drawing-lint", "of a drawing that isn't shown", remarks=(REMARK,)),
    Case("drawing-advice", "a fault only", (page(figures=(figure(),)),), remarks=(REMARK,)),
    Case("drawing-advice", "a note", (page(figures=(figure(),)),), remarks=(replace(REMARK, is_note=True),),
         lines=(4,)),
    Case("checked", "the present text", (page(text=READ),), reviews=(CHECK,)),
    Case("checked", "nobody", lines=(1,)),
    Case("checked", "another text", (page(text=CHANGED),), reviews=(CHECK,), lines=(1,)),
    Case("checked", "with an open finding", (page(text=READ),), reviews=(OPEN,), lines=(1,)),
    Case("review-settled", "settled", (page(text=READ),), reviews=(CHECK,)),
    Case("review-settled", "open", (page(text=READ),), reviews=(OPEN,), lines=(1,)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=shown)
def test_a_gate_finds_what_it_looks_for_on_its_line(case: Case) -> None:
    assert tuple(finding.line for finding in case.findings()) == case.lines


@pytest.mark.parametrize("case", [case for case in CASES if case.lines], ids=shown)
def test_a_finding_names_its_file(case: Case) -> None:
    for finding in case.findings():
        assert finding.gate == case.gate
        assert finding.docname or finding.path


def test_every_gate_on_the_book_has_a_case_that_passes_and_one_that_fails() -> None:
    names = {gate.name for gate in GATES.values() if gate.in_book}
    assert names == {case.gate for case in CASES if not case.lines}
    assert names == {case.gate for case in CASES if case.lines}


def test_a_finding_stands_in_the_file_it_is_about() -> None:
    places = {
        case.gate: case.findings()[0].place
        for case in CASES
        if case.lines and case.gate in ("works-complete", "concept-order", "drawing-lint", "kept-ids", "chapter-pages")
    }
    assert places == {
        "works-complete": "source/references.bib:8",
        "concept-order": "source/concepts.toml:1",
        "drawing-lint": "diagrams/ch01/a-figure.mmd:4",
        "kept-ids": "source/redirects.toml:7",
        "chapter-pages": f"source/{INDEX}.md:1",
    }


RARE = Finding(FIRST, 12, "dashes", "two pairs; make sentences of the rest")


def left(*allowances: Allowance, found: Iterable[Finding] = (RARE,)) -> list[tuple[str, int]]:
    """Gate and line of what is left of *found*, and of the allowances that cover nothing."""
    return [(finding.gate, finding.line) for finding in allowed(found, {FIRST: allowances})]


def test_a_comment_allows_its_gate_in_the_block_after_it() -> None:
    assert left(Allowance("dashes", "A quotation.", 10, 14)) == []
    assert left(Allowance("dashes", "A quotation.", 12, 14)) == [("dashes", 12), ("allowances", 12)]
    assert left(Allowance("dashes", "A quotation.", 4, 11)) == [("dashes", 12), ("allowances", 4)]


def test_a_comment_on_the_first_line_allows_its_gate_for_the_page_as_a_whole() -> None:
    whole = replace(RARE, line=1, gate="concept-load")
    assert left(Allowance("concept-load", "Everyday words.", 1, 3), found=(whole,)) == []
    assert left(Allowance("concept-load", "Everyday words.", 2, 4), found=(whole,)) != []


@pytest.mark.parametrize(
    ("allowance", "says"),
    [
        (Allowance("dashes", "", 10, 14), "allowing 'dashes' needs a reason; write it after the gate"),
        (Allowance("dahses", "A quotation.", 10, 14), "there is no gate 'dahses'"),
        (Allowance("overlong", "It needs it.", 10, 14), "nothing after this comment fails 'overlong'; remove it"),
    ],
)
def test_a_comment_that_allows_nothing_is_found(allowance: Allowance, says: str) -> None:
    needless = [finding for finding in allowed((RARE,), {FIRST: (allowance,)}) if finding.gate == "allowances"]
    assert [(finding.line, says in finding.message) for finding in needless] == [(10, True)]
    assert RARE in allowed((RARE,), {FIRST: (allowance,)})


def test_a_page_that_is_not_in_the_plan_needs_no_check() -> None:
    assert Case("checked", "outside", (page("gathered/quality"),)).findings() == []


def test_the_scorecard_breaks_where_a_complete_chapter_fails_a_must() -> None:
    complete = judge(Case("words", "too few", (page(FIRST, 10),)).manuscript())
    planned = judge(Case("words", "too few", (page(LATER, 10),)).manuscript())
    assert complete.is_broken
    assert not planned.is_broken
    assert not planned.passes_must(LATER)
