"""The sizes of drawings on paper: labels that can be read, and the page of the style file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.model import figure_sizes as sizes
from book.model.figure_sizes import Placement, place, smallest_label

STYLE = Path(__file__).parents[2] / "_ext/book/texinputs/book.sty"


def test_a_small_drawing_has_labels_of_eight_big_points() -> None:
    assert place(260, 130, 13) == Placement(20 * 13 * sizes.NATURAL)
    assert pytest.approx(8 * 72.27 / 72) == 13 * sizes.NATURAL


def test_a_wide_drawing_with_small_labels_is_turned() -> None:
    assert place(1100, 300, 13).turned
    assert not place(1100, 300, 30).turned


def test_a_drawing_in_a_box_is_never_turned() -> None:
    assert not place(1100, 300, 13, confined=True).turned


def test_a_drawing_is_turned_only_if_that_helps() -> None:
    assert not place(1100, 5000, 13).turned


@given(st.floats(50, 2000), st.floats(50, 2000), st.floats(8, 20), st.booleans())
def test_every_drawing_fits_its_page(width: float, height: float, label: float, confined: bool) -> None:
    placed = place(width, height, label, confined)
    other = placed.width_pt * height / width
    room = sizes.LINE + 2 * sizes.OVERHANG
    limits = (sizes.TEXT_HEIGHT + sizes.BELOW, room) if placed.turned else (room, sizes.TEXT_HEIGHT)
    assert placed.width_pt <= limits[0] + 0.01
    assert other <= limits[1] + 0.01


def test_the_smallest_label_of_a_drawing_counts() -> None:
    assert smallest_label('<text font-size="15px"/><text font-size="13"/>') == 13
    assert smallest_label("<svg/>") == 0


def test_the_page_is_the_one_of_the_style_file() -> None:
    style = STYLE.read_text(encoding="utf-8")
    width, height = re.findall(r"textwidth=([\d.]+)in,textheight=([\d.]+)pt", style)[0]
    below = re.findall(r"\\bookbelow=([\d.]+)pt", style)[0]
    assert (float(width) * sizes.INCH, float(height), float(below)) == (sizes.LINE, sizes.TEXT_HEIGHT, sizes.BELOW)
