"""The widths of a printed table's columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from book.model.columns import GAP, LINE, MAX_WORD, column_widths, table_lines

WORDS = st.text("abc ", max_size=120)


def test_a_short_column_leaves_its_room_to_a_long_one() -> None:
    number, prose = column_widths([["7", "many words " * 20], ["8", "more of them " * 20]])
    assert number < 8 < 60 < prose


def test_columns_with_as_much_text_are_as_wide() -> None:
    widths = column_widths([["some words " * 8] * 4] * 3)
    assert max(widths) - min(widths) <= 1


def test_a_word_fits_its_column() -> None:
    assert column_widths([["irreducible", "x " * 200]])[0] > len("irreducible")


def test_more_text_than_fits_a_line_takes_more_lines() -> None:
    assert table_lines([["one", "two"]], (10, 10)) == 1
    assert table_lines([["one", "two " * 20]], (10, 20)) > 3


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1, max_size=8)))
def test_columns_fit_the_line(rows: list[list[str]]) -> None:
    widths = column_widths(rows)
    assert all(width > 0 for width in widths)
    assert sum(widths) + GAP * len(widths) <= max(LINE, len(widths) * (MAX_WORD + GAP))
