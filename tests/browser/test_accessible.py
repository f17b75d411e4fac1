"""Every page of the site for every reader: axe on all of them, and what axe can't see on one page of each kind."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import ROOT, SITE, Visitor
from tests.browser.test_pages import AXE, PAGES, SECTION

from book.desk.offline import pages_of

pytestmark = pytest.mark.requires("chromium")

ALL_PAGES = pages_of(SITE) if SITE.is_dir() else []
KINDS = {**PAGES, "offline": "offline.html", "wide table": "how-to-read.html", "references": "references.html"}
each_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": WCAG}, "rules": {"target-size": {"enabled": True}}}
OF_COLOR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What another theme can break."""
_NARROW = "target-size scrollable-region-focusable label link-name button-name landmark-unique page-has-heading-one"
OF_WIDTH = {"runOnly": {"type": "rule", "values": _NARROW.split()}}
"""What a narrow window can break."""
RUN = """async (options) => (await axe.run(document, { resultTypes: ['violations'], ...options })).violations
    .map(({ id, help, nodes }) => `${id}: ${help}: ${JSON.stringify(nodes.slice(0, 3).map((node) => node.target))}`)"""


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """One line for each fault that axe finds on *page*."""
    found: list[str] = page.evaluate(RUN, options)
    return found


@pytest.fixture(scope="module")
def window(browser: Browser) -> Any:
    """One window for all pages: opening one for each took longer than axe does."""
    context = browser.new_context(viewport={"width": 1280, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.requires("axe")
@pytest.mark.parametrize("path", ALL_PAGES)
def test_axe_finds_nothing_on_any_page_in_light_or_dark_or_on_a_phone(window: Page, address: str, path: str) -> None:
    window.set_viewport_size({"width": 1280, "height": 844})
    window.goto(address + path)
    # Not a script element: the policy of the page would stop it.
    window.evaluate((ROOT / AXE).read_text(encoding="utf-8"))
    assert faults(window, EVERYTHING) == []
    window.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    assert faults(window, OF_COLOR) == []
    window.set_viewport_size({"width": 390, "height": 844})
    assert faults(window, OF_WIDTH) == []


def test_there_are_pages_to_look_at() -> None:
    assert len(ALL_PAGES) >= 50


# ---- Reflow (1.4.10) and text spacing (1.4.12) ----

SCROLLING = ".book-table-scroll, .pst-scrollable-table-container, .book-picture, pre, .math, math, .book-formula"
"""What scrolls in a box of its own, as 1.4.10 allows for tables, drawings, code and formulas."""
CUT = """(scrolling) => [...document.querySelectorAll('main *')]
    .filter((e) => e.checkVisibility() && !e.closest(scrolling))
    .filter((e) => {
        const { width, left, right } = e.getBoundingClientRect();
        return width > 1 && (right > innerWidth + 1 || left < -1);
    })
    .map((e) => e.outerHTML.slice(0, 120))"""
CLIPPED = """() => [...document.querySelectorAll('body *')]
    .filter((e) => e.children.length === 0 && e.checkVisibility() && !e.closest('.book-hidden, svg, math'))
    .filter((e) => ['hidden', 'clip'].includes(getComputedStyle(e).overflow) && e.clientHeight > 1)
    .filter((e) => e.textContent.trim() && e.scrollHeight > e.clientHeight + 1)
    .map((e) => e.outerHTML.slice(0, 120))"""
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`p { margin-bottom: 2em !important; }
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""


@each_kind
def test_at_400_percent_text_reflows_and_nothing_is_cut(visit: Visitor, path: str) -> None:
    page = visit(path, width=320).page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert page.evaluate(CUT, SCROLLING) == []
    assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("width", [320, 1280])
@each_kind
def test_wider_spacing_cuts_nothing(visit: Visitor, path: str, width: int) -> None:
    page = visit(path, width=width).page
    page.evaluate(SPACED)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT, SCROLLING) == []
    assert page.evaluate(CLIPPED) == []


# ---- Keyboard ----

WHERE = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const box = e.getBoundingClientRect();
    const bar = document.querySelector('.bd-header-article').getBoundingClientRect();
    const inBar = e.closest('.bd-header-article, aside, nav, .book-skip') !== null;
    const all = [...document.querySelectorAll('*')];
    return { order: all.indexOf(e), hidden: !inBar && box.bottom > 0 && box.bottom <= bar.bottom,
        outside: box.bottom < 0 || box.top > innerHeight, marked: getComputedStyle(e).outlineStyle !== 'none',
        what: e.outerHTML.slice(0, 100) };
}"""


def test_one_section_by_keyboard_alone(visit: Visitor) -> None:
    page = visit(SECTION).page
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(WHERE)) is None:
            break
        stops.append(stop)
    assert len(stops) > 60
    assert [stop["what"] for stop in stops if stop["hidden"] or stop["outside"] or not stop["marked"]] == []
    # In the order of the document, which is that of reading: what follows the text comes after it.
    assert [stop["order"] for stop in stops] == sorted(stop["order"] for stop in stops)


def test_no_page_sets_an_order_of_its_own() -> None:
    for path in ALL_PAGES:
        assert not any(f'tabindex="{n}"' in (SITE / path).read_text(encoding="utf-8") for n in range(1, 10)), path


# ---- Motion and colors of the reader's own ----


@each_kind
def test_who_asks_for_less_motion_gets_none(visit: Visitor, path: str) -> None:
    page = visit(path).page
    assert page.evaluate("() => document.getAnimations().length") == 0
    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"


BORDERS = """() => [...document.querySelectorAll('.book-box')].filter((e) => {
    const style = getComputedStyle(e);
    return !['Top', 'Left'].some((side) =>
        style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0);
}).map((e) => e.className)"""


@each_kind
def test_forced_colors_leave_boxes_their_borders_and_pictures_their_paper(visit: Visitor, path: str) -> None:
    page = visit(path, dark=True).page
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert page.evaluate(BORDERS) == []
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("() => getComputedStyle(document.body).color")
    assert ground != ink
    papers = page.evaluate("""() => [...document.querySelectorAll('.book-picture img')]
        .filter((e) => e.checkVisibility()).map((e) => getComputedStyle(e).backgroundColor)""")
    assert not [paper for paper in papers if paper == "rgba(0, 0, 0, 0)"]


def test_forced_colors_show_the_current_page_and_the_focus(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.emulate_media(forced_colors="active")
    current = page.locator("#pst-primary-sidebar [aria-current='page']")
    assert current.evaluate("(e) => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("Tab")
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"


# ---- What a screen reader is told ----


def tree_of(page: Page) -> list[tuple[str, str]]:
    """Role and name of every node of the page's accessibility tree that is not ignored, in order."""
    session = page.context.new_cdp_session(page)
    nodes: list[Any] = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    found: list[tuple[str, str]] = []
    waiting = [nodes[0]]
    while waiting:
        node = waiting.pop()
        if not node.get("ignored"):
            found.append((node["role"]["value"], node.get("name", {}).get("value", "").strip()))
        waiting += [by_id[child] for child in reversed(node.get("childIds", [])) if child in by_id]
    return found


def test_a_section_reads_out_in_order_with_names_for_all_that_can_be_used(visit: Visitor) -> None:
    tree = tree_of(visit(SECTION).page)
    roles = [role for role, _ in tree]
    for role in ("link", "button", "heading", "navigation", "complementary", "figure", "note", "img", "image", "table"):
        assert all(name for found, name in tree if found == role), f"a {role} has no name"
    places = [roles.index(role) for role in ("complementary", "main", "contentinfo")]
    assert places == sorted(places)
    assert roles.count("main") == 1
    headings = [name for role, name in tree if role == "heading"]
    assert any(name.startswith("1.1") for name in headings)
    assert "note" in roles
    assert "table" in roles
    # The first column of a table heads its rows, and nothing has the links to itself in its name.
    assert ("rowheader", "P, perfect") in tree
    assert ("link", "Copy link to this insight") in tree
    assert ("link", "#") not in tree
    named = [name for role, name in tree if role in ("heading", "note", "figure", "region", "table")]
    assert not [name for name in named if name.endswith("#") or "link to" in name.lower()]


def test_headings_leave_out_no_level() -> None:
    for path in ALL_PAGES:
        text = (SITE / path).read_text(encoding="utf-8")
        levels = [
            int(level) for level in re.findall(r"<h([1-6])[ >]", text[text.index("<main") : text.index("</main>")])
        ]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
