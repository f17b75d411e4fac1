"""Boxes: what each kind becomes, what its options and fields may be, and what is said when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.shown import Case, Shown, check_case, one, page, show, show_cases, words
from tests.build.texts import FIELDS, insight, kind_text, table
from tests.build.tiny import SECTION

from book.kinds import BOX_KINDS, NUMBERED_LABELS

CASES: dict[str, Case] = {
    **{f"right-{name}": Case(kind_text(name)) for name in BOX_KINDS},
    # Options
    "option-unknown": Case(
        insight("T o1", ":colour: red\n"),
        ((2, "option-unknown"),),
        ("One.",),
        {"option-unknown": "insight has no option 'colour'; it has: id, concepts, rank"},
    ),
    "option-empty": Case(
        insight("T o2", ":concepts:\n"),
        ((2, "option-empty"),),
        ("One.",),
        {"option-empty": "option 'concepts' of this insight is empty"},
    ),
    "option-repeated": Case(
        insight("T o3", ":id: o3-a\n:id: o3-b\n"),
        ((3, "option-repeated"),),
        ("One.",),
        {"option-repeated": "option 'id' stands twice in this insight; the first, 'o3-a', is used"},
    ),
    "option-literal": Case(
        insight("T o4", ":id: o4-a\n:concepts: node,\n    timeout\n:rank: essential\n"), (), ("One.",)
    ),
    "option-after-blank": Case(f":::{{insight}} T o5\n\n:id: o5-a\n:rank: supporting\n\n{FIELDS}:::\n", (), ("One.",)),
    "options-touch-fields": Case(f":::{{insight}} T o6\n:id: o6-a\n{FIELDS}:::\n", (), ("One.",)),
    "rank-unknown": Case(
        insight("T o7", ":rank: vital\n"),
        ((2, "option-value"),),
        ("One.",),
        {"option-value": "rank 'vital' is none of essential, major, supporting"},
    ),
    "question-without-id": Case(
        ":::{question} Why o8?\n\nBecause.\n:::\n",
        ((1, "option-missing"),),
        ("Because.",),
        {"option-missing": "this question has no option 'id'; add a line ':id: …'"},
    ),
    "concept-in-option-unknown": Case(
        insight("T o9", ":id: o9-a\n:concepts: nodde, timeout\n"),
        ((1, "concept-unknown"),),
        ("One.",),
        {"concept-unknown": "did you mean 'node'"},
    ),
    # Fields
    "field-missing": Case(
        insight("T f1", fields=FIELDS.replace(":why: Two.\n", "")),
        ((1, "field-missing"),),
        ("One.", "Three."),
        {"field-missing": "this insight has no field 'why'; add a line ':why: …'"},
    ),
    "field-empty": Case(
        insight("T f2", fields=FIELDS.replace(" Two.", "")),
        ((4, "field-empty"),),
        ("One.", "Three."),
        {"field-empty": "field 'why' of this insight is empty"},
    ),
    "field-unknown": Case(
        insight("T f3", fields=FIELDS + ":because: Five.\n"),
        ((7, "field-unknown"),),
        ("One.", "Five."),
        {"field-unknown": "insight has no field 'because'; it has: revelation, why, implication, remember"},
    ),
    "field-repeated": Case(
        insight("T f4", fields=FIELDS + ":why: Again.\n"),
        ((7, "field-repeated"),),
        ("Two.", "Again."),
        {"field-repeated": "field 'why' stands twice in this insight"},
    ),
    "field-optional": Case(
        ":::{misconception} T f5\n\n:belief: So.\n:reality: No.\n:tell: Look.\n:::\n", (), ("So.", "No.")
    ),
    "field-with-blocks": Case(
        insight("T f6", fields=FIELDS + "\nMore prose with *stress*.\n\n- an item\n"),
        (),
        ("More prose with stress.", "an item"),
    ),
    # Titles
    "title-missing": Case(
        insight(""), ((1, "title-missing"),), ("One.",), {"title-missing": "this insight has no title; write it after"}
    ),
    "title-unexpected": Case(
        ":::{chapter-overview} A title\n\nWords.\n:::\n",
        ((1, "title-unexpected"),),
        ("A title", "Words."),
        {"title-unexpected": "chapter-overview has no title, but was given 'A title'"},
    ),
    # Bodies
    "body-missing": Case(
        ":::{scenario} T b1\n:::\n", ((1, "body-missing"),), (), {"body-missing": "this scenario is empty"}
    ),
    "body-missing-with-options": Case(":::{exercise} T b2\n:id: b2-a\n:::\n", ((1, "body-missing"),)),
    # Ids
    "id-invalid": Case(
        insight("T i1", ":id: Not_Kebab Case\n"),
        ((2, "id-invalid"),),
        ("One.",),
        {"id-invalid": "id 'Not_Kebab Case' is not in kebab-case; write 'not-kebab-case'"},
    ),
    "id-invalid-wholly": Case(insight("T i2", ":id: ¿?\n"), ((2, "id-invalid"),), ("One.",)),
    # Truths
    "ids-too-few": Case(
        ":::{irreducible-truths}\n:ids: t1-a\n\n1. One holds.\n2. Two holds.\n:::\n",
        ((2, "ids-count"),),
        ("One holds.", "Two holds."),
        {"ids-count": "irreducible-truths has 2 items and 1 ids; give one id an item"},
    ),
    "ids-too-many": Case(
        ":::{irreducible-truths}\n:ids: t2-a, t2-b, t2-c\n\n1. One holds.\n2. Two holds.\n:::\n",
        ((2, "ids-count"),),
        ("One holds.", "Two holds."),
    ),
    "ids-missing": Case(":::{irreducible-truths}\n\n1. One holds.\n:::\n", ((1, "option-missing"),), ("One holds.",)),
    "ids-invalid": Case(
        ":::{irreducible-truths}\n:ids: t3-a, T3_B\n\n1. One holds.\n2. Two holds.\n:::\n",
        ((2, "id-invalid"),),
        ("One holds.", "Two holds."),
        {"id-invalid": "id 'T3_B' is not in kebab-case; write 't3-b'"},
    ),
    "truths-without-list": Case(
        ":::{irreducible-truths}\n:ids: t4-a\n\nOne holds.\n:::\n",
        ((1, "list-missing"),),
        ("One holds.",),
        {"list-missing": "irreducible-truths holds 0 numbered lists; it holds exactly one"},
    ),
    "truths-bulleted": Case(
        ":::{irreducible-truths}\n:ids: t5-a\n\n- One holds.\n:::\n", ((1, "list-missing"),), ("One holds.",)
    ),
    # Production
    "production-uncited": Case(
        ":::{production} T p1\n:system: Shop\n:date: 2020\n\nIt broke.\n:::\n",
        ((1, "citation-missing"),),
        ("Shop, 2020", "It broke."),
        {"citation-missing": "cites nothing; say with {cite:p}`key` where it is told"},
    ),
    "production-cites-unknown": Case(
        ":::{production} T p2\n\nIt broke {cite:p}`nobody2000`.\n:::\n",
        ((3, "citation-unknown"),),
        ("It broke",),
        {"citation-unknown": "the bibliography has no 'nobody2000'"},
    ),
    # Places
    "in-list": Case(
        "- An item\n\n  :::{scenario} T n1\n  :nope: x\n\n  Inside a list.\n  :::\n",
        ((4, "option-unknown"),),
        ("Inside a list.",),
    ),
    "in-quote": Case(
        "> :::{scenario} T n2\n> :nope: x\n>\n> Inside a quote.\n> :::\n",
        ((2, "option-unknown"),),
        ("Inside a quote.",),
    ),
    "in-footnote": Case(
        "A note.[^1]\n\n[^1]: Here:\n\n    :::{scenario} T n3\n    :nope: x\n\n    Inside a note.\n    :::\n",
        ((6, "option-unknown"),),
        ("Inside a note.",),
    ),
    "in-box": Case(
        "::::{scenario} T n4\n\nOuter.\n\n:::{scenario} T n5\n:nope: x\n\nInner.\n:::\n\nOuter again.\n::::\n",
        ((6, "option-unknown"),),
        ("Outer.", "Inner.", "Outer again."),
    ),
    "in-field": Case(
        "::::{insight} T n6\n\n" + FIELDS + "\n:::{scenario} T n7\n:nope: x\n\nInner.\n:::\n::::\n",
        ((9, "option-unknown"),),
        ("Inner.",),
    ),
    "table-in-box": Case(":::{scenario} T n8\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n:::\n", (), ("1", "2")),
    "typed-table-in-box": Case(
        "::::{scenario} T n9\n\n" + table("Inside", ":id: n9-table\n:type: property\n") + "::::\n",
        (),
        ("Inside",),
    ),
    "deep": Case(
        "::::::{scenario} D1\n\n:::::{scenario} D2\n\n::::{scenario} D3\n\n:::{scenario} D4\n:nope: x\n\n"
        "Deep.\n:::\n::::\n:::::\n::::::\n",
        ((8, "option-unknown"),),
        ("Deep.",),
    ),
    "backticks": Case(
        "```{scenario} T n10\n:nope: x\n\nIn backticks.\n```\n", ((2, "option-unknown"),), ("In backticks.",)
    ),
    "error-inside": Case(
        ":::{scenario} T n11\n\nWords.\n\n{nosuchrole}`x` here.\n:::\n", ((5, "myst.role_unknown"),), ("Words.",)
    ),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return show_cases(tmp_path_factory.mktemp("boxes"), CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_at_its_line_and_the_rest_of_the_page_stays(shown: Shown, name: str) -> None:
    check_case(shown, name, CASES[name])


@pytest.mark.parametrize("name", BOX_KINDS)
def test_a_box_is_marked_with_its_kind_and_named_by_its_label(shown: Shown, name: str) -> None:
    kind = BOX_KINDS[name]
    box = one(shown.body(f"right-{name}"), "div.book-box")
    assert {f"book-{name}", f"book-style-{kind.style}"} <= set(box["class"])
    label = words(one(box, ".book-box-label"))
    assert label.startswith(NUMBERED_LABELS.get(name, kind.label))
    assert (name in NUMBERED_LABELS) == any(character.isdigit() for character in label)
    for field in kind.fields:
        assert words(one(box, f".book-field-{field.name}")) == f"{field.label}: Text of {field.name}."


def test_each_truth_has_its_own_number_and_id(shown: Shown) -> None:
    body = shown.body("right-irreducible-truths")
    first, second = one(body, "li#good-one"), one(body, "li#good-two")
    assert words(first).endswith("One holds.")
    assert int(words(second).split()[1][:-1]) == int(words(first).split()[1][:-1]) + 1


def test_an_answer_is_folded_away(shown: Shown) -> None:
    answer = one(shown.body("right-question"), "details.book-answer")
    assert words(answer) == "Answer Body of question."
    assert not answer.has_attr("open")
    assert answer["id"] == "answer-good-question"


def test_a_case_shows_where_and_when(shown: Shown) -> None:
    assert words(one(shown.body("production-uncited"), ".book-case-facts")) == "Shop, 2020"


def test_options_are_literal_text_and_go_on_below(tmp_path: Path) -> None:
    text = (
        ':::{production} T\n:id: literal\n:system: Shop #3 "quoted": x\n   and its {{ name }}\n:date: 2020\n\n'
        "Told {cite:p}`adams1990one`.\n:::\n"
    )
    shown = show(tmp_path, {"x": page(text)})
    assert not shown.warnings
    assert words(one(shown.body("x"), ".book-case-facts")) == 'Shop #3 "quoted": x and its {{ name }}, 2020'


@pytest.mark.parametrize(
    ("docname", "text", "ident"),
    [
        ("x", insight("A *timeout* declares, don't detects"), "a-timeout-declares-dont-detects"),
        ("x", insight("{{ }}"), "x-insight"),
        ("x", insight("日本語"), "x-insight"),
        ("x", ":::{chapter-overview}\n\nWords.\n:::\n", "x-chapter-overview"),
        (SECTION["alpha"], ":::{chapter-overview}\n\nWords.\n:::\n", "01-alpha-chapter-overview"),
        (SECTION["summary"], ":::{mental-models}\n\n- **A**: b\n:::\n", "01-alpha-summary-mental-models"),
        ("x", ":::{scenario}\n\nWords.\n:::\n", "x-scenario"),
        ("x", ":::{exercise} Try it\n\nWords.\n:::\n", "try-it"),
        ("x", insight("word " * 100), "-".join(["word"] * 12)),
    ],
)
def test_without_an_id_the_title_or_the_page_and_kind_give_it(
    tmp_path: Path, docname: str, text: str, ident: str
) -> None:
    shown = show(tmp_path, {docname: page(text)})
    assert not shown.warnings
    assert one(shown.body(docname), "div.book-box")["id"] == ident


def test_numbers_count_by_kind_and_chapter_and_go_on_over_pages(tmp_path: Path) -> None:
    def boxes(place: str) -> str:
        belief = f":::{{misconception}} Belief {place}\n\n:belief: So.\n:reality: No.\n:::\n"
        return insight(f"One {place}") + insight(f"Two {place}") + belief

    names = ("intro", "part1", "alpha", "first", "second", "third", "more")
    shown = show(tmp_path, {"concepts.toml": "", **{SECTION[name]: page(boxes(name)) for name in names}})
    assert not shown.warnings
    labels = [[words(label) for label in shown.body(SECTION[name]).select(".book-box-label")] for name in names]
    assert labels == [
        ["Insight 0.1.", "Insight 0.2.", "Misconception 0.1."],
        ["Insight I.1.", "Insight I.2.", "Misconception I.1."],
        ["Insight 1.1.", "Insight 1.2.", "Misconception 1.1."],
        ["Insight 1.3.", "Insight 1.4.", "Misconception 1.2."],
        ["Insight 1.5.", "Insight 1.6.", "Misconception 1.3."],
        ["Insight 2.1.", "Insight 2.2.", "Misconception 2.1."],
        ["Insight A.1.", "Insight A.2.", "Misconception A.1."],
    ]
