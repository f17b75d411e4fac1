from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.books import CAP, CH1, FLP, SUMMARY1, book_of, concept, concepts_of

from book.model.fingerprint import fingerprint
from book.model.metrics import COUNTS, count_of, count_words, reading_minutes, totals_of
from book.model.records import Box, Figure, Mention, Page, Reference, Table
from book.model.reviews import Review


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0), ("  \n", 0), ("one", 1), ("one two", 2), ("don't over-count", 2), ("a — b", 2), ("x = 1", 2),
        ("3.14 % of Ω", 3), ("* - _ …", 0), ("naïve Zürich", 2),
    ],
)  # fmt: skip
def test_a_word_holds_a_letter_or_digit(text: str, words: int) -> None:
    assert count_words(text) == words


@settings(max_examples=30, deadline=None)
@given(st.text("a1é.— \n", max_size=12), st.text("a1é.— \n", max_size=12))
def test_words_add_up_over_a_space(left: str, right: str) -> None:
    assert count_words(f"{left} {right}") == count_words(left) + count_words(right)


def test_reading_time_rounds_up() -> None:
    assert [reading_minutes(n) for n in (0, 1, 238, 239, 5_700)] == [0, 1, 1, 2, 24]
    with pytest.raises(ValueError, match="words is -1"):
        reading_minutes(-1)


def page(docname: str, words: int = 0) -> Page:
    kinds = ("insight", "insight", "misconception", "truth", "production", "question", "scenario")
    return Page(
        docname,
        docname,
        words,
        boxes=tuple(Box(f"{docname}-{i}", kind, "t", docname, i) for i, kind in enumerate(kinds)),
        figures=(Figure(f"fig-{docname}", "x", "flow", "c", "a", docname, 1),),
        tables=(Table(f"t-{docname}", "property", "c", docname, 1, 2, 2),),
        mentions=(Mention("lease", False, 2, True), Mention("quorum", False, 3), Mention("nonsense", False, 4, True)),
        references=(Reference("cite", "flp", 1), Reference("cite", docname, 2), Reference("ref", "sec-flp", 2)),
    )


def test_totals_count_each_kind_and_each_work_once() -> None:
    totals = totals_of([page(FLP, 1_000), page(CAP, 500)])
    assert (totals.words, totals.insights, totals.misconceptions, totals.truths) == (1_500, 4, 2, 2)
    assert (totals.cases, totals.questions, totals.diagrams, totals.tables, totals.sources) == (2, 2, 2, 2, 3)


def test_a_chapter_counts_when_all_its_pages_are_written() -> None:
    assert count_of("chapters", book_of([page(CH1), page(FLP), page(SUMMARY1)])) == "0"
    whole = book_of([page(CH1), page(FLP), page(CAP), page(SUMMARY1)])
    assert count_of("chapters", whole) == "1"
    assert count_of("sections", whole) == "2"


def test_concepts_are_those_introduced() -> None:
    concepts = concepts_of(concept("lease"), concept("quorum"), concept("log"))
    assert count_of("concepts", book_of([page(FLP)], concepts)) == "1"


def test_figures_are_printed_with_commas() -> None:
    assert count_of("words", book_of([page(FLP, 1_234_567)])) == "1,234,567"


def test_an_unknown_figure_is_none() -> None:
    assert count_of("pages", book_of([page(FLP)])) is None


DAY = datetime.date(2026, 11, 25)


def test_only_reviews_of_the_present_text_are_counted() -> None:
    text = fingerprint("The text as it is.")
    reviews = (
        Review("a", "sec-flp", DAY, "technical check", "second author", text.hash),
        Review("b", "sec-flp", DAY, "expert", "expert", text.hash, signed="A. Person"),
        Review("c", FLP, DAY, "technical check", "editor", text.hash),
        Review("d", "sec-cap", DAY, "technical check", "editor", "0" * 64),
        Review("e", "sec-cap", DAY, "expert", "expert", "0" * 64, signed="B. Person"),
        Review("f", "sec-cap", DAY, "reader test", "readers", "0" * 64),
        Review("g", CH1, DAY, "technical check", "editor", text.hash),
    )
    pages = [replace(page(name), text=text) for name in (CH1, FLP, CAP)]
    book = replace(book_of(pages), reviews=reviews)
    counted = [count_of(name, book) for name in ("checked-sections", "expert-reviews", "reader-tests")]
    assert counted == ["1", "1", "0"]


def test_every_figure_can_be_counted() -> None:
    book = book_of([page(FLP)])
    assert all(count_of(name, book) is not None for name in COUNTS)
