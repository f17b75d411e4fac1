from __future__ import annotations

import re
from pathlib import Path

import pytest

from drawings import theme
from drawings.theme import Color, Theme

ROOT = Path(__file__).parents[2]
TOML = (ROOT / theme.THEME_PATH).read_text(encoding="utf-8")
THEME = theme.parse(TOML)
SHADES = ("light", "dark")


def shade(color: Color, name: str) -> str:
    return str(getattr(color, name))


@pytest.mark.parametrize("name", SHADES)
@pytest.mark.parametrize("role", THEME.roles)
def test_a_roles_words_reach_4_5_to_1_on_its_area(role: str, name: str) -> None:
    look = THEME.roles[role]
    assert theme.contrast(shade(look.text, name), shade(look.fill, name)) >= 4.5


@pytest.mark.parametrize("name", SHADES)
@pytest.mark.parametrize("role", THEME.roles)
def test_a_roles_outline_reaches_3_to_1_on_both_its_sides(role: str, name: str) -> None:
    look, paper = THEME.roles[role], THEME.page["paper"]
    for side in (paper, look.fill):
        assert theme.contrast(shade(look.line, name), shade(side, name)) >= 3


@pytest.mark.parametrize("name", SHADES)
def test_words_and_lines_on_the_page_can_be_seen(name: str) -> None:
    paper = shade(THEME.page["paper"], name)
    assert theme.contrast(shade(THEME.page["ink"], name), paper) >= 4.5
    drawn = [THEME.page["edge"], THEME.page["axis"], *(series.color for series in THEME.series)]
    assert all(theme.contrast(shade(color, name), paper) >= 3 for color in drawn)


@pytest.mark.parametrize("name", SHADES)
def test_words_of_a_group_can_be_seen_where_nodes_label_edges(name: str) -> None:
    group = THEME.roles["group"]
    assert theme.contrast(shade(THEME.page["ink"], name), shade(group.fill, name)) >= 4.5
    assert theme.contrast(shade(THEME.page["edge"], name), shade(group.fill, name)) >= 3


def test_roles_differ_without_color() -> None:
    looks = [(role.width_px, role.dash_px, role.symbol) for role in THEME.roles.values()]
    assert len({(dash, symbol) for _, dash, symbol in looks if symbol}) == len([1 for *_, symbol in looks if symbol])
    assert len(set(looks)) >= len(looks) - 1  # a note is told by its place, plain and note by their corners


def test_series_differ_without_color() -> None:
    assert len({series.dash_px for series in THEME.series}) == len(THEME.series)
    assert len({series.shape for series in THEME.series}) == len(THEME.series)


def test_symbols_stay_inside_their_disk() -> None:
    for path in THEME.symbols.values():
        for x, y in re.findall(r"[ML](-?[\d.]+)[ ,]?(-?[\d.]+)", path):
            assert float(x) ** 2 + float(y) ** 2 <= 7**2


def test_the_dark_drawing_has_the_dark_shade_of_every_color() -> None:
    svg = "".join(f'<path fill="{color.light}" stroke="{color.light}"/>' for _, color in THEME.colors())
    expected = "".join(f'<path fill="{color.dark}" stroke="{color.dark}"/>' for _, color in THEME.colors())
    assert theme.dark(svg, THEME) == expected


def test_only_paint_is_darkened() -> None:
    svg = '<text fill="#ffffff">fill #ffffff</text>'
    assert theme.dark(svg, THEME) == '<text fill="#14181e">fill #ffffff</text>'


def test_both_drawings_may_stand_in_one_page() -> None:
    svg = '<marker id="a-m1"/><path marker-end="url(#a-m1)"/>'
    assert theme.dark(svg, THEME) == '<marker id="a-m1-dark"/><path marker-end="url(#a-m1-dark)"/>'


def test_a_color_of_nobodys_is_found() -> None:
    assert theme.unknown_colors('<path fill="#123456" stroke="#ffffff"/>', THEME) == ["#123456"]


def test_the_page_gets_every_color_for_both_papers() -> None:
    css = theme.css(THEME)
    for name, color in THEME.colors():
        assert f"--drawing-{name}: {color.light};" in css
        assert f"--drawing-{name}: {color.dark};" in css
    assert css.startswith(":root {") and 'html[data-theme="dark"] {' in css


def broken(text: str) -> str:
    with pytest.raises(theme.ThemeError) as caught:
        theme.parse(text)
    return str(caught.value)


def test_a_light_color_used_twice_is_refused() -> None:
    assert "#ffffff of ink is used twice" in broken(TOML.replace("#1b1f24", "#ffffff"))


def test_a_color_that_is_none_is_refused() -> None:
    assert "ink is ['black', '#e8ebf0']" in broken(TOML.replace("#1b1f24", "black"))


def test_a_missing_value_is_named() -> None:
    assert "'size_px'" in broken(TOML.replace("size_px = 15", ""))


def test_a_comment_in_the_theme_changes_nothing() -> None:
    again: Theme = theme.parse("# another remark\n" + TOML)
    assert again.canonical == THEME.canonical
