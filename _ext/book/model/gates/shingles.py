"""Finding near-duplicates: texts as runs of words, and the few of these that are enough to find a common one."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from book.model.gates.sentences import words_of

LENGTH = 8
"""Words in a shingle."""
WINDOW = 6
"""Of so many shingles in a row, one is kept as a fingerprint (Schleimer, Wilkerson and Aiken 2003, "Winnowing"):
two texts that share LENGTH + WINDOW - 1 words in a row share a fingerprint."""

Prints = Mapping[int, "array[int]"]
"""The fingerprints of a page's passages, by the passage's index; only passages that have any."""


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of LENGTH words of *text*."""
    words = words_of(text)
    return {tuple(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1)}


def fingerprints(text: str) -> array[int]:
    """The kept shingles of *text*, as numbers: the least of each window."""
    words = words_of(text)
    hashes = [crc32(" ".join(words[i : i + LENGTH]).encode()) for i in range(len(words) - LENGTH + 1)]
    windows = range(max(1, len(hashes) - WINDOW + 1)) if hashes else ()
    return array("L", sorted({min(hashes[i : i + WINDOW]) for i in windows}))


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two passages that may hold the same words, the one that comes first in the book first."""

    page: str
    passage: int
    other_page: str
    other_passage: int


COMMON = 8
"""A fingerprint in more passages than this is a set phrase, and leads to no pair."""


def candidates(prints: Mapping[str, Prints], order: Sequence[str], changed: set[str]) -> list[Pair]:
    """Pairs of passages with a common fingerprint, at least one of them on a page of *changed*; *order* names pages."""
    wanted = {value for docname in changed for found in prints.get(docname, {}).values() for value in found}
    places: dict[int, list[tuple[int, int]]] = {}
    for position, docname in enumerate(order):
        for index, found in prints.get(docname, {}).items():
            for value in wanted.intersection(found):
                places.setdefault(value, []).append((position, index))
    pairs: set[Pair] = set()
    for holders in places.values():
        if len(holders) > COMMON:
            continue
        for i, (position, index) in enumerate(holders):
            for other_position, other_index in holders[i + 1 :]:
                if order[position] in changed or order[other_position] in changed:
                    pairs.add(Pair(order[position], index, order[other_position], other_index))
    return sorted(pairs)


def share(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    """How much of the shorter of two texts stands in the other, from 0 to 1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0
