"""What a search may find: each place of the book once, under its own address."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from book.desk import search
from book.desk.search import FOLDER, is_current, main, part_of, write_index
from book.model.outline import load_outline
from book.model.search import SearchRecord, as_page, concept_records, records_of

PAGE = """<html><body><nav>Chapters</nav><article>
<section id="leases"><h1>Leases<a class="headerlink" href="#leases">#</a></h1>
<p>A lease <em>ends</em> by itself.</p>
<div class="book-box book-scenario" id="scene">
<p class="book-box-title"><span class="book-box-label">Scene</span></p><p>At noon.</p></div>
<section id="who-waits"><h2>Who waits</h2>
<p>Whoever  asks
later.</p>
<div class="book-box book-insight book-rank-major" id="lease-ends">
<p class="book-box-title"><span class="book-box-label">Insight 9.1.</span>
<span class="book-box-name">A lease ends without a message</span></p>
<div class="book-field"><p><strong class="book-field-label">The revelation:</strong> Time does the work.</p></div></div>
<figure id="fig-lease"><div><img class="book-light" alt="A bar that ends."/>
<img class="book-dark" alt="A bar that ends."/></div>
<figcaption><p><span class="book-number">Figure 9.1. </span>Look at the end. It needs nobody.</p></figcaption></figure>
<div class="book-table"><table id="lease-costs">
<caption><span class="book-number">Table 9.1. </span>What leases cost</caption>
<tr><th>Cost</th></tr><tr><td>a clock</td></tr></table></div>
</section></section><p class="book-badge">Checked.</p></article></body></html>"""


def found() -> dict[str, SearchRecord]:
    return {record.kind + record.address[7:]: record for record in records_of(PAGE, "9.html", "9.4 Leases", "Part")}


def test_headings_boxes_figures_and_tables_are_found_at_their_own_places() -> None:
    assert {record.address for record in found().values()} == {
        "9.html", "9.html#who-waits", "9.html#lease-ends", "9.html#fig-lease", "9.html#lease-costs",
    }  # fmt: skip


def test_each_word_is_found_once() -> None:
    texts = " ".join(record.text for record in found().values())
    for words in ("ends by itself", "Time does the work", "A bar that ends", "a clock", "Whoever asks later"):
        assert texts.count(words) == 1, words


@pytest.mark.parametrize("words", ["Chapters", "Checked", "#", "Insight 9.1", "Figure 9.1", "The revelation", "Scene"])
def test_what_no_author_wrote_is_not_found(words: str) -> None:
    assert all(words not in record.title + record.text for record in found().values())


def test_a_box_that_is_not_found_as_such_belongs_to_the_text_around_it() -> None:
    (page,) = (record for record in found().values() if record.address == "9.html")
    assert page.text == "A lease ends by itself. At noon."


def test_a_figure_is_called_by_the_first_sentence_of_its_caption() -> None:
    (figure,) = (record for record in found().values() if record.kind == "diagram")
    assert figure.title == "Look at the end."
    assert figure.text == "Look at the end. It needs nobody. A bar that ends."


def test_a_page_without_text_has_no_records() -> None:
    assert list(records_of("<p>Nothing</p>", "x.html", "", "")) == []


def test_a_concept_is_found_where_the_book_introduces_it() -> None:
    glossary = """<dl class="book-glossary"><dt id="term-lease">lease</dt><dd><p>A promise.</p>
    <p class="book-source"><a href="9.html#concept-lease">Section 9.4</a></p></dd>
    <dt id="term-fence">fence</dt><dd><p>A number.</p></dd></dl>"""
    lease, fence = concept_records(glossary, "glossary.html", "Glossary")
    assert (lease.address, lease.page, lease.text) == ("9.html#concept-lease", "Section 9.4", "A promise.")
    assert (fence.address, fence.page) == ("glossary.html#term-fence", "Glossary")


def test_a_record_for_the_index_is_escaped_and_has_words_to_filter_by() -> None:
    page = as_page(SearchRecord("insight", "a.html#b", "R + W > N", "x < y & z", "4.3", "Fundamental Reality"))
    assert "<h1>R + W &gt; N</h1>" in page
    assert "x &lt; y &amp; z" in page
    assert 'data-pagefind-meta="kind">zzinsight<' in page
    assert 'data-pagefind-meta="part">zzfundamentalreality<' in page


@pytest.mark.parametrize(
    ("docname", "part"),
    [
        ("introduction", "Front matter"),
        ("part-01-fundamental-reality/index", "Fundamental Reality"),
        ("part-01-fundamental-reality/03-consensus/02-raft", "Fundamental Reality"),
        ("nowhere", ""),
    ],
)
def test_a_page_belongs_to_its_part(docname: str, part: str) -> None:
    assert part_of(load_outline(Path("source/outline.toml")), docname) == part


RECORDS = [
    SearchRecord("text", f"{n}.html", f"Title {n}", f"Words about leases and number {n}.", "9.4", "Part")
    for n in range(5)
]


def test_two_indexes_of_the_same_records_are_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        write_index(RECORDS, tmp_path / name)
        folder = tmp_path / name / FOLDER
        files.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert files[0] == files[1]
    assert {path.name for path in files[0]} >= {"pagefind.js", "pagefind-entry.json", "records.js"}
    assert not any(path.name.startswith("pagefind-") and path.suffix != ".json" for path in files[0])


def test_the_records_for_a_site_on_disk_are_a_script(tmp_path: Path) -> None:
    write_index(RECORDS, tmp_path)
    script = (tmp_path / FOLDER / "records.js").read_text(encoding="utf-8")
    rows = json.loads(script.removeprefix("globalThis.bookRecords = ").removesuffix(";\n"))
    assert rows[3] == {
        "at": "3.html",
        "kind": "text",
        "title": "Title 3",
        "text": RECORDS[3].text,
        "page": "9.4",
        "part": "Part",
    }


def test_an_index_older_than_a_page_is_written_again(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<article></article>")
    assert not is_current(tmp_path, [page])
    write_index(RECORDS, tmp_path)
    assert is_current(tmp_path, [page])
    entry = tmp_path / FOLDER / "records.js"
    os.utime(page, (entry.stat().st_mtime + 1,) * 2)
    assert not is_current(tmp_path, [page])


def test_a_folder_without_a_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "holds no site" in capsys.readouterr().err
    assert search.FOLDER not in {path.name for path in tmp_path.iterdir()}
