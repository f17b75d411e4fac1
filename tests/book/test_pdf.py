"""The real book as PDF: nothing missing, nothing too wide, the numbers of the model, the same bytes every time."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tests.build.printed import BOOK, NASTY, S
from tests.build.tiny import tiny_book

from book.domain import BookDomain, book_domain
from book.model.records import Page
from book.print import is_printed

ROOT = Path(__file__).parent.parent.parent
MAX_OVERFULL_PT = 10.0

pytestmark = pytest.mark.requires("tex", "rsvg-convert", "poppler")


@dataclass(frozen=True)
class Printed:
    """A built PDF with what TeX said."""

    pdf: Path
    log: str

    def text(self, *options: str) -> str:
        """The text of the pages, ligatures apart and spaces single."""
        raw = subprocess.run(
            ["pdftotext", *options, str(self.pdf), "-"], check=True, capture_output=True
        ).stdout.decode()
        return " ".join(raw.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("\u00ad", "").split())

    def lines(self) -> list[str]:
        raw = subprocess.run(
            ["pdftotext", "-layout", str(self.pdf), "-"], check=True, capture_output=True
        ).stdout.decode()
        return [line.strip() for line in raw.splitlines()]


@dataclass(frozen=True)
class PrintedBook(Printed):
    """The PDF of the real book, with the book it was made from."""

    domain: BookDomain

    @property
    def pages(self) -> list[Page]:
        """The pages of the source that are printed."""
        return [page for name, page in self.domain.pages.items() if is_printed(page) and name != "index"]


def typeset(folder: Path) -> Path:
    """Run TeX on the LaTeX in *folder*; raises with TeX's own messages when it fails."""
    run = subprocess.run(
        ["make", "all-pdf", "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error -file-line-error"],
        cwd=folder, capture_output=True, text=True, errors="replace",
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:]
    return folder / "distributed-systems.pdf"


def log_of(pdf: Path) -> str:
    return pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace")


def build_book(folder: Path) -> PrintedBook:
    with patch_docutils(ROOT), docutils_namespace():
        app = Sphinx(
            ROOT / "source", ROOT, folder / "latex", folder / "doctrees", "latex", status=None, warning=StringIO()
        )
        app.build()
    pdf = typeset(folder / "latex")
    return PrintedBook(pdf, log_of(pdf), book_domain(app.env))


@pytest.fixture(scope="module")
def dated() -> Iterator[None]:
    """A fixed date and the zone of time that goes with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", os.environ.get("SOURCE_DATE_EPOCH", "1700000000"))
        patch.setenv("FORCE_SOURCE_DATE", "1")
        yield


@pytest.fixture(scope="module")
def printed(dated: None, tmp_path_factory: pytest.TempPathFactory) -> PrintedBook:
    return build_book(tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="module")
def nasty(dated: None, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The tiny book of the LaTeX tests, with titles and text that TeX would trip over, in the real book's dress."""
    path = list(sys.path)
    look = runpy.run_path(str(ROOT / "conf.py"))["latex_elements"]
    sys.path[:] = path
    symbols = "→ ⇒ ≈ ≤ ≥ × ◇P Ω ∞ ⊥ ✓ ∅ ℓ α Ж \u05d0 \u200f½ ₂ ⁻¹ € 𝒜"
    pages = {
        **BOOK,
        S["alpha"]: BOOK[S["alpha"]].replace("# Alpha", f"# {NASTY}", 1),
        S["second"]: f"{BOOK[S['second']]}\n## {symbols}\n\n*{symbols}* **{symbols}** `{symbols}`\n",
    }
    folder = tmp_path_factory.mktemp("nasty")
    result = tiny_book(folder, pages, latex_elements=look).build("latex")
    assert result.warnings == []
    pdf = typeset(result.out)
    return Printed(pdf, log_of(pdf))


@pytest.fixture(params=["printed", "nasty"])
def either(request: pytest.FixtureRequest) -> Printed:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Printed)
    return found


def test_no_character_is_missing(either: Printed) -> None:
    assert re.findall(r"Missing character: .*", either.log) == []


def test_no_reference_points_nowhere(either: Printed) -> None:
    assert re.findall(r".*undefined.*", either.log) == []
    assert re.findall(r".*multiply.defined.*|.*destination with the same identifier.*", either.log) == []
    assert "??" not in either.text()


def test_no_line_is_too_long(either: Printed) -> None:
    overfull = re.findall(r"Overfull \\[hv]box \((\d+\.\d+)pt too (?:wide|high).*", either.log)
    assert [width for width in overfull if float(width) > MAX_OVERFULL_PT] == []


def test_all_fonts_are_embedded(either: Printed) -> None:
    listed = subprocess.run(["pdffonts", str(either.pdf)], check=True, capture_output=True, text=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert [font for font in fonts if font.split()[-5] != "yes"] == []


def test_bookmarks_are_the_headings_of_the_outline(printed: PrintedBook) -> None:
    command = ["pdftohtml", "-xml", "-i", "-stdout", str(printed.pdf)]
    xml = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    marks = [unescape(mark) for mark in re.findall(r"<item[^>]*>(.*?)</item>", xml)]
    outline = printed.domain.outline
    for page in printed.pages:
        entry = outline.at(page.docname)
        if entry is not None:
            number = "" if entry.kind == "front" else f"{entry.number} "
            assert any(mark.endswith(f"{number}{page.title}".strip()) for mark in marks), (page.title, marks)


def test_chapters_and_sections_have_the_outlines_numbers(printed: PrintedBook) -> None:
    text = printed.text()
    for page in printed.pages:
        entry = printed.domain.outline.at(page.docname)
        if entry is not None and entry.number and entry.kind != "front":
            word = {"part": "Part ", "chapter": "Chapter ", "appendix": "Appendix "}.get(entry.kind, "")
            assert f"{word}{entry.number} {page.title}" in text


def test_figures_and_tables_have_the_models_numbers(printed: PrintedBook) -> None:
    numbers, spell = printed.domain.book.numbers, printed.domain.answers.spell
    figures = {numbers.figures[it.id]: first(spell(it.caption)) for page in printed.pages for it in page.figures}
    tables = {numbers.tables[it.id]: first(spell(it.caption)) for page in printed.pages for it in page.tables}
    captions = [re.match(r"(Figure|Table) (\S+)\. (\S+)", line) for line in printed.lines()]
    found = [match.groups() for match in captions if match is not None]
    assert {number: word for kind, number, word in found if kind == "Figure"} == figures
    assert {number: word for kind, number, word in found if kind == "Table"} == tables
    assert len(figures) > 5


def first(text: str) -> str:
    return text.split()[0]


def test_insights_have_the_models_numbers(printed: PrintedBook) -> None:
    boxes = [box for page in printed.pages for box in page.boxes if box.kind == "insight"]
    expected = {printed.domain.book.numbers.boxes[box.id]: first(box.title) for box in boxes}
    labels = [re.match(r"Insight (\S+)\. (?:Essential\. )?\s*(\S+)", line) for line in printed.lines()]
    assert {match[1]: match[2] for match in labels if match is not None} == expected
    assert len(expected) > 5


def test_every_answer_is_printed_after_its_question(printed: PrintedBook) -> None:
    questions = [box for page in printed.pages for box in page.boxes if box.kind == "question"]
    text = printed.text()
    assert text.count("Answer on page") == len(questions)
    for box in questions:
        number = printed.domain.book.numbers.boxes[box.id]
        assert re.search(
            rf"Question {re.escape(number)}\. .*Answer on page.*Answers.*Question {re.escape(number)} ", text
        )


def test_two_builds_are_the_same_bytes(printed: PrintedBook, tmp_path: Path) -> None:
    assert build_book(tmp_path).pdf.read_bytes() == printed.pdf.read_bytes()
