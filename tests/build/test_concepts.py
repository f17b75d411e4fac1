"""Concepts: what their roles become, the definitions of a page, and what is said when they are used wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.shown import Case, Shown, check_case, one, page, show, words
from tests.build.tiny import CONCEPTS, SECTION

FIRST, SECOND, THIRD = SECTION["first"], SECTION["second"], SECTION["third"]
NAMES = {
    "{concept}`node`": ("node", "node"),
    "{concept}`nodes`": ("nodes", "node"),
    "{concept}`Nodes`": ("Nodes", "node"),
    "{concept}`machine`": ("machine", "node"),
    "{concept}`MACHINES`": ("MACHINES", "node"),
    "{concept}`any words <node>`": ("any words", "node"),
    "{concept}`timeout`": ("timeout", "timeout"),
    "{concept}`lease`": ("lease (→ 2.2)", "lease"),
    "{concept}`any lease <lease>`": ("any lease (→ 2.2)", "lease"),
}
"""A use as written on a page of section 1.2; how it reads, and the concept."""
PAGES = {
    FIRST: page("A {defines}`node`."),
    SECOND: page("A {defines}`the timeouts <timeout>`.\n\n" + "\n\n".join(NAMES)),
    "index-page": page(":::{concept-index}\n:::\n"),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    shown = show(tmp_path_factory.mktemp("concepts"), PAGES)
    assert not shown.warnings
    return shown


@pytest.mark.parametrize("use", NAMES)
def test_a_term_an_alias_a_plural_in_any_case_or_an_id_names_a_concept(shown: Shown, use: str) -> None:
    said, concept = NAMES[use]
    at = shown.body(SECOND).select("p")[1 + [*NAMES].index(use)]
    assert words(at) == said
    link = one(at, "a.book-concept")
    assert link["href"] == f"../../glossary.html#term-{concept}"
    assert link["aria-describedby"] == f"def-{concept}"


def test_the_place_that_introduces_a_concept_is_bold_and_an_anchor(shown: Shown) -> None:
    assert words(one(shown.body(SECOND), "strong#concept-timeout")) == "the timeouts"
    assert words(one(shown.body(FIRST), "strong#concept-node")) == "node"


def test_a_page_ends_with_the_definitions_it_uses_each_once(shown: Shown) -> None:
    definitions = one(shown.body(SECOND), "div.book-definitions")
    assert [words(entry) for entry in definitions.select("div")] == [
        "node A unit that fails on its own.",
        "timeout A limit on waiting.",
        "lease A promise with an end.",
    ]
    assert definitions.has_attr("hidden")
    assert not shown.body(FIRST).select("div.book-definitions")


def test_the_glossary_defines_and_leads_to_the_place(shown: Shown) -> None:
    glossary = shown.body("glossary")
    assert words(one(glossary, "dt#term-node")) == "node"
    assert one(glossary, f'a[href="{SECOND}.html#concept-timeout"]')


def test_the_concept_index_names_what_a_concept_needs_and_who_uses_it(shown: Shown) -> None:
    entry = one(shown.body("index-page"), "dt#index-timeout").find_next_sibling("dd")
    assert entry is not None
    assert words(entry) == (
        "A limit on waiting. Introduced in: Section 1.2 Requires: node Needed for: lease Sections: 1.2"
    )


def test_the_arrow_leads_to_a_section_that_is_written(tmp_path: Path) -> None:
    shown = show(tmp_path, {FIRST: page("{defines}`node` {concept}`timeout`"), SECOND: page("{defines}`timeout`")})
    assert not shown.warnings
    arrow = one(shown.body(FIRST), ".book-forward")
    assert words(arrow) == "(→ 1.2)"
    assert one(arrow, "a")["href"] == "02-second.html"


def test_without_a_glossary_a_concept_is_words(tmp_path: Path) -> None:
    shown = show(tmp_path, {FIRST: page("{defines}`node`. Two {concept}`nodes`.")}, book_glossary="nowhere")
    assert not shown.warnings
    assert "node. Two nodes." in shown.text(FIRST)


# Each pair of pages is a book of its own, since a concept is introduced once in a book.
WRONG: dict[str, tuple[str, Case]] = {
    "unknown-term": (
        FIRST,
        Case(
            "A {defines}`node`.\n\nA {concept}`nodee`.\n", ((3, "concept-unknown"),), ("A nodee.",),
            {"concept-unknown": "no concept is called 'nodee'; did you mean 'node'?"},
        ),
    ),
    "unknown-id": (
        FIRST,
        Case(
            "A {defines}`node`.\n\nA {concept}`thing <nodde>`.\n", ((3, "concept-unknown"),), ("A thing.",),
            {"concept-unknown": "no concept has the id 'nodde'; did you mean 'node'?"},
        ),
    ),
    "unknown-defined": (
        FIRST,
        Case("A {defines}`node` and a {defines}`gnome`.\n", ((1, "concept-unknown"),), ("A node and a gnome.",)),
    ),
    "in-options": (
        FIRST,
        Case(
            "A {defines}`node`.\n\n:::{exercise} U\n:concepts: node, tiemout\n\nX.\n:::\n",
            ((3, "concept-unknown"),), (),
            {"concept-unknown": "did you mean 'timeout'?"},
        ),
    ),
    "before-definition": (
        FIRST,
        Case(
            "Two {concept}`nodes`.\n\nA {defines}`node`.\n", ((1, "concept-before-definition"),), ("Two nodes.",),
            {"concept-before-definition": f"'node' is used before it is introduced on this page, at {FIRST}.md:5"},
        ),
    ),
    "defined-twice": (
        FIRST,
        Case(
            "A {defines}`node`.\n\nA {defines}`machine`.\n", ((3, "concept-defined-twice"),), ("A machine.",),
            {"concept-defined-twice": f"introduced twice, at {FIRST}.md:3 and at {FIRST}.md:5; use {{concept}}"},
        ),
    ),
    "misplaced": (
        THIRD,
        Case(
            "A {defines}`node`.\n", ((1, "concept-misplaced"),), ("A node.",),
            {"concept-misplaced": f"'node' belongs to section 1.1 ({FIRST}.md); use {{concept}} here"},
        ),
    ),
    "undefined": (
        FIRST,
        Case(
            "Nothing.\n", ((-1, "concept-undefined"),), (),
            {"concept-undefined": "owns the concept 'node' and does not introduce it; write {defines}`node`"},
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_at_its_line_and_the_words_stay(tmp_path: Path, name: str) -> None:
    docname, case = WRONG[name]
    concepts = CONCEPTS.replace('section = "1.2"', 'section = "2.2"')
    shown = show(tmp_path, {docname: page(case.text), "concepts.toml": concepts})
    check_case(shown, docname, case)
    assert len(shown.warnings) == len(case.warned)
