from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.books import OUTLINE, ROOT, small_outline

from book.desk.backlog import insights_in, main, written_insights
from book.model.backlog import (
    DROPPED,
    PLANNED,
    WRITTEN,
    BacklogError,
    Candidate,
    Written,
    beside,
    likeness,
    load_backlog,
    standings,
    tally,
)
from book.model.outline import load_outline

ROWS = """
[[insight]]
section = "1.1"
number = 1
sentence = "A timeout declares a failure; it never detects one, however long it is"
limit = "in the asynchronous model"

[[insight]]
section = "1.1"
number = 2
sentence = "Nobody signs a silence"
state = "written"
id = "unsigned"

[[insight]]
section = "1.2"
number = 1
sentence = "A partition is not a switch"
state = "dropped"
reason = "Overlaps 1.1.1."
"""

FLP = Candidate("1.1", 1, "FLP's adversary never has to kill anyone; the mere chance of one crash is enough")
COIN = Candidate("1.1", 2, "A coin flip defeats an adversary that perfect logic cannot")


def write(folder: Path, text: str) -> Path:
    path = folder / "backlog.toml"
    path.write_text(text, encoding="utf-8")
    return path


def box(title: str, id: str = "an-id", section: str = "1.1") -> Written:
    return Written(id, title, section, "page", 1)


# The file


def test_a_row_is_planned_unless_it_says_otherwise(tmp_path: Path) -> None:
    rows = load_backlog(write(tmp_path, ROWS), small_outline())
    assert [(row.name, row.state) for row in rows] == [("1.1.1", PLANNED), ("1.1.2", WRITTEN), ("1.2.1", DROPPED)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"1.2"\nnumber',
            '"9.9"\nnumber',
            "insight 9.9.1.section: the outline has no section '9.9'; correct the number",
        ),
        ("number = 2", "number = 1", "insight 1.1.1.number: stands twice; give one of them the next free number"),
        ('id = "unsigned"', "", "insight 1.1.2.id: is missing, and the state is 'written'"),
        ('reason = "Overlaps 1.1.1."', "", "insight 1.2.1.reason: is missing, and the state is 'dropped'"),
        ("limit = ", "reason = ", "insight 1.1.1.reason: goes with the state 'dropped', not 'planned'"),
        ('"dropped"', '"lost"', "insight 1.2.1.state: is 'lost'; write one of planned, written, dropped"),
        ("limit = ", "limits = ", "insight 1.1.1.limits: is not a known key"),
        ('limit = "in the asynchronous model"', 'near = ["7.7.7"]', "insight 1.1.1.near: there is no other candidate"),
        (
            'limit = "in the asynchronous model"',
            'state = "written"\nid = "unsigned"',
            "id unsigned: is named by 2 candidates; keep it at one",
        ),
    ],
)
def test_each_fault_says_its_key_and_its_remedy(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in ROWS
    path = write(tmp_path, ROWS.replace(old, new))
    with pytest.raises(BacklogError) as caught:
        load_backlog(path, small_outline())
    assert f"{path}: {message}" in str(caught.value)


# Matching


def test_the_first_half_of_a_candidate_is_its_title() -> None:
    assert likeness("FLP's adversary never has to kill anyone", FLP.sentence) == 1


def test_another_wording_is_recognized_and_another_claim_is_not() -> None:
    coin = box("A coin defeats the scheduler that perfect logic can't")
    other = box("No finite log can refute a promise of progress", "other")
    rows = standings([FLP, COIN], [coin, other])
    assert [(row.state, row.written) for row in rows] == [(PLANNED, None), (WRITTEN, coin)]
    assert beside(rows, [coin, other]) == [other]


def test_a_title_in_another_section_answers_no_candidate() -> None:
    assert standings([FLP], [box(FLP.sentence, section="1.2")])[0].state == PLANNED


def test_an_id_in_the_row_decides_whatever_the_title() -> None:
    named = Candidate("1.1", 1, "One thing", state=WRITTEN, id="an-id")
    like = Candidate("1.1", 2, "Quite another thing")
    insight = box("Quite another thing")
    assert [row.written for row in standings([named, like], [insight])] == [insight, None]


def test_an_insight_answers_one_candidate_the_likest() -> None:
    near = Candidate("1.1", 3, "A coin flip defeats an adversary that nobody sees")
    rows = standings([near, COIN], [box("A coin flip defeats an adversary that perfect logic cannot")])
    assert [row.state for row in rows] == [PLANNED, WRITTEN]


def test_a_dropped_candidate_stays_dropped() -> None:
    gone = Candidate("1.1", 1, "One thing", state=DROPPED, reason="Overlaps.")
    assert standings([gone], [box("One thing")])[0].state == DROPPED


def test_markup_in_a_title_makes_no_difference() -> None:
    assert likeness("A {concept}`coin <fair-coin>` flip *defeats*", "A coin flip defeats") == 1


@given(st.text(), st.text())
def test_likeness_is_a_share(title: str, sentence: str) -> None:
    assert 0 <= likeness(title, sentence) <= 1


@given(st.lists(st.sampled_from([FLP, COIN]), unique=True), st.lists(st.sampled_from(["a", "b"]), unique=True))
def test_every_candidate_has_one_standing_and_is_counted_once(chosen: list[Candidate], ids: list[str]) -> None:
    rows = standings(chosen, [box(FLP.sentence, id) for id in ids])
    assert [row.candidate for row in rows] == chosen
    assert sum(sum(states.values()) for states in tally(rows).values()) == len(chosen)
    assert len({row.written.id for row in rows if row.written}) == sum(row.written is not None for row in rows)


# The command


def test_a_box_is_found_with_its_id_or_the_one_made_from_its_title() -> None:
    page = "# One\n\n:::{insight} First of all\n:concepts: a\n:id: mine\n\n:why: x\n:::\n\n::::{insight} No id\n:::\n"
    assert list(insights_in(page)) == [(3, "First of all", "mine"), (10, "No id", "no-id")]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "outline.toml").write_text(OUTLINE, encoding="utf-8")
    page = tmp_path / "part-01-reality/01-limits/01-flp.md"
    page.parent.mkdir(parents=True)
    page.write_text("# FLP\n\n:::{insight} Silence\n:id: unsigned\n\n:::\n", encoding="utf-8")
    write(tmp_path, ROWS)
    return tmp_path


def run(source: Path, *arguments: str) -> int:
    return main([*arguments, "--source", str(source)])


def test_a_chapter_is_listed_with_what_became_of_each(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, "1") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1.1.1   planned   A timeout declares a failure")
    assert lines[1].strip() == "limit: in the asynchronous model"
    assert lines[2].startswith("1.1.2   written")
    assert lines[3].strip() == "part-01-reality/01-limits/01-flp.md:3: Silence"
    assert lines[4].startswith("1.2.1   dropped") and lines[5].strip() == "Overlaps 1.1.1."


def test_without_a_chapter_all_are_counted(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["1", "3", "1", "1", "1", "5"]


def test_an_id_that_no_page_has_is_an_error(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(source, ROWS.replace("unsigned", "gone"))
    assert run(source, "1.1") == 1
    assert "insight 1.1.2.id: no page has the insight 'gone'; correct the id" in capsys.readouterr().err


def test_a_chapter_without_candidates_names_those_with(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, "7") == 1
    assert "has nothing for 7; it has chapters 1" in capsys.readouterr().err


def test_the_books_own_backlog_is_whole_and_agrees_with_its_pages() -> None:
    outline = load_outline(ROOT / "source/outline.toml")
    rows = standings(load_backlog(ROOT / "source/backlog.toml", outline), written_insights(outline, ROOT / "source"))
    assert [row.candidate.name for row in rows if row.state == WRITTEN and row.written is None] == []
    names = [row.candidate.name for row in rows]
    assert set(tally(rows)) == {entry.number for entry in outline.entries if entry.kind in ("section", "front")}
    assert len(names) == len(set(names))
