"""The real book builds without a warning and twice to the same bytes, and each chapter has its page of insights."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.build.tiny import ROOT

from book.desk.template import GATHERED, gathered_docnames
from book.model.outline import load_outline

SETTINGS = ("conf.py", "source", "diagrams", "_ext", "_static", "_templates")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of all that the book is built from, so that no test writes into the checkout."""
    root = tmp_path_factory.mktemp("book")
    for name in SETTINGS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, root / name)
    return root


def build(root: Path, name: str) -> Path:
    """The site, built from nothing in a process of its own, as strictly as the published one."""
    out = root / "build" / name
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-c", str(root)]
    command += ["-d", str(root / "build" / f"doctrees-{name}"), str(root / "source"), str(out)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=root, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return out


@pytest.fixture(scope="module")
def site(copy: Path) -> Path:
    return build(copy, "one")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_book_builds_without_a_warning(site: Path) -> None:
    assert (site / "index.html").is_file()


def test_two_builds_are_the_same_bytes(copy: Path, site: Path) -> None:
    first, second = files(site), files(build(copy, "two"))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("folder", GATHERED)
def test_each_chapter_that_is_begun_has_its_gathered_pages_and_no_other_has(folder: str) -> None:
    outline = load_outline(ROOT / "source" / "outline.toml")
    begun = [
        unit for unit in outline.units() if any((ROOT / "source" / f"{name}.md").is_file() for name in unit.docnames)
    ]
    expected = {f"{gathered_docnames(unit)[folder]}.md": unit.entry.number for unit in begun}
    expected[f"gathered/{folder}/00-front-matter.md"] = "0"
    pages = (ROOT / "source" / "gathered" / folder).glob("*.md")
    found = {str(path.relative_to(ROOT / "source")) for path in pages} - {f"gathered/{folder}/index.md"}
    assert found == set(expected)
    contents = (ROOT / "source" / "gathered" / folder / "index.md").read_text(encoding="utf-8").splitlines()
    for name, number in expected.items():
        assert f":chapter: {number}" in (ROOT / "source" / name).read_text(encoding="utf-8")
        assert Path(name).stem in contents
