"""Gathered pages: what each directive fills its page with, in which order, and that copies work where they stand."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.build.shown import Shown, one, page, show
from tests.build.texts import diagram, insight, kind_text, table
from tests.build.tiny import SECTION

from book.kinds import BOX_KINDS
from book.model.pages import PAGES

FIRST, THIRD, MORE = SECTION["first"], SECTION["third"], SECTION["more"]
# The table holds one of each kind of link; they must be right on a page in another folder.
LINKS = "{insight}`third-claim` {ref}`own` [page](../../part-01-one/01-alpha/01-first.md)"
CELL = LINKS + " {concept}`nodes` {cite:p}`adams1990one`"
BOOK = {
    MORE: page(insight("The last claim", ":id: last-claim\n:rank: essential\n:concepts: node\n"), "More"),
    THIRD: page(
        insight("As {cite:t}`adams1990two` and {insight}`good-insight` say", ":id: third-claim\n:rank: supporting\n")
        + table("A table", ":id: a-table\n:type: property\n:concepts: node\n", f"| a |\n| --- |\n| {CELL} |\n")
        + "\n(own)=\n## Own\n\n:::{scenario} With a note\n\nWords.[^1]\n:::\n\n[^1]: A note.\n",
        "The third page",
    ),
    FIRST: page(
        "A {defines}`node`.\n\n"
        + "\n".join(kind_text(kind) for kind in BOX_KINDS)
        + diagram("ch01/critical-step", body="Steps of {concept}`nodes`.[^2]\n")
        + "\n[^2]: Hm.\n",
        "The first page",
    ),
    **{f"gathered/{kind}": f"# Gathered {kind}\n\n:::{{{kind}}}\n:::\n" for kind in PAGES},
    "gathered/chapter-2": "# Chapter two\n\n:::{insight-compilation}\n:chapter: 2\n:::\n",
    "gathered/part-1": "# Part one\n\n:::{insight-compilation}\n:part: I\n:::\n",
    "gathered/essential": "# Essential\n\n:::{insight-compilation}\n:rank: essential\n:::\n",
    "gathered/tables-2": "# Tables\n\n:::{table-guide}\n:chapter: ch-beta\n:::\n",
    "gathered/several": "# Several\n\n"
    + ":::{chapter-summaries}\n:::\n\n:::{truth-list}\n:::\n\n:::{truth-list}\n:::\n",
}

SAYS = {
    "insight-compilation": ["1.1 Title of insight", "2.1 As Adams (1990b) and Insight 1.1 say", "A.1 The last claim"],
    "concept-index": ["A unit that fails on its own.", "Introduced in: Section 1.1", "Insights: A.1", "Tables: 2.1"],
    "book-glossary": ["node", "A unit that fails on its own.", "Also: machine", "Section 1.1"],
    "misconception-list": ["Misconception 1.1. Title of misconception", "Section 1.1, First"],
    "truth-list": ["Truth 1.1. One holds.", "Truth 1.2. Two holds.", "Body of mental-models."],
    "production-list": ["Case 1.1. Title of production", "Told in Adams (1990a)."],
    "diagram-collection": ["Figure 1.1. Steps of nodes.", "Section 1.1, First"],
    "table-guide": ["Property tables", "2.1 A table property node", "Chapter 2. Beta"],
    "chapter-summaries": [
        "Body of essential-question.",
        "Body of chapter-overview.",
        "Body of mental-models.",
        "Truth 1.1. One holds.",
    ],
    "question-bank": ["Question 1.1. Title of question", "Body of question."],
    "book-outline": ["Part I. Part the First", "1.1 First", "2.2 Never Written", "Appendices"],
    "book-parts": ["Part I. Part the First Chapter 1", "1 of 2", "Part II. Part the Second", "Appendices Appendix A"],
    "chapter-2": ["Insight 2.1. As Adams (1990b) and Insight 1.1 say", "Section 2.1, Third"],
    "part-1": ["Insight 1.1. Title of insight"],
    "essential": ["Insight A.1. The last claim"],
    "tables-2": ["Table 2.1. A table", "Insight 2.1 Own page nodes (Adams 1990a)"],
}
"""What each gathered page says, in its order."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    shown = show(tmp_path_factory.mktemp("gathered"), BOOK)
    assert not shown.warnings
    return shown


@pytest.mark.parametrize("name", SAYS)
def test_a_gathered_page_says_what_stands_in_the_book_in_reading_order(shown: Shown, name: str) -> None:
    text = shown.text(f"gathered/{name}")
    places = [text.find(part) for part in SAYS[name]]
    assert -1 not in places, text
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("chapter-2", "Title of insight"),
        ("part-1", "The last claim"),
        ("essential", "Title of insight"),
        ("tables-2", "1.1."),
    ],
)
def test_options_leave_out_the_rest(shown: Shown, name: str, absent: str) -> None:
    assert absent not in shown.text(f"gathered/{name}")


def test_no_page_has_an_inline_style_and_each_width_has_a_rule(shown: Shown) -> None:
    rules = (Path(__file__).parents[2] / "_static/css/text.css").read_text(encoding="utf-8")
    for path in shown.result.pages():
        if path != "search.html":
            text = str(shown.body(path.removesuffix(".html")))
            assert " style=" not in text, path
            for width in set(re.findall(r"book-col-\d+", text)):
                assert f".{width} {{" in rules, (path, width)


def test_no_page_has_an_id_twice_or_a_link_that_leads_nowhere(shown: Shown) -> None:
    out = shown.result.out.resolve()
    pages = {str(out / path): text for path, text in shown.result.pages().items()}
    ids: dict[str, Counter[str]] = {}
    links: list[tuple[str, str]] = []
    for path in pages:
        docname = str(Path(path).relative_to(out))[: -len(".html")]
        if docname == "search":
            continue
        body = shown.body(docname)
        ids[path] = Counter(str(node["id"]) for node in body.select("[id]"))
        links += [(path, str(link["href"])) for link in body.select("a[href]")]
    assert {
        path: [i for i, n in found.items() if n > 1] for path, found in ids.items() if max(found.values()) > 1
    } == {}
    for path, href in links:
        target, _, anchor = href.partition("#")
        goal = str((Path(path).parent / target).resolve()) if target else path
        assert goal in ids, f"{href} in {path}"
        assert not anchor or anchor in ids[goal], f"{href} in {path}"


def test_a_copy_leads_back_to_its_place(shown: Shown) -> None:
    back = one(shown.body("gathered/chapter-2"), "#copy-third-claim p.book-source a")
    assert back["href"] == f"../{THIRD}.html#third-claim"


def test_a_copied_note_stays_with_its_page(shown: Shown) -> None:
    assert not shown.body("gathered/diagram-collection").select("[role=doc-noteref]")
    assert shown.body(FIRST).select("figcaption [role=doc-noteref]")


def test_the_rows_of_an_index_tell_rank_and_concepts(shown: Shown) -> None:
    rows = shown.body("gathered/insight-compilation").select("table.book-index tbody tr")
    assert [(row["data-rank"], row["data-concepts"]) for row in rows] == [
        ("major", ""), ("supporting", ""), ("essential", "node"),
    ]  # fmt: skip


def test_several_gatherings_stand_on_one_page(shown: Shown) -> None:
    assert shown.text("gathered/several").count("Truth 1.1. One holds.") == 3
    assert shown.text("gathered/several").count("Body of mental-models.") == 3


# They tell of the plan and of the state of the work, and always have something to say.
OF_THE_WORK = {"book-outline", "progress-matrix", "quality-report", "review-list", "words-over-time"}


@pytest.mark.parametrize("kind", sorted(PAGES.keys() - OF_THE_WORK))
def test_where_there_is_nothing_a_gathered_page_says_so(tmp_path: Path, kind: str) -> None:
    files = {"concepts.toml": "", "outline.toml": EMPTY}
    shown = show(tmp_path, {"x": page(f":::{{{kind}}}\n:::\n"), **files})
    assert not shown.warnings
    assert "Nothing yet." in shown.text("x")


EMPTY = """\
title = "A Tiny Book"
subtitle = "Without chapters"
[total]
words = 0
diagrams = 0
tables = 0
insights = 0
"""

WRONG = """\
:::{insight-compilation}
:chapter: 7
:nope: x
:::

:::{concept-index}
:chapter: 1
:::

:::{table-guide}
:part: IX
:::
"""


def test_wrong_options_are_told_with_what_is_allowed(tmp_path: Path) -> None:
    shown = show(tmp_path, {"x": page(WRONG)})
    assert shown.warned("x") == [
        (1, "option-value"), (3, "option-unknown"), (7, "option-unknown"), (10, "option-value"),
    ]  # fmt: skip
    messages = [warned.message for warned in shown.warnings]
    assert any("insight-compilation has no chapter '7'; it may be 0, 1, 2, A" in message for message in messages)
    assert any("table-guide has no part 'IX'; it may be I, II" in message for message in messages)
    assert any("concept-index has no option 'chapter'; it has: none" in message for message in messages)


@pytest.mark.parametrize("place", ["- Item\n\n  {}", "> {}", "::::{{scenario}} T\n\n{}\n::::"])
def test_a_gathering_may_stand_in_a_list_a_quote_or_a_box(tmp_path: Path, place: str) -> None:
    indent = "  " if place[0] == "-" else "> " if place[0] == ">" else ""
    gathering = f":::{{truth-list}}\n{indent}:::"
    truths = {SECTION[name]: page(kind_text("irreducible-truths").replace("good", name)) for name in ("alpha", "third")}
    shown = show(tmp_path, {"x": page(place.format(gathering)), "concepts.toml": "", **truths})
    assert not shown.warnings
    assert "Chapter 1. Alpha Truth 1.1. One holds." in shown.text("x")
