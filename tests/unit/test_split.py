"""Consecutive groups of about one size."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from book.model.split import balanced, within

SIZES = st.lists(st.integers(0, 99), max_size=9)


def sums(sizes: list[int], spans: tuple[tuple[int, int], ...]) -> list[int]:
    return [sum(sizes[first:after]) for first, after in spans]


@given(SIZES, st.integers(1, 5))
def test_groups_follow_each_other_and_lose_nothing(sizes: list[int], count: int) -> None:
    spans = balanced(sizes, count)
    assert [n for first, after in spans for n in range(first, after)] == list(range(len(sizes)))
    assert len(spans) == min(count, len(sizes))


@given(SIZES.filter(bool), st.integers(1, 5))
def test_no_other_cut_has_a_smaller_largest_group(sizes: list[int], count: int) -> None:
    cuts = combinations(range(1, len(sizes)), min(count, len(sizes)) - 1)
    ways = ([*zip((0, *cut), (*cut, len(sizes)), strict=True)] for cut in cuts)
    assert max(sums(sizes, balanced(sizes, count))) == min(max(sums(sizes, tuple(way))) for way in ways)


@given(SIZES, st.integers(1, 150))
def test_only_a_size_above_the_limit_makes_a_group_above_it(sizes: list[int], limit: int) -> None:
    spans = within(sizes, limit)
    assert all(
        total <= limit or after - first == 1 for total, (first, after) in zip(sums(sizes, spans), spans, strict=True)
    )


@given(SIZES, st.integers(1, 150))
def test_groups_within_a_limit_follow_each_other_too(sizes: list[int], limit: int) -> None:
    assert [n for first, after in within(sizes, limit) for n in range(first, after)] == list(range(len(sizes)))


def test_one_size_above_the_limit_lets_no_group_beside_it_go_above() -> None:
    assert within([70, 5, 5, 5, 100], 75) == ((0, 1), (1, 4), (4, 5))


def test_no_group_more_than_the_limit_asks_for_is_made() -> None:
    assert within([30, 30, 30, 30], 75) == ((0, 2), (2, 4))
    assert within([], 75) == ()
