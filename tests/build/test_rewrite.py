"""Which pages a build writes again: those that would read otherwise, and no others.

Sphinx itself always writes a page that was read, and the page whose table of contents names it: here the index.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from tests.build.shown import GLOSSARY, PLAIN, REFERENCES, page, warnings_of, words
from tests.build.texts import diagram, insight, table
from tests.build.tiny import CONCEPTS, OUTLINE, ROOT, SECTION, Result, TinyBook, tiny_book, toctree

from book.rewrite import note_written

FIRST, SECOND, THIRD = SECTION["first"], SECTION["second"], SECTION["third"]
GATHERED = {
    "all": "# All\n\n:::{insight-compilation}\n:::\n",
    "one": "# One\n\n:::{insight-compilation}\n:chapter: 1\n:::\n",
    "two": "# Two\n\n:::{insight-compilation}\n:chapter: 2\n:::\n",
    "cases": "# Cases\n\n:::{production-list}\n:::\n",
    "tables": "# Tables\n\n:::{table-guide}\n:::\n",
    "concepts": "# Concepts\n\n:::{concept-index}\n:::\n",
    "glossary": GLOSSARY,
    "references": REFERENCES,
}
NODE_CLAIM = insight("A node claim", ":id: node-claim\n:concepts: node\n")
PAGES = {
    FIRST: page(f"A {{defines}}`node`.\n\n{insight('A first claim', ':id: first-claim' + chr(10))}", "First"),
    SECOND: page(f"A {{defines}}`timeout`.\n\n{insight('A second claim', ':id: second-claim' + chr(10))}", "Second"),
    THIRD: page(
        insight("A third claim", ":id: third-claim\n") + table("A table", ":id: a-table\n:type: property\n"), "Third"
    ),
    "refers-first": page("See {insight}`first-claim` and {ref}`sec-first`."),
    "refers-second": page("See {insight}`second-claim`."),
    "refers-page": page(f"See [](/{FIRST}.md)."),
    "uses-node": page("A {concept}`node`."),
    "plain": page("Nothing of note, {count}`insights`, {cite:p}`adams1990one`."),
    **GATHERED,
}
EVERY = {*PAGES, "index"}


@pytest.fixture
def book(tmp_path: Path) -> TinyBook:
    """A book that has been built."""
    book = tiny_book(tmp_path, {**PAGES, "index": f"# The Book\n\n{toctree(*PAGES)}"}, **PLAIN)
    first = book.build()
    assert not first.warnings
    assert first.written == EVERY
    return book


def rebuilt(book: TinyBook, files: dict[str, str | bytes | None], builder: str = "html") -> Result:
    """What a build after an edit did; the site is that of a clean build."""
    book.write(files)
    result = book.build(builder)
    assert not result.warnings
    clean = book.build(builder, clean=True, into="clean")
    assert result.pages() == clean.pages()
    assert result.data() == clean.data()
    return result


def test_when_nothing_changed_nothing_is_written(book: TinyBook) -> None:
    assert rebuilt(book, {}).written == set()


def test_a_file_saved_unchanged_is_read_and_nothing_else(book: TinyBook) -> None:
    path = book.source / f"{FIRST}.md"
    path.touch()
    assert rebuilt(book, {}).written <= {FIRST, "index"}


def test_editing_prose_leaves_the_gathered_pages_alone(book: TinyBook) -> None:
    assert rebuilt(book, {FIRST: PAGES[FIRST] + "\nMore prose.\n"}).written == {FIRST, "index"}


def test_a_citation_of_a_work_cited_before_leaves_the_gathered_pages_alone(book: TinyBook) -> None:
    text = PAGES[FIRST] + "\nMore {cite:p}`adams1990one`.\n"
    assert rebuilt(book, {FIRST: text}).written == {FIRST, "index"}


def test_a_newly_cited_work_writes_the_bibliography_and_the_citations_whose_label_changed(book: TinyBook) -> None:
    text = PAGES[FIRST] + "\nMore {cite:p}`adams1990two`.\n"
    assert rebuilt(book, {FIRST: text}).written == {FIRST, "index", "references", "plain"}


def test_an_insight_added_last_writes_the_pages_that_list_or_count_insights(book: TinyBook) -> None:
    text = PAGES[SECOND] + "\n" + NODE_CLAIM
    assert rebuilt(book, {SECOND: text}).written == {SECOND, "index", "all", "one", "concepts", "plain"}


def test_an_insight_inserted_first_writes_what_is_renumbered_and_what_refers_to_that(book: TinyBook) -> None:
    text = PAGES[FIRST].replace(":::{insight} A first", f"{NODE_CLAIM}\n:::{{insight}} A first")
    assert rebuilt(book, {FIRST: text}).written == {
        FIRST, SECOND, "index", "all", "one", "concepts", "plain", "refers-first", "refers-second",
    }  # fmt: skip


def test_an_edited_insight_writes_the_pages_that_show_it_whole(book: TinyBook) -> None:
    text = PAGES[FIRST].replace(":why: Two.", ":why: Two and more.")
    assert rebuilt(book, {FIRST: text}).written == {FIRST, "index", "one"}


def test_a_retitled_insight_writes_the_pages_that_name_it(book: TinyBook) -> None:
    text = PAGES[FIRST].replace("A first claim", "A claim")
    assert rebuilt(book, {FIRST: text}).written == {FIRST, "index", "all", "one", "refers-first"}


def test_a_moved_insight_writes_both_pages_and_all_that_name_it(book: TinyBook) -> None:
    moved = insight("A first claim", ":id: first-claim\n")
    written = rebuilt(book, {FIRST: PAGES[FIRST].replace(moved, ""), THIRD: PAGES[THIRD] + "\n" + moved}).written
    assert written == {FIRST, SECOND, THIRD, "index", "all", "one", "two", "refers-first", "refers-second"}


def test_an_edited_table_writes_the_table_guide_when_its_caption_changes(book: TinyBook) -> None:
    assert rebuilt(book, {THIRD: PAGES[THIRD].replace("| 1 | 2 |", "| 1 | 3 |")}).written == {THIRD, "index"}
    assert rebuilt(book, {THIRD: PAGES[THIRD].replace("A table", "The table")}).written == {THIRD, "index", "tables"}


def test_a_retitled_page_writes_what_shows_its_title(book: TinyBook) -> None:
    written = rebuilt(book, {"refers-first": PAGES["refers-first"].replace("# Page", "# Another")}).written
    # Every page shows the title in the navigation of the book.
    assert written == EVERY


def test_a_changed_definition_writes_the_pages_that_use_it_and_the_glossary(book: TinyBook) -> None:
    written = rebuilt(book, {"concepts.toml": CONCEPTS.replace("A unit that fails", "A thing that fails")}).written
    assert written == {"uses-node", "glossary", "concepts", "index"}


def test_a_retitled_part_of_the_plan_writes_what_names_it(book: TinyBook) -> None:
    outline = OUTLINE.replace('title = "Alpha"', 'title = "Alef"')
    assert {"all", "one"} <= rebuilt(book, {"outline.toml": outline}).written


def test_a_renumbered_plan_renumbers_everything_in_it(book: TinyBook) -> None:
    outline = OUTLINE.replace('slug = "first"', 'slug = "zero"').replace('slug = "second"', 'slug = "first"')
    kept = [name for name in PAGES if name not in (FIRST, SECOND, "refers-second", "refers-page", "uses-node")]
    moved = "part-01-one/01-alpha/02-first"
    files: dict[str, str | bytes | None] = dict.fromkeys(PAGES.keys() - kept)
    files |= {
        "outline.toml": outline,
        "concepts.toml": "",
        "index": f"# The Book\n\n{toctree(*kept, moved)}",
        moved: page(insight("A first claim", ":id: first-claim\n")),
    }
    result = rebuilt(book, files)
    assert "Section 1.2" in texts(result.out / "refers-first.html")


def test_a_deleted_page_goes_from_the_site(book: TinyBook) -> None:
    gone = "refers-second"
    files: dict[str, str | bytes | None] = {
        gone: None, "index": f"# The Book\n\n{toctree(*(name for name in PAGES if name != gone))}",
    }  # fmt: skip
    result = rebuilt(book, files)
    assert not (result.out / f"{gone}.html").exists()


def test_a_new_page_is_written_with_all_that_lists_it(book: TinyBook) -> None:
    files: dict[str, str | bytes | None] = {
        "new": page(insight("A new claim")), "index": f"# The Book\n\n{toctree(*PAGES, 'new')}",
    }  # fmt: skip
    assert rebuilt(book, files).written == {*EVERY, "new"}


INSERTED = PAGES[FIRST].replace(":::{insight} A first", f"{NODE_CLAIM}\n:::{{insight}} A first")


def test_a_build_that_broke_while_writing_is_made_good_by_the_next(
    book: TinyBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(app: Sphinx, doctree: object, docname: str) -> None:
        note_written(app, doctree, docname)
        if docname == "refers-first":
            raise RuntimeError("power cut")

    book.write({FIRST: INSERTED})
    with monkeypatch.context() as patch:
        patch.setattr("book.extension.note_written", break_off)
        with pytest.raises(ExtensionError, match="power cut"):
            book.build()
    assert {"refers-first", "refers-second"} <= rebuilt(book, {}).written


def test_two_builders_on_one_folder_of_doctrees_are_each_right(book: TinyBook) -> None:
    book.build("html", into="shared")
    book.build("text", into="shared")
    book.write({FIRST: INSERTED})
    book.build("html", into="shared")
    out = book.build("text", into="shared").out
    assert "See Insight 1.2" in (out / "refers-first.txt").read_text(encoding="utf-8")
    assert "See Insight 1.2" in texts(out / "refers-first.html")
    clean = book.build("text", clean=True).out
    for path in clean.rglob("*.txt"):
        assert (out / path.relative_to(clean)).read_bytes() == path.read_bytes()


def texts(path: Path) -> str:
    """The words of a page of the site."""
    return words(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser"))


def test_many_workers_write_what_one_does(book: TinyBook) -> None:
    one = book.build(clean=True)
    many = book.build(clean=True, jobs=4, into="many")
    assert many.pages() == one.pages()
    assert many.data() == one.data()
    assert many.warnings == []


def test_a_diagram_that_changed_writes_the_pages_that_show_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "diagrams", tmp_path / "diagrams")
    pages = {
        "shows": page(diagram("ch01/critical-step")),
        "shows-another": page(diagram("ch00/roads")),
        "collection": "# Diagrams\n\n:::{diagram-collection}\n:::\n",
        "names": page("See {numref}`fig-critical-step`."),
    }
    book = tiny_book(tmp_path, {**pages, "index": f"# B\n\n{toctree(*pages)}"}, **{**PLAIN, "book_root": ".."})
    assert book.build().warnings == []
    (drawn,) = (tmp_path / "diagrams" / "rendered").glob("ch01-critical-step-*.svg")
    content = drawn.read_bytes()
    drawn.unlink()
    result = book.build()
    assert [warned.subtype for warned in warnings_of(result)] == ["book.diagram-stale"]
    assert result.written == {"shows", "collection", "index"}
    drawn.write_bytes(content)
    result = book.build()
    assert result.warnings == []
    assert result.written == {"shows", "collection", "index"}
