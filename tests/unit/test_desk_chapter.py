from __future__ import annotations

import re
from pathlib import Path

import pytest

from book.desk import section
from book.desk.chapter import main
from book.model.outline import load_outline
from book.model.todos import find_todos

OUTLINE = """
title = "A Book"
subtitle = "For a Test"
total = { words = 20_000, diagrams = 20, tables = 20, insights = 20 }

[[part]]
number = 1
slug = "reality"
title = "Reality"

[[part.chapter]]
number = 1
slug = "limits"
title = "Limits"
words = 9_500
diagrams = 4
tables = 2
insights = 6
sections = [
  { number = "1.1", slug = "time", title = "Time" },
  { number = "1.2", slug = "space", title = "Space" },
]

[[appendix]]
letter = "A"
slug = "proofs"
title = "Proofs"
words = 3_000
diagrams = 1
tables = 1
insights = 1
sections = [{ number = "A.1", slug = "induction", title = "Induction" }]
"""
CONCEPTS = """
[[concept]]
id = "clock"
term = "clock"
section = "1.1"
definition = "Something that counts."
"""
PAGES = [f"part-01-reality/01-limits/{name}.md" for name in ("01-time", "02-space", "index", "summary")]
PART = "part-01-reality/index.md"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "outline.toml").write_text(OUTLINE)
    (tmp_path / "concepts.toml").write_text(CONCEPTS)
    return tmp_path


def pages(source: Path) -> list[str]:
    return sorted(path.relative_to(source).as_posix() for path in source.rglob("*.md"))


def run(source: Path, number: str) -> int:
    return main([number, "--source", str(source)])


GATHERED = [f"gathered/{folder}/01-limits.md" for folder in ("insights", "instructor", "reading-group")]


def test_a_chapter_gets_every_page_of_the_outline_its_gathered_pages_and_its_parts(source: Path) -> None:
    assert run(source, "1") == 0
    assert pages(source) == [*GATHERED, *PAGES, PART]


def test_an_appendix_is_named_by_its_letter_whatever_the_case(source: Path) -> None:
    assert run(source, "a") == 0
    assert "appendices/a-proofs/01-induction.md" in pages(source)
    assert "gathered/insights/a-proofs.md" in pages(source)
    assert "gathered/instructor/a-proofs.md" in pages(source)


def test_the_pages_are_those_that_the_outline_plans(source: Path) -> None:
    run(source, "1")
    run(source, "A")
    outline = load_outline(source / "outline.toml")
    planned = {f"{entry.docname}.md" for unit in outline.units() for entry in unit.pages}
    above = {PART, "appendices/index.md"}
    assert {page for page in pages(source) if not page.startswith("gathered/")} == planned | above


def test_no_page_that_exists_is_touched(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = source / PAGES[0]
    own.parent.mkdir(parents=True)
    own.write_text("# Mine\n")
    run(source, "1")
    assert own.read_text() == "# Mine\n"
    assert f"kept  {own}" in capsys.readouterr().out


def test_every_page_for_an_author_is_marked(source: Path) -> None:
    run(source, "1")
    for page in (*PAGES, PART):
        assert list(find_todos((source / page).read_text())), page
    for page in GATHERED:
        assert not list(find_todos((source / page).read_text())), page


def test_a_section_lists_the_concepts_it_owns_and_its_share_of_the_plan(source: Path) -> None:
    run(source, "1")
    time, space = ((source / page).read_text() for page in PAGES[:2])
    assert "{defines}`clock`" in time
    assert "{defines}" not in space
    assert "4,000 words, 2 diagrams, 1 tables and 3 insights" in time


def test_a_section_has_as_many_pieces_as_its_plan_and_its_size_ask_for(source: Path) -> None:
    run(source, "1")
    time = (source / PAGES[0]).read_text()
    kinds = {"{insight}": 3, "{table}": 1, "make diagram": 2, "{misconception}": 2, "{production}": 2, "{question}": 2}
    assert {kind: time.count(kind) for kind in kinds} == kinds
    assert 6 <= time.count("\n## ") <= 10


def test_a_summary_has_at_least_five_truths_each_with_its_id(source: Path) -> None:
    run(source, "1")
    summary = (source / PAGES[3]).read_text()
    assert (
        len(re.findall(r"^\d\. todo:", summary, re.MULTILINE)) == len(re.findall(r"todo-limits-truth-\d", summary)) == 5
    )


def test_no_id_is_used_twice(source: Path) -> None:
    run(source, "1")
    run(source, "A")
    lines = [line for page in source.rglob("*.md") for line in page.read_text().splitlines()]
    ids = [line for line in lines if line.startswith((":id:", ":ids:"))]
    assert len(ids) == len(set(ids))


def test_the_toctrees_that_need_a_line_are_named_until_they_have_it(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part, landing = source / PART, source / "index.md"
    part.parent.mkdir()
    part.write_text("# Mine\n")
    run(source, "1")
    said = capsys.readouterr().out
    assert f"next: add to the toctree of {part}: 01-limits/index" in said
    assert f"next: add to the toctree of {landing} (to be written): part-01-reality/index" in said
    part.write_text("```{toctree}\n01-limits/index\n```\n")
    run(source, "1")
    assert "01-limits/index" not in capsys.readouterr().out.split("next: ", 1)[1]


def test_a_part_that_has_no_page_gets_one_that_leads_to_the_chapter(source: Path) -> None:
    run(source, "1")
    assert "\n01-limits/index\n" in (source / PART).read_text()
    run(source, "A")
    assert "\na-proofs/index\n" in (source / "appendices/index.md").read_text()


def test_a_number_outside_the_plan_names_those_in_it(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, "7") == 1
    assert "has no chapter 7; it has 1, A" in capsys.readouterr().err


def test_a_faulty_outline_is_reported_and_nothing_is_written(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "outline.toml").write_text(OUTLINE.replace("number = 1\n", "number = 2\n", 1))
    assert run(source, "1") == 1
    assert "outline.toml" in capsys.readouterr().err
    assert pages(source) == []


# One section


def run_section(source: Path, number: str) -> int:
    return section.main([number, "--source", str(source)])


def test_a_section_alone_is_the_same_page_as_in_its_chapter(source: Path) -> None:
    assert run_section(source, "1.1") == 0
    assert pages(source) == [PAGES[0]]
    alone = (source / PAGES[0]).read_text()
    (source / PAGES[0]).unlink()
    run(source, "1")
    assert (source / PAGES[0]).read_text() == alone


def test_a_section_that_exists_is_kept(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = source / PAGES[0]
    own.parent.mkdir(parents=True)
    own.write_text("# Mine\n")
    assert run_section(source, "1.1") == 0
    assert own.read_text() == "# Mine\n"
    assert f"kept  {own}" in capsys.readouterr().out


def test_a_section_says_what_its_chapter_lacks(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_section(source, "a.1")
    assert "next: write the rest of the chapter, which keeps this page: make chapter N=A" in capsys.readouterr().out
    index = source / PAGES[2]
    index.parent.mkdir(parents=True)
    index.write_text("# Limits\n")
    run_section(source, "1.2")
    assert f"next: add to the toctree of {index}: 02-space" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("number", "remedy"), [("1.7", "its chapter has 1.1, 1.2"), ("7", "write chapter and section, such as N=8.2")]
)
def test_a_section_outside_the_plan_says_what_to_write(
    source: Path, capsys: pytest.CaptureFixture[str], number: str, remedy: str
) -> None:
    assert run_section(source, number) == 1
    assert f"has no section {number}; {remedy}" in capsys.readouterr().err
    assert pages(source) == []
