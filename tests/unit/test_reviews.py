from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.books import FLP, ROOT, small_outline

from book.model.reviews import ReviewError, checked_sections, load_reviews, text_hash

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


def test_only_a_settled_technical_check_counts(tmp_path: Path) -> None:
    def checked(record: str) -> set[str]:
        return set(checked_sections(load_reviews(write(tmp_path, one=record)), small_outline()))

    assert checked(RECORD) == {FLP}
    assert checked(RECORD.replace("The model is stated.", "")) == set()
    assert checked(RECORD.replace("The model is stated.", "").replace("major", "note")) == {FLP}
    assert checked(RECORD.replace("technical check", "editorial")) == set()


def test_a_check_of_an_older_text_does_not_vouch_for_the_new_one(tmp_path: Path) -> None:
    reviews = load_reviews(write(tmp_path, one=RECORD))
    assert checked_sections(reviews, small_outline(), {FLP: "a" * 64}) == {FLP}
    assert checked_sections(reviews, small_outline(), {FLP: "b" * 64}) == frozenset()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["one", "crash,", "é"]), max_size=6), st.sampled_from([" ", "\n", "\r\n", "\t \n"]))
def test_the_hash_is_that_of_the_words(words: list[str], gap: str) -> None:
    assert text_hash(gap.join(words) + gap) == text_hash(" ".join(words))


def test_the_hash_changes_with_a_word() -> None:
    assert text_hash("one crash") != text_hash("two crash")


def test_the_real_records_are_whole() -> None:
    load_reviews(ROOT / "source" / "reviews")
