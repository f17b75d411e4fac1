"""What a page says of itself to search engines and previews."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from book.desk.cover import palette_of
from book.desk.share_pictures import is_drawn, picture_svg, pictures
from book.model.outline import load_outline
from book.model.sharing import (
    DESCRIPTION_CHARACTERS,
    Shared,
    as_script,
    book_data,
    chapter_data,
    description_of,
    glossary_data,
    head_of,
    robots,
    sitemap,
)

ROOT = Path(__file__).parents[2]
PAGE = Shared("1.1 Leases", 'A "promise" & an end.', "https://b.example/1.html", "https://b.example/1.png", "Picture")


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Short  and\nto the point.", "Short and to the point."),
        (
            "A sentence. "
            + "word " * 20
            + "ends here. And more words follow, too many to be shown in a preview of it, " * 2,
            None,
        ),
        ("word " * 100, None),
    ],
)
def test_a_description_ends_with_a_sentence_or_a_word(text: str, description: str | None) -> None:
    found = description_of(text)
    assert len(found) <= DESCRIPTION_CHARACTERS
    assert found == description if description else found.endswith((".", "word…"))


def test_the_head_escapes_what_it_says_and_leaves_out_what_is_not_known() -> None:
    head = head_of(PAGE, "Book")
    assert 'content="A &quot;promise&quot; &amp; an end."' in head
    assert '<meta property="og:image" content="https://b.example/1.png"/>' in head
    bare = head_of(Shared("Title", "Text."), "Book")
    assert "og:url" not in bare
    assert "og:image" not in bare


def test_structured_data_leaves_out_what_is_not_known_and_can_not_end_its_element() -> None:
    data = chapter_data(Shared("1.1 </script>", "", ""), "1.1", "Book", "", ["lease"])
    assert "url" not in data
    assert "description" not in data
    assert data["about"] == [{"@type": "DefinedTerm", "name": "lease"}]
    script = as_script(data)
    assert script.count("</script>") == 1
    assert json.loads(script.partition(">")[2].removesuffix("</script>"))["name"] == "1.1 </script>"


def test_the_book_has_its_chapters_and_its_license() -> None:
    data = book_data("Book", "", "Authors", "", [{"name": "One", "position": "1"}])
    assert data["hasPart"] == [{"@type": "Chapter", "name": "One", "position": "1"}]
    assert data["license"].startswith("https://creativecommons.org/")
    assert "alternativeHeadline" not in data


def test_a_glossary_names_each_term_at_its_anchor() -> None:
    data = glossary_data("Glossary", "", [("term-lease", "lease")])
    assert data["hasDefinedTerm"] == [{"@type": "DefinedTerm", "@id": "#term-lease", "name": "lease"}]


def test_the_map_has_each_page_with_its_day() -> None:
    tree = ElementTree.fromstring(sitemap([("https://b.example/?a&b", None), ("https://b.example/c", 86_400.0)]))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [e.text for e in tree.iter(f"{name}loc")] == ["https://b.example/?a&b", "https://b.example/c"]
    assert [e.text for e in tree.iter(f"{name}lastmod")] == ["1970-01-02"]


def test_robots_are_told_of_the_map_only_where_there_is_one() -> None:
    assert "Sitemap" not in robots("")
    assert robots("https://b.example/sitemap.xml").endswith("Sitemap: https://b.example/sitemap.xml\n")


def test_a_picture_has_the_size_of_a_preview_and_says_the_title() -> None:
    tree = ElementTree.fromstring(
        picture_svg("Chapter 9", "A & B", "The book", palette_of(ROOT / "diagrams/theme.toml"))
    )
    assert (tree.get("width"), tree.get("height")) == ("1200", "630")
    words = ["".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert words == ["Chapter 9", "A & B", "The book"]


def test_each_chapter_has_the_picture_of_its_present_title() -> None:
    colors = palette_of(ROOT / "diagrams/theme.toml")
    drawn = list(pictures(load_outline(ROOT / "source/outline.toml"), ROOT / "source", colors))
    stale = [name for name, svg in drawn if not is_drawn(ROOT / "_static/share", name, svg)]
    assert stale == [], "run python -m book.desk.share_pictures"
    assert len(drawn) > 1
