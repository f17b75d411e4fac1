"""The files of data beside the site: what they hold of a book, and that no build leaves them behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.build.shown import GLOSSARY, PLAIN, REFERENCES, page
from tests.build.texts import diagram, insight, table
from tests.build.tiny import BIB, SECTION, TinyBook, tiny_book, toctree
from tests.unit.shapes import check_shape

from book.cells import cells_file
from book.model.exports import schema

FIRST, THIRD, MORE = SECTION["first"], SECTION["third"], SECTION["more"]
NAMES = ("insights", "concepts", "progress", "tables", "diagrams", "references")
ROWS = (
    "| {concept}`nodes` | of $x$ |\n| --- | --- |\n"
    "| {insight}`good` {ref}`own` | {count}`insights` *as* {cite:p}`adams1990one`[^1] |\n"
)
PAGES: dict[str, str | bytes] = {
    FIRST: page(
        "A {defines}`node`.\n\n"
        + insight("A claim", ":id: good\n:concepts: node\n")
        + table("What {cite:t}`baker2001three` say", ":id: said\n:type: property\n:concepts: node\n", ROWS)
        + diagram("ch01/critical-step", body="Steps.[^1]\n")
        + "\n(own)=\n## Own\n\nText.\n\n[^1]: A note.\n",
    ),
    THIRD: page(table("Another", ":id: another\n:type: trade-off\n")),
    MORE: page("More {cite:p}`adams1990one,baker2001three`."),
    "references": REFERENCES,
    "glossary": GLOSSARY,
}


def book_in(root: Path, **more: str) -> TinyBook:
    pages = {**PAGES, **more}
    return tiny_book(root, {"index": f"# The Book\n\n{toctree(*PAGES)}", **pages}, **PLAIN)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built in one go."""
    built = book_in(tmp_path_factory.mktemp("data")).build()
    assert not built.warnings
    return built.out


def rows_of(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    return rows


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_data_fits_the_schema_beside_it(out: Path, name: str) -> None:
    assert json.loads((out / f"{name}.schema.json").read_text(encoding="utf-8")) == schema(name)
    rows = rows_of(out, name)
    assert rows
    check_shape(rows, schema(name))


def test_nothing_but_the_files_that_have_a_schema_is_written(out: Path) -> None:
    assert {path.name for path in out.glob("*.json")} == {
        f"{name}{end}.json" for name in NAMES for end in ("", ".schema")
    }


def test_cells_are_plain_text_with_references_spelled_and_notes_left_out(out: Path) -> None:
    said, another = rows_of(out, "tables")
    assert said["title"] == "What Baker et al. (2001) say"
    assert said["columns"] == ["nodes", "of x"]
    assert said["rows"] == [["Insight 1.1 Own", "1 as (Adams 1990)"]]
    assert said["address"] == f"{FIRST}.html#said"
    assert (another["columns"], another["rows"]) == (["a", "b"], [["1", "2"]])


def test_a_diagram_names_files_that_are_there(out: Path) -> None:
    (row,) = rows_of(out, "diagrams")
    assert row["caption"] == "Steps."
    assert row["source"] == "diagrams/ch01/critical-step.mmd"
    assert all((out / row[paper]).is_file() for paper in ("light", "dark"))


def test_works_are_those_that_the_bibliography_lists(out: Path) -> None:
    adams, baker = rows_of(out, "references")
    assert (adams["id"], adams["author"]) == ("adams1990one", [{"family": "Adams", "given": "Ann"}])
    assert [place["page"] for place in adams["custom"]["cited_in"]] == [FIRST, MORE]
    assert [name["family"] for name in baker["author"]] == ["Baker", "Clark", "Dunn"]
    assert baker["citation-label"] == "Baker et al. 2001"


ENTRY = """\
@misc{group2020report, author = {{The Caf{\\'e} Group} and others}, title = {We Paid \\$5 for {TCP}}, year = {2020},
  url = {https://example.org/~a\\_b}}
"""


def test_an_entry_in_latex_is_plain_text(tmp_path: Path) -> None:
    book = book_in(tmp_path, **{MORE: page("{cite:t}`group2020report`"), "references.bib": BIB + ENTRY})
    row = rows_of(book.build().out, "references")[-1]
    assert row["author"] == [{"literal": "The Café Group"}, {"literal": "others"}]
    assert (row["title"], row["URL"]) == ("We Paid $5 for TCP", "https://example.org/~a_b")


EDITS: dict[str, dict[str, str]] = {
    "a-cell": {THIRD: str(PAGES[THIRD]).replace("| 1 | 2 |", "| 1 | 3 |")},
    "a-number-in-a-cell": {
        FIRST: str(PAGES[FIRST]).replace(":::{insight} A c", f"{insight('New')}\n:::{{insight}} A c")
    },
    "a-work": {"references.bib": BIB.replace("Bo Baker", "Bo Bakker")},
    "a-citation": {MORE: page("More {cite:p}`adams1990two`.")},
    "a-table-gone": {THIRD: page("No table.")},
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_leaves_the_data_of_a_clean_build(tmp_path: Path, edit: str) -> None:
    book = book_in(tmp_path)
    before = book.build().data()
    book.write(EDITS[edit])
    after = book.build().data()
    assert after != before
    assert after == book.build(clean=True, into="clean").data()
    assert after == book.build(clean=True, into="parallel", jobs=4).data()


def test_a_page_whose_tables_are_not_kept_is_read_again(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    before = book.build().data()
    cells_file(tmp_path / "doctrees" / "html", THIRD).unlink()
    assert book.build().data() == before


def test_a_build_without_changes_leaves_the_files_alone(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    files = {path: path.stat().st_mtime_ns for path in book.build().out.glob("*.json")}
    assert {path: path.stat().st_mtime_ns for path in book.build().out.glob("*.json")} == files
