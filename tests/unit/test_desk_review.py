"""The skeleton of a review record: filled in where a program can, and no record before a person has done the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.books import CH1, FLP, OUTLINE, small_outline

from book.desk.review import main
from book.model.fingerprint import fingerprint
from book.model.reviews import ReviewError, load_reviews, standing_of

TEXT = "# FLP\n\nOne sentence here. Another one there.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / FLP).parent.mkdir(parents=True)
    (tmp_path / f"{FLP}.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "outline.toml").write_text(OUTLINE, encoding="utf-8")
    return tmp_path


def write(source: Path, *arguments: str) -> int:
    return main([*arguments, "--date", "2026-11-25", "--source", str(source)])


def test_a_skeleton_is_no_record_until_a_person_has_filled_it_in(source: Path) -> None:
    assert write(source, "sec-flp") == 0
    path = source / "reviews" / "flp-2026-11-25-technical-check.toml"
    with pytest.raises(ReviewError) as caught:
        load_reviews(source / "reviews", small_outline())
    assert [line.split(": ")[1] for line in caught.value.args] == [
        "reviewer", "finding 1.severity", "finding 1.what",
    ]  # fmt: skip
    text = path.read_text(encoding="utf-8")
    for empty, filled in (
        ('reviewer = ""', 'reviewer = "a"'),
        ('severity = ""', 'severity = "note"'),
        ('what = ""', 'what = "w"'),
    ):
        text = text.replace(empty, filled)
    path.write_text(text, encoding="utf-8")
    (review,) = load_reviews(source / "reviews", small_outline())
    assert standing_of(review, fingerprint(TEXT)).vouches
    assert standing_of(review, fingerprint(TEXT + "\nA third.\n")).changed == pytest.approx(2 / 9)


def test_only_the_record_of_an_expert_asks_for_a_signature(source: Path) -> None:
    write(source, "sec-flp", "--kind", "expert")
    with pytest.raises(ReviewError, match="signed: is empty"):
        load_reviews(source / "reviews")


def test_a_record_is_not_overwritten(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(source, FLP)
    assert write(source, "sec-flp") == 1
    assert "is there; a record is changed only to settle its findings" in capsys.readouterr().err


@pytest.mark.parametrize("section", ["sec-nowhere", CH1])
def test_only_a_page_that_is_written_can_be_reviewed(
    source: Path, section: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(source, section) == 1
    assert "is no written page of the outline" in capsys.readouterr().err


def test_old_records_get_the_fingerprint_of_a_page_that_has_not_changed(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = 'section = "sec-flp"\ndate = 2026-11-25\nkind = "technical check"\nreviewer = "r"\ntext_hash = "{}"\n'
    (source / "reviews").mkdir()
    for name, text in (("same", TEXT), ("changed", "# FLP\n\nAn older text.\n")):
        (source / "reviews" / f"{name}.toml").write_text(record.format(fingerprint(text).hash), encoding="utf-8")
    assert write(source, "--complete") == 0
    changed, same = load_reviews(source / "reviews", small_outline())
    assert same.sentences == fingerprint(TEXT).sentences
    assert changed.sentences == ""
    assert "stale" in capsys.readouterr().out
