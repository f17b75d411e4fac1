"""How long a stretch of the book takes, of pages written and of pages planned."""

from __future__ import annotations

import pytest
from tests.unit.books import CH1, FLP, SUMMARY1, book_of

from book.model.problems import find_problems
from book.model.reading_time import Stretch, duration, stretch_of
from book.model.records import Page, Reference

BOOK = book_of([Page(CH1, "Limits", words=500), Page(FLP, "FLP", words=2_380), Page(SUMMARY1, "Summary", words=400)])


def test_a_written_section_takes_as_long_as_its_words() -> None:
    assert stretch_of(BOOK, ["sec-flp"]) == Stretch(2_380, 0)


def test_a_planned_section_takes_as_long_as_its_target() -> None:
    assert stretch_of(BOOK, ["sec-cap"]) == Stretch(0, 2_000)


def test_a_chapter_is_what_is_written_of_it_and_the_targets_of_the_rest() -> None:
    assert stretch_of(BOOK, ["ch-limits"]) == Stretch(500 + 2_380 + 400, 2_000)


@pytest.mark.parametrize(("label", "words"), [("ch-storage", 3_500), ("part-solutions", 3_500), ("app-maths", 2_000)])
def test_the_targets_of_the_pages_add_up_to_that_of_the_chapter(label: str, words: int) -> None:
    assert stretch_of(BOOK, [label]) == Stretch(0, words)


def test_a_page_under_two_labels_is_read_once() -> None:
    assert stretch_of(BOOK, ["part-reality", "sec-flp", "ch-limits"]) == stretch_of(BOOK, ["part-reality"])


def test_a_label_that_the_plan_lacks_has_no_time() -> None:
    assert stretch_of(BOOK, ["sec-flp", "sec-nowhere"]) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [(1, "1 min"), (238 * 99, "99 min"), (238 * 99 + 1, "1.7 h"), (238 * 120, "2 h"), (238 * 1_000, "16.7 h")],
)
def test_a_long_time_is_told_in_hours(words: int, said: str) -> None:
    assert duration(words) == said.replace(" ", "\N{NO-BREAK SPACE}")


def test_what_is_not_written_is_said_to_be_planned() -> None:
    said = [str(stretch).replace("\N{NO-BREAK SPACE}", " ") for stretch in (Stretch(238, 0), Stretch(0, 238))]
    assert said == ["1 min", "1 min, planned"]
    assert str(Stretch(0, 0)) == "planned"
    assert str(Stretch(238, 238)).replace("\N{NO-BREAK SPACE}", " ") == "2 min, 1 min of it written"


def test_a_wrong_label_in_a_list_is_told_with_the_nearest() -> None:
    page = Page(FLP, "FLP", references=(Reference("minutes", "sec-flp, sec-logz", 7),))
    (problem,) = find_problems(book_of([page]))
    assert (problem.line, problem.subtype) == (7, "target-unknown")
    assert problem.message == "no label of the plan has the id 'sec-logz'; did you mean 'sec-logs'?"
