"""The companions of the real book as PDF: all that each is to hold, in its order; nothing too wide or left alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tests.build.tiny import ROOT

from book.desk.companions import collect, typeset
from book.domain import BookDomain, book_domain
from book.model.companions import COMPANIONS, shelves
from book.model.course import InstructorOverview
from book.model.pages import gather
from book.model.records import Gathering

MAX_OVERFULL_PT = 10.0

pytestmark = pytest.mark.requires("tex", "rsvg-convert", "poppler")


@dataclass(frozen=True)
class Companion:
    """A companion's PDF with what TeX said, and the book it was made from."""

    latex: Path
    """The folder that TeX has made it in."""
    pdf: Path
    log: str
    domain: BookDomain

    @cached_property
    def pages(self) -> list[list[str]]:
        """The lines of each page, in the order in which they were set, without the running head and the folio."""
        area = ("-r", "72", "-x", "0", "-y", "60", "-W", "504", "-H", "604")
        command = ["pdftotext", "-raw", *area, str(self.pdf), "-"]
        raw = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        raw = raw.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("\u00ad", "").replace("\u00a0", " ")
        return [[line.strip() for line in page.splitlines() if line.strip()] for page in raw.split("\f")[:-1]]

    @property
    def lines(self) -> list[str]:
        return [line for page in self.pages for line in page]


@pytest.fixture(scope="module", autouse=True)
def dated() -> Iterator[None]:
    """A fixed date and the zone of time that goes with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        patch.setenv("FORCE_SOURCE_DATE", "1")
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Companion]:
    folder = tmp_path_factory.mktemp("companions")
    latex, warnings = folder / "latex", StringIO()
    with patch_docutils(ROOT), docutils_namespace():
        app = Sphinx(ROOT / "source", ROOT, latex, folder / "doctrees", "companions", status=None, warning=warnings)
        app.build()
    assert warnings.getvalue() == ""
    done = typeset(latex, jobs=2)
    assert done.returncode == 0, done.stdout[-3000:]
    pdfs = {pdf.stem.partition("systems-")[2]: pdf for pdf in collect(latex, folder / "collected")}
    logs = {name: (latex / f"{pdf.stem}.log").read_text("utf-8", "replace") for name, pdf in pdfs.items()}
    return {name: Companion(latex, pdf, logs[name], book_domain(app.env)) for name, pdf in pdfs.items()}


@pytest.fixture(params=COMPANIONS)
def each(built: dict[str, Companion], request: pytest.FixtureRequest) -> Companion:
    return built[request.param]


def test_there_are_six(built: dict[str, Companion]) -> None:
    assert sorted(built) == sorted(COMPANIONS)
    assert len(built) == 6


def test_no_character_is_missing_and_no_reference_points_nowhere(each: Companion) -> None:
    faults = r"Missing character: .*|.*undefined.*|.*multiply.defined.*|.*destination with the same identifier.*"
    assert re.findall(faults, each.log) == []
    assert not [line for line in each.lines if "??" in line]


def test_no_line_is_too_long(each: Companion) -> None:
    overfull = re.findall(r"Overfull \\[hv]box \((\d+\.\d+)pt too (?:wide|high).*", each.log)
    assert [width for width in overfull if float(width) > MAX_OVERFULL_PT] == []


def test_all_fonts_are_embedded(each: Companion) -> None:
    listed = subprocess.run(["pdffonts", str(each.pdf)], check=True, capture_output=True, text=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert [font for font in fonts if font.split()[-5] != "yes"] == []


@pytest.mark.parametrize("name", [name for name, companion in COMPANIONS.items() if companion.items])
def test_each_item_of_the_book_is_printed_once_and_in_its_order(built: dict[str, Companion], name: str) -> None:
    companion = built[name]
    items = [
        item
        for shelf in shelves(companion.domain.book, COMPANIONS[name])
        for place in shelf.places
        for item in place.items
    ]
    word = {"insights": "Insight", "diagrams": "Figure", "tables": "Table"}[name]
    expected = [(item.number, companion.domain.spell(item.title).split()[0]) for item in items]
    begun = (re.match(rf"{word} (\S+)\. (?:Essential\. )?\s*(\S+)", line) for line in companion.lines)
    found = [match.groups() for match in begun if match]
    # A sentence may begin a line with a reference; the words after it are others.
    assert [pair for pair in found if pair in expected] == expected
    assert len(expected) > 5


def test_a_thing_and_its_place_share_a_page_and_so_do_a_table_and_what_introduces_it(each: Companion) -> None:
    first = [page[0] for page in each.pages if page]
    assert [line for line in first if line.startswith("In the book:") or line == "Minute What"] == []


def test_the_instructor_has_a_class_for_each_section_and_every_question_with_its_answer(
    built: dict[str, Companion],
) -> None:
    companion = built["instructor"]
    chapters = [
        chapter
        for group in gather(companion.domain.book, Gathering("instructor-guide", (), 0))
        for chapter in group.items
        if isinstance(chapter, InstructorOverview)
    ]
    classes = [
        line for line in companion.lines[companion.lines.index("Front matter") :] if line.startswith("Class on ")
    ]
    assert len(classes) >= sum(chapter.classes for chapter in chapters) > 5
    text = " ".join(companion.lines)
    questions = [box for page in companion.domain.book for box in page.boxes if box.kind == "question"]
    assert text.count("Answer on page") == len(questions)
    for box in questions:
        number = re.escape(companion.domain.book.numbers.boxes[box.id])
        assert re.search(rf"Question {number}\. .*Answer on page.*Answers.*Question {number} ", text), number


def test_two_prints_are_the_same_bytes(built: dict[str, Companion], tmp_path: Path) -> None:
    companion = built["reading-group"]
    again = shutil.copytree(companion.latex, tmp_path / "again", ignore=shutil.ignore_patterns("distributed-systems*"))
    shutil.copy(companion.latex / f"{companion.pdf.stem}.tex", again)
    assert typeset(again, jobs=1).returncode == 0
    assert (again / companion.pdf.name).read_bytes() == companion.pdf.read_bytes()
