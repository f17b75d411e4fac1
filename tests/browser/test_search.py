"""The search as a reader has it: by keyboard, with filters, from a host and from a folder on disk."""

from __future__ import annotations

import gzip
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import SITE, Visit, Visitor
from tests.browser.test_pages import SECTION, faults_found_by_axe

pytestmark = pytest.mark.requires("chromium")

QUESTIONS = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))["question"]
FIRST = 3
HELD = 45
FIRST_QUERY_GZ_BYTES = 200_000
HIT = ".book-hit a"


def ask(page: Any, words: str) -> list[str]:
    """The addresses of the hits for *words*, the best first, in an open search or in one that this opens."""
    if not page.locator("dialog[open]").count():
        page.keyboard.press("/")
    page.locator(".book-search-hits").evaluate("(list) => list.replaceChildren()")
    page.locator("#book-search-words").fill(words)
    page.locator(HIT).first.wait_for()
    return [str(link.get_attribute("href")) for link in page.locator(HIT).all()]


def loaded(opened: Visit) -> list[str]:
    """What *opened* has asked for of the search."""
    return [url for url in opened.requests if "/search/" in url]


def test_of_50_questions_at_least_45_find_their_section_among_the_first_three(visit: Visitor) -> None:
    assert len(QUESTIONS) == 50
    page = visit("index.html").page
    missed = [
        question["ask"]
        for question in QUESTIONS
        if not any(
            f"{section}.html" in hit for hit in ask(page, question["ask"])[:FIRST] for section in question["sections"]
        )
    ]
    assert len(missed) <= len(QUESTIONS) - HELD, missed


def test_nothing_is_loaded_before_a_search_and_little_for_the_first(visit: Visitor) -> None:
    opened = visit(SECTION)
    answers: list[Any] = []
    opened.page.on("response", lambda answer: answers.append(answer) if "/search/" in answer.url else None)
    assert loaded(opened) == []
    opened.page.keyboard.press("/")
    assert loaded(opened) == []
    ask(opened.page, "how wrong may a failure detector be")
    opened.page.wait_for_load_state("networkidle")
    assert 0 < sum(len(gzip.compress(answer.body())) for answer in answers) <= FIRST_QUERY_GZ_BYTES


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_it_and_escape_closes_it(visit: Visitor, key: str) -> None:
    page = visit(SECTION).page
    page.keyboard.press(key)
    assert page.evaluate("() => document.activeElement.id") == "book-search-words"
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_no_other_key_is_taken_and_none_while_one_writes(visit: Visitor) -> None:
    page = visit(SECTION).page
    for key in ("s", "k", "Alt+k", "Control+Shift+k", "Control+/"):
        page.keyboard.press(key)
        assert page.locator("dialog[open]").count() == 0, key
    page.locator("#book-search").focus()
    page.keyboard.type("and/or")
    assert page.locator("dialog[open]").count() == 0
    assert page.locator("#book-search").input_value() == "and/or"


def test_arrows_move_through_the_hits_and_enter_opens_one(visit: Visitor) -> None:
    page = visit(SECTION).page
    hits = ask(page, "commit wait")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == hits[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "#" in url and url.split("#")[1] == hits[0].split("#")[1])


def test_enter_in_the_field_opens_the_best_hit_on_its_own_place(visit: Visitor) -> None:
    page = visit("index.html").page
    ask(page, "chain replication")
    page.keyboard.press("Enter")
    page.wait_for_url("**/01-primary-backup.html#*")
    assert page.evaluate("() => document.getElementById(location.hash.slice(1)) !== null")


def test_a_hit_shows_the_sentence_with_the_words_marked(visit: Visitor) -> None:
    page = visit(SECTION).page
    ask(page, "bounded staleness")
    marked = page.locator(".book-hit mark").all_text_contents()
    assert any(word.lower().startswith("staleness") for word in marked)
    assert all(page.locator(".book-hit").nth(i).locator("p").count() == 2 for i in range(3))


def test_a_filter_by_kind_and_part_leaves_out_the_rest(visit: Visitor) -> None:
    page = visit(SECTION).page
    ask(page, "quorum")
    page.locator(".book-search-filters summary").click()
    page.get_by_label("Insights").check()
    page.get_by_label("In", exact=True).select_option("Fundamental Reality")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.book-hit-place')].every((p) => p.textContent.startsWith('Insight'))"
    )
    assert page.locator(HIT).count() > 0
    assert all("part-01" in str(link.get_attribute("href")) for link in page.locator(HIT).all())


def test_words_that_are_nowhere_say_so(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.keyboard.press("/")
    page.keyboard.type("xylophone")
    page.get_by_text("Nothing found").wait_for()


def test_the_field_in_the_sidebar_leads_to_it(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.locator("#book-search").fill("leap second")
    page.keyboard.press("Enter")
    page.locator(HIT).first.wait_for()
    assert page.locator("#book-search-words").input_value() == "leap second"


def test_the_search_page_answers_an_address_with_a_query(visit: Visitor) -> None:
    page = visit("search.html?q=timeout").page
    page.locator(HIT).first.wait_for()


def test_from_a_folder_on_disk_it_finds_the_same_section(visit: Visitor) -> None:
    opened = visit("index.html")
    opened.page.goto((SITE / SECTION).as_uri())
    hits = ask(opened.page, "external consistency")
    assert any("04-truetime.html" in hit for hit in hits[:FIRST])
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("file:**/04-truetime.html#*")
    assert opened.complaints == []


def test_a_copy_without_an_index_says_what_is_missing(visit: Visitor) -> None:
    page = visit(SECTION).page
    page.route("**/search/**", lambda route: route.fulfill(status=404, body=""))
    page.keyboard.press("/")
    page.keyboard.type("timeout")
    page.get_by_text("make html writes it").wait_for()


@pytest.mark.requires("axe")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_it(visit: Visitor, width: int, dark: bool) -> None:
    page = visit(SECTION, width=width, dark=dark).page
    page.locator(".book-search-open").click()
    ask(page, "failure detector")
    page.locator(".book-search-filters summary").click()
    assert faults_found_by_axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
