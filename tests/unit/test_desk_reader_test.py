"""The kit for a test by readers: what is asked, and what is kept from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.books import FLP, OUTLINE, QUEUES

from book.desk.reader_test import main
from book.model.questions import Question, plain, questions_of

PAGE = """# FLP

Some words.

::::{question} Why can {concept}`crash faults <crash-fault>` not be told from delays?
:id: crash-or-delay
:concepts: crash-fault

Since silence is all there is {cite:p}`flp1985`.

- A list, as {ref}`sec-cap` has it.
::::

:::{insight} Not a question
:::

:::{question} And then?
:id: and-then

{calc}`2 s + 3 s = 5 s`.
:::
"""


def test_questions_are_read_with_their_answers() -> None:
    assert list(questions_of(PAGE)) == [
        Question(
            "crash-or-delay",
            "Why can crash faults not be told from delays?",
            "Since silence is all there is.\n\n- A list, as (see the book) has it.",
        ),
        Question("and-then", "And then?", "2 s + 3 s = 5 s."),
    ]


def test_a_question_without_its_end_runs_to_the_end_of_the_page() -> None:
    assert list(questions_of(":::{question} Why?\n:id: x\n\nSo.")) == [Question("x", "Why?", "So.")]


def test_plain_text_stays_as_it_is() -> None:
    assert plain("a `b` {c} *d*") == "a `b` {c} *d*"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    for docname, text in ((FLP, PAGE), (QUEUES, "# Queues\n\nNo question.\n")):
        path = source / f"{docname}.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (source / "outline.toml").write_text(OUTLINE, encoding="utf-8")
    return tmp_path


def test_the_kit_asks_and_keeps_the_answers_apart(root: Path) -> None:
    assert main(["1", "--root", str(root), "--readers", "5"]) == 0
    kit = {path.name: path.read_text(encoding="utf-8") for path in (root / "build" / "reader-test" / "ch01").iterdir()}
    assert set(kit) == {
        "guide.md", "survey.md", "confusion-log.md", "timing.md", "answers.md", "results.md", "kit.html",
    }  # fmt: skip
    assert "**1.** Why can crash faults not be told from delays?" in kit["survey.md"]
    assert "**2.** And then?" in kit["survey.md"]
    assert "Since silence" not in kit["survey.md"]
    assert "Since silence is all there is." in kit["answers.md"]
    assert "| 1.1 FLP |" in kit["timing.md"]
    assert "| 5 |" in kit["results.md"]
    assert "| 6 |" not in kit["results.md"]
    assert "2 questions" in kit["guide.md"]


def test_the_page_to_print_holds_every_sheet_and_loads_nothing(root: Path) -> None:
    main(["1", "--root", str(root)])
    page = (root / "build" / "reader-test" / "ch01" / "kit.html").read_text(encoding="utf-8")
    assert page.count("<section>") == 6
    assert page.count("<table>") == 3
    assert "http" not in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["A"], "chapter A has no questions; write some, or name one of 1, 2, A"),
        (["9"], "chapter 9 has no questions"),
        (["1", "--readers", "3"], "3 readers; a test has 5 to 10"),
    ],
)
def test_what_cannot_be_tested_is_said(
    root: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--root", str(root)]) == 1
    assert message in capsys.readouterr().err
