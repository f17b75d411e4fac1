from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.books import FLP, LOGS, book_of, concept, concepts_of

from book.model.problems import SUBTYPES, Problem, find_problems
from book.model.records import Box, Figure, Gathering, Mention, Page, Reference, Table

CONCEPTS = concepts_of(concept("timeout", "1.1"), concept("failure-detector", "1.2"), concept("lease", "2.1"))
DEFINES = (Mention("timeout", False, 3, True),)


def page(docname: str = FLP, **parts: object) -> Page:
    defaults: dict[str, object] = {"mentions": DEFINES} if docname == FLP else {}
    return Page(docname, docname, **(defaults | parts))  # type: ignore[arg-type]  # names of Page's fields


def box(id: str, line: int = 5, kind: str = "insight", docname: str = FLP) -> Box:
    return Box(id, kind, id, docname, line)


def problems(*pages: Page) -> list[Problem]:
    return find_problems(book_of(pages, CONCEPTS))


def only(*pages: Page) -> Problem:
    (problem,) = problems(*pages)
    assert problem.subtype in SUBTYPES
    return problem


def reference(role: str, target: str) -> Page:
    return page(
        boxes=(box("timeout-declares"), box("slow-is-dead", 6, "misconception"), box("talk", 7, "mental-models")),
        figures=(Figure("fig-space", "ch01/space", "flow", "c", "a", FLP, 8),),
        tables=(Table("timing-models", "property", "c", FLP, 9, 2, 2),),
        references=(Reference(role, target, 12),),
    )


def test_a_sound_book_has_no_problems() -> None:
    assert problems(reference("insight", "timeout-declares")) == []


def test_an_id_used_twice_names_both_places() -> None:
    found = only(page(boxes=(box("a", 5), box("a", 9))))
    assert (found.docname, found.line, found.subtype) == (FLP, 9, "id-duplicate")
    assert f"{FLP}.md:5" in found.message
    assert f"{FLP}.md:9" in found.message


def test_an_id_used_in_two_parts_is_told_at_the_second() -> None:
    lease = Mention("lease", False, 1, True)
    found = only(page(LOGS, boxes=(box("a", 3, docname=LOGS),), mentions=(lease,)), page(boxes=(box("a", 50),)))
    assert (found.docname, found.line, found.subtype) == (LOGS, 3, "id-duplicate")


def test_an_id_is_unique_over_boxes_and_tables() -> None:
    found = only(page(boxes=(box("a", 5),), tables=(Table("a", "property", "c", FLP, 8, 2, 2),)))
    assert "the id 'a' of this table" in found.message
    assert "is that of the insight at" in found.message


def test_two_diagrams_of_one_slug_are_named_by_their_files() -> None:
    figures = (Figure("fig-x", "ch01/x", "flow", "c", "a", FLP, 5), Figure("fig-x", "ch02/x", "flow", "c", "a", FLP, 9))
    found = only(page(figures=figures))
    assert "'ch01/x'" in found.message
    assert "rename one of the two files" in found.message


def test_a_diagram_shown_twice_is_told_so() -> None:
    figure = Figure("fig-x", "ch01/x", "flow", "c", "a", FLP, 5)
    found = only(page(figures=(figure, replace(figure, line=9))))
    assert "is shown twice" in found.message
    assert "{numref}`fig-x`" in found.message


@pytest.mark.parametrize(
    ("mention", "remedy"),
    [
        (Mention("failure detecter", False, 7), "did you mean 'failure detector'?"),
        (Mention("failure-detecter", True, 7), "did you mean 'failure-detector'?"),
        (Mention("failure-detector", False, 7), "that is an id: write 'failure detector'"),
        (Mention("zzzz", False, 7), "add it to concepts.toml or write plain text"),
        (Mention("leese", False, 7, True), "did you mean 'lease'?"),
    ],
)
def test_an_unknown_concept_comes_with_the_nearest(mention: Mention, remedy: str) -> None:
    found = only(page(mentions=(*DEFINES, mention)))
    assert (found.line, found.subtype) == (7, "concept-unknown")
    assert remedy in found.message


def test_an_unknown_concept_of_a_box_is_told_at_the_box() -> None:
    found = only(page(boxes=(replace(box("a", 5), concepts=("timeout", "leas")),)))
    assert (found.line, found.subtype) == (5, "concept-unknown")
    assert "did you mean 'lease'?" in found.message


def test_a_concept_introduced_twice_names_both_places() -> None:
    found = only(page(mentions=(*DEFINES, Mention("timeouts", False, 30, True))))
    assert (found.line, found.subtype) == (30, "concept-defined-twice")
    assert f"{FLP}.md:3" in found.message


def test_a_concept_belongs_to_the_section_that_owns_it() -> None:
    found = only(page(mentions=(*DEFINES, Mention("lease", False, 8, True))))
    assert (found.line, found.subtype) == (8, "concept-misplaced")
    assert "belongs to section 2.1" in found.message


def test_a_written_section_introduces_what_it_owns() -> None:
    found = only(page(mentions=()))
    assert (found.docname, found.line, found.subtype) == (FLP, 1, "concept-undefined")
    assert "{defines}`timeout`" in found.message


def test_an_unwritten_section_owes_nothing() -> None:
    assert problems(page(mentions=(*DEFINES, Mention("lease", False, 9)))) == []


def test_a_concept_is_not_used_before_it_is_introduced_on_the_same_page() -> None:
    found = only(page(mentions=(Mention("timeouts", False, 2), *DEFINES, Mention("timeout", False, 9))))
    assert (found.line, found.subtype) == (2, "concept-before-definition")
    assert f"{FLP}.md:3" in found.message


def test_the_order_on_one_line_counts() -> None:
    before, after = Mention("timeout", False, 3), Mention("timeout", False, 3)
    assert [p.subtype for p in problems(page(mentions=(before, *DEFINES)))] == ["concept-before-definition"]
    assert problems(page(mentions=(*DEFINES, after))) == []


@pytest.mark.parametrize(
    ("role", "target", "remedy"),
    [
        ("insight", "timeout-declare", "did you mean 'timeout-declares'?"),
        (
            "insight",
            "slow-is-dead",
            "is the id of a misconception, not of an insight; write {misconception}`slow-is-dead`",
        ),
        ("insight", "fig-space", "write {numref}`fig-space`"),
        ("insight", "qqqq", "no insight has the id 'qqqq'"),
        ("numref", "fig-spaces", "did you mean 'fig-space'?"),
        ("numref", "timeout-declares", "is the id of an insight; write {insight}`timeout-declares`"),
        ("ref", "sec-flip", "did you mean 'sec-flp'?"),
        ("ref", "zzz", "no label of the plan has the id 'zzz'"),
    ],
)
def test_an_unknown_target_comes_with_the_nearest(role: str, target: str, remedy: str) -> None:
    found = only(reference(role, target))
    assert (found.line, found.subtype) == (12, "target-unknown")
    assert remedy in found.message


@pytest.mark.parametrize(
    ("role", "target"),
    [
        ("ref", "sec-logs"),
        ("ref", "ch-storage"),
        ("ref", "part-solutions"),
        ("ref", "app-maths"),
        ("numref", "sec-logs"),
        ("numref", "fig-space"),
        ("numref", "timing-models"),
        ("misconception", "slow-is-dead"),
        ("count", "insights"),
        ("cite", "anything"),
        ("doc", "elsewhere"),
        ("any", "nothing"),
    ],
)
def test_places_of_the_plan_are_known_though_unwritten(role: str, target: str) -> None:
    assert problems(reference(role, target)) == []


def test_labels_that_authors_set_are_known() -> None:
    book = book_of([reference("ref", "my-label")], CONCEPTS)
    assert find_problems(book, labels={"my-label"}) == []
    assert [p.subtype for p in find_problems(book)] == ["target-unknown"]


def test_an_unknown_count_lists_the_known_ones() -> None:
    found = only(reference("count", "pages"))
    assert found.subtype == "count-unknown"
    assert "insights" in found.message


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [
        ("chapter", "9", "has no chapter '9'; it may be 0, 1, 2, A"),
        ("part", "3", "has no part '3'; it may be I, II"),
        ("rank", "minor", "it may be essential, major, supporting"),
    ],
)
def test_a_gathered_page_of_nothing_is_told(option: str, value: str, remedy: str) -> None:
    found = only(page(gatherings=(Gathering("insight-compilation", ((option, value),), 4),)))
    assert (found.line, found.subtype) == (4, "option-value")
    assert remedy in found.message


def test_gathered_pages_of_something_are_fine() -> None:
    options = (("chapter", "A"), ("part", "2"), ("rank", "major"))
    assert problems(page(gatherings=(Gathering("insight-compilation", options, 4),))) == []


def test_missing_diagrams_and_works_are_told_when_they_can_be_known() -> None:
    figures = (Figure("fig-x", "ch01/x", "flow", "c", "a", FLP, 5), Figure("fig-y", "ch01/y", "flow", "c", "a", FLP, 6))
    cites = (Reference("cite", "flp", 8), Reference("cite", "none", 9))
    book = book_of([page(figures=figures, references=cites)], CONCEPTS)
    assert find_problems(book) == []
    found = find_problems(book, lambda name: name == "ch01/x", {"flp"})
    assert [(p.line, p.subtype) for p in found] == [(6, "diagram-missing"), (9, "citation-unknown")]
    assert "has no file diagrams/ch01/y.mmd" in found[0].message


def test_problems_come_in_reading_order() -> None:
    pages = [page("zebra", mentions=(Mention("a", False, 1),)), page(mentions=(*DEFINES, Mention("b", False, 9)))]
    pages.append(page(LOGS, mentions=(Mention("lease", False, 1, True), Mention("c", False, 2))))
    assert [(p.docname, p.line) for p in problems(*pages)] == [(FLP, 9), (LOGS, 2), ("zebra", 1)]
