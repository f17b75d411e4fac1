"""Consecutive groups of about one size: sections into sessions, sections into weeks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

Spans = tuple[tuple[int, int], ...]
"""(first, after the last) of each group."""


def balanced(sizes: Sequence[int], count: int) -> Spans:
    """*sizes* in *count* consecutive groups, none empty, of which the largest is as small as can be.

    With fewer sizes than groups each is a group of its own. Of several ways the one with the larger groups first.
    """
    count = min(count, len(sizes))
    if count < 1:
        return ()
    sums = [0, *accumulate(sizes)]
    # best[n]: the least possible largest group of the sizes from n on, in as many groups as the round says.
    best = [sums[-1] - sums[n] for n in range(len(sizes))]
    cuts: list[list[int]] = []
    for groups in range(2, count + 1):
        row, ends = [0] * len(sizes), [0] * len(sizes)
        for n in range(len(sizes) - groups + 1):
            options = ((max(sums[end] - sums[n], best[end]), -end) for end in range(n + 1, len(sizes) - groups + 2))
            row[n], last = min(options)
            ends[n] = -last
        best = row
        cuts.append(ends)
    spans, start = [], 0
    for ends in reversed(cuts):
        spans.append((start, ends[start]))
        start = ends[start]
    return (*spans, (start, len(sizes)))


def within(sizes: Sequence[int], limit: int) -> Spans:
    """*sizes* in consecutive groups, as few as keep each within *limit*, and then balanced.

    A size above the limit is a group of its own.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end, size in enumerate((*sizes, limit + 1)):
        if size > limit:
            run = sizes[start:end]
            spans += ((start + first, start + after) for first, after in balanced(run, fewest(run, limit)))
            spans += [(end, end + 1)] if end < len(sizes) else []
            start = end + 1
    return tuple(spans)


def fewest(sizes: Sequence[int], limit: int) -> int:
    """How many consecutive groups *sizes*, each within *limit*, take at least."""
    count = held = 0
    for size in sizes:
        if count == 0 or held + size > limit:
            count, held = count + 1, 0
        held += size
    return count
