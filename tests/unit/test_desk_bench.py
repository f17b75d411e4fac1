from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.desk.bench.dialects import Own, Plain
from book.desk.bench.layout import lay_plain
from book.desk.bench.measure import CommandError, run
from book.desk.bench.pages import concepts_of, section_page
from book.desk.bench.rows import ROWS, edit_insight, edit_prose
from book.desk.bench.shape import PLAN, shape_of
from book.desk.bench.table import growth_table, size_table
from book.desk.bench.weight import first_view_kb, search_kb

TINY = shape_of(0.01)


@given(st.floats(0.02, 1))
def test_no_total_of_the_plan_is_lost_at_any_size(size: float) -> None:
    shape = shape_of(size)
    for name in ("words", "diagrams", "tables", "insights"):
        assert sum(section.holds[name] for section in shape.sections) == round(PLAN[name] * size)


def test_the_full_size_is_the_plan() -> None:
    shape = shape_of(1)
    assert (len(shape.sections), len(shape.chapters()), shape.sources) == (120, 24, PLAN["sources"])


def test_a_book_of_no_size_is_refused() -> None:
    with pytest.raises(ValueError, match="size is 0"):
        shape_of(0)


def test_no_term_stands_twice() -> None:
    terms = [term for rows in concepts_of(shape_of(1)).values() for _, term in rows]
    assert len(terms) == len(set(terms)) == PLAN["concepts"]


def test_both_dialects_hold_the_same_pieces() -> None:
    section = TINY.sections[0]
    own, plain = (section_page(section, TINY, dialect) for dialect in (Own(), Plain()))
    boxes = [f":::{{{kind}}}" for kind in ("insight", "misconception", "production", "question")]
    assert (
        sum(map(own.count, boxes))
        == plain.count(":::{admonition}")
        == sum(section.holds[name] for name in ("insights", "misconceptions", "cases", "questions"))
    )
    assert own.count(":::{diagram}") == plain.count("```{mermaid}") == section.holds["diagrams"]
    assert own.count(":::{table}") == plain.count(":::{table}") == section.holds["tables"]
    assert own.count("{cite:p}") == plain.count("{cite:p}")


def test_a_page_is_the_same_each_time() -> None:
    section = TINY.sections[1]
    assert section_page(section, TINY, Own()) == section_page(section, TINY, Own())


@pytest.mark.parametrize("dialect", [Own(), Plain()])
@pytest.mark.parametrize("edit", [edit_prose, edit_insight])
def test_an_edit_changes_one_line(dialect: Own | Plain, edit: Callable[[Path], None], tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = section_page(TINY.sections[0], TINY, dialect)
    page.write_text(text)
    edit(page)
    pairs = zip(text.splitlines(), page.read_text().splitlines(), strict=True)
    assert sum(before != after for before, after in pairs) == 1


def test_a_page_without_an_insight_cannot_pass_for_an_edit(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Nothing\n")
    with pytest.raises(RuntimeError, match="nothing to edit"):
        edit_insight(page)


def test_the_plain_book_has_a_page_for_every_section(tmp_path: Path) -> None:
    book = lay_plain(tmp_path, TINY)
    assert book.section.is_file()
    assert all((book.source / f"{section.docname}.md").is_file() for section in TINY.sections)


def test_the_cpu_time_of_grandchildren_counts(tmp_path: Path) -> None:
    spin = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}], check=True)"
    assert run([sys.executable, "-c", nested], tmp_path).cpu_s >= 0.2


def test_a_command_that_fails_stops_the_bench_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such luck"):
        run([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path)


def test_a_first_view_counts_local_styles_and_scripts_once_and_the_search_index_apart(tmp_path: Path) -> None:
    for name in ("a.css", "b.js", "searchindex.js", "unused.js"):
        (tmp_path / name).write_bytes(bytes(range(256)) * 4)
    bare = tmp_path / "bare.html"
    bare.write_text("<p>Text</p>")
    page = tmp_path / "page.html"
    links = '<link rel="stylesheet" href="a.css?v=1"><link rel="stylesheet" href="a.css"><script src="b.js"></script>'
    page.write_text(f'{links}<script src="searchindex.js"></script><script src="//elsewhere/c.js"></script>')
    assert 2 * 0.256 < first_view_kb(page) - first_view_kb(bare) < 3 * 0.256 + 0.2
    before, first = search_kb(page, tmp_path)
    assert before > 0
    assert first == 0
    assert search_kb(bare, tmp_path) == (0, before)


def test_a_first_query_counts_the_largest_chunks_and_hits_of_an_index_in_pieces(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Text</p>")
    assert search_kb(page, tmp_path) == (0, 0)
    for folder, kind, count in (("", "meta", 1), ("index", "index", 5), ("fragment", "fragment", 12)):
        (tmp_path / "search" / folder).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (tmp_path / "search" / folder / f"{number}.pf_{kind}").write_bytes(bytes(100 + number))
    (tmp_path / "search" / "wasm.en.pagefind").write_bytes(bytes(1000))
    assert search_kb(page, tmp_path) == (0, (1000 + 100 + (104 + 103 + 102) + sum(range(102, 112))) / 1000)


def test_a_missed_goal_says_by_how_much() -> None:
    table = size_table(1, {"edit": 20.0}, {"edit": 3.0})
    assert "| one section edited, CPU s | 20.0 | 3.00 | 0.15 | ≤ 2, missed by 1.00 |" in table


def test_a_side_that_was_not_measured_leaves_its_cells_open() -> None:
    assert "| one section edited, CPU s | 20.0 | – | – |" in size_table(0.1, {"edit": 20.0}, {})


def test_growth_is_how_many_times_more() -> None:
    table = growth_table(0.1, 1, {0.1: ({"edit": 2.0}, {"edit": 1.0}), 1: ({"edit": 20.0}, {"edit": 1.5})})
    assert "| one section edited, CPU s | × 10.0 | × 1.5 |" in table


def test_no_row_is_named_twice() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
