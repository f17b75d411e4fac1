"""Diagrams, interactive figures and tables: what they become, and what is said when they are wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.build.shown import Case, Shown, check_case, one, page, show, show_cases, words
from tests.build.texts import ROWS, diagram, table
from tests.build.tiny import ROOT


def rows(columns: int) -> str:
    """A Markdown table with as many columns."""
    cells = " | ".join(f"c{number}" for number in range(columns))
    return f"| {cells} |\n|{' --- |' * columns}\n| {cells} |\n"


CASES: dict[str, Case] = {
    # Tables
    "wide": Case(
        table("Wide", body=rows(9)), ((1, "table-wide"),), ("Wide", "c8"),
        {"table-wide": "this table has 9 columns; at most 6 fit a page: split it or turn columns into rows"},
    ),
    "six": Case(table("Six", body=rows(6)), (), ("Six", "c5")),
    "no-table": Case(
        table("None", body="Words only.\n"), ((1, "table-missing"),), ("None", "Words only."),
        {"table-missing": "this table directive holds 0 tables; it holds exactly one, written with |"},
    ),
    "two-tables": Case(
        table("Two", body=f"{ROWS}\n{ROWS}"), ((1, "table-missing"),), ("Two", "1 2"),
        {"table-missing": "holds 2 tables"},
    ),
    "nothing": Case(":::{table} Nothing\n:type: property\n:::\n", ((1, "table-missing"),), ("Nothing",)),
    "no-type": Case(
        table("No type", ""), ((1, "option-missing"),), ("No type",),
        {"option-missing": "this table has no option 'type'; add a line ':type: …'"},
    ),
    "odd-type": Case(
        table("Odd type", ":id: odd\n:type: odd\n"), ((3, "option-value"),), ("Odd type",),
        {"option-value": "type 'odd' is none of comparison, property, decision, evolution, trade-off"},
    ),
    "no-title": Case(
        table("", ":id: no-title\n:type: property\n"), ((1, "title-missing"),), ("1 2",),
        {"title-missing": "this table has no caption; write after '{table}' what it settles"},
    ),
    "table-option": Case(
        table("Option", ":type: property\n:align: left\n"), ((3, "option-unknown"),), ("Option",),
        {"option-unknown": "table has no option 'align'; it has: id, type, concepts"},
    ),
    "table-note": Case(table("Note", body=f"{ROWS}\nA note below.\n"), (), ("A note below.",)),
    "table-in-backticks": Case(f"```{{table}} In backticks\n:type: decision\n\n{ROWS}```\n", (), ("In backticks",)),
    # Diagrams
    "missing": Case(
        diagram("ch01/nope"), ((1, "diagram-missing"),), ("What it shows.", "A caption."),
        {"diagram-missing": "'ch01/nope' has no file diagrams/ch01/nope.mmd; create it or correct the name"},
    ),
    "outside": Case(diagram("../conf"), ((1, "diagram-missing"),), ("A caption.",)),
    "with-ending": Case(diagram("ch01/critical-step.mmd"), ((1, "diagram-missing"),), ("A caption.",)),
    "no-name": Case(
        diagram(""), ((1, "title-missing"),), ("A caption.",),
        {"title-missing": "this diagram has no name; write it after '{diagram}'"},
    ),
    "another-without-name": Case(diagram(""), ((1, "title-missing"),), ("A caption.",)),
    "no-alt": Case(
        diagram("ch01/async-vs-sync-models", ":type: flow\n"), ((1, "option-missing"),), ("A caption.",),
        {"option-missing": "this diagram has no option 'alt'; add a line ':alt: …'"},
    ),
    "empty-alt": Case(
        diagram("ch01/flp-circumvention-map", ":type: flow\n:alt:\n"), ((3, "option-empty"),), ("A caption.",)
    ),
    "no-diagram-type": Case(
        diagram("ch00/roads", ":alt: Roads.\n"), ((1, "option-missing"),), ("A caption.",),
        {"option-missing": "this diagram has no option 'type'"},
    ),
    "odd-diagram-type": Case(
        diagram("ch00/four-inputs", ":alt: Four.\n:type: sketch\n"), ((3, "option-value"),), ("A caption.",),
        {"option-value": "type 'sketch' is none of concept, flow, state, comparison, evolution"},
    ),
    "no-caption": Case(
        diagram("ch00/life-of-a-claim", body=""), ((1, "body-missing"),), (),
        {"body-missing": "this diagram has no caption; say between the fences what to see in it"},
    ),
    "list-for-caption": Case(
        diagram("ch00/chapter-dependencies", body="- in a list\n"), ((1, "body-missing"),), ("in a list",)
    ),
    "shown-twice": Case(
        diagram("ch01/critical-step") + "\n" + diagram("ch01/critical-step"), ((8, "id-duplicate"),), (),
        {"id-duplicate": "refer to the first with {numref}`fig-critical-step`"},
    ),
    # Interactive figures
    "no-fallback": Case(
        ":::{explorable} raft-election\n\nTry it.\n:::\n", ((1, "option-missing"),), ("Try it.",),
        {"option-missing": "this explorable has no option 'fallback'; add a line ':fallback: …'"},
    ),
    "missing-fallback": Case(
        ":::{explorable} raft-election\n:fallback: ch01/nah\n\nTry it.\n:::\n", ((1, "diagram-missing"),), ("Try it.",)
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return show_cases(tmp_path_factory.mktemp("figures"), CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_at_its_line_and_the_rest_of_the_page_stays(shown: Shown, name: str) -> None:
    check_case(shown, name, CASES[name])


ALT = 'Node #3 "quoted": <b> {{ x }} %_$\\ and on'
RIGHT = """\
:::{diagram} ch01/critical-step
:type: flow
:alt: Node #3 "quoted": <b> {{ x }} %_$\\
  and on

See {numref}`tab`.

More.
:::

:::{table} What {concept}`nodes` do
:id: tab
:type: trade-off
:concepts: node

| a | b |
| --- | --- |
| 1 | 2 |
:::

:::{explorable} raft-election
:concepts: node
:fallback: ch01/bivalent-configuration-space

Try {numref}`fig-bivalent-configuration-space`.
:::

:::{diagram} ch01/hang-anatomy-47s
:type: evolution
:alt: A chart.

A chart.
:::
"""


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    shown = show(tmp_path_factory.mktemp("right"), {"x": page(RIGHT)})
    assert not shown.warnings
    return shown


def test_a_diagram_is_a_picture_for_light_and_for_dark_with_its_description(right: Shown) -> None:
    figure = one(right.body("x"), "figure#fig-critical-step")
    light, dark = one(figure, "img.book-light"), one(figure, "img.book-dark")
    assert light["alt"] == dark["alt"] == ALT
    assert all((right.result.out / str(image["src"])).is_file() for image in (light, dark))
    assert "book-figure-flow" in figure["class"]


def test_the_caption_holds_number_references_and_all_that_follows(right: Shown) -> None:
    caption = one(right.body("x"), "figure#fig-critical-step figcaption")
    assert words(caption) == "Figure 1. See Table 1. More."
    assert one(caption, "a.reference")["href"] == "#tab"


def test_a_table_has_its_id_number_type_and_inline_markup(right: Shown) -> None:
    wrapper = one(right.body("x"), "div.book-table-trade-off")
    assert words(one(wrapper, "table#tab caption")) == "Table 1. What nodes do"
    assert one(wrapper, "caption a.book-concept")["href"] == "glossary.html#term-node"


def test_an_explorable_holds_its_fallback(right: Shown) -> None:
    explorable = one(right.body("x"), "div.book-explorable")
    assert explorable["data-explorable"] == "raft-election"
    assert one(explorable, "figure#fig-bivalent-configuration-space").select("img")
    assert words(one(explorable, "figcaption")) == "Figure 2. Try Figure 2."


def test_a_chart_is_a_diagram(right: Shown) -> None:
    assert one(right.body("x"), "figure#fig-hang-anatomy-47s").select("img.book-light")


def test_a_diagram_changed_since_it_was_drawn_is_told_and_shows_its_description(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "diagrams", tmp_path / "diagrams")
    source = tmp_path / "diagrams" / "ch01" / "critical-step.mmd"
    source.write_text(source.read_text(encoding="utf-8") + "\n%% changed\n  a --> b\n", encoding="utf-8")
    shown = show(tmp_path, {"x": page(diagram("ch01/critical-step"))}, book_root="..")
    assert shown.warned("x") == [(1, "diagram-stale")]
    assert "run 'make diagrams'" in shown.message("x", "diagram-stale")
    assert "What it shows. Figure 1. A caption." in shown.text("x")
