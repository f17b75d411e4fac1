from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.books import OUTLINE

from book.desk.diagram import main
from book.kinds import DIAGRAM_TYPES
from book.model.todos import find_todos
from drawings import lint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "source/outline.toml").write_text(OUTLINE, encoding="utf-8")
    return tmp_path


def run(root: Path, *arguments: str) -> int:
    return main([*arguments, "--root", str(root)])


@pytest.mark.parametrize("kind", DIAGRAM_TYPES)
def test_every_type_starts_from_a_source_that_only_its_marks_keep_from_the_book(root: Path, kind: str) -> None:
    assert run(root, "ch01/one", "--type", kind) == 0
    problems = lint(root / "diagrams/ch01/one.mmd", root)
    assert problems
    assert {problem.text for problem in problems} == {
        "`todo:` marks what is still to be written; write it and remove the mark"
    }


def test_an_id_that_ends_like_a_chart_is_one(root: Path) -> None:
    assert run(root, "ch01/one.vl.json") == 0
    problems = lint(root / "diagrams/ch01/one.vl.json", root)
    assert len(problems) == 3
    assert all(problem.text.startswith("`todo:`") for problem in problems)


def test_the_directive_has_the_type_and_marks_what_is_to_be_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, "ch01/one", "--type", "state")
    said = capsys.readouterr().out
    assert ":::{diagram} ch01/one\n:type: state\n:alt: todo:" in said
    assert "{numref}`fig-one`" in said
    assert len(list(find_todos(said.partition("\n:::\n")[0]))) == 2


@pytest.mark.parametrize("there", ["one.mmd", "one.vl.json"])
def test_a_source_that_exists_is_kept_whichever_it_is(
    root: Path, capsys: pytest.CaptureFixture[str], there: str
) -> None:
    own = root / "diagrams/ch01" / there
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    assert run(root, "ch01/one") == 0
    assert [path.name for path in own.parent.iterdir()] == [there]
    assert own.read_text(encoding="utf-8") == "mine"
    assert f"kept  {own}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("id", "remedy"),
    [
        ("one", "write the chapter's folder and a slug, such as ch08/retry-storm"),
        ("ch01/One Two", "write the chapter's folder and a slug"),
        ("ch09/one", "the folders are ch00, ch01, ch02, app-a"),
        ("ch02/taken", "choose another"),
    ],
)
def test_an_id_that_cannot_be_says_what_can(
    root: Path, capsys: pytest.CaptureFixture[str], id: str, remedy: str
) -> None:
    other = root / "diagrams/ch01/taken.mmd"
    other.parent.mkdir(parents=True)
    other.write_text("flowchart LR\n", encoding="utf-8")
    assert run(root, id) == 1
    assert remedy in capsys.readouterr().err
    assert list((root / "diagrams").rglob("*.mmd")) == [other]
