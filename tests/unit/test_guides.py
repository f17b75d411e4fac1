"""The guides: what they take of a book, how they divide it, and that their minutes add up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.books import CAP, CH1, CH2, FLP, LOGS, SUMMARY1, book_of, concept, concepts_of

from book.model.book import Book
from book.model.course import SHORT_WEEKS, TERM_WEEKS, Course, instructor_guide
from book.model.items import Item
from book.model.lectures import CLASS_MINUTES, InstructorChapter, instructor_chapters
from book.model.records import Box, Figure, Gathering, Heading, Page, Table
from book.model.selection import Selection
from book.model.sessions import (
    MEETING_MINUTES,
    READING_MINUTES,
    GroupChapter,
    GroupOverview,
    group_chapters,
    reading_group_guide,
)
from book.model.summaries import chapter_summaries
from book.model.teaching import LEVELS, minutes_of

WHOLE = Selection()
CONCEPTS = concepts_of(
    concept("process", "0.1"),
    concept("fault", "1.1", requires=("process",)),
    concept("cut", "1.2"),
    concept("log", "2.1", requires=("fault", "cut")),
    concept("copy", "2.1", requires=("fault", "log")),
)


def boxes(docname: str, *kinds: str) -> tuple[Box, ...]:
    """Boxes of *kinds*, twenty lines apart, each with its kind and order in its id."""
    stem = docname.rsplit("/", 1)[-1]
    return tuple(
        Box(f"{kind}-{stem}-{n}", kind, f"{kind} {n} of {stem}", docname, 20 * n, words=50 + n)
        for n, kind in enumerate(kinds, 1)
    )


def page(docname: str, words: int, *kinds: str, heads: tuple[str, ...] = ()) -> Page:
    first = Heading("top", "Top", 1, 1)
    headings = (first, *(Heading(f"h-{n}", title, 2, 15 + 40 * n) for n, title in enumerate(heads)))
    return Page(docname, docname, words, headings, boxes(docname, *kinds))


def book() -> Book:
    """Chapter 1 takes 30, 30 and 2 minutes; the section of Chapter 2 takes 100."""
    flp = page(FLP, 30 * 238, *["question"] * 3, *["misconception"] * 4, "production", "insight", heads=("A", "B"))
    essential = tuple(replace(box, rank="essential") if box.kind == "insight" else box for box in flp.boxes)
    return book_of(
        [
            page(CH1, 238, "chapter-overview", "essential-question", "mental-models"),
            replace(flp, boxes=essential),
            page(CAP, 60 * 238, *["question"] * 9, "production", "production", "misconception"),
            page(
                SUMMARY1,
                2 * 238,
                "truth",
                "discussion",
                "exercise",
                "exercise",
                heads=("Truths", "Carry forward", "End"),
            ),
            page(CH2, 238),
            page(LOGS, 100 * 238, "question"),
            page("zebra", 99, "question"),
        ],
        CONCEPTS,
    )


def chapters() -> list[GroupChapter]:
    return list(group_chapters(book(), WHOLE))


def lectures() -> list[InstructorChapter]:
    return list(instructor_chapters(book(), WHOLE))


def ids(items: tuple[Item, ...]) -> list[str]:
    return [item.id for item in items]


def asked_in_the_plan(*kinds: str) -> list[str]:
    whole = book()
    return [box.id for page in whole for box in page.boxes if box.kind in kinds and whole.outline.at(page.docname)]


def test_a_meeting_reads_no_more_than_its_limit_unless_one_section_does() -> None:
    read = [[r.entry.docname for r in s.readings] for chapter in chapters() for s in chapter.sessions]
    assert read == [[CH1, FLP], [CAP, SUMMARY1], [CH2, LOGS]]
    assert [minutes_of(s.readings) for chapter in chapters() for s in chapter.sessions] == [31, 62, 101]
    assert READING_MINUTES == 75


def test_meetings_ask_every_question_of_every_level_and_each_once() -> None:
    sessions = [session for chapter in chapters() for session in chapter.sessions]
    asked = [id for s in sessions for id in ids((*s.questions, *s.discussions, *s.exercises))]
    assert sorted(asked) == sorted(asked_in_the_plan(*LEVELS))
    assert len(asked) == len(set(asked)) == 16


def test_the_steps_of_a_meeting_add_up_and_leave_questions_the_rest() -> None:
    first, second = chapters()[0].sessions
    assert [(step.name, step.minutes) for step in first.steps] == [
        ("Opening", 5), ("Votes", 15), ("Questions", 24), ("The case", 10), ("Closing round", 10),
    ]  # fmt: skip
    assert (first.minutes, first.time_for) == (64, 3)
    assert (second.minutes, second.time_for) == (MEETING_MINUTES, 5)
    assert [step.name for step in second.steps if step.name == "Discussion"]


def test_votes_are_spread_over_the_sections_and_stand_in_reading_order() -> None:
    whole = book()
    joined = book_of([replace(p, words=238) for p in whole], CONCEPTS)
    (session,) = next(iter(group_chapters(joined, WHOLE))).sessions
    assert ids(session.votes) == ["misconception-01-flp-4", "misconception-01-flp-5", "misconception-02-cap-12"]


def test_the_longest_case_is_told() -> None:
    assert [s.case and s.case.id for s in chapters()[0].sessions] == ["production-01-flp-8", "production-02-cap-11"]


def test_the_list_of_chapters_leads_to_their_pages() -> None:
    gathering = Gathering("reading-group-guide", (("chapter", "ch-limits"),), 1)
    whole = book_of([*book(), replace(page("guide", 1), gatherings=(gathering,))], CONCEPTS)
    (group,) = reading_group_guide(whole, WHOLE)
    rows = [row for row in group.items if isinstance(row, GroupOverview)]
    assert [(row.head.number, row.docname, row.lengths, row.questions) for row in rows] == [
        ("1", "guide", (64, 90), 12), ("2", "", (23,), 1),
    ]  # fmt: skip


def test_the_answer_key_has_every_question_of_every_level_and_each_once() -> None:
    listed = [id for c in lectures() for id in ids((*c.questions, *c.discussions, *c.exercises))]
    assert sorted(listed) == sorted(asked_in_the_plan(*LEVELS))


def test_a_class_takes_its_minutes() -> None:
    lessons = [lesson for chapter in lectures() for lesson in chapter.lessons]
    assert {sum(step.minutes for step in lesson.steps) for lesson in lessons} == {CLASS_MINUTES}
    assert [lesson.reading.entry.docname for lesson in lessons] == [FLP, CAP, LOGS]


def test_slides_are_the_headings_with_what_stands_under_each() -> None:
    rank = {"first": "supporting", "second": "essential", "third": "essential"}
    insights = tuple(Box(id, "insight", id, FLP, 20 + n, rank=rank[id]) for n, id in enumerate(rank))
    case = Box("case", "production", "Case", FLP, 60)
    figure = Figure("fig", "ch01/fig", "flow", "Caption.", "Alt.", FLP, 30)
    table = Table("tab", "property", "Table.", FLP, 25, 2, 2)
    top = Figure("fig-top", "ch01/top", "flow", "Top.", "Alt.", FLP, 5)
    made = replace(page(FLP, 9, heads=("A", "B")), boxes=(*insights, case), figures=(figure, top), tables=(table,))
    (chapter,) = instructor_chapters(book_of([made]), WHOLE)
    slides = [(s.heading, s.insight and s.insight.id, ids(s.shows), ids(s.cases)) for s in chapter.lessons[0].slides]
    assert slides == [
        ("Top", None, ["fig-top"], []), ("A", "second", ["tab", "fig"], []), ("B", None, [], ["case"]),
    ]  # fmt: skip


def test_a_chapter_needs_what_its_concepts_require_from_before_it() -> None:
    needed = [[(n.entry.number, [c.id for c in n.concepts]) for n in chapter.needs] for chapter in lectures()]
    assert needed == [[("0.1", ["process"])], [("1.1", ["fault"]), ("1.2", ["cut"])]]


def test_goals_are_the_chapters_own_words() -> None:
    chapter = lectures()[0]
    assert chapter.essential is not None
    assert chapter.models is not None
    assert (chapter.essential.kind, ids(chapter.truths), chapter.models.kind) == (
        "essential-question", ["truth-summary-1"], "mental-models",
    )  # fmt: skip


def courses() -> tuple[Course, Course]:
    term, short, _ = instructor_guide(book(), WHOLE)
    assert isinstance(term.items[0], Course)
    assert isinstance(short.items[0], Course)
    return term.items[0], short.items[0]


def test_a_term_reads_all_that_is_written_in_its_order_and_the_short_course_a_section_a_chapter() -> None:
    term, short = courses()
    assert [[r.entry.docname for r in week.readings] for week in term.weeks] == [
        [CH1, FLP], [CAP, SUMMARY1], [CH2, LOGS],
    ]  # fmt: skip
    # Two concepts of Chapter 2 require one of FLP, one requires one of CAP.
    assert [[r.entry.docname for r in week.readings] for week in short.weeks] == [[CH1, FLP, SUMMARY1], [CH2, LOGS]]
    assert len(term.weeks) <= TERM_WEEKS
    assert len(short.weeks) <= SHORT_WEEKS
    assert [week.parts for week in term.weeks] == [("I",), ("I",), ("II",)]
    assert [(week.questions, week.tasks) for week in term.weeks] == [(3, 0), (9, 3), (1, 0)]


@pytest.mark.parametrize("missing", [(FLP, CAP), (FLP, CAP, SUMMARY1, CH1)])
def test_of_a_chapter_without_a_section_nothing_is_taught(missing: tuple[str, ...]) -> None:
    kept = [replace(p, boxes=()) for p in book() if p.docname not in missing]
    assert [chapter.head.number for chapter in instructor_chapters(book_of(kept, CONCEPTS), WHOLE)] == ["2"]


def test_summaries_hold_the_prose_of_the_closing_page_that_has_no_box() -> None:
    (group,) = chapter_summaries(book(), WHOLE)
    (summary,) = group.items
    # The boxes stand under the first two headings.
    assert [item.title for item in summary.passages] == ["End"]
    assert ids(summary.sentences) == ["insight-01-flp-9"]
    assert summary.running == (SUMMARY1,)
