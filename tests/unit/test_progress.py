"""The matrix of progress against a tiny book that is counted by hand, and the law that counting adds up."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.books import CAP, CH1, CH2, FLP, LOGS, PART1, SUMMARY1, book_of, small_outline

from book.model.book import Book
from book.model.exports import as_csv, progress_json
from book.model.fingerprint import fingerprint
from book.model.metrics import totals_of
from book.model.outline import Outline, Targets
from book.model.progress import (
    ProgressItem,
    State,
    chapters_of,
    joint_state,
    page_states,
    phases,
    progress,
    sections_of,
    state_of,
    whole,
)
from book.model.records import Box, Figure, Page, Table
from book.model.reviews import Review
from book.model.words import COUNTED, Counts, source_counts

# Chapter 1 has a target of 5,500 words: two sections of 2,000, and 1,500 for its own page and its summary.
WORDS = {PART1: 300, CH1: 700, FLP: 2_500, CAP: 1_000, SUMMARY1: 100, "introduction": 60, "zebra": 9_999}


def page(docname: str, words: int, *, insights: int = 0, diagrams: int = 0, tables: int = 0) -> Page:
    return Page(
        docname,
        docname,
        words,
        boxes=tuple(Box(f"{docname}-{i}", "insight", "t", docname, 1) for i in range(insights)),
        figures=tuple(Figure(f"f{i}-{docname}", "x", "flow", "c", "a", docname, 1) for i in range(diagrams)),
        tables=tuple(Table(f"t{i}-{docname}", "property", "c", docname, 1, 2, 2) for i in range(tables)),
        text=fingerprint(f"The text of {docname}."),
    )


def book(*reviews: Review, words: Mapping[str, int] = WORDS) -> Book:
    held = {FLP: {"insights": 3, "diagrams": 2, "tables": 1}, CAP: {"insights": 1}, "introduction": {"insights": 2}}
    pages = [page(docname, count, **held.get(docname, {})) for docname, count in words.items()]
    return replace(book_of(pages), reviews=reviews)


def rows(book: Book, heading: str) -> dict[str, ProgressItem]:
    groups = progress(book, lambda docname: False)
    return {item.stretch.name: item for group in groups if group.heading == heading for item in group.items}


def test_the_matrix_is_what_is_counted_by_hand() -> None:
    said = [
        (r.stretch.name, r.stretch.chapters, r.stretch.target.words, r.actual.words, r.percent, r.state.words)
        for r in rows(book(), "By phase").values()
    ]
    assert said == [
        # 60 of 100 words of the introduction.
        ("Foundation", "front matter", 100, 60, 60, "drafting"),
        # 300 + 700 + 2,500 + 1,000 + 100 words; of the target 2,000 + 1,000 + 800: no section makes up for another.
        ("Phase 1", "1", 5_500, 4_600, 69, "drafting"),
        ("Phase 2", "2", 3_500, 0, 0, "not started"),
        ("Phase 3", "A", 2_000, 0, 0, "not started"),
        # 3,860 of 11,100; the page outside the plan is in none of it.
        ("Total", "2 and 1 appendices", 11_100, 4_660, 34, "drafting"),
    ]


def test_the_matrix_counts_diagrams_tables_and_insights() -> None:
    total = rows(book(), "By phase")["Total"]
    assert total.stretch.target == Targets(11_100, 5, 3, 9)
    assert (total.actual.diagrams, total.actual.tables, total.actual.insights) == (2, 1, 6)


def test_a_chapter_and_its_sections_have_rows_of_their_own() -> None:
    chapters = rows(book(), "By chapter")
    assert {name: (row.actual.words, row.percent) for name, row in chapters.items()} == {
        "1 Limits": (4_300, 69), "2 Storage": (0, 0), "A Maths": (0, 0),
    }  # fmt: skip
    sections = rows(book(), "Sections of Part I. Reality")
    assert {name: (row.actual.words, row.percent, row.docname) for name, row in sections.items()} == {
        "Part I": (300, 100, PART1),
        "1 Overview and summary": (800, 53, CH1),
        "1.1 FLP": (2_500, 100, FLP),
        "1.2 CAP": (1_000, 50, CAP),
    }


def test_without_a_plan_there_is_no_progress() -> None:
    assert progress(book_of([page("x", 10)], outline=Outline.empty()), lambda docname: True) == ()


def test_100_per_cent_is_said_only_when_each_section_has_its_words() -> None:
    almost = {CH1: 1_500, FLP: 9_000, CAP: 1_999}
    assert rows(book(words=almost), "By chapter")["1 Limits"].percent == 99
    assert rows(book(words={**almost, CAP: 2_000}), "By chapter")["1 Limits"].percent == 100


# States


def review(docname: str, kind: str = "technical check", text: str = "") -> Review:
    read = fingerprint(text or f"The text of {docname}.")
    signed = "A. Person" if kind == "expert" else ""
    return Review(f"{docname}-{kind}", docname, datetime.date(2026, 11, 25), kind, "reader", read.hash, (), signed)


@pytest.mark.parametrize(
    ("reviews", "passes", "state"),
    [
        ((), False, State.DRAFTING),
        ((review(FLP),), False, State.DRAFTING),
        ((), True, State.DRAFT_COMPLETE),
        ((review(FLP, text="Another text."),), True, State.DRAFT_COMPLETE),
        ((review(FLP, "editorial"),), True, State.DRAFT_COMPLETE),
        ((review(FLP, "expert"),), True, State.DRAFT_COMPLETE),
        ((review(FLP),), True, State.CHECKED),
        ((review(FLP), review(FLP, "expert", "Another text.")), True, State.CHECKED),
        ((review(FLP), review(FLP, "expert")), True, State.EXPERT_REVIEWED),
    ],
)
def test_the_state_of_a_page_is_computed(reviews: tuple[Review, ...], passes: bool, state: State) -> None:
    assert state_of(FLP, book(*reviews), lambda docname: passes) is state


def test_a_page_that_is_not_there_is_not_started() -> None:
    assert state_of(LOGS, book(), lambda docname: True) is State.NOT_STARTED


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ((0, 0), State.NOT_STARTED),
        ((0, 4), State.DRAFTING),
        ((1, 4), State.DRAFTING),
        ((3, 2, 4), State.DRAFT_COMPLETE),
        ((3, 4), State.CHECKED),
        ((4, 4), State.EXPERT_REVIEWED),
        ((), State.NOT_STARTED),
    ],
)
def test_what_has_parts_is_in_the_state_of_the_least_of_them(states: tuple[int, ...], state: State) -> None:
    assert joint_state(map(State, states)) is state


def test_a_chapter_is_a_complete_draft_when_every_page_is_there_and_passes() -> None:
    whole_chapter = book(words=dict.fromkeys((CH1, FLP, CAP, SUMMARY1), 10))
    (row,) = (
        item
        for group in progress(whole_chapter, lambda docname: True)
        for item in group.items
        if item.stretch.name == "1 Limits"
    )
    assert row.state.words == "draft complete"
    states = page_states(whole_chapter, lambda docname: docname != CAP)
    assert joint_state(states[name] for name in (CH1, FLP, CAP, SUMMARY1)) is State.DRAFTING


# Laws


COUNTED_PAGES = (PART1, CH1, FLP, CAP, SUMMARY1, CH2, LOGS, "introduction")
counts = st.dictionaries(st.sampled_from(COUNTED_PAGES), st.integers(0, 9_000))


@settings(max_examples=40, deadline=None)
@given(counts)
def test_counting_is_additive_over_files(words: dict[str, int]) -> None:
    pages = {docname: page(docname, count, insights=count % 3, diagrams=count % 2) for docname, count in words.items()}
    made = book_of(pages.values())
    found = rows(made, "By phase")
    total = found.pop("Total")
    for name in COUNTED:
        alone = sum(getattr(totals_of([each]), name) for each in pages.values())
        assert getattr(total.actual, name) == alone == sum(getattr(row.actual, name) for row in found.values())
        assert getattr(total.stretch.target, name) == sum(getattr(row.stretch.target, name) for row in found.values())


def test_every_page_of_the_plan_is_in_one_phase_and_one_row_of_its_sections() -> None:
    planned = [entry.docname for entry in small_outline().entries]
    found = phases(small_outline())
    assert [entry.docname for entry in whole(found).pages] == planned
    assert sorted(e.docname for phase in found for row in sections_of(phase) for e in row.pages) == sorted(planned)
    for phase in found:
        for chapter in chapters_of(phase):
            of_sections = [row for row in sections_of(phase) if row.pages[0].unit == chapter.pages[0].unit]
            assert sum(row.target.words for row in of_sections) == chapter.target.words


markdown = st.lists(
    st.sampled_from(
        [
            "Two words.", "# A title", ":::{insight} One two", ":id: x", ":why: Three more words", ":::", "",
            "% no word", "(label)=", ":::{diagram} ch01/x", "See {ref}`sec-x` and {cite:p}`a,b`.", "| a | b |",
            ":::{table} T",
        ]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(markdown, max_size=4))
def test_counting_sources_is_additive_over_files(files: list[list[str]]) -> None:
    texts = ["\n".join(lines) for lines in files]
    assert sum(map(source_counts, texts), Counts()) == source_counts("\n\n".join(texts))


def test_a_source_is_counted_as_a_build_counts_its_page() -> None:
    text = """# A title

:::{insight} One *two*
:id: some-id
:concepts: a, b

:revelation: Three words here.
:::

See {concept}`crash faults <crash-fault>` and {ref}`sec-x`, [a link](../other.md) {cite:p}`adams1990one, baker2001`.

% A comment.

:::{diagram} ch01/steps
:alt: Not counted.

A caption.
:::

```{toctree}
not-counted
```
"""
    assert source_counts(text) == Counts(words=2 + 2 + 3 + 9 + 2, insights=1, diagrams=1)


# Data


def test_the_table_for_programs_says_the_same() -> None:
    rows = progress_json(book())
    assert [row["level"] for row in rows[:6]] == ["phase"] * 4 + ["total", "chapter"]
    read = list(csv.DictReader(StringIO(as_csv(rows))))
    assert [{name: str(value) for name, value in row.items()} for row in rows] == read
