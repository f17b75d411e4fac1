"""`make check` on a tiny book: what it finds, in what form, and when it says that a book may be published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.build.tiny import OUTLINE, ROOT, SECTION, tiny_book, toctree

from book.desk.check import main

CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex", "book.extension"]
project = "Tiny"
primary_domain = "book"
myst_enable_extensions = ["colon_fence", "fieldlist", "dollarmath"]
bibtex_bibfiles = ["source/references.bib"]
bibtex_default_style = "book"
html_math_renderer = "book"
html_theme = "basic"
"""
FIRST = "# First\n\nA {defines}`node` stops.\n\nIt is important to note that nobody sees it.\n"
PAGES: dict[str, str | bytes | None] = {
    "index": f"# Tiny\n\nText.\n\n{toctree(SECTION['first'], 'references')}",
    SECTION["first"]: FIRST,
    "references": "# References\n\n```{bibliography}\n```\n",
}


def book_at(root: Path, **changes: str) -> Path:
    """A project with a tiny book that `check` can build, with some data files or pages replaced."""
    tiny_book(root, {**PAGES, **changes})
    (root / "conf.py").write_text(CONF, encoding="utf-8")
    (root / "diagrams").mkdir()
    (root / "diagrams" / "theme.toml").write_bytes((ROOT / "diagrams" / "theme.toml").read_bytes())
    return root


def test_a_failure_is_printed_with_file_line_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(book_at(tmp_path))]) == 0
    out = capsys.readouterr().out
    assert f"source/{SECTION['first']}.md:5: " in out
    assert "[banned-phrases]" in out
    assert out.rstrip().endswith("Good.")


def test_a_complete_chapter_that_fails_a_must_is_not_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complete = OUTLINE.replace('title = "Alpha"\n', 'title = "Alpha"\nstatus = "complete"\n')
    assert main(["--project", str(book_at(tmp_path, **{"outline.toml": complete}))]) == 1
    assert "Chapter 1. Alpha is declared complete and fails " in capsys.readouterr().out


def test_a_warning_of_the_build_is_not_good_and_stays_until_it_is_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = book_at(tmp_path, **{SECTION["first"]: f"{FIRST}\nSee {{insight}}`nowhere`.\n"})
    for _ in range(2):
        assert main(["--project", str(project)]) == 1
        assert f"source/{SECTION['first']}.md:7: no insight has the id 'nowhere'" in capsys.readouterr().out
    (project / "source" / f"{SECTION['first']}.md").write_text(FIRST, encoding="utf-8")
    assert main(["--project", str(project)]) == 0


def test_one_chapter_is_judged_alone_and_an_unknown_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = book_at(tmp_path)
    assert main(["--project", str(project), "--chapter", "1", "--json"]) == 0
    chapters = json.loads(capsys.readouterr().out)["chapters"]
    assert [chapter["unit"] for chapter in chapters] == ["1"]
    assert main(["--project", str(project), "--chapter", "9"]) == 2
    assert "no chapter '9'" in capsys.readouterr().err
