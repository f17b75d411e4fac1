"""The gates that look at one page: each with what it lets pass, and the line of what it doesn't."""

from __future__ import annotations

import pytest
from tests.unit.gates import (
    CONCEPTS,
    FIRST,
    INDEX,
    SECOND,
    SUMMARY,
    Case,
    box,
    cites,
    concepts,
    defines,
    figure,
    heads,
    page,
    refers,
    said,
    shown,
    table,
    text,
    uses,
)

from book.model.concepts import Concept
from book.model.gates import GATES
from book.model.passages import Passage

TEN = tuple(f"work{i}" for i in range(10))
OPENING = page(
    INDEX,
    boxes=tuple(box(kind, kind) for kind in ("chapter-overview", "essential-question", "mental-models")),
    figures=(figure(),),
)
TRUTHS = tuple(box("truth", f"truth-{i}", 30 + i) for i in range(5))
CLOSING = page(
    SUMMARY,
    boxes=(*TRUTHS, box("discussion", "d"), box("exercise", "e")),
    headings=heads("Truths", "The mental models, again", "Further reading"),
    references=refers("ch-small-2"),
)
READING = text(
    Passage("heading", "Summary", 1, part="1"),
    Passage("heading", "Further reading", 30, part="2"),
    said("A paper.", 32, kind="item", cites=True),
    docname=SUMMARY,
)
WHOLE = page(boxes=(box(), box("misconception", "m"), box("question", "q")), figures=(figure(),), tables=(table(),))
SCENE = text(Passage("heading", "Title", 1, part="1"), said("At two in the morning a pager went off.", 3))
PLENTY = page(
    boxes=(
        *(box("insight", f"i{i}") for i in range(9)),
        *(box("misconception", f"m{i}") for i in range(2)),
        *(box("question", f"q{i}") for i in range(3)),
        *(box("production", f"p{i}") for i in range(2)),
    ),
    figures=tuple(figure(f"f{i}") for i in range(3)),
    tables=tuple(table(f"t{i}") for i in range(3)),
)
ANSWER = said("word " * 60, 22, box="question", within="q")
ECHO = (("revelation", "It is."), ("remember", "A timeout declares a failure."))

CASES = (
    Case("todo", "nothing is marked", texts=(text(),)),
    Case("todo", "a mark", texts=(text(todos=((7, "the scene"),)),), lines=(7,)),
    Case("chapter-opening", "all parts", (OPENING,), (text(said("It fell.", cites=True), docname=INDEX),)),
    Case("chapter-opening", "no case and no diagram", (page(INDEX, boxes=OPENING.boxes),), lines=(1, 1)),
    Case("chapter-summary", "all parts", (CLOSING,), (READING,)),
    Case("chapter-summary", "no further reading", (CLOSING,), lines=(1,)),
    Case("chapter-summary", "too few truths", (page(SUMMARY, boxes=CLOSING.boxes[1:], headings=CLOSING.headings,
         references=CLOSING.references),), (READING,), lines=(31,)),
    Case("section-parts", "all parts", (WHOLE,), (SCENE,)),
    Case("section-parts", "no scene", (WHOLE,), (text(Passage("heading", "A", 1, part="1")),), lines=(1,)),
    Case("section-headings", "six and the questions", (page(headings=heads(*"abcdef", "Check your understanding")),)),
    Case("section-headings", "five", (page(headings=heads(*"abcde")),), lines=(1,)),
    Case("words", "enough", (page(words=5_625),)),
    Case("words", "too few", (page(words=5_624),), lines=(1,)),
    Case("overlong", "a fifth over", (page(words=9_000),)),
    Case("overlong", "more", (page(words=9_001),), lines=(1,)),
    *(Case(name, "enough", (PLENTY,)) for name in
      ("insights", "diagrams", "tables", "misconceptions", "questions", "production-cases")),
    *(Case(name, "none", lines=(1,)) for name in
      ("insights", "diagrams", "tables", "misconceptions", "questions", "production-cases")),
    Case("citations", "enough", (page(references=cites(*TEN, *TEN)),)),
    Case("citations", "often, but one work", (page(references=cites(*["one"] * 20)),), lines=(1,)),
    Case("box-fields", "all fields", (page(boxes=(box(), box("misconception", "m", fields=(("belief", "B."),
         ("reality", "R.")))),),)),
    Case("box-fields", "an empty one", (page(boxes=(box(line=12, fields=(("revelation", " "),)),)),), lines=(12,) * 4),
    Case("box-options", "all fields", (page(boxes=(box("misconception"),)),)),
    Case("box-options", "one left out", (page(boxes=(box("misconception", line=9, fields=(("belief", "B."),
         ("reality", "R."), ("tell", "T."))),)),), lines=(9,)),
    Case("box-length", "within", (page(boxes=(box(), box("question", "q"))),), (text(ANSWER),)),
    Case("box-length", "too long", (page(boxes=(box(line=14, words=150),)),), lines=(14,)),
    Case("box-length", "a short answer", (page(boxes=(box("question", "q", 21),)),),
         (text(said("No.", 22, box="question", within="q")),), lines=(21,)),
    Case("box-sentences", "one sentence each", (page(boxes=(box(),)),)),
    Case("box-sentences", "two in a revelation",
         (page(boxes=(box(line=15, fields=(("revelation", "It is. And it was."),)),)),), lines=(15,)),
    Case("box-sentences", "two in a truth", (page(boxes=(box("truth", line=16, title="It is. It was."),)),),
         lines=(16,)),
    Case("box-echo", "another image", (page(boxes=(box(),)),)),
    Case("box-echo", "the title again",
         (page(boxes=(box(line=17, title="A timeout declares failure", fields=ECHO),)),), lines=(17,)),
    Case("box-concepts", "one concept", (page(boxes=(box(),)),)),
    Case("box-concepts", "none", (page(boxes=(box(line=18, concepts=()),)),), lines=(18,)),
    Case("sentence-openings", "three times", texts=(text(*[said("The old node waits. It sends.")] * 3),)),
    Case("sentence-openings", "a fourth time",
         texts=(text(*[said(f"So it is.\nThe old node waits {i}.", 10 * i) for i in range(1, 5)]),), lines=(40, 41)),
    Case("cases-cite", "a source", (page(boxes=(box("production"),)),)),
    Case("cases-cite", "none", (page(boxes=(box("production", line=19, cites=False),)),), lines=(19,)),
    Case("unsourced-figure", "cited, derived or made up", texts=(text(
        said("It took 20 ms.", cites=True), said("It took 20 ms.", calculates=True), said("Two of them."),
        Passage("heading", "A scene", 20, part="2"), said("In the ledger it took 20 ms."), said("Then $5 more."),
    ),)),
    Case("unsourced-figure", "a date on the second line", texts=(text(said("It fell\nin May 2011 at last.", 30)),),
         lines=(31,)),
    Case("unsourced-figure", "money, percent, measure", texts=(text(
        said("It cost $5.", 1), said("It lost 5 %.", 2), said("It took 20 ms.", 3)),), lines=(1, 2, 3)),
    Case("concept-bare", "marked, or of this page", (page(mentions=(uses("vector-clock"),)),),
         (text(said("A \x02vector clock\x03, then the vector clock.", 10)),),
         ),
    Case("concept-bare", "of a later section", (page(mentions=(uses("vector-clock", 20),)),),
         (text(said("Here\nvector clocks count.", 10), said("A \x02vector clock\x03.", 20)),), lines=(11,)),
    Case("concept-bare", "before its definition", (page(mentions=(defines("quorum-system", 20),)),),
         (text(said("A quorum system meets.", 10), said("\x02quorum system\x03", 20)),), lines=(10,)),
    Case("concept-bare", "reads like a term of a later section", texts=(text(said("A quorum system meets.", 10),
         docname=SECOND),), pages=(page(SECOND),),
         concepts=concepts(*CONCEPTS, Concept("quorum-plus", "quorum+ system", "2.1", (), "More.", ()))),
    Case("concept-load", "few", (page(words=1_000, mentions=tuple(defines(f"c{i}") for i in range(4))),)),
    Case("concept-load", "many", (page(words=1_000, mentions=tuple(defines(f"c{i}") for i in range(5))),),
         lines=(1,)),
    Case("banned-phrases", "technical senses", texts=(text(said(
        "A more powerful adversary; a Kerberos realm; unlock the mutex; a median robust to liars; not in this section.",
    )),)),
    Case("banned-phrases", "across a line's end", texts=(text(said("Then\nit is important\nto note this.", 10)),),
         lines=(11,)),
    Case("heading-content", "says what it shows", (page(headings=heads("The adversary needs one message")),)),
    Case("heading-content", "fits any chapter", (page(headings=heads("A message is late", "Conclusion")),),
         lines=(20,)),
    Case("answered-questions", "one, and a row of them",
         texts=(text(
             said("Why? No reason is given. Who pays? To whom? When? Here it is told at length, not at once."),
         ),)),
    Case("answered-questions", "a second one",
         texts=(text(said("Why? Because.", 10), said("Who waits? Nobody does.", 20)),),
         lines=(20,)),
    Case("not-but", "four times", texts=(text(*[said("It is not late but lost.")] * 4),)),
    Case("not-but", "a fifth time", texts=(text(*[said("It is not late but lost.", i) for i in range(1, 6)]),),
         lines=(5,)),
    Case("three-adjectives", "once", texts=(text(said("A reliable, scalable, and flexible store.")),)),
    Case("three-adjectives", "twice",
         texts=(text(*[said("A reliable, scalable, and flexible store.", i) for i in (3, 8)]),), lines=(8,)),
    Case("parallel-sentences", "two", texts=(text(said("It is late. It is lost. So be it.")),)),
    Case("parallel-sentences", "three", texts=(text(said("It is late.\nIt is lost.\nIt is gone.", 10)),), lines=(12,)),
    Case("dashes", "a pair", texts=(text(said("One — two — three.")),)),
    Case("dashes", "two pairs", texts=(text(said("One — two — three\n— four — five.", 10)),), lines=(11,)),
    Case("sentence-length", "fifty words", texts=(text(said("word " * 50 + ".")),)),
    Case("sentence-length", "fifty-one", texts=(text(said("So.\n" + "Word " * 51 + ".", 10)),), lines=(11,)),
    Case("paragraph-length", "180 words", texts=(text(said("word. " * 180)),)),
    Case("paragraph-length", "181", texts=(text(said("word. " * 181, 4)),), lines=(4,)),
    Case("reading-time", "45 minutes", (page(words=45 * 238),)),
    Case("reading-time", "46", (page(words=45 * 238 + 1),), lines=(1,)),
    Case("spelling", "right words, and a name", texts=(text(said("We receive. So did Ann Recieve.")),)),
    Case("spelling", "a wrong one", texts=(text(said("So they\nrecieve it.", 10)),), lines=(11,)),
    Case("american-spelling", "American", texts=(text(said("The color.")),)),
    Case("american-spelling", "British", texts=(text(said("The\nColour.", 10)),), lines=(11,)),
    Case("raw-html", "a comparison", texts=(text(said("If a < b and c > d, then <this>.")),)),
    Case("raw-html", "a tag", texts=(text(said("So\n<b>bold</b>", 10)),), lines=(11, 11)),
    Case("code-blocks", "prose", texts=(text(said("Prose.")),)),
    Case("code-blocks", "a listing", texts=(text(said("x = 1", 9, kind="code")),), lines=(9,)),
    Case("alt-text", "describes", (page(figures=(figure(),)),)),
    Case("alt-text", "none", (page(figures=(figure(line=8, alt=""),)),), lines=(8,)),
    Case("alt-text", "the caption", (page(figures=(figure(line=8, alt="What a-figure shows, is a loop!"),)),),
         lines=(8,)),
    Case("captions", "a sentence", (page(figures=(figure(),), tables=(table(),)),)),
    Case("captions", "a label", (page(tables=(table(line=6, caption="Timing models"),)),), lines=(6,)),
    Case("referred", "by number", (page(figures=(figure(),), references=refers("fig-a-figure", role="numref")),)),
    Case("referred", "by nobody", (page(figures=(figure(line=7),)),), lines=(7,)),
    Case("table-columns", "six", (page(tables=(table(columns=6),)),)),
    Case("table-columns", "seven", (page(tables=(table(line=5, columns=7),)),), lines=(5,)),
    Case("table-cells", "twenty words", texts=(text(said("word " * 20, kind="cell", box="table")),)),
    Case("table-cells", "twenty-one", texts=(text(said("word " * 21, 13, kind="cell", box="table")),), lines=(13,)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=shown)
def test_a_gate_finds_what_it_looks_for_on_its_line(case: Case) -> None:
    assert tuple(finding.line for finding in case.findings()) == case.lines


@pytest.mark.parametrize("case", [case for case in CASES if case.lines], ids=shown)
def test_a_finding_names_its_page_and_a_remedy(case: Case) -> None:
    for finding in case.findings():
        assert finding.docname in (FIRST, INDEX, SUMMARY)
        assert "; " in finding.message, "value; remedy"


def test_every_gate_on_pages_has_a_case_that_passes_and_one_that_fails() -> None:
    names = {gate.name for gate in GATES.values() if gate.on_page}
    assert names == {case.gate for case in CASES if not case.lines}
    assert names == {case.gate for case in CASES if case.lines}
