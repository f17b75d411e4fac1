from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.books import CAP, FLP, ROOT, small_outline

from book.desk.review import fingerprint_table
from book.model.fingerprint import changed_share, fingerprint, text_hash
from book.model.reviews import Review, ReviewError, Score, load_reviews, standing_of, standings

RECORD = f"""
section = "sec-flp"
date = 2026-11-25
kind = "technical check"
reviewer = "second author"
text_hash = "{"a" * 64}"

[[finding]]
severity = "major"
what = "The model is missing."
settled = "The model is stated."
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_records_are_read_by_file_name(tmp_path: Path) -> None:
    first, second = load_reviews(write(tmp_path, b=RECORD, a=RECORD), small_outline())
    assert (first.name, second.name) == ("a", "b")
    assert first.findings[0].settled == "The model is stated."
    entry = first.entry(small_outline())
    assert entry is not None
    assert entry.docname == FLP


def test_no_folder_means_no_reviews(tmp_path: Path) -> None:
    assert load_reviews(tmp_path / "reviews") == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"technical check"',
            '"glance"',
            "kind: is 'glance'; write one of technical check, editorial, expert, reader test",
        ),
        ("2026-11-25", '"2026-11-25"', "date: is '2026-11-25'; write a date"),
        ('"major"', '"awful"', "finding 1.severity: is 'awful'; write one of major, minor, note"),
        ('what = "The model is missing."', "", "finding 1.what: is missing"),
        ('"sec-flp"', '"sec-nowhere"', "section: 'sec-nowhere' is neither a label nor a page of the outline"),
        ("a" * 64, "a" * 63, "text_hash: is "),
        ('"technical check"', '"expert"', "signed: is missing"),
        ('reviewer = "second author"', 'author = "me"', "author: is not a known key"),
    ],
)
def test_each_fault_says_its_key_and_its_remedy(tmp_path: Path, old: str, new: str, message: str) -> None:
    write(tmp_path, bad=RECORD.replace(old, new), good=RECORD)
    with pytest.raises(ReviewError) as caught:
        load_reviews(tmp_path, small_outline())
    assert f"{tmp_path / 'bad.toml'}: {message}" in str(caught.value)
    assert "good.toml" not in str(caught.value)


SENTENCES = [f"Sentence {i} of the text has exactly eleven words in it." for i in range(100)]
PARAGRAPHS = [" ".join(SENTENCES[i : i + 5]) for i in range(0, 100, 5)]
TEXT = "\n\n".join(PARAGRAPHS)


def edited(count: int) -> str:
    """The text with one word changed in each of *count* of its hundred sentences."""
    text = TEXT
    for i in range(count):
        text = text.replace(SENTENCES[i], SENTENCES[i].replace("exactly", "about"), 1)
    return text


def read_record(tmp_path: Path, text: str = TEXT, **changes: str) -> Review:
    record = RECORD.replace("a" * 64, text_hash(text)) + "\n" + fingerprint_table(fingerprint(text).sentences)
    for old, new in changes.items():
        record = record.replace(old, new)
    (review,) = load_reviews(write(tmp_path, one=record), small_outline())
    return review


def test_a_check_outlives_a_change_of_4_per_cent(tmp_path: Path) -> None:
    standing = standing_of(read_record(tmp_path), fingerprint(edited(4)))
    assert standing.changed == pytest.approx(0.04)
    assert standing.is_current
    assert standing.vouches


def test_a_check_goes_stale_with_a_change_of_6_per_cent(tmp_path: Path) -> None:
    standing = standing_of(read_record(tmp_path), fingerprint(edited(6)))
    assert standing.changed == pytest.approx(0.06)
    assert not standing.is_current
    assert not standing.vouches


def test_5_per_cent_is_not_more_than_5_per_cent(tmp_path: Path) -> None:
    assert standing_of(read_record(tmp_path), fingerprint(edited(5))).is_current


def test_moved_paragraphs_have_not_changed(tmp_path: Path) -> None:
    moved = "\n\n".join([*PARAGRAPHS[10:], *PARAGRAPHS[:10]])
    standing = standing_of(read_record(tmp_path), fingerprint(moved))
    assert text_hash(moved) != text_hash(TEXT)
    assert standing.changed == 0


@pytest.mark.parametrize(
    ("now", "share"),
    [
        (TEXT + "\n\n" + "Eleven new words now stand here at the very end again. " * 25, 0.2),
        ("\n\n".join(PARAGRAPHS[:15]), 0.25),
    ],
    ids=["added", "removed"],
)
def test_what_is_added_and_what_is_removed_are_changes(tmp_path: Path, now: str, share: float) -> None:
    assert standing_of(read_record(tmp_path), fingerprint(now)).changed == pytest.approx(share)


def test_rewrapping_is_no_change(tmp_path: Path) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 40) for paragraph in PARAGRAPHS)
    assert standing_of(read_record(tmp_path), fingerprint(wrapped)).changed == 0


def test_a_row_of_a_table_changes_without_the_rest_of_it() -> None:
    rows = [f"| row {i} | a cell of five words |" for i in range(50)]
    table = "\n".join(rows)
    changed = changed_share(fingerprint(table), fingerprint(table.replace("row 7 ", "row seven ")))
    assert changed is not None
    assert 0 < changed < 0.02


def test_without_a_fingerprint_any_change_makes_a_check_stale(tmp_path: Path) -> None:
    (review,) = load_reviews(write(tmp_path, one=RECORD.replace("a" * 64, text_hash(TEXT))), small_outline())
    assert standing_of(review, fingerprint(TEXT)).is_current
    changed = standing_of(review, fingerprint(edited(1)))
    assert (changed.changed, changed.is_current) == (None, False)


def test_a_review_of_a_page_that_is_gone_is_stale(tmp_path: Path) -> None:
    assert not standing_of(read_record(tmp_path), None).is_current


def test_a_check_with_an_open_finding_does_not_vouch(tmp_path: Path) -> None:
    review = read_record(tmp_path, **{"The model is stated.": ""})
    assert standing_of(review, fingerprint(TEXT)).is_current
    assert not standing_of(review, fingerprint(TEXT)).vouches
    note = read_record(tmp_path, **{"The model is stated.": "", "major": "note"})
    assert standing_of(note, fingerprint(TEXT)).vouches


def test_standings_are_by_page_with_the_latest_first(tmp_path: Path) -> None:
    later = RECORD.replace("2026-11-25", "2026-12-01")
    reviews = load_reviews(write(tmp_path, a=later, b=RECORD, c=RECORD.replace("sec-flp", CAP)), small_outline())
    found = standings(reviews, small_outline(), {})
    assert {docname: [s.review.name for s in group] for docname, group in found.items()} == {
        FLP: ["a", "b"],
        CAP: ["c"],
    }


def test_scores_of_insights_are_read(tmp_path: Path) -> None:
    score = """
[[score]]
insight = "late"
revelation = 4
non_obviousness = 3
applicability = 5
memorability = 2
correctness = 5
"""
    (review,) = load_reviews(write(tmp_path, one=RECORD + score))
    assert review.scores == (Score("late", (4, 3, 5, 2, 5)),)
    write(tmp_path, one=RECORD + score.replace("= 3", "= 6"))
    with pytest.raises(ReviewError, match=r"score 1.non_obviousness: is 6; write a whole number from 1 to 5"):
        load_reviews(tmp_path)


def test_only_an_expert_signs(tmp_path: Path) -> None:
    write(tmp_path, one=RECORD.replace("[[finding]]", 'signed = "A. Person"\n[[finding]]'))
    with pytest.raises(ReviewError, match="signed: is not a known key"):
        load_reviews(tmp_path)


words_of_a_text = st.lists(st.sampled_from(["One fails.", "Two wait!", "Who is late?", "a | b", "x\n\n"]), max_size=12)


@settings(max_examples=40, deadline=None)
@given(words_of_a_text, words_of_a_text)
def test_the_changed_share_is_a_share_and_the_same_both_ways(one: list[str], other: list[str]) -> None:
    then, now = fingerprint(" ".join(one)), fingerprint(" ".join(other))
    there, back = changed_share(then, now), changed_share(now, then)
    if there is not None and back is not None:
        assert 0 <= there <= 1
        assert there == back


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["one", "crash,", "é"]), max_size=6), st.sampled_from([" ", "\n", "\r\n", "\t \n"]))
def test_the_hash_is_that_of_the_words(words: list[str], gap: str) -> None:
    assert text_hash(gap.join(words) + gap) == text_hash(" ".join(words))


def test_the_hash_changes_with_a_word() -> None:
    assert text_hash("one crash") != text_hash("two crash")


def test_the_real_records_are_whole() -> None:
    load_reviews(ROOT / "source" / "reviews")
