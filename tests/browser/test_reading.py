"""What a reader does on the site: copy a link, come back, finish, touch a concept, zoom a figure, scroll a table."""

from __future__ import annotations

import json
import re
import statistics
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import SITE, Visitor
from tests.browser.test_pages import AXE, CHAPTER, SECTION, faults_found_by_axe

pytestmark = pytest.mark.requires("chromium")

HOW_TO_READ = "how-to-read.html"
KEY = "sec-flp-impossibility"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
SIZES_PX = (390, 320)


def remembered(page: Page) -> dict[str, dict[str, Any]]:
    """What the device remembers, by key of the page."""
    found: dict[str, dict[str, Any]] = page.evaluate("() => JSON.parse(localStorage.getItem('reading') ?? '{}')")
    return found


def remember(page: Page, **places: dict[str, Any]) -> None:
    """Let the device remember *places*, by key with underscores, and load the page again."""
    whole = {"at": "", "percent": 40, "seconds": 60, "when": 1, "done": False}
    memory = {key.replace("_", "-"): {**whole, **place} for key, place in places.items()}
    page.evaluate("(text) => localStorage.setItem('reading', text)", json.dumps(memory))
    page.reload()


def said(page: Page, words: str) -> None:
    """Wait until the live region says *words*."""
    page.locator("[role=status].book-hidden", has_text=words).wait_for(state="attached")


# Links


@pytest.mark.parametrize(
    "box", [".book-insight", ".book-misconception", ".book-question", "figure.book-figure", ".book-table", "h2"]
)
def test_a_link_is_copied_by_keyboard_and_one_hears_so(visit: Visitor, box: str) -> None:
    opened = visit(SECTION)
    page = opened.page
    page.context.grant_permissions(CLIPBOARD)
    link = page.locator(f"article {box}").locator("a.headerlink").first
    assert (link.get_attribute("aria-label") or "").startswith("Copy link to this ")
    link.focus()
    page.keyboard.press("Enter")
    said(page, "Link copied")
    assert link.inner_text() == "Link copied"
    anchor = (link.get_attribute("href") or "").removeprefix("#")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.endswith(f"{SECTION}#{anchor}")
    assert page.locator(f"[id='{anchor}']").count() == 1


def test_the_link_of_a_copy_is_that_of_its_original(visit: Visitor) -> None:
    page = visit("gathered/insights/01-impossibility-results.html").page
    page.context.grant_permissions(CLIPBOARD)
    page.locator(".book-copy .headerlink").first.focus()
    page.keyboard.press("Enter")
    said(page, "Link copied")
    assert re.search(rf"/{CHAPTER}[^#]*#(?!copy-)", page.evaluate("() => navigator.clipboard.readText()"))


def test_without_the_clipboard_the_link_is_a_link(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }")
    link = page.locator(".book-insight .headerlink").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/*{link.get_attribute('href')}")


# Coming back


def test_a_place_is_remembered_and_offered_on_return(visit: Visitor) -> None:
    opened = visit(SECTION)
    page = opened.page
    page.clock.install()
    page.reload()
    heading = page.locator("article h2").nth(2)
    heading.evaluate("(e) => e.scrollIntoView({block: 'start'})")
    page.clock.run_for(14_000)
    place = remembered(page)[KEY]
    assert place["at"] == heading.evaluate("(e) => e.parentElement.id")
    assert 5 < place["percent"] < 60
    assert place["done"] is False
    page.evaluate("() => scrollTo(0, 0)")
    opened.open(SECTION)
    back = page.get_by_role("complementary", name="Where you were")
    back.get_by_role("link").click()
    page.wait_for_url(f"**/*#{place['at']}")
    assert back.count() == 0
    assert opened.complaints == []


def test_looking_at_the_top_again_does_not_lose_the_place(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.clock.install()
    anchor = page.locator("article h2").nth(3).evaluate("(e) => e.parentElement.id")
    remember(page, sec_flp_impossibility={"at": anchor, "percent": 55})
    page.clock.run_for(20_000)
    assert remembered(page)[KEY]["at"] == anchor
    page.get_by_role("complementary", name="Where you were").get_by_role("button", name="Close").click()
    page.clock.run_for(20_000)
    assert remembered(page)[KEY]["at"] == anchor
    page.locator("article h2").nth(1).evaluate("(e) => e.scrollIntoView({block: 'start'})")
    page.clock.run_for(4_000)
    assert remembered(page)[KEY]["percent"] < 55


def test_a_heading_that_is_gone_is_not_offered(visit: Visitor) -> None:
    page = visit(SECTION).page
    remember(page, sec_flp_impossibility={"at": "no-such-heading"})
    assert page.locator(".book-return").count() == 0


def test_the_landing_page_and_the_sidebar_say_where_to_go_on(visit: Visitor) -> None:
    page = visit("index.html").page
    assert page.locator(".book-continue:visible").count() == 0
    remember(page, sec_cap_theorem={"when": 9, "percent": 40}, sec_gone={"when": 10})
    for line in (page.locator("#pst-primary-sidebar > .book-continue"), page.locator(".book-doors .book-continue")):
        assert line.inner_text() == "Continue reading: 1.2 The CAP Theorem, 40 %"
    page.locator(".book-doors .book-continue a").click()
    page.wait_for_url("**/02-cap-theorem.html")


def test_the_end_of_a_section_counts_only_after_a_plausible_time(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.clock.install()
    page.reload()
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.clock.run_for(30_000)
    assert remembered(page)[KEY]["done"] is False
    opened = visit("index.html")
    page = opened.page
    page.clock.install()
    remember(page, sec_flp_impossibility={"seconds": 3_000})
    opened.open(SECTION)
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.clock.run_for(14_000)
    assert remembered(page)[KEY]["done"] is True
    assert page.locator(f"#pst-primary-sidebar a.book-finished[data-key='{KEY}']").count() == 1


def test_an_idle_page_is_not_being_read(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.clock.install()
    page.reload()
    page.clock.run_for(3_600_000)
    assert remembered(page)[KEY]["seconds"] <= 62


def test_a_section_is_marked_by_hand_and_ticked_where_it_is_listed(visit: Visitor) -> None:
    opened = visit(SECTION)
    page = opened.page
    mark = page.locator(".book-finish")
    mark.click()
    said(page, "Marked as finished")
    assert mark.get_attribute("aria-pressed") == "true"
    opened.open(CHAPTER + "index.html")
    ticked = page.locator("a.book-finished")
    assert [link.text_content() for link in ticked.all()] == ["1.1 The FLP Impossibility (finished)"] * 2
    opened.open(SECTION)
    page.locator(".book-finish").click()
    assert page.locator("a.book-finished").count() == 0


def test_a_chapter_is_ticked_with_the_last_of_its_pages(visit: Visitor) -> None:
    page = visit(CHAPTER + "index.html").page
    chapter = page.locator("#pst-primary-sidebar a[aria-current=page]")
    keys = page.locator("#pst-primary-sidebar li.current ul li.current ul a").evaluate_all(
        "(links) => links.map((link) => link.dataset.key)"
    )
    assert len(keys) > 2
    remember(page, **{key.replace("-", "_"): {"done": True} for key in keys[1:]})
    assert "book-finished" not in (chapter.get_attribute("class") or "")
    remember(page, **{key.replace("-", "_"): {"done": True} for key in keys})
    assert "book-finished" in (chapter.get_attribute("class") or "")


@pytest.mark.parametrize("path", [SECTION, HOW_TO_READ])
def test_everything_is_forgotten_after_a_question(visit: Visitor, path: str) -> None:
    page = visit(path).page
    remember(page, sec_cap_theorem={}, sec_introduction={"done": True})
    forget = page.locator("#main-content, .book-remembered").get_by_role("button", name="Forget what").first
    forget.click()
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    assert remembered(page)
    forget.click()
    question = page.get_by_role("dialog")
    assert "finished 1 page and your place in 1 page" in question.inner_text()
    question.get_by_role("button", name="Forget").click()
    said(page, "Forgotten")
    assert remembered(page) == {}
    assert page.locator("a.book-finished, .book-continue:visible").count() == 0


def test_a_device_that_denies_its_storage_has_a_whole_page(visit: Visitor) -> None:
    opened = visit("index.html")
    opened.page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }})"
    )
    page = opened.open(SECTION)
    assert opened.complaints == []
    assert page.locator(".book-remembered, .book-continue").count() == 0
    assert page.locator("article h1").is_visible()


@pytest.mark.requires("axe")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_what_is_remembered(visit: Visitor, width: int, dark: bool) -> None:
    assert AXE.name
    page = visit(SECTION, width=width, dark=dark).page
    anchor = page.locator("article h2").nth(3).evaluate("(e) => e.parentElement.id")
    remember(page, sec_flp_impossibility={"at": anchor}, sec_cap_theorem={"done": True}, sec_introduction={"when": 3})
    assert page.locator(".book-return").is_visible()
    assert faults_found_by_axe(page) == []


# Concepts


def test_a_touched_concept_shows_its_definition_with_a_way_on(visit: Visitor) -> None:
    page = visit(SECTION, width=390, touch=True).page
    concept = page.locator("article a.book-concept[aria-describedby]").first
    definition = page.locator(f"#{concept.get_attribute('aria-describedby')}")
    concept.tap()
    onward = definition.get_by_role("link")
    assert onward.inner_text() == "In the glossary"
    box = onward.bounding_box()
    at = concept.bounding_box()
    assert box is not None and at is not None
    assert box["height"] >= 24
    assert abs(box["y"] - at["y"]) < 300, "the definition isn't where the concept is"
    page.locator("article h1").tap()
    assert not definition.is_visible()
    concept.tap()
    page.keyboard.press("Escape")
    assert not definition.is_visible()
    concept.tap()
    onward.tap()
    page.wait_for_url("**/glossary.html#*")


# Footnotes

FOOTNOTE = """<aside class="footnote-list brackets"><aside class="footnote brackets" id="a-note" role="doc-footnote">
<span class="label"><span class="fn-bracket">[</span><a role="doc-backlink" href="#a-call">1</a></span>
<p>Said beside, with <a href="#a-call">a link</a>.</p><p>And more.</p></aside></aside>"""


@pytest.mark.parametrize("width", [1280, 1100, 390])
def test_on_a_wide_screen_a_footnote_stands_in_the_margin(visit: Visitor, width: int) -> None:
    opened = visit(SECTION, width=width)
    page = opened.page
    page.evaluate(
        """(footnote) => {
            const call = Object.assign(document.createElement('a'), {
                className: 'footnote-reference', id: 'a-call', href: '#a-note', textContent: '[1]'});
            document.querySelectorAll('article section > p')[1].append(call);
            document.querySelector('article').insertAdjacentHTML('beforeend', footnote);
        }""",
        FOOTNOTE,
    )
    text = page.locator("p:has(#a-call)")
    before = text.bounding_box()
    page.add_script_tag(url="/_static/js/notes.js")
    note = page.locator(".book-note")
    assert note.is_visible() == (width >= 1200)
    assert text.bounding_box() == before, "the note takes room from the text"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.locator("#a-note").count() == 1
    if width >= 1200:
        assert note.inner_text().split() == ["1", "Said", "beside,", "with", "a", "link.", "And", "more."]
        beside = note.bounding_box()
        assert before is not None and beside is not None
        assert beside["x"] >= before["x"] + before["width"]
        assert abs(beside["y"] - before["y"]) < 20
        page.emulate_media(media="print")
        assert not note.is_visible()
    assert opened.complaints == []


# Figures


def test_an_enlarged_figure_is_zoomed_and_moved_by_keyboard(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.locator("button.book-enlarge").first.click()
    dialog = page.get_by_role("dialog")
    scale = dialog.locator("output")
    image, box = dialog.locator("img:visible"), dialog.locator(".book-enlarged-picture")
    first = scale.inner_text()
    for _ in range(4):
        page.keyboard.press("+")
    width = image.evaluate("(e) => e.getBoundingClientRect().width")
    assert width > box.evaluate("(e) => e.clientWidth")
    left = box.evaluate("(e) => e.scrollLeft")
    page.keyboard.press("ArrowRight")
    assert box.evaluate("(e) => e.scrollLeft") > left
    page.keyboard.press("-")
    assert image.evaluate("(e) => e.getBoundingClientRect().width") < width
    page.keyboard.press("0")
    assert scale.inner_text() == first
    seen = image.evaluate("(e) => e.getBoundingClientRect().toJSON()")
    room = box.evaluate("(e) => e.getBoundingClientRect().toJSON()")
    assert seen["left"] >= room["left"] and seen["right"] <= room["right"] and seen["bottom"] <= room["bottom"]


def test_an_enlarged_figure_has_its_caption_description_and_source(visit: Visitor) -> None:
    opened = visit(SECTION)
    page = opened.page
    figure = page.locator("figure.book-figure").first
    figure.locator("button.book-enlarge").click()
    dialog = page.get_by_role("dialog")
    number = figure.locator(".book-number").inner_text()
    assert dialog.locator(".book-enlarged-foot > p").inner_text().startswith(number)
    dialog.get_by_text("Description").click()
    alt = figure.locator("img").first.get_attribute("alt")
    assert dialog.locator("details p").inner_text() == alt
    source = dialog.get_by_role("link", name="Source of the diagram").get_attribute("href") or ""
    answer = page.request.get(source)
    assert answer.ok
    assert re.search(r"flowchart|sequenceDiagram|stateDiagram|\$schema", answer.text())


def test_two_fingers_zoom_an_enlarged_figure(visit: Visitor) -> None:
    page = visit(SECTION, width=390, touch=True).page
    page.locator("button.book-enlarge").first.tap()
    image = page.get_by_role("dialog").locator("img:visible")
    before = image.evaluate("(e) => e.getBoundingClientRect().width")
    session = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 80)):
        points = [{"x": 195 - apart, "y": 300, "id": 0}, {"x": 195 + apart, "y": 300, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    after = image.evaluate("(e) => e.getBoundingClientRect().width")
    assert after == pytest.approx(2 * before, rel=0.05)


def test_on_a_phone_a_figure_scrolls_in_its_own_box(visit: Visitor) -> None:
    page = visit(SECTION, width=390).page
    widths = page.locator(".book-picture").evaluate_all(
        "(boxes) => boxes.map((box) => [box.clientWidth, box.scrollWidth, box.querySelector('img').width])"
    )
    assert all(client <= 390 for client, _, _ in widths)
    assert any(inside > client for client, inside, _ in widths)


# Tables


def test_on_a_phone_a_table_scrolls_under_its_first_column(visit: Visitor) -> None:
    page = visit(HOW_TO_READ, width=390).page
    box = page.get_by_role("region", name=re.compile("Ten readers, ten roads"))
    assert box.evaluate("(e) => [e.scrollWidth > e.clientWidth, e.tabIndex, e.className]") == [
        True, 0, "book-table-scroll book-more-right",
    ]  # fmt: skip
    row = box.locator("tbody tr").first
    cell, other = row.locator("td").first, row.locator("td").nth(1)
    before = [c.evaluate("(e) => e.getBoundingClientRect().left") for c in (cell, other)]
    row.scroll_into_view_if_needed()
    place = row.bounding_box()
    assert place is not None
    edge: Any = {**place, "width": 8}
    unmoved = page.screenshot(clip=edge)
    box.evaluate("(e) => { e.scrollLeft = 120; }")
    page.wait_for_function("(e) => e.classList.contains('book-more-left')", arg=box.element_handle())
    after = [c.evaluate("(e) => e.getBoundingClientRect().left") for c in (cell, other)]
    assert after[0] == pytest.approx(before[0], abs=1)
    assert after[1] == pytest.approx(before[1] - 120, abs=1)
    assert page.screenshot(clip=edge) == unmoved, "what has scrolled away shows beside the column that stays"
    assert cell.evaluate("(e) => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    box.evaluate("(e) => { e.scrollLeft = e.scrollWidth; }")
    page.wait_for_function("(e) => !e.classList.contains('book-more-right')", arg=box.element_handle())


OPEN_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
NEXT_FRAME = "() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))"
UNREADABLE = """() => [...document.querySelectorAll('.bd-article table')].flatMap((table) => {
    const box = table.closest('.book-table-scroll') ?? table.closest('.pst-scrollable-table-container');
    if (!box) return ['stands in no box'];
    const {scrollWidth, clientWidth} = box, isWide = scrollWidth > clientWidth;
    const cells = [...table.rows].flatMap((row) => [...row.cells]), first = table.rows[0].cells[0];
    return Object.entries({
        'shows not that it goes on': isWide && !box.classList.contains('book-more-right'),
        'is no stop of the tab key': isWide && box.tabIndex !== 0,
        'has a first column that leaves': isWide && getComputedStyle(first).position !== 'sticky',
        'has a first column that takes most of it': isWide && first.offsetWidth > clientWidth / 2,
        'has words wider than their cell': cells.some((cell) => cell.scrollWidth > cell.clientWidth + 1),
        'has a cell higher than half a phone': cells.some((cell) => cell.offsetHeight > innerHeight / 2),
    }).filter(([, is]) => is).map(([fault]) => `${table.caption?.innerText ?? table.className} ${fault}`);
})"""


def test_on_a_phone_no_page_scrolls_sideways_and_every_table_is_readable(browser: Browser, address: str) -> None:
    """Every page of the site, all folds open, at two widths; pictures keep their places without being loaded."""
    context = browser.new_context(viewport={"width": SIZES_PX[0], "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.route("**/*.svg", lambda route: route.abort())
    paths = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    assert len(paths) > 30
    faults = []
    for path in paths:
        page.goto(address + path, wait_until="load")
        page.evaluate(OPEN_ALL)
        for width in SIZES_PX:
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate(NEXT_FRAME)
            found = page.evaluate("() => document.documentElement.scrollWidth")
            if found > width:
                faults.append(f"{path}: {found} px at {width}")
            faults += [f"{path}: {fault} at {width}" for fault in page.evaluate(UNREADABLE)]
    context.close()
    assert faults == []


# Answers


def test_answers_are_folded_until_one_asks_or_follows_a_link_into_one(visit: Visitor) -> None:
    opened = visit("gathered/questions.html")
    page = opened.page
    answers = page.locator("details.book-answer")
    assert answers.count() > 10
    assert answers.evaluate_all("(all) => all.filter((one) => one.open).length") == 0
    question = answers.first.locator("xpath=ancestor::*[@id][1]").get_attribute("id")
    opened.open(f"gathered/questions.html#{question}")
    assert answers.evaluate_all("(all) => all.filter((one) => one.open).length") == 0
    opened.open(SECTION)
    anchor = answers.nth(1).get_attribute("id")
    opened.open(f"{SECTION}#{anchor}")
    assert answers.evaluate_all("(all) => all.map((one) => one.open)")[:3] == [False, True, False]
    answers.first.evaluate("(e) => { location.hash = e.id; }")
    page.wait_for_function("(e) => e.open", arg=answers.first.element_handle())


def test_the_link_of_an_open_answer_is_copied(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.context.grant_permissions(CLIPBOARD)
    answer = page.locator("details.book-answer").first
    link = answer.get_by_role("link", name="Copy link to this answer")
    assert link.count() == 0, "it shows before anybody has asked"
    answer.locator("summary").click()
    assert link.inner_text() == "Copy link"
    link.click()
    said(page, "Link copied")
    assert page.evaluate("() => navigator.clipboard.readText()").endswith(f"#{answer.get_attribute('id')}")


# The landing page and the roads


def test_the_landing_page_counts_what_is_written(visit: Visitor) -> None:
    page = visit("index.html").page
    facts = [fact.inner_text().split() for fact in page.locator(".book-facts > li").all()]
    words, sections = (int(facts[i][0].replace(",", "")) for i in (0, 1))
    assert words > 1000 * sections > 0
    rows = page.locator("table.book-parts tbody tr")
    written = [int(row.locator("td").nth(1).inner_text().split(" of ")[0]) for row in rows.all()
               if " of " in row.locator("td").nth(1).inner_text()]  # fmt: skip
    assert sum(written) == sections
    for row in rows.all():
        is_planned = row.locator("td").nth(1).inner_text().startswith("planned")
        assert row.locator("a").count() == 0 if is_planned else row.locator("a").count() == 1


def test_each_stop_of_a_road_leads_somewhere_or_is_planned(visit: Visitor) -> None:
    page = visit(HOW_TO_READ).page
    cells = page.locator("#paths-by-time-and-role tbody tr td:nth-child(2)").all()
    assert len(cells) >= 10
    for cell in cells:
        text = cell.inner_text().replace("\N{NO-BREAK SPACE}", " ")
        stops = re.findall(r"(?:Section|Chapter|Part|Appendix) [\w.]+ \(([^)]*)\)", text)
        assert stops, text
        assert sum("planned" not in stop for stop in stops) == cell.locator("a").count()
        assert all(re.match(r"[\d.]+ (min|h)\b", stop) for stop in stops), stops


def test_how_to_read_says_how_long_its_roads_are_as_the_build_counts_them(visit: Visitor) -> None:
    page = visit(HOW_TO_READ).page
    hours = []
    for text in page.locator("#paths-by-time-and-role tbody tr td:nth-child(2)").all_inner_texts():
        # The whole road comes first; a manager's overviews stand before it, a teacher's term has no figure.
        found = re.findall(r"(?:≈ |^|then |\()([\d.]+)\s(h|min)\b", text.replace("\N{NO-BREAK SPACE}", " "))
        whole = found[:2] if text.startswith("every") else found[:1]
        if not text.startswith("a term"):
            hours.append(sum(float(n) / (1 if unit == "h" else 60) for n, unit in whole))
    assert len(hours) == 9
    shortest, middle, longest = (round(value) for value in (min(hours), statistics.median(hours), max(hours)))
    words = {1: "one hour", 8: "eight", 18: "eighteen"}
    sentence = page.get_by_text("The nine with a figure").inner_text()
    spelled = [words.get(value, str(value)) for value in (shortest, longest, middle)]
    assert "from {} to about {}, and the middle one about {}".format(*spelled) in sentence
