"""Files that pages offer: links with sizes where the files are, and faults where page and release disagree."""

from __future__ import annotations

import hashlib
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from tests.unit.books import ROOT

from book.desk import pages
from book.model.editions import EDITIONS, Edition
from book.model.offers import Offer, filled, names_in, offered, size_of

PAGE = '<p>For paper: <span class="book-edition">book.pdf</span>, <span class="other">book.epub</span>.</p>'
OFFERS = {
    "book.pdf": Offer("downloads/book-0.1.pdf", 3_060_000),
    "book-part-1.pdf": Offer("downloads/book-part-1-0.1.pdf", 900),
    "book-part-2.pdf": Offer("downloads/book-part-2-0.1.pdf", 840_400),
}


def test_a_name_becomes_a_link_with_the_size() -> None:
    assert list(names_in(PAGE)) == ["book.pdf"]
    assert filled(PAGE, "../", OFFERS) == PAGE.replace(
        '<span class="book-edition">book.pdf</span>',
        '<a class="book-edition" href="../downloads/book-0.1.pdf">book.pdf</a> (3.1 MB)',
    )


def test_a_pattern_becomes_a_link_for_each_file() -> None:
    page = '<span class="pre book-edition">book-part-*.pdf</span>'
    assert filled(page, "./", OFFERS) == (
        '<a class="pre book-edition" href="./downloads/book-part-1-0.1.pdf">book-part-1.pdf</a> (1 KB), '
        '<a class="pre book-edition" href="./downloads/book-part-2-0.1.pdf">book-part-2.pdf</a> (840 KB)'
    )


def test_a_name_without_a_file_stays_a_name() -> None:
    assert filled(PAGE, "./", {}) == PAGE
    assert offered("book.epub", OFFERS) == []


@pytest.mark.parametrize(("size", "words"), [(12, "1 KB"), (999_400, "999 KB"), (1_000_000, "1.0 MB")])
def test_sizes_are_in_units_that_readers_know(size: int, words: str) -> None:
    assert size_of(size) == words


@pytest.mark.parametrize("edition", [e for e in EDITIONS if e.target != "companions"], ids=lambda e: e.name)
def test_the_page_of_editions_names_every_edition(edition: Edition) -> None:
    """Those that the list of the companions doesn't name."""
    text = (ROOT / "source/gathered/editions.md").read_text(encoding="utf-8")
    pattern = Path(edition.built).name
    assert any(fnmatch(name, pattern) for name in re.findall(r"\[([^\]]*)\]\{\.book-edition\}", text))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A finished site that offers a PDF, and a release that has it."""
    files = {
        "source/outline.toml": (ROOT / "source/outline.toml").read_bytes(),
        "build/html/index.html": b"<article>Front</article>",
        "build/html/deep/editions.html": PAGE.encode(),
        "build/release/book-0.1.pdf": b"%PDF-",
        "build/release/distributed-systems-site-0.1.zip": b"PK",
        "build/release/NOTES.md": b"# Notes",
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    release = tmp_path / "build/release"
    sums = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted(release.iterdir()))
    (release / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return tmp_path


def offer(project: Path, text: str) -> None:
    (project / "build/html/deep/editions.html").write_text(text, encoding="utf-8")


def run(project: Path) -> int:
    return pages.main(["--project", str(project)])


def test_what_is_published_leads_to_its_downloads(project: Path) -> None:
    offer(project, f'{PAGE}<span class="book-edition">distributed-systems-site.zip</span>')
    assert run(project) == 0
    published = project / "build/pages"
    page = (published / "deep/editions.html").read_text(encoding="utf-8")
    assert 'href="../downloads/book-0.1.pdf">book.pdf</a> (1 KB)' in page
    assert (published / "downloads/book-0.1.pdf").read_bytes() == b"%PDF-"
    assert (published / ".nojekyll").is_file()
    digest = hashlib.sha256(page.encode()).hexdigest()
    assert any(digest in file.read_text(encoding="utf-8") for file in (published / "offline").glob("*.json"))


def test_what_a_page_offers_in_vain_and_what_none_offers_are_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offer(project, '<span class="book-edition">book.epub</span>')
    assert run(project) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("deep/editions.html names book.epub, which the release doesn't have")
    assert sorted(line.split(",")[0] for line in said[1:]) == [
        "no page names book.pdf", "no page names distributed-systems-site.zip",
    ]  # fmt: skip
    assert not (project / "build/pages").exists()


def test_without_a_release_nothing_is_published(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "build/release/SHA256SUMS").unlink()
    assert run(project) == 1
    assert "run make release" in capsys.readouterr().err
