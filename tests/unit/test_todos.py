from __future__ import annotations

import pytest

from book.model.todos import Todo, find_todos


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("% todo: the opening scene", "the opening scene"),
        ("## todo: a heading", "a heading"),
        (":why: todo: the intuition", "the intuition"),
        (":id: todo-paxos-insight", "todo-paxos-insight"),
        ("| todo: | todo: |", "| todo: |"),
    ],
)
def test_a_mark_is_found_wherever_it_stands(line: str, task: str) -> None:
    assert list(find_todos(f"# Title\n\n{line}\n")) == [Todo(3, task)]


@pytest.mark.parametrize("line", ["A to-do list", "a todo list", "TODO: in capitals", "mytodo: no", "methodo-logical"])
def test_prose_may_use_the_word(line: str) -> None:
    assert not list(find_todos(line))
