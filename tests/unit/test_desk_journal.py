"""The journal: what is filled in, what is left to a person, and that nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.books import CAP, CH1, FLP, LOGS, OUTLINE, small_outline

from book.desk.journal import judged, main, page_names, phase_of
from book.desk.journal_pages import BLANK, Judged, Span, daily_note, density, target_of, week_of, weekly_review
from book.model.gates import GATES, Finding
from book.model.outline import Targets
from book.model.words import Counts

SPAN = Span(
    first=date(2026, 11, 25),
    last=date(2026, 11, 25),
    target=Targets(2_000, 2, 2, 4),
    actual=Counts(words=2_500, insights=5, diagrams=1),
    whole=Counts(words=14_200, insights=21, diagrams=13, tables=6),
    pages=("Section 1.1", "Chapter 1"),
    phase="Phase 1",
    insights=("Silence is not evidence",),
    judged=tuple(Judged(name, musts, 0, 3) for name, musts in (("1.1", 0), ("1.2", 1), ("1.3", 2), ("1.4", 5))),
)


def test_the_note_of_a_day_holds_target_actual_and_density() -> None:
    note = daily_note(SPAN)
    for line in (
        "# 2026-11-25",
        "Worked on: Section 1.1, Chapter 1",
        "| Words | 2,000 | 2,500 |",
        "| Tables | 2 | 0 |",
        "- Insights per 1,000 words: 2.0 today, 1.5 in the whole book",
        "- Strongest by the gates: 1.1 (must 0, should 0, note 3); 1.2 (must 1, should 0, note 3); "
        "1.3 (must 2, should 0, note 3)",
        "- Weakest by the gates: 1.4 (must 5, should 0, note 3)",
        "- Silence is not evidence",
    ):
        assert line in note.splitlines()


def test_the_review_of_a_week_says_how_much_of_its_target_was_reached() -> None:
    review = weekly_review(replace(SPAN, first=date(2026, 11, 23), last=date(2026, 11, 29)))
    for line in (
        "# Week 48 of 2026: 2026-11-23 to 2026-11-29",
        "Phase: Phase 1",
        "| Words | 2,000 | 2,500 | 125 % |",
        "| Insights | 4 | 5 | 125 % |",
        "| Diagrams | 2 | 1 | 50 % |",
    ):
        assert line in review.splitlines()


@pytest.mark.parametrize("write", [daily_note, weekly_review])
def test_the_judgement_is_left_to_a_person(write: object) -> None:
    assert callable(write)
    assert str(write(SPAN)).count(BLANK) >= 6


def test_the_section_with_the_fewest_and_least_findings_is_the_strongest() -> None:
    by_level = {gate.level: name for name, gate in GATES.items()}
    findings = [
        Finding(docname, 1, by_level[level], "message")
        for docname, level in ((FLP, "must"), (CAP, "should"), (CAP, "note"), (LOGS, "should"), (CH1, "must"))
    ]
    written = [entry for entry in small_outline().entries if entry.docname in (CH1, FLP, CAP, LOGS)]
    assert judged(written, findings) == (
        Judged("Section 2.1", 0, 1, 0), Judged("Section 1.2", 0, 1, 1), Judged("Section 1.1", 1, 0, 0),
    )  # fmt: skip


def test_where_the_gates_were_not_asked_nothing_is_claimed_of_them() -> None:
    note = daily_note(replace(SPAN, judged=None))
    assert "not asked; 'make check' says" in note
    assert "Strongest by the gates" not in note


def test_a_day_without_new_words_has_no_density() -> None:
    assert density(Counts(0, 3)) == density(Counts(-5, 1)) == "–"


def test_a_target_keeps_the_proportions_of_the_book() -> None:
    assert target_of(2_000, Targets(700_000, 460, 368, 1_150)) == Targets(2_000, 2, 2, 4)
    assert target_of(2_000, Targets()) == Targets(2_000)


def test_a_week_begins_on_monday() -> None:
    assert week_of(date(2026, 11, 29)) == week_of(date(2026, 11, 23)) == (date(2026, 11, 23), date(2026, 11, 29))


def test_pages_are_named_in_reading_order() -> None:
    assert page_names([CAP, "zebra", FLP], small_outline()) == ["Section 1.1", "Section 1.2", "zebra"]
    assert phase_of([FLP], small_outline()) == "Phase 1"


@pytest.mark.parametrize(("which", "name"), [("daily", "2026-11-25"), ("weekly", "2026-W48")])
def test_a_file_is_written_once_and_never_overwritten(
    tmp_path: Path, which: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "outline.toml").write_text(OUTLINE, encoding="utf-8")
    arguments = [which, "--root", str(tmp_path), "--date", "2026-11-25", "--words", "900"]
    asked: list[Path] = []

    def judge(root: Path) -> None:
        asked.append(root)

    assert main(arguments, judge) == 0
    path = tmp_path / "journal" / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert "| Words | 900 | 0 |" in text
    assert "There is no version history here" in text
    assert asked == [tmp_path]
    path.write_text("Mine.", encoding="utf-8")
    assert main(arguments, judge) == 1
    assert path.read_text(encoding="utf-8") == "Mine."
    assert "is left as it is" in capsys.readouterr().err
