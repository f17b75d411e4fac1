"""What a site gets after its pages: plain text by part, and the feed of new insights."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from book.desk.finish import address_of, introduced, main, write_feed, write_texts
from book.model.feed import LONGEST, FeedEntry, atom
from book.model.outline import Outline, load_outline
from book.model.plaintext import plain_text

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = """<html><head><link rel="canonical" href="https://b.example/index.html"/>
<meta name="description" content="A book."/></head><body><nav>Chapters</nav><article><section><h1>One<a
class="headerlink" href="#">#</a></h1><p>Of <em>x</em><sup>2</sup> and
<math alttext="n > 2f"><mi>n</mi></math>.</p>
<ol><li><p>First</p></li><li><p>Second</p></li></ol>
<div class="book-box"><p class="book-box-title">Insight 1.1. A title</p><p>Text.</p></div>
<figure id="f"><img alt="A line."/><img alt="A line."/><figcaption><p>Figure 1.1. Look.</p></figcaption></figure>
<table><caption>Table 1.1. Costs</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
</section></article></body></html>"""


@pytest.fixture
def outline() -> Outline:
    return load_outline(Path("source/outline.toml"))


def test_a_page_becomes_headings_paragraphs_lists_tables_and_descriptions() -> None:
    assert plain_text(PAGE) == (
        "# One\n\nOf x^2 and $n > 2f$.\n\n1. First\n2. Second\n\n**Insight 1.1. A title**\n\nText.\n\n"
        "[Figure 1.1. Look. A line.]\n\nTable 1.1. Costs\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    )


def test_a_page_without_text_becomes_nothing() -> None:
    assert plain_text("<p>Text</p>") == ""


def test_an_id_came_in_with_the_first_commit_that_has_it() -> None:
    history = "\x00100\n+:id: one\n+text\n\x00200\n-:id: one\n+:id: two\n\x00300\n+:id: one\n"
    assert introduced(history) == {"one": 100, "two": 200}


def entry(number: int) -> FeedEntry:
    return FeedEntry(f"id-{number}", f"A & {number}", "Says.", f"https://b.example/#id-{number}", number)


def test_a_feed_has_the_newest_first_and_names_that_stay() -> None:
    tree = ElementTree.fromstring(atom([entry(n) for n in range(LONGEST + 5)], "Book", "Authors", "https://b.example/"))
    titles = [found.findtext(f"{ATOM}title") for found in tree.iter(f"{ATOM}entry")]
    assert titles[0] == f"A & {LONGEST + 4}"
    assert len(titles) == LONGEST
    assert tree.find(f"{ATOM}entry").findtext(f"{ATOM}id") == f"tag:b.example,1970:insight/id-{LONGEST + 4}"  # type: ignore[union-attr]
    assert tree.findtext(f"{ATOM}updated") == "1970-01-01T00:00:54Z"


def test_the_texts_are_listed_by_part(tmp_path: Path, outline: Outline) -> None:
    for name in ("index", "part-01-fundamental-reality/index"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.html").write_text(PAGE, encoding="utf-8")
    write_texts(tmp_path, outline)
    listed = (tmp_path / "llms.txt").read_text(encoding="utf-8")
    assert "(https://b.example/llms/fundamental-reality.txt): 1 pages" in listed
    assert "# One" in (tmp_path / "llms/front-matter.txt").read_text(encoding="utf-8")


@pytest.mark.requires("git")
def test_the_feed_tells_when_an_insight_came_in(tmp_path: Path, outline: Outline) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    source.mkdir()
    site.mkdir()
    (source / "page.md").write_text(":::{insight} Title\n:id: an-insight\n:::\n", encoding="utf-8")
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    row = {"id": "an-insight", "title": "Title", "revelation": "It is so.", "page": "page"}
    (site / "insights.json").write_text(json.dumps([row, {**row, "id": "not-committed"}]), encoding="utf-8")
    when = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when |= {"GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z"}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, env={**os.environ, **when})
    write_feed(site, source, outline)
    tree = ElementTree.parse(site / "feed.xml")
    entries = list(tree.iter(f"{ATOM}entry"))
    assert [found.findtext(f"{ATOM}updated") for found in entries] == ["2026-01-02T03:04:05Z"]
    assert entries[0].find(f"{ATOM}link").get("href") == "https://b.example/page.html#an-insight"  # type: ignore[union-attr]


def test_a_site_without_an_address_has_no_feed(tmp_path: Path, outline: Outline) -> None:
    (tmp_path / "index.html").write_text("<article></article>", encoding="utf-8")
    assert address_of(tmp_path) == ""
    write_feed(tmp_path, tmp_path, outline)
    assert not (tmp_path / "feed.xml").exists()


def test_a_folder_without_a_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "holds no site" in capsys.readouterr().err
