"""The counts of a release: what is whole passes, and what an edition has lost is named."""

from __future__ import annotations

from collections import Counter

import pytest

from book.model.census import KINDS, Census, Count, Held, Tally, Thing, counts_table, losses, tally, words_of
from book.model.deck import guid_of
from book.model.editions import EDITIONS, released_name
from book.model.holdings import held_by_cards, held_by_pages, held_by_print

PAGE, NEXT = "part/one", "part/two"
SECTION = Thing("section", PAGE, "", "1.1", "The Section")
INSIGHT = Thing("insight", PAGE, "claim", "1.1", "“Measured” silence")
FIGURE = Thing("diagram", PAGE, "fig-a", "1.1", "What it shows.")
TABLE = Thing("table", NEXT, "rows", "1.2", "Rows")
THINGS = (SECTION, INSIGHT, FIGURE, TABLE)
CENSUS = Census(THINGS, {PAGE: {"": Counter(words_of("Plain words, 47s.")), "insight": Counter(words_of("silence"))}})
HTML = """<html><body><article><h1>1.1 The Section</h1><p>Plain wo<em>rds</em>, 47s.</p>
<div class="book-box book-insight" id="claim"><p>silence</p></div>
<figure class="book-figure" id="fig-a"><img src="a.svg" alt="a"/><figcaption>What it shows.</figcaption></figure>
</article></body></html>"""
OTHER = '<html><body><article><table id="rows"><tr><td>1</td></tr></table></article></body></html>'
PRINTED = """See Insight 1.2 and Table 1.2. Insight 1.1. Essential. “Measured” silence. Figure 1.1. What it
shows. Table 1.2. Rows. Plain wo-

12  The Section
rds, 47 s."""


def lost(held: Held, kinds: tuple[str, ...] = tuple(KINDS)) -> list[str]:
    return losses([tally("e", CENSUS, held, kinds)])


def test_pages_that_hold_everything_lose_nothing() -> None:
    assert lost(held_by_pages(CENSUS, {PAGE: HTML, NEXT: OTHER})) == []


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (HTML.replace("book-insight", "book-note"), "e: 1 of 1 insights are missing: Insight 1.1 claim"),
        (HTML.replace('<img src="a.svg" alt="a"/>', ""), "e: 1 of 1 diagrams are missing: Figure 1.1 fig-a"),
        (HTML.replace("<p>silence</p>", "<p>noise</p>"), "e: 1 of 5 words are missing: silence (part/one)"),
        (HTML.replace("<h1>1.1 The Section</h1>", ""), "e: 1 of 1 sections are missing: 1.1 part/one"),
        (HTML.replace("Plain", "plain plain").replace("47s", "s"), "e: 1 of 5 words are missing: 47 (part/one)"),
    ],
)
def test_what_a_page_has_lost_is_named(page: str, message: str) -> None:
    assert lost(held_by_pages(CENSUS, {PAGE: page, NEXT: OTHER})) == [message]


def test_a_thing_counts_on_its_own_page_only() -> None:
    assert len(lost(held_by_pages(CENSUS, {PAGE: OTHER, NEXT: HTML}))) == 5


def test_print_is_read_by_label_number_and_first_word_and_mends_words_broken_over_pages() -> None:
    assert lost(held_by_print(CENSUS, [PRINTED], ["1.1 The Section"])) == []
    assert lost(held_by_print(CENSUS, [PRINTED.replace("Table 1.2. Rows", "Rows")], ["1.1 The Section"])) == [
        "e: 1 of 1 tables are missing: Table 1.2 rows"
    ]
    assert lost(held_by_print(CENSUS, [PRINTED], ["1.2 The Section"]), ("section",)) != []


def test_a_reference_at_the_end_of_a_sentence_is_no_thing() -> None:
    text = PRINTED.replace("Insight 1.1. Essential. “Measured”", "Insight 1.1. So “measured”")
    assert lost(held_by_print(CENSUS, [text], ["1.1 The Section"]), ("insight",)) != []


def test_cards_are_known_by_their_guid_and_hold_the_words_of_boxes() -> None:
    census = CENSUS.only(("insight", "word"))
    notes = [(guid_of("insight", "claim"), "<b>sil</b>ence &amp; more\x1f")]
    assert losses([tally("cards", census, held_by_cards(census, notes), ("insight", "word"))]) == []
    assert losses([tally("cards", census, held_by_cards(census, []), ("insight", "word"))]) == [
        "cards: 1 of 1 insights are missing: Insight 1.1 claim",
        "cards: 1 of 1 words are missing: silence",
    ]


def test_the_table_has_a_row_for_the_sources_and_one_for_each_edition() -> None:
    rows = counts_table([Tally("cards", (Count("insight", 0, 1, ("a",)),))], CENSUS).splitlines()
    assert rows[2] == "| sources | 0 | 1 | 1 | 0 | 0 | 0 | 1 | 1 | 5 |"
    assert rows[3] == "| cards | – | – | 0 of 1 | – | – | – | – | – | – |"


def test_released_files_carry_the_version() -> None:
    assert released_name("distributed-systems.pdf", "0.2") == "distributed-systems-0.2.pdf"
    assert released_name("distributed-systems-site.zip", "0.2") == "distributed-systems-site-0.2.zip"
    assert len({edition.name for edition in EDITIONS}) == len(EDITIONS)
