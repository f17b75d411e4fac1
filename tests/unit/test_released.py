"""The list of released pages and ids only grows, and what is gone must be led on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.unit.books import book_of, concept, concepts_of

from book.model.records import Box, Figure, Heading, Mention, Page, Table
from book.model.redirects import Redirects
from book.model.released import Lost, Released, ReleasedError, load_released, lost, present, read_released

PAGE = "part-01-reality/01-limits/01-flp"
FLP = Page(
    PAGE, "FLP", 100, (Heading("flp", "FLP", 1, 1), Heading("below", "Below", 2, 9)),
    (Box("an-insight", "insight", "A claim", PAGE, 3),), (Figure("fig-a", "ch01/a", "flow", "A", "A", PAGE, 4),),
    (Table("a-table", "comparison", "A", PAGE, 5, 2, 2),), (Mention("node", False, 2, defines=True),),
)  # fmt: skip
NOW = Released({PAGE: "section", "other": "page"}, {f"{PAGE}#a": "insight", "other#b": "heading"})


def test_a_release_promises_pages_boxes_figures_tables_headings_and_concepts() -> None:
    book = book_of([FLP, Page("glossary", "Glossary")], concepts_of(concept("node")))
    kept = present(book)
    assert kept.pages == {PAGE: "section", "glossary": "page"}
    assert kept.ids == {
        f"{PAGE}#below": "heading", f"{PAGE}#an-insight": "insight", f"{PAGE}#fig-a": "diagram",
        f"{PAGE}#a-table": "table", f"{PAGE}#concept-node": "concept", "glossary#term-node": "concept",
    }  # fmt: skip


def test_the_file_holds_what_it_is_read_from_again(tmp_path: Path) -> None:
    path = tmp_path / "released-ids.toml"
    assert not load_released(path)
    path.write_text(NOW.text(), encoding="utf-8")
    assert load_released(path) == NOW


def test_the_list_only_grows() -> None:
    grown = Released({"old": "section"}, {"old#a": "insight"}).with_all_of(NOW)
    assert grown.pages.keys() == {"old", PAGE, "other"}
    assert "old#a" in grown.ids


@pytest.mark.parametrize(
    ("redirects", "expected"),
    [
        (Redirects(), [Lost("old", "section page"), Lost("old#a", "insight")]),
        (Redirects({"old": PAGE}), []),
        (Redirects({"old": "other"}), [Lost("old#a", "insight")]),
        (Redirects({"old": "other"}, {"old#a": "other#b"}), []),
        (Redirects({"old": "other"}, {"old#a": "other#c", "other#c": "other#b"}), []),
        (Redirects({"old": PAGE}, {"x#y": "other#c"}), [Lost("x#y", "", "other#c")]),
        (Redirects({"old": PAGE}, {"x#y": "x#z", "x#z": "x#y"}), [Lost("x#y", "", "x#z"), Lost("x#z", "", "x#y")]),
    ],
)
def test_what_is_gone_is_lost_unless_a_redirect_leads_on(redirects: Redirects, expected: list[Lost]) -> None:
    released = Released({"old": "section", "other": "page"}, {"old#a": "insight", "other#b": "heading"})
    assert list(lost(released, NOW, redirects)) == expected


def test_what_is_lost_says_what_to_write_where() -> None:
    assert '[ids] in source/redirects.toml: "old#a" = "…"' in Lost("old#a", "insight").remedy
    assert '[pages] in source/redirects.toml: "old" = "…"' in Lost("old", "page").remedy


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[pages]\n", "ids: is missing"),
        ("[pages]\n[ids]\n'a' = 'insight'\n", "ids.a: is no place; write a page and an id"),
        ("[pages]\na = 1\n[ids]\n", "pages.a: is 1; write a text"),
    ],
)
def test_a_wrong_list_names_file_key_and_remedy(text: str, fault: str) -> None:
    with pytest.raises(ReleasedError, match=r"released-ids\.toml: ") as caught:
        read_released(tomllib.loads(text), Path("released-ids.toml"))
    assert fault in str(caught.value)
