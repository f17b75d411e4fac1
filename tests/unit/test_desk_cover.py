"""The cover of the e-book, as the drawing it is made from."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from book.desk.cover import cover_svg, palette_of, wrapped

THEME = Path(__file__).parents[2] / "diagrams" / "theme.toml"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Distributed Systems", ["Distributed", "Systems"]),
        ("One two three", ["One two three"]),
        ("Incomprehensibilities too", ["Incomprehensibilities", "too"]),
        ("", []),
    ],
)
def test_a_line_breaks_only_between_words(text: str, lines: list[str]) -> None:
    assert wrapped(text, 13) == lines


def test_the_cover_says_title_and_subtitle() -> None:
    tree = ElementTree.fromstring(cover_svg("Cause & Effect", "At <Scale>", palette_of(THEME)))
    assert ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")] == ["Cause &", "Effect", "At <Scale>"]


def test_the_colors_are_those_of_the_diagrams_on_dark_paper() -> None:
    colors = palette_of(THEME)
    assert colors.paper in THEME.read_text(encoding="utf-8")
    assert f'fill="{colors.paper}"' in cover_svg("T", "", colors)
