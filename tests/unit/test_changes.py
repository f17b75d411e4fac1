"""The list of changed pages: what a page says counts, and nothing around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from book.desk.changed_pages import main
from book.model.changes import Change, changes, changes_table


def page(*paragraphs: str, around: str = "") -> str:
    return f"<html><body>{around}<article>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article></body></html>"


def test_new_gone_and_changed_pages_are_found_with_their_words() -> None:
    before = {"same.html": page("One."), "gone.html": page("Two words."), "text.html": page("Kept here.", "Old one.")}
    after = {"same.html": page("One.", around="<p>Else.</p>"), "new.html": page("a b c"),
             "text.html": page("Kept here.", "A new one.")}  # fmt: skip
    assert changes(before, after) == [
        Change("gone.html", "gone", 0, 2), Change("new.html", "new", 3, 0), Change("text.html", "changed", 3, 2),
    ]  # fmt: skip


def test_gathered_pages_come_last() -> None:
    rows = changes_table(
        [Change("gathered/a.html", "changed", 1, 0), Change("part/b.html", "new", 1200, 0)]
    ).splitlines()
    assert rows[0] == "2 pages changed."
    assert rows[4:] == ["| `part/b.html` | new | +1,200 −0 |", "| `gathered/a.html` | changed | +1 −0 |"]
    assert changes_table([]) == "No page says anything else than before.\n"


def test_two_built_sites_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("old", "One."), ("new", "Two.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(page(text), encoding="utf-8")
    assert main([str(tmp_path / "old"), str(tmp_path / "new")]) == 0
    assert "| `index.html` | changed | +1 −1 |" in capsys.readouterr().out
    assert main([str(tmp_path / "old"), str(tmp_path / "none")]) == 1
    assert "holds no built site; run make html" in capsys.readouterr().err
