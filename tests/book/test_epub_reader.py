"""The book's e-book in a reading system, EPUB.js in a browser: each document by day and by night, links, contents."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.book.conftest import ROOT
from tests.served import served_folder

from book.desk.tools import NPM_FOLDER

pytestmark = pytest.mark.requires("chromium", "epubjs")

HERE = Path(__file__).parent / "reader"
SCRIPTS = ("epubjs/dist/epub.min.js", "jszip/dist/jszip.min.js")
SECTION = "part-01-fundamental-reality/01-impossibility-results/01-flp-impossibility.xhtml"
DARK = 90  # of 255: what counts as dark paper


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """What the reading system has said on the console, and what it has asked for in vain."""
    return []


@pytest.fixture(scope="module")
def reader(
    browser: Browser, ebook: Path, tmp_path_factory: pytest.TempPathFactory, complaints: list[str]
) -> Iterator[Page]:
    """A screen of 600 by 800 with the book open."""
    folder = tmp_path_factory.mktemp("reader")
    for file in (*HERE.iterdir(), *(ROOT / NPM_FOLDER / script for script in SCRIPTS)):
        shutil.copy(file, folder)
    shutil.copy(ebook, folder / "book.epub")
    with served_folder(folder) as address:
        page = browser.new_page(viewport={"width": 600, "height": 800})
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("request", lambda request: complaints.append(request.url) if is_elsewhere(request.url) else None)
        page.goto(f"{address}index.html")
        yield page
        page.close()


def is_elsewhere(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "blob:", "data:"))


def go(reader: Page, href: str) -> dict[str, Any]:
    found: dict[str, Any] = reader.evaluate("(href) => go(href)", href)
    return found


def test_every_document_opens_with_its_pictures_nothing_wider_than_the_page_and_its_end_in_reach(
    reader: Page, complaints: list[str]
) -> None:
    documents = reader.evaluate("() => documents()")
    assert len(documents) > 40
    ends = {}
    for path in documents:
        assert go(reader, path)["path"] == path
        assert reader.evaluate("() => brokenPictures()") == [], path
        assert reader.evaluate("() => overflowing()") == [], path
        ends[path] = reader.evaluate("() => lastId()")
    # A link into a document that isn't open yet finds its place too: nothing moves when the pictures arrive.
    for path, end in ends.items():
        assert not end or go(reader, f"{path}#{end}")["seen"], f"{path}#{end}"
    assert complaints == []


def test_every_entry_of_the_contents_leads_to_its_place(reader: Page, complaints: list[str]) -> None:
    entries = reader.evaluate("() => entries()")
    assert len(entries) > 150
    # Entries with a text alone head a group.
    for entry in (entry for entry in entries if entry["href"]):
        found = go(reader, entry["href"])
        assert (found["path"], found["seen"]) == (found["asked"], True), entry
    assert complaints == []


@pytest.mark.parametrize(
    ("role", "leads_to"), [("doc-noteref", SECTION), ("doc-backlink", SECTION), ("doc-biblioref", "references.xhtml")]
)
def test_a_link_of_the_text_leads_to_its_place(reader: Page, role: str, leads_to: str) -> None:
    go(reader, SECTION)
    found = reader.evaluate("(selector) => follow(selector)", f"a[role={role}]")
    assert (found["path"], found["seen"]) == (leads_to, True)


def test_a_question_leads_to_its_answer(reader: Page) -> None:
    go(reader, SECTION)
    found = reader.evaluate("() => follow('.book-answer-link a')")
    assert (found["path"].rpartition("/")[2], found["seen"]) == ("summary.xhtml", True)


def test_at_night_text_is_light_on_dark_and_a_diagram_keeps_its_paper(reader: Page) -> None:
    reader.evaluate("() => rendition.themes.select('night')")
    go(reader, f"{SECTION}#fig-async-vs-sync-models")
    assert reader.evaluate("() => brokenPictures()") == []
    colors = reader.evaluate("() => colors('#fig-async-vs-sync-models img')")
    paper, ground, ink, link = ([int(part) for part in color[4:-1].split(",")] for color in colors)
    assert paper == [255, 255, 255]
    assert max(ground) < DARK < min(ink)
    assert link == ink
    reader.evaluate("() => rendition.themes.select('day')")
