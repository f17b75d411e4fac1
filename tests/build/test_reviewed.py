"""What the book says of its own state: badges, review records, progress, growth; in every format, and up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.build.shown import GLOSSARY, PLAIN, REFERENCES, one, page, words
from tests.build.tiny import SECTION, TinyBook, tiny_book, toctree

from book.model.fingerprint import fingerprint, text_hash
from book.model.history import DAY_S, Point
from book.model.words import Counts

FIRST, SECOND, ALPHA, INTRO = SECTION["first"], SECTION["second"], SECTION["alpha"], SECTION["intro"]
TEXT = page(" ".join(f"Sentence {i} of this page has eight words." for i in range(40)), "First")
RECORD = f"""
section = "sec-first"
date = 2026-11-25
kind = "technical check"
reviewer = "second reader"
text_hash = "{text_hash(TEXT)}"

[[finding]]
severity = "major"
what = "It *was* wrong."
settled = "Mended."

[[score]]
insight = "some-insight"
revelation = 4
non_obviousness = 3
applicability = 5
memorability = 2
correctness = 5

[fingerprint]
sentences = '''{fingerprint(TEXT).sentences}'''
"""
CHECKED = "Technical check on 2026-11-25 of this text: 1 major fault found, settled."
NO_EXPERT = "No expert has reviewed this section."
PAGES = {
    INTRO: page("Hello.", "Introduction"),
    ALPHA: page(toctree(FIRST), "Alpha"),
    FIRST: TEXT,
    SECOND: page(":::{question} Why?\n:id: why\n\nSo.\n:::\n", "Second"),
    "plain": page("Outside the plan; sections checked: {count}`checked-sections`."),
    "gathered/progress": "# Progress\n\n:::{words-over-time}\n:::\n\n## Matrix\n\n:::{progress-matrix}\n:::\n",
    "gathered/reviews": "# Reviews\n\n:::{review-list}\n:::\n",
    "glossary": GLOSSARY,
    "references": REFERENCES,
}


def book_at(root: Path, **settings: Any) -> TinyBook:
    index = f"# The Book\n\n{toctree(*(name for name in PAGES if name != FIRST))}"
    return tiny_book(
        root, {**PAGES, "index": index, "reviews/first.toml": RECORD, "concepts.toml": ""}, **PLAIN, **settings
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> TinyBook:
    book = book_at(tmp_path_factory.mktemp("reviewed"))
    assert not book.build().warnings
    return book


def shown(book: TinyBook, docname: str) -> BeautifulSoup:
    path = book.root / "out" / "html" / f"{docname}.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_the_foot_of_a_page_says_what_was_checked_and_leads_to_the_record(book: TinyBook) -> None:
    badge = one(shown(book, FIRST), "p.book-badge")
    assert words(badge) == f"{CHECKED} {NO_EXPERT}"
    assert one(badge, "a")["href"] == "../../gathered/reviews.html#review-first"
    assert badge.find_next_sibling() is None


def test_a_page_without_a_record_says_so(book: TinyBook) -> None:
    badge = one(shown(book, ALPHA), "p.book-badge")
    assert words(badge) == "No technical check of this page is on record. No expert has reviewed this page."
    assert not badge.select("a")


@pytest.mark.parametrize("docname", ["plain", "index", "gathered/reviews"])
def test_a_page_outside_the_plan_and_the_landing_page_have_no_badge(book: TinyBook, docname: str) -> None:
    assert not shown(book, docname).select("p.book-badge")


def test_the_record_is_listed_with_its_findings_and_scores(book: TinyBook) -> None:
    text = words(one(shown(book, "gathered/reviews"), "dl.book-reviews"))
    for part in (
        "Section 1.1, First",
        CHECKED,
        "second reader",
        "Major. It *was* wrong. Settled: Mended.",
        "some-insight",
    ):
        assert part in text


def test_the_matrix_tells_states_and_shares_in_words_and_as_bars(book: TinyBook) -> None:
    table = shown(book, "gathered/progress").select("table.book-progress")[0]
    rows = [[words(cell) for cell in row.select("td")] for row in table.select("tbody tr")]
    assert [row[:2] for row in rows] == [
        ["Foundation", "front matter"], ["Phase 1", "1"], ["Phase 2", "2"], ["Phase 3", "A"],
        ["Total", "2 and 1 appendices"],
    ]  # fmt: skip
    # Of 3,000 words: 320 sentences' words and a title in Section 1.1, 5 words in 1.2, 5 in the chapter's own page.
    assert [row[-2:] for row in rows][1:3] == [["11 %", "drafting"], ["0 %", "not started"]]
    bar = table.select(".book-bar")[1]
    assert bar["aria-hidden"] == "true"
    assert one(bar, "rect")["width"] == "11"


def test_without_a_version_history_a_sentence_stands_for_the_picture(book: TinyBook) -> None:
    assert "has no version history" in words(one(shown(book, "gathered/progress"), "div.body"))


def test_the_progress_stands_beside_the_site_as_data(book: TinyBook) -> None:
    out = book.root / "out" / "html"
    rows = json.loads((out / "progress.json").read_text(encoding="utf-8"))
    (section,) = (row for row in rows if row["page"] == FIRST)
    assert (section["level"], section["name"], section["words"]) == ("section", "1.1 First", 325)
    lines = (out / "progress.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(rows) + 1
    assert lines[0].startswith("level,name,chapters,page,target_words,words,")


def test_the_badge_counts_as_no_words(book: TinyBook, tmp_path: Path) -> None:
    rows = json.loads((book.root / "out" / "html" / "progress.json").read_text(encoding="utf-8"))
    (row,) = (row for row in rows if row["page"] == ALPHA and row["level"] == "section")
    # "Alpha" and "The page goes on."
    assert row["words"] == 5


def test_a_record_that_changes_writes_its_page_and_the_list_again_and_no_other(tmp_path: Path) -> None:
    book = book_at(tmp_path)
    book.build()
    book.write({"reviews/first.toml": RECORD.replace('"Mended."', '""')})
    again = book.build()
    # The count too, since nothing vouches for the section any more; and Sphinx always writes what lists a page.
    assert again.written == {FIRST, "gathered/reviews", "plain", ALPHA, "index"}
    assert "1 major fault found, 1 not yet settled." in words(one(shown(book, FIRST), "p.book-badge"))
    assert again.pages() == book.build(clean=True).pages()


def test_a_text_that_changes_makes_its_badge_stale(tmp_path: Path) -> None:
    book = book_at(tmp_path)
    book.build()
    book.write({FIRST: TEXT.replace("Sentence 7 ", "Phrase 7 ")})
    book.build()
    badge = words(one(shown(book, FIRST), "p.book-badge"))
    assert "of this text: 1 major fault found, settled. The text has changed by 2.5 % since." in badge
    book.write({FIRST: TEXT.replace("eight", "a number of")})
    book.build()
    badge = words(one(shown(book, FIRST), "p.book-badge"))
    assert "of an earlier text" in badge
    assert "this text counts as unchecked" in badge
    assert "sections checked: 0." in words(one(shown(book, "plain"), "div.body"))


def test_the_growth_is_drawn_for_both_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = book_at(tmp_path)
    history = (Point(1_795_600_000, Counts(5)), Point(1_795_600_000 + 5 * DAY_S, Counts(900)))
    monkeypatch.setattr("book.data.read_history", lambda source, root: history)
    assert not book.build().warnings
    images = shown(book, "gathered/progress").select("figure img")
    assert [image["class"] for image in images] == [["book-light"], ["book-dark"]]
    for image in images:
        assert image["alt"] == "The line climbs from 5 words on 2026-11-25 to 900 on 2026-11-30."
        assert (book.root / "out" / "html" / "gathered" / str(image["src"])).is_file()
    # A build that leaves the page alone leaves its picture alone.
    book.write({INTRO: page("Hello, again.", "Introduction")})
    book.build()
    assert (book.root / "out" / "html" / "gathered" / str(images[0]["src"])).is_file()


def test_the_printed_page_ends_with_its_badge_before_the_next_begins(tmp_path: Path) -> None:
    result = book_at(tmp_path).build("latex")
    assert not result.warnings
    (source,) = (
        path.read_text(encoding="utf-8") for path in result.out.glob("*.tex") if "bookbadge" in path.read_text()
    )
    flat = " ".join(source.split())
    check = flat.index("\\bookbadge{\\bookplain{Technical check on 2026")
    assert flat.index("Sentence 39") < check < flat.index("\\bookheading{section}{1.2}")
    # A chapter's own page ends before its first section, and answers come after the badges.
    assert flat.index("No technical check of this page") < flat.index("Sentence 0")
    assert flat.rindex("\\bookbadge{") < flat.index("Answers")
    assert "review-first" not in flat


def test_the_text_has_badges_and_shares_in_words(tmp_path: Path) -> None:
    result = book_at(tmp_path).build("text")
    assert not result.warnings
    said = " ".join((result.out / f"{FIRST}.txt").read_text(encoding="utf-8").split())
    assert said.endswith(f"{CHECKED} {NO_EXPERT}")
    assert "11 %" in (result.out / "gathered/progress.txt").read_text(encoding="utf-8")


def test_the_e_book_has_badges_that_lead_to_the_records_of_the_site_if_there_is_one(tmp_path: Path) -> None:
    alone, published = book_at(tmp_path / "alone"), book_at(tmp_path / "published", book_url="https://b.example/")
    badges = []
    for result in (alone.build("epub"), published.build("epub")):
        page = BeautifulSoup((result.out / f"{FIRST}.xhtml").read_text(encoding="utf-8"), "html.parser")
        badges.append(one(page, "p.book-badge"))
    assert badges[0].select("a") == []
    assert one(badges[1], "a")["href"] == "https://b.example/gathered/reviews.html#review-first"
    assert badges[0].text == badges[1].text
    assert all("data-pagefind-ignore" not in badge.attrs for badge in badges)
