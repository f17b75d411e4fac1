"""References: what each role says and leads to, and what is said when it leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.shown import Case, Shown, check_case, one, page, show, words
from tests.build.texts import diagram, insight, table
from tests.build.tiny import SECTION

TARGETS = f"""\
{insight("A claim", ":id: a-claim" + chr(10))}
:::{{misconception}} A belief
:id: a-belief

:belief: So.
:reality: No.
:::

:::{{irreducible-truths}}
:ids: a-truth, b-truth

1. One holds.
2. Two holds.
:::

:::{{production}} A case
:id: a-case

Told {{cite:p}}`adams1990one`.
:::

:::{{question}} A question?
:id: a-question

An answer.
:::

:::{{exercise}} An exercise
:id: an-exercise

Do it.
:::

:::{{discussion}}
:id: a-discussion

Talk about it.
:::

{table("A table", ":id: a-table" + chr(10) + ":type: property" + chr(10))}
{diagram("ch01/critical-step")}
(own-label)=
## A heading

Text.
"""
FIRST = SECTION["first"]

LINKS = {
    "{insight}`a-claim`": ("Insight 1.1", "a-claim", "A claim"),
    "{insight}`this *very* claim <a-claim>`": ("this *very* claim", "a-claim", "A claim"),
    "{misconception}`a-belief`": ("Misconception 1.1", "a-belief", "A belief"),
    "{truth}`a-truth`": ("Truth 1.1", "a-truth", "One holds."),
    "{truth}`the second <b-truth>`": ("the second", "b-truth", "Two holds."),
    "{production}`a-case`": ("Case 1.1", "a-case", "A case"),
    "{question}`a-question`": ("Question 1.1", "a-question", "A question?"),
    "{exercise}`an-exercise`": ("An exercise", "an-exercise", "An exercise"),
    "{discussion}`a-discussion`": ("Discussion", "a-discussion", None),
    "{discussion}`talk <a-discussion>`": ("talk", "a-discussion", None),
    "{numref}`a-table`": ("Table 1.1", "a-table", "A table"),
    "{numref}`the table <a-table>`": ("the table", "a-table", "A table"),
    "{numref}`fig-critical-step`": ("Figure 1.1", "fig-critical-step", "A caption."),
    "{numref}`sec-first`": ("Section 1.1", "", "First"),
    "{ref}`sec-first`": ("Section 1.1", "", "First"),
    "{ref}`there <sec-first>`": ("there", "", "First"),
    "{ref}`own-label`": ("A heading", "own-label", None),
    "{ref}`that heading <own-label>`": ("that heading", "own-label", None),
    "[](#a-claim)": ("Insight 1.1", "a-claim", "A claim"),
    "[that *claim*](#a-claim)": ("that claim", "a-claim", "A claim"),
    "[](#a-truth)": ("Truth 1.1", "a-truth", "One holds."),
    "[](#a-table)": ("Table 1.1", "a-table", "A table"),
    "[](#fig-critical-step)": ("Figure 1.1", "fig-critical-step", "A caption."),
    "[](#own-label)": ("A heading", "own-label", None),
    f"[](/{FIRST}.md)": ("A page", "", None),
    f"[the page](/{FIRST}.md)": ("the page", "", None),
}
"""A reference as written; its words, the anchor on the page of targets, and what it says to those who hover."""

WORDS = {
    "{ref}`sec-never`": "Section 2.2",
    "{ref}`later <sec-never>`": "later",
    "{numref}`sec-never`": "Section 2.2",
    "{ref}`ch-beta`": "Chapter 2",
    "{ref}`part-two`": "Part II",
    "{ref}`app-extra`": "Appendix A",
    "{ref}`sec-more`": "Section A.1",
    "{ref}`sec-introduction`": "Introduction",
    "[](#sec-never)": "Section 2.2",
    "{count}`insights`": "1",
    "{count}`misconceptions`": "1",
    "{count}`truths`": "2",
    "{count}`cases`": "1",
    "{count}`questions`": "1",
    "{count}`diagrams`": "1",
    "{count}`tables`": "1",
    "{count}`sources`": "1",
    "{count}`sections`": "1",
    "{count}`planned-words`": "6,000",
    "{count}`planned-chapters`": "2",
    "{count}`planned-sections`": "5",
    "{minutes}`sec-never`": "4 min, planned",
    "{minutes}`sec-first, sec-never`": "4 min, 1 min of it written",
    "{road}`sec-never`": "Section 2.2 (4 min, planned)",
    "{road}`ch-beta, sec-more`": "13 min, planned: Chapter 2 (13 min, planned), Section A.1 (planned)",
}
"""A reference to what isn't written, or to a figure of the book; what it says, without a link."""

WRONG: dict[str, Case] = {
    "unknown-insight": Case(
        "See\nit {insight}`a-klaim`.\n", ((1, "target-unknown"),), ("See it a-klaim.",),
        {"target-unknown": "no insight has the id 'a-klaim'; did you mean 'a-claim'?"},
    ),
    "unknown-with-words": Case(
        "See {truth}`that truth <nowhere>`.\n", ((1, "target-unknown"),), ("See that truth.",),
        {"target-unknown": "no truth has the id 'nowhere'; correct the id, or write what it should lead to"},
    ),
    "another-kind": Case(
        "See {misconception}`a-claim`.\n", ((1, "target-unknown"),), ("See a-claim.",),
        {"target-unknown": "'a-claim' is the id of an insight, not of a misconception; write {insight}`a-claim`"},
    ),
    "numref-of-a-box": Case(
        "See {numref}`a-claim`.\n", ((1, "target-unknown"),), ("See a-claim.",),
        {"target-unknown": "write {insight}`a-claim`"},
    ),
    "unknown-numref": Case(
        "See {numref}`fig-critical-stap`.\n", ((1, "target-unknown"),), ("See fig-critical-stap.",),
        {"target-unknown": "did you mean 'fig-critical-step'?"},
    ),
    "unknown-label": Case(
        "See {ref}`sec-nevver`.\n", ((1, "target-unknown"),), ("See sec-nevver.",),
        {"target-unknown": "no label of the plan has the id 'sec-nevver'; did you mean 'sec-never'?"},
    ),
    "unknown-count": Case(
        "All {count}`insigths` of them.\n", ((1, "count-unknown"),), ("All insigths of them.",),
        {"count-unknown": "the build counts no 'insigths'; it counts words, insights,"},
    ),
    "unknown-minutes": Case(
        "It takes {minutes}`sec-first, sec-nevver`.\n", ((1, "target-unknown"),), ("It takes sec-first, sec-nevver.",),
        {"target-unknown": "no label of the plan has the id 'sec-nevver'; did you mean 'sec-never'?"},
    ),
    "unknown-anchor": Case("See [it](#nowhere).\n", ((1, "myst.xref_missing"),), ("See it.",)),
    "unknown-page": Case("See [it](nowhere.md).\n", ((1, "myst.xref_missing"),), ("See it.",)),
    "in-a-title": Case(insight("As {insight}`nowhere` says"), ((1, "target-unknown"),), ("As nowhere says",)),
    "in-a-field": Case(
        ":::{misconception} T\n\n:belief: So.\n:reality: See {insight}`nowhere`.\n:::\n", ((4, "target-unknown"),),
        ("See nowhere.",),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    links = "\n\n".join(reference for reference in (*LINKS, *WORDS))
    pages = {
        FIRST: page(TARGETS, "A page"),
        "links": page(links),
        **{name: page(case.text) for name, case in WRONG.items()},
    }
    pages["concepts.toml"] = ""
    return show(tmp_path_factory.mktemp("references"), pages)


def test_right_references_give_no_warning(shown: Shown) -> None:
    assert shown.warned("links") == shown.warned(FIRST) == []


@pytest.mark.parametrize("reference", LINKS)
def test_a_reference_says_and_leads_where_it_should(shown: Shown, reference: str) -> None:
    said, anchor, title = LINKS[reference]
    at = shown.body("links").select("p")[[*LINKS].index(reference)]
    assert words(at) == said
    link = one(at, "a")
    assert link["href"] == f"{FIRST}.html" + (f"#{anchor}" if anchor else "")
    assert link.get("title") == title
    assert not anchor or one(shown.body(FIRST), f"#{anchor}")


@pytest.mark.parametrize("reference", WORDS)
def test_what_is_not_written_and_what_is_counted_has_words_and_no_link(shown: Shown, reference: str) -> None:
    at = shown.body("links").select("p")[len(LINKS) + [*WORDS].index(reference)]
    assert words(at) == WORDS[reference]
    assert not at.select("a")


@pytest.mark.parametrize("name", WRONG)
def test_a_reference_that_leads_nowhere_is_told_and_keeps_its_words(shown: Shown, name: str) -> None:
    check_case(shown, name, WRONG[name])


def test_a_label_of_the_plan_leads_there_once_it_is_written(tmp_path: Path) -> None:
    pages = {"links": page("{ref}`sec-third` and {ref}`ch-beta`"), SECTION["third"]: page("Text."), "concepts.toml": ""}
    shown = show(tmp_path, pages)
    assert not shown.warnings
    assert [link["href"] for link in shown.body("links").select("p a")] == [f"{SECTION['third']}.html"]


def test_titles_that_refer_to_each_other_end(tmp_path: Path) -> None:
    box = ":::{exercise} After {exercise}`%s`\n:id: %s\n\nDo {exercise}`%s`.\n:::\n\n"
    boxes = box % ("b", "a", "a") + box % ("a", "b", "b")
    shown = show(tmp_path, {"x": page(boxes)})
    assert not shown.warnings
    assert "After After" in shown.text("x")
    assert not set(shown.text("x")) & {"\x02", "\x03", "\x1f"}
