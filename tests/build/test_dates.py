"""The date a page shows is that of its last commit, also when the commit was made after the page was built."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.build.tiny import TinyBook, tiny_book, toctree

pytestmark = pytest.mark.requires("git")

PAGES: dict[str, str | bytes | None] = {"index": f"# Book\n\nText.\n\n{toctree('one')}", "one": "# One\n\nText.\n"}
EXTENSIONS = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_last_updated_by_git", "book.extension"]


def commit(book: TinyBook, date: str) -> None:
    identity = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": f"{date}T12:00:00Z", "GIT_COMMITTER_DATE": f"{date}T12:00:00Z"}
    for command in (["git", "add", "-A", "source"], ["git", "commit", "-qm", "x"]):
        subprocess.run(command, cwd=book.root, check=True, env={**os.environ, **identity, **dates})


def test_a_commit_after_the_build_changes_the_date(tmp_path: Path) -> None:
    book = tiny_book(tmp_path, PAGES, extensions=EXTENSIONS)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    commit(book, "2026-01-02")
    assert "Jan 02, 2026" in book.build().page("one")
    book.write({"one": "# One\n\nOther text.\n"})
    book.build()
    commit(book, "2026-03-04")
    result = book.build()
    assert "Mar 04, 2026" in result.page("one")
    assert "Jan 02, 2026" in result.page("index")


def test_a_book_outside_a_repository_has_no_dates(tmp_path: Path) -> None:
    result = tiny_book(tmp_path, PAGES, extensions=EXTENSIONS).build()
    assert "last changed" not in result.page("one")
    assert result.warnings == []
