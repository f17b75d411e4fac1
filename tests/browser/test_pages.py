"""Every kind of page as a reader has it: wide and narrow, light and dark, by keyboard, by touch, on paper."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.browser.conftest import ROOT, SITE, Visitor

pytestmark = pytest.mark.requires("chromium")

CHAPTER = "part-01-fundamental-reality/01-impossibility-results/"
SECTION = CHAPTER + "01-flp-impossibility.html"
INSIGHTS = "gathered/insights/index.html"
PAGES = {
    "landing": "index.html",
    "section": SECTION,
    "chapter": CHAPTER + "index.html",
    "insights": INSIGHTS,
    "insights of a chapter": "gathered/insights/01-impossibility-results.html",
    "concepts": "gathered/concepts.html",
    "glossary": "glossary.html",
    "diagrams": "gathered/diagrams.html",
    "tables": "gathered/tables.html",
    "search": "search.html",
}
each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
AXE = Path("tests/node_modules/axe-core/axe.min.js")
FIRST_VIEW_GZ_BYTES = 180_000  # the goal for HTML, style sheets and scripts of a section

FRAME = ("#pst-primary-sidebar", "#pst-secondary-sidebar", ".bd-header-article", ".book-neighbors", ".book-enlarge")

FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"
WATCH_FOCUS = """() => addEventListener('focusin', ({target}) => {
    target.dataset.reached = '1';
    const style = getComputedStyle(target);
    if (style.outlineStyle === 'none' && target.id !== 'main-content') target.dataset.unmarked = '1';
})"""
LIST_MISSED = f"""() => [...document.querySelectorAll("{FOCUSABLE}")]
    .filter((e) => e.checkVisibility({{checkVisibilityCSS: true}}) && !e.closest('[inert]') && e.tabIndex >= 0)
    .filter((e) => !e.dataset.reached || e.dataset.unmarked)
    .map((e) => e.outerHTML.slice(0, 120))"""


def faults_found_by_axe(page: Any) -> list[str]:
    """One line for each fault that axe finds on *page*: the rule, what it asks for, and the first place."""
    # Not a script element: the policy of the page would stop it.
    page.evaluate((ROOT / AXE).read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{fault['id']}: {fault['help']}: {json.dumps(fault['nodes'][0]['target'])}" for fault in found]


@pytest.mark.requires("axe")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@each_page
def test_axe_finds_nothing(visit: Visitor, path: str, width: int, dark: bool) -> None:
    assert faults_found_by_axe(visit(path, width=width, dark=dark).page) == []


@each_page
def test_a_page_complains_of_nothing_and_asks_no_other_host(visit: Visitor, path: str) -> None:
    opened = visit(path)
    opened.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    opened.page.wait_for_load_state("networkidle")
    assert opened.complaints == []
    hosts = {urlsplit(url).netloc for url in opened.requests if not url.startswith("data:")}
    assert hosts == {urlsplit(opened.address).netloc}


@each_page
def test_a_page_carries_a_policy_that_stops_what_is_not_its_own(visit: Visitor, path: str) -> None:
    opened = visit(path)
    opened.page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'document.documentElement.dataset.intruded = "1"';
        document.body.append(script, Object.assign(new Image(), {src: 'https://elsewhere.example/pixel.gif'}));
        document.body.setAttribute('style', 'opacity: 0.5');
    }""")
    assert opened.page.evaluate("() => document.documentElement.dataset.intruded") is None
    assert opened.page.evaluate("() => getComputedStyle(document.body).opacity") == "1"
    assert not any("elsewhere" in url for url in opened.answered)
    assert len([said for said in opened.complaints if "Content Security Policy" in said]) >= 3


@each_page
def test_nothing_scrolls_sideways_at_320_px(visit: Visitor, path: str) -> None:
    page = visit(path, width=320).page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


@each_page
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(visit: Visitor, path: str) -> None:
    page = visit(path).page
    page.evaluate(WATCH_FOCUS)
    stops = page.evaluate(f'() => document.querySelectorAll("{FOCUSABLE}").length')
    for _ in range(stops + 10):
        page.keyboard.press("Tab")
    assert page.evaluate(LIST_MISSED) == []


@each_page
def test_a_page_has_one_search_field_and_every_button_a_name(visit: Visitor, path: str) -> None:
    page = visit(path).page
    assert page.get_by_role("searchbox").and_(page.locator("[name=q]")).count() == 1
    names = page.evaluate("() => [...document.querySelectorAll('button')].map((b) => b.textContent.trim())")
    assert all(names), names


def test_the_skip_link_comes_first_and_leads_to_the_text(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main-content"


def test_a_definition_shows_on_focus_and_escape_puts_it_away(visit: Visitor) -> None:
    page = visit(SECTION).page
    concept = page.locator("article a.book-concept[aria-describedby]").first
    definition = page.locator(f"#{concept.get_attribute('aria-describedby')}")
    assert not definition.is_visible()
    concept.focus()
    assert definition.is_visible()
    page.keyboard.press("Escape")
    assert not definition.is_visible()
    assert concept.evaluate("(e) => e === document.activeElement")


def test_a_definition_stays_while_the_pointer_is_on_it(visit: Visitor) -> None:
    page = visit(SECTION).page
    concept = page.locator("article a.book-concept[aria-describedby]").first
    definition = page.locator(f"#{concept.get_attribute('aria-describedby')}")
    concept.hover()
    definition.hover()
    page.clock.install()
    page.clock.run_for(2000)
    assert definition.is_visible()
    page.mouse.move(0, 0)
    page.clock.run_for(2000)
    assert not definition.is_visible()


def test_the_first_touch_shows_a_definition_and_the_second_follows_the_link(visit: Visitor) -> None:
    page = visit(SECTION, width=390, touch=True).page
    concept = page.locator("article a.book-concept[aria-describedby]").first
    concept.tap()
    assert page.locator(f"#{concept.get_attribute('aria-describedby')}").is_visible()
    assert page.url.endswith(SECTION)
    concept.tap()
    page.wait_for_url("**/glossary.html#*")


def test_without_scripts_a_concept_leads_to_the_glossary(visit: Visitor) -> None:
    page = visit(SECTION, scripts=False).page
    link = page.locator("article a.book-concept").first.get_attribute("href") or ""
    assert re.search(r"glossary\.html#term-", link)


def test_a_figure_is_enlarged_and_put_back_by_keyboard(visit: Visitor) -> None:
    page = visit(SECTION).page
    button = page.locator("figure.book-figure button.book-enlarge").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    assert dialog.locator("img:visible").count() == 1
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert button.evaluate("(e) => e === document.activeElement")


def test_a_picture_follows_the_theme(visit: Visitor) -> None:
    page = visit(SECTION).page
    figure = page.locator("figure.book-figure").first
    light = figure.locator("img:visible").get_attribute("src")
    page.locator("button.book-theme").click()
    page.locator("button.book-theme").click()
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    assert figure.locator("img:visible").get_attribute("src") != light


def test_the_chosen_theme_is_kept_on_the_next_page(visit: Visitor) -> None:
    opened = visit(SECTION)
    opened.page.locator("button.book-theme").click()
    opened.page.locator("button.book-theme").click()
    page = opened.open("index.html")
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    assert page.locator("button.book-theme").inner_text() == "Colors: dark"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_chapters_open_on_a_narrow_screen(visit: Visitor, scripts: bool) -> None:
    page = visit(SECTION, width=390, scripts=scripts).page
    current = page.locator("#pst-primary-sidebar [aria-current='page']")
    assert not current.is_visible()
    page.get_by_role("button", name="Chapters").press("Enter")
    assert current.is_visible()
    page.keyboard.press("Escape")
    assert not current.is_visible()


def test_the_sidebar_shows_where_one_is(visit: Visitor) -> None:
    page = visit(SECTION).page
    current = page.locator("#pst-primary-sidebar [aria-current='page']")
    assert current.inner_text().split() == ["1.1", "The", "FLP", "Impossibility"]
    closed = current.evaluate(
        "(e) => [...(function* () { for (; e; e = e.parentElement) yield e; })()]"
        ".filter((a) => a.localName === 'details' && !a.open).length"
    )
    assert closed == 0


def test_on_this_page_marks_the_heading_one_reads(visit: Visitor) -> None:
    page = visit(SECTION).page
    link = page.locator("#pst-secondary-sidebar .nav-link").nth(2)
    link.click()
    page.wait_for_function("(link) => link.getAttribute('aria-current') === 'true'", arg=link.element_handle())
    assert page.locator("#pst-secondary-sidebar [aria-current]").count() == 1


def test_the_index_of_insights_can_be_filtered(visit: Visitor) -> None:
    page = visit(INSIGHTS).page
    rows = page.locator("table.book-index tbody tr")
    everything = rows.count()
    page.get_by_label("Rank").select_option("essential")
    shown = page.locator("table.book-index tbody tr:visible")
    assert {row.get_attribute("data-rank") for row in shown.all()} == {"essential"}
    assert page.locator(".book-filter [aria-live]").inner_text() == f"{shown.count()} of {everything} entries fit."
    page.get_by_label("Words").fill("no insight has these words")
    assert shown.count() == 0
    assert page.locator(".book-filter [aria-live]").inner_text() == f"None of the {everything} entries fits."


def test_the_index_of_insights_is_complete_without_scripts(visit: Visitor) -> None:
    page = visit(INSIGHTS, scripts=False).page
    assert (
        page.locator("table.book-index tbody tr:visible").count()
        == page.locator("table.book-index tbody tr").count()
        > 0
    )


def test_paper_shows_the_text_alone_in_light_colors(visit: Visitor) -> None:
    page = visit(SECTION, dark=True).page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("article h1").is_visible()
    for gone in FRAME:
        assert page.locator(gone + ":visible").count() == 0, gone
    shown = page.locator("figure.book-figure").first.locator("img:visible")
    assert "book-light" in (shown.get_attribute("class") or "")
    assert page.locator(".book-box").first.evaluate("(e) => getComputedStyle(e).breakInside") == "avoid"


def test_paper_shows_the_answers(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.evaluate("""() => document.querySelector('article').insertAdjacentHTML('beforeend',
        '<details class="book-answer"><summary>Answer</summary><p id="an-answer">Because.</p></details>')""")
    assert not page.locator("#an-answer").is_visible()
    page.emulate_media(media="print")
    # The browser lays the answer out in its next frame.
    page.wait_for_function("() => document.getElementById('an-answer').checkVisibility({contentVisibilityAuto: true})")


def test_paper_names_the_addresses_of_links(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.evaluate(
        "() => document.querySelector('article').insertAdjacentHTML("
        "'beforeend', '<p><a id=\"a-link\" href=\"https://example.org/\">there</a></p>')"
    )
    page.emulate_media(media="print")
    assert "href" in page.evaluate("() => getComputedStyle(document.getElementById('a-link'), '::after').content") or (
        "example.org" in page.evaluate("() => getComputedStyle(document.getElementById('a-link'), '::after').content")
    )


def test_the_first_view_of_a_section_is_small(visit: Visitor) -> None:
    opened = visit(SECTION)
    paths = {urlsplit(url).path.lstrip("/") for url in opened.requests}
    sizes = {p: len(gzip.compress((SITE / p).read_bytes())) for p in paths if p.endswith((".html", ".css", ".js"))}
    assert sum(sizes.values()) <= FIRST_VIEW_GZ_BYTES, sizes
    assert not any(p.endswith((".woff2", "fontawesome.js")) for p in paths)
