"""What the foot of a page says, for each case of what is and isn't on record."""

from __future__ import annotations

import datetime

import pytest
from tests.unit.books import CH1, FLP, SUMMARY1, small_outline

from book.model.badge import BadgeLine, badge_of, percent_of
from book.model.fingerprint import NO_TEXT, Fingerprint, fingerprint
from book.model.reviews import Finding, Review, Standing, standing_of

TEXT = " ".join(f"Sentence {i} has five words." for i in range(100))
NOW = fingerprint(TEXT)
MAJOR, MINOR = Finding("major", "w", "s"), Finding("minor", "w", "s")
OPEN, NOTE = Finding("minor", "w", " "), Finding("note", "w", "")
NO_EXPERT = "No expert has reviewed this section."


def record(*findings: Finding, kind: str = "technical check", day: int = 25, read: Fingerprint = NOW) -> Review:
    signed = "Ada Byron" if kind == "expert" else ""
    date = datetime.date(2026, 11, day)
    return Review(f"r{day}", "sec-flp", date, kind, "reader", read.hash, findings, signed, (), read.sentences)


def badge(*reviews: Review, text: Fingerprint = NOW, docname: str = FLP) -> list[str]:
    entry = small_outline().at(docname)
    assert entry is not None
    return [line.text for line in badge_of(entry, [standing_of(review, text) for review in reviews])]


def edited(count: int) -> Fingerprint:
    text = TEXT
    for i in range(count):
        text = text.replace(f"Sentence {i} ", f"Sentence number {i}", 1)
    return fingerprint(text)


@pytest.mark.parametrize(
    ("findings", "found"),
    [
        ((MAJOR,) * 7 + (MINOR,) * 9, "7 major and 9 minor faults found, all settled."),
        ((MINOR, NOTE), "1 minor fault found, settled."),
        ((MAJOR, MAJOR), "2 major faults found, all settled."),
        ((MAJOR, OPEN, OPEN), "1 major and 2 minor faults found, 2 not yet settled."),
        ((OPEN,), "1 minor fault found, 1 not yet settled."),
        ((NOTE,), "no fault found."),
        ((), "no fault found."),
    ],
)
def test_a_check_of_this_text_says_what_it_found(findings: tuple[Finding, ...], found: str) -> None:
    assert badge(record(*findings)) == [f"Technical check on 2026-11-25 of this text: {found}", NO_EXPERT]


def test_without_a_record_the_badge_says_so() -> None:
    assert badge() == ["No technical check of this section is on record.", NO_EXPERT]
    assert badge(docname=SUMMARY1)[1] == "No expert has reviewed this summary."
    assert badge(docname=CH1)[1] == "No expert has reviewed this page."


def test_a_small_change_since_is_told() -> None:
    assert badge(record(MINOR), text=edited(3))[0] == (
        "Technical check on 2026-11-25 of this text: 1 minor fault found, settled. The text has changed by 3 % since."
    )


def test_a_stale_check_is_one_of_an_earlier_text() -> None:
    assert badge(record(MINOR), text=edited(12))[0] == (
        "Technical check on 2026-11-25 of an earlier text: 1 minor fault found, settled. "
        "The text has changed by 12 % since, and this text counts as unchecked."
    )


def test_a_change_that_cannot_be_measured_is_told_without_a_number() -> None:
    assert badge(record(read=Fingerprint(NOW.hash)), text=edited(1))[0] == (
        "Technical check on 2026-11-25 of an earlier text: no fault found. "
        "The text has changed since, and this text counts as unchecked."
    )


def test_an_expert_is_named_who_signed() -> None:
    assert badge(record(MAJOR, kind="expert")) == [
        "No technical check of this section is on record.",
        "Expert review on 2026-11-25 of this text, signed by Ada Byron: 1 major fault found, settled.",
    ]


def test_other_readings_are_told_when_there_are_any() -> None:
    lines = badge(record(), record(kind="editorial"), record(kind="reader test"))
    assert [line.partition(" on ")[0] for line in lines] == [
        "Technical check", "Editorial review", NO_EXPERT, "Reader test",
    ]  # fmt: skip


def test_a_check_of_this_text_is_told_rather_than_a_later_one_of_another() -> None:
    # The latest comes first: someone has put the older text back.
    lines = badge(record(MAJOR, day=28, read=edited(50)), record(day=25))
    assert lines[0] == "Technical check on 2026-11-25 of this text: no fault found."


def test_each_line_names_its_record() -> None:
    entry = small_outline().at(FLP)
    assert entry is not None
    found = badge_of(entry, [Standing(record(), 0.0)])
    assert found == (
        BadgeLine("Technical check on 2026-11-25 of this text: no fault found.", "r25"),
        BadgeLine(NO_EXPERT),
    )


def test_the_landing_page_has_no_badge() -> None:
    landing = small_outline().at("index")
    assert landing is not None
    assert badge_of(landing, [standing_of(record(), NO_TEXT)]) == ()


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0001, "less than 0.1 %"),
        (0.012, "1.2 %"),
        (0.05, "5 %"),
        (0.0501, "just over 5 %"),
        (0.12, "12 %"),
        (1, "100 %"),
    ],
)
def test_a_share_is_told_on_its_side_of_the_limit(share: float, words: str) -> None:
    assert percent_of(share) == words
