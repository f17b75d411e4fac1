"""What comes out of the printer: one page of the site, or a chapter put together from its sections."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SITE, Visitor

pytestmark = pytest.mark.requires("chromium")

CHAPTER = "part-01-fundamental-reality/01-impossibility-results/"
SECTIONS = sorted(path.name for path in (SITE / CHAPTER).glob("0*.html"))
PAPER_PX = 680  # the width of A4 between our margins, in CSS pixels
CUT = """() => [...document.querySelectorAll('article *')].filter((e) => e.checkVisibility())
    .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((e) => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def chapter(visit: Visitor) -> Page:
    """The first page of a chapter, its sections put behind it for a printer that never comes."""
    page = visit(CHAPTER + "index.html").page
    page.evaluate("() => { globalThis.printed = 0; globalThis.print = () => { globalThis.printed += 1; }; }")
    page.get_by_role("button", name="Print this chapter").click()
    page.wait_for_function("() => globalThis.printed === 1")
    return page


def test_a_chapter_is_printed_with_all_its_sections_in_order(chapter: Page) -> None:
    chapter.emulate_media(media="print")
    numbers = [h.inner_text().split()[0] for h in chapter.locator("article h1").all()]
    assert numbers[: len(SECTIONS) + 1] == ["1", *(f"1.{n}" for n in range(1, len(SECTIONS) + 1))]
    assert chapter.locator(".book-printed").count() == len(SECTIONS) + 1  # and the summary


def test_a_printed_chapter_names_each_thing_once_and_its_links_find_it(chapter: Page) -> None:
    twice = chapter.evaluate("""() => [...document.querySelectorAll('[id]')].map((e) => e.id)
        .filter((id, i, all) => all.indexOf(id) !== i)""")
    assert twice == []
    lost = chapter.evaluate("""() => [...document.querySelectorAll('.book-printed a[href^="#"]')]
        .filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.outerHTML)""")
    assert lost == []
    assert chapter.locator('.book-printed a[href^="#print-"]').count() > 20


def test_a_printed_chapter_has_its_pictures_and_its_answers(chapter: Page) -> None:
    chapter.emulate_media(media="print")
    shown = chapter.locator(".book-printed img:visible")
    assert shown.count() >= 10
    assert all(shown.nth(i).evaluate("(e) => e.naturalWidth > 0") for i in range(shown.count()))
    assert chapter.locator(".book-printed details:not([open])").count() == 0


def test_the_screen_never_shows_the_sections_and_they_are_gone_afterwards(chapter: Page) -> None:
    assert chapter.locator(".book-printed:visible").count() == 0
    chapter.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert chapter.locator(".book-printed").count() == 0


def test_a_chapter_on_disk_points_at_the_pdf(visit: Visitor) -> None:
    opened = visit("index.html")
    opened.page.goto((SITE / CHAPTER / "index.html").as_uri())
    opened.page.get_by_role("button", name="Print this chapter").click()
    expect(opened.page.locator(".book-print-chapter[role=status]")).to_contain_text("PDF")


def test_a_chapter_that_can_not_be_fetched_says_so_and_prints_nothing(visit: Visitor) -> None:
    page = visit(CHAPTER + "index.html").page
    page.evaluate("() => { globalThis.printed = 0; globalThis.print = () => { globalThis.printed += 1; }; }")
    page.route("**/02-cap-theorem.html", lambda route: route.fulfill(status=503))
    page.get_by_role("button", name="Print this chapter").click()
    expect(page.locator(".book-print-chapter[role=status]")).to_contain_text("503")
    assert page.evaluate("() => globalThis.printed") == 0
    assert page.locator(".book-printed").count() == 0


@pytest.mark.parametrize(
    "path",
    [
        CHAPTER + SECTIONS[0],
        CHAPTER + SECTIONS[-1],
        "how-to-read.html",
        "gathered/tables.html",
        "gathered/progress.html",
    ],
)
def test_nothing_is_cut_at_the_edge_of_the_paper(visit: Visitor, path: str) -> None:
    page = visit(path, width=PAPER_PX).page
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []


@pytest.mark.requires("poppler")
def test_a_printed_chapter_has_the_words_of_its_pages_and_no_frame(chapter: Page, tmp_path: Path) -> None:
    printed = tmp_path / "chapter.pdf"
    chapter.pdf(path=printed, format="A4", prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(text.split())
    for name in SECTIONS:
        page = (SITE / CHAPTER / name).read_text(encoding="utf-8")
        headings = re.findall(r"<h2[^>]*><span[^>]*>([^<]*)</span><a", page)
        assert headings
        for heading in headings:
            assert " ".join(heading.split()) in words, f"{name}: {heading}"
    for frame in ("Skip to the text", "On this page", "Print this chapter", "Enlarge", "Colors:"):
        assert frame not in words


@pytest.mark.requires("poppler")
def test_a_long_list_begins_on_the_page_that_announces_it(visit: Visitor, tmp_path: Path) -> None:
    printed = tmp_path / "tables.pdf"
    visit("gathered/tables.html").page.pdf(path=printed, format="A4", prefer_css_page_size=True)
    first = subprocess.run(["pdftotext", "-l", "1", printed, "-"], capture_output=True, text=True, check=True).stdout
    assert "Comparison tables" in first
    assert "Six questions a single machine answers" in first
