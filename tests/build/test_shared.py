"""What a built site tells those who look for it: heads, maps, and old addresses that lead on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.errors import ConfigError
from tests.build.tiny import SECTION, TinyBook, tiny_book, toctree

ROOT = Path(__file__).parents[2]
FIRST = SECTION["first"]
PAGES: dict[str, str | bytes | None] = {
    "index": f"# Book\n\nA book about nodes that must work together although each may fail alone.\n\n{toctree(FIRST)}",
    FIRST: "# First\n\nA {defines}`node` is a unit that fails on its own, and that is the whole trouble.\n",
}
SITE: dict[str, object] = {"book_url": "https://b.example/deep", "templates_path": [str(ROOT / "_templates")]}


def book(tmp_path: Path, **more: object) -> TinyBook:
    return tiny_book(tmp_path, PAGES, **{**SITE, **more})


def head(text: str) -> Tag:
    return BeautifulSoup(text, "html.parser").head or BeautifulSoup("", "html.parser")


def test_a_page_names_its_own_address_and_describes_itself(tmp_path: Path) -> None:
    found = head(book(tmp_path).build().page(FIRST))
    address = f"https://b.example/deep/{FIRST}.html"
    assert [link["href"] for link in found.select("link[rel=canonical]")] == [address]
    assert found.select_one('meta[property="og:url"]')["content"] == address  # type: ignore[index]
    assert "fails on its own" in found.select_one("meta[name=description]")["content"]  # type: ignore[index]
    data = json.loads(found.select_one('script[type="application/ld+json"]').text)  # type: ignore[union-attr]
    assert (data["@type"], data["position"], data["about"][0]["name"]) == ("Chapter", "1.1", "node")


def test_a_site_without_an_address_names_none(tmp_path: Path) -> None:
    result = book(tmp_path, book_url="").build()
    assert not head(result.page(FIRST)).select("link[rel=canonical]")
    assert not (result.out / "sitemap.xml").exists()
    assert (result.out / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"


def test_the_map_has_every_page_also_after_an_edit_of_one(tmp_path: Path) -> None:
    tiny = book(tmp_path)
    first = (tiny.build().out / "sitemap.xml").read_text(encoding="utf-8")
    tiny.write({FIRST: "# First\n\nOther words about the node that fails on its own, as nodes will.\n"})
    assert (tiny.build().out / "sitemap.xml").read_text(encoding="utf-8") == first
    assert first.count("<loc>") == len(PAGES)


def test_a_page_that_has_moved_leads_on_and_so_does_an_id(tmp_path: Path) -> None:
    tiny = book(tmp_path)
    tiny.write({"redirects.toml": f'[pages]\n"old/place" = "{FIRST}"\n[ids]\n"index#gone" = "{FIRST}#first"\n'})
    result = tiny.build()
    assert f"url=../{FIRST}.html" in result.page("old/place")
    moved = BeautifulSoup(result.page("index"), "html.parser").select_one("#book-moved")
    assert json.loads(moved.text) == {"gone": f"{FIRST}.html#first"}  # type: ignore[union-attr]


def test_a_redirect_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    tiny = book(tmp_path)
    tiny.write({"redirects.toml": '[pages]\nold = "nowhere"\n'})
    with pytest.raises(ConfigError, match="is no page of the book"):
        tiny.build()


def test_sections_lead_to_no_discussion_unless_the_settings_name_a_place(tmp_path: Path) -> None:
    assert "book-talk" not in book(tmp_path).build().page(FIRST)


def test_sections_and_no_other_pages_lead_to_where_they_are_discussed_and_annotated(tmp_path: Path) -> None:
    places = {
        "book_discussion_url": "https://talk.example/new?title={title}&body={page}",
        "book_annotation_url": "https://note.example/?url={address}",
    }
    result = book(tmp_path, **places).build()
    found = BeautifulSoup(result.page(FIRST), "html.parser").select("p.book-talk a")
    assert [(link.text, link["href"]) for link in found] == [
        ("Discuss this section", f"https://talk.example/new?title=1.1%20First&body={FIRST.replace('/', '%2F')}"),
        (
            "Annotate this section",
            f"https://note.example/?url=https%3A%2F%2Fb.example%2Fdeep%2F{FIRST.replace('/', '%2F')}.html",
        ),
    ]
    assert "book-talk" not in result.page("index")
    assert result.warnings == []


def test_a_wrong_place_to_talk_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"book_discussion_url is 'http://a', which is no address; write one"):
        book(tmp_path, book_discussion_url="http://a").build()
