"""Fences that swallow what follows them are found, with the line where they open."""

from __future__ import annotations

import pytest

from book.model.fences import find_fence_faults

CLOSED = ":::{insight} T\n:id: x\n\ntext\n:::\n"


@pytest.mark.parametrize(
    "source",
    [
        CLOSED,
        CLOSED * 2,
        f"::::{{question}} Q\n{CLOSED}::::\n",
        "```\n:::{insight}\n```\n",
        "> :::{insight} T\n",
        "text\n",
    ],
)
def test_fences_that_close_are_no_fault(source: str) -> None:
    assert list(find_fence_faults(source)) == []


def test_a_fence_that_never_closes_is_named_where_it_opens() -> None:
    faults = list(
        find_fence_faults(f"# T\n\n:::{{insight}} T\n\ntext\n\n## More\n\n::::{{question}} Q\n{CLOSED}::::\n")
    )
    assert [(fault.line, "{insight}" in fault.message) for fault in faults] == [(9, True), (3, True)]
    assert "never closed" in faults[-1].message


def test_a_fence_inside_one_of_as_many_colons_is_a_fault() -> None:
    [fault] = find_fence_faults(f":::{{question}} Q\n{CLOSED}:::\n")
    assert fault.line == 2
    assert "4 colons" in fault.message
