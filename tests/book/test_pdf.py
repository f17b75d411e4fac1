"""The real book as PDF, and the volume of its first part: nothing missing or too wide, numbers, pages, bytes."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from docutils import nodes
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tests.build.printed import BOOK, NASTY, S
from tests.build.tiny import tiny_book

from book.citations import BookBibtexDomain
from book.domain import BookDomain, book_domain
from book.model import figure_sizes
from book.model.records import Page
from book.model.volumes import part_named, volume_of
from book.nodes import book_calc, book_caption, book_heading, book_label, book_title
from book.print import is_printed

ROOT = Path(__file__).parent.parent.parent
MAX_OVERFULL_PT = 10.0
WEST, EAST = "Pacific/Pago_Pago", "Pacific/Kiritimati"
"""25 hours apart: whatever the time is, the dates differ."""
TEXT_AREA = ("-r", "72", "-x", "0", "-y", "60", "-W", "504", "-H", "604")
"""What of a page is not running head or folio, in points."""

pytestmark = pytest.mark.requires("tex", "rsvg-convert", "poppler")


@dataclass(frozen=True)
class Mark:
    """A bookmark: its words, how deep it stands, and its page, counted from 0."""

    title: str
    depth: int
    page: int


@dataclass(frozen=True)
class Printed:
    """A built PDF with what TeX said."""

    pdf: Path
    log: str

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(self.pdf)

    @property
    def tex(self) -> str:
        return self.pdf.with_suffix(".tex").read_text(encoding="utf-8")

    @property
    def marks(self) -> list[Mark]:
        """The bookmarks, in order."""
        return list(self._marks(self.reader.outline, 0))

    def _marks(self, items: object, depth: int) -> Iterator[Mark]:
        assert isinstance(items, list)
        for item in items:
            if isinstance(item, list):
                yield from self._marks(item, depth + 1)
            else:
                page = self.reader.get_destination_page_number(item)
                assert page is not None
                yield Mark(item.title, depth, page)

    @cached_property
    def page_texts(self) -> list[str]:
        """What is printed on each page but head and folio, in the order in which it was set."""
        raw = subprocess.run(
            ["pdftotext", "-raw", *TEXT_AREA, str(self.pdf), "-"], check=True, capture_output=True
        ).stdout.decode()
        return raw.split("\f")[:-1]

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
    part: str = ""

    @property
    def pages(self) -> list[Page]:
        """The pages of the source that are printed."""
        outline = self.domain.outline
        volumes = (None, part_named(outline, self.part))
        printed = [page for name, page in self.domain.pages.items() if is_printed(page) and name != "index"]
        return [page for page in printed if not self.part or volume_of(outline, page.docname) in volumes]

    def page_of(self, label: str) -> int:
        """The page, counted from 0, with the printed number *label*."""
        return self.reader.page_labels.index(label)

    def runs(self) -> Iterator[tuple[str, bool]]:
        """Each text of the sources, letters and digits only, and whether it is repeated in a list or heading.

        Without the words of references, formulas and sums, which other tests compare, and which the build writes.
        """
        for page in self.pages:
            for text in self.domain.env.get_doctree(page.docname).findall(nodes.Text):
                at, repeated = text.parent, False
                while at is not None and not isinstance(at, WRITTEN_BY_THE_BUILD):
                    if isinstance(at, addnodes.pending_xref) and not at["refexplicit"]:
                        break
                    repeated = repeated or isinstance(at, REPEATED)
                    at = at.parent
                if at is None:
                    yield letters(text.astext()), repeated


WRITTEN_BY_THE_BUILD = (
    nodes.math, nodes.math_block, nodes.comment, nodes.label, nodes.raw, book_calc, book_label, addnodes.toctree,
)  # fmt: skip
REPEATED = (nodes.title, book_title, book_caption, book_heading)


def letters(text: str) -> str:
    """The letters and digits of *text*: what hyphens, line breaks and ligatures leave alone."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def typeset(folder: Path) -> Path:
    """Run TeX on the LaTeX in *folder*; raises with TeX's own messages when it fails."""
    run = subprocess.run(
        ["make", "all-pdf", "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error -file-line-error"],
        cwd=folder, capture_output=True, text=True, errors="replace",
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:]
    (pdf,) = folder.glob("distributed-systems*.pdf")
    return pdf


def log_of(pdf: Path) -> str:
    return pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace")


def build_book(folder: Path, part: str = "") -> PrintedBook:
    with patch_docutils(ROOT), docutils_namespace():
        app = Sphinx(
            ROOT / "source", ROOT, folder / "latex", folder / "doctrees", "latex", {"book_part": part},
            status=None, warning=StringIO(),
        )  # fmt: skip
        app.build()
    pdf = typeset(folder / "latex")
    return PrintedBook(pdf, log_of(pdf), book_domain(app.env), part)


@pytest.fixture(scope="module")
def dated() -> Iterator[None]:
    """A fixed date, in a zone far from the one of the build to compare with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", os.environ.get("SOURCE_DATE_EPOCH", "1700000000"))
        patch.setenv("FORCE_SOURCE_DATE", "1")
        patch.setenv("TZ", WEST)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="module")
def printed(dated: None, tmp_path_factory: pytest.TempPathFactory) -> PrintedBook:
    return build_book(tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="module")
def volume(dated: None, tmp_path_factory: pytest.TempPathFactory) -> PrintedBook:
    """The volume of the first part."""
    return build_book(tmp_path_factory.mktemp("volume"), "1")


@pytest.fixture(params=["printed", "volume"])
def real(request: pytest.FixtureRequest) -> PrintedBook:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, PrintedBook)
    return found


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


@pytest.fixture(params=["printed", "volume", "nasty"])
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


def test_every_link_leads_to_a_place_of_the_book(either: Printed) -> None:
    places = either.reader.named_destinations
    links = [link for page in either.reader.pages for link in links_of(page)]
    actions = [cast("DictionaryObject", link["/A"]) for link in links]
    inner = [str(action["/D"]) for action in actions if str(action["/S"]) == "/GoTo"]
    outer = [action for action in actions if str(action["/S"]) == "/URI"]
    assert len(inner) + len(outer) == len(links) > 10
    assert [place for place in inner if place not in places] == []


def links_of(page: DictionaryObject) -> Iterator[DictionaryObject]:
    for annotation in page.get("/Annots", ()):
        found = annotation.get_object()
        if found["/Subtype"] == "/Link":
            yield found


def test_bookmarks_are_the_headings(real: PrintedBook) -> None:
    found = re.findall(r"\\bookheading\{(\w+)\}\{([^}]*)\}\{(.*?)\}\{", real.tex)
    headings = [letters(number + plain(text)) for level, number, text in found if level in SHOWN]
    assert len(headings) > 50
    marks = [letters(mark.title) for mark in real.marks]
    front = [letters(mark.title) for mark in real.marks if mark.depth == 0]
    assert [front[0], *front[-5:]] == ["Contents", "Figures", "Tables", "Insights", "Index", "Colophon"]
    assert marks == ["Contents", *headings, "Figures", "Tables", "Insights", "Index", "Colophon"]
    pages = [mark.page for mark in real.marks]
    assert pages == sorted(pages)


SHOWN = ("part", "chapter", "section", "subsection", "subsubsection")


def plain(latex: str) -> str:
    """The words of *latex* without its commands."""
    return re.sub(r"\\[a-zA-Z]+|[{}\\]", "", latex)


def test_every_page_of_the_outline_has_its_bookmark(real: PrintedBook) -> None:
    marks = [mark.title for mark in real.marks]
    assert [page.docname for page in real.pages if numbered_title(real.domain, page) not in marks] == []


def numbered_title(domain: BookDomain, page: Page) -> str:
    """What a bookmark says of *page*."""
    entry = domain.outline.at(page.docname)
    number = entry.number if entry is not None and entry.kind != "front" else ""
    return f"{number} {page.title}".strip()


def test_the_pdf_says_what_it_is(real: PrintedBook) -> None:
    about = real.reader.metadata
    assert about is not None
    project = real.domain.env.config.project
    assert about.title == (f"{project}. Part I: Fundamental Reality" if real.part else project)
    assert about.author == real.domain.env.config.author
    catalog = cast("DictionaryObject", real.reader.trailer["/Root"])
    assert str(catalog["/Lang"]) == "en-US"
    assert cast("DictionaryObject", catalog["/ViewerPreferences"])["/DisplayDocTitle"].get_object()


def test_all_words_of_the_sources_are_printed(real: PrintedBook) -> None:
    stream = letters("".join(real.page_texts))
    runs = list(real.runs())
    assert sum(len(run) for run, _ in runs) > 500_000
    # A page that ends in a paragraph, with notes or figures at its foot or head, parts it in two; a long one in three.
    assert [run for run, _ in runs if pieces(run, stream) > 3] == []


def pieces(run: str, stream: str) -> int:
    """The number of parts, each as long as can be, in which *run* occurs in *stream*; many when a part does not."""
    count, rest = 0, run
    while rest not in stream:
        low, high = 0, len(rest) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if rest[:middle] in stream else (low, middle - 1)
        if low < 4:
            return len(run)
        count, rest = count + 1, rest[low:]
    return count + 1


def test_no_text_is_printed_twice(real: PrintedBook) -> None:
    stream = letters("".join(real.page_texts))
    runs = [run for run, repeated in real.runs() if not repeated and len(run) >= 80]
    once = [run for run, times in Counter(runs).items() if times == 1]
    assert len(once) > 1000
    assert [run for run in once if stream.count(run) > 1] == []


def test_definitions_and_works_are_printed(real: PrintedBook) -> None:
    stream = letters("".join(real.page_texts))
    missing = [
        concept.id
        for concept in real.domain.concepts
        if concept.id in real.domain.book.definitions and pieces(letters(concept.definition), stream) > 2
    ]
    assert missing == []
    cite = real.domain.env.domains["cite"]
    assert isinstance(cite, BookBibtexDomain)
    assert len(cite.by_key) > 100
    titles = [re.sub(r"\\\W?[a-zA-Z]?|[{}$]", "", work.entry.fields["title"]) for work in cite.by_key.values()]
    assert [
        title for title in titles if letters(title).isascii() and pieces(letters(title).lower(), stream.lower()) > 2
    ] == []


def test_each_work_names_the_pages_that_cite_it(real: PrintedBook) -> None:
    cite = real.domain.env.domains["cite"]
    assert isinstance(cite, BookBibtexDomain)
    start, end = (next(m.page for m in real.marks if m.title == title) for title in ("References", "Figures"))
    listed = re.findall(r"Cited on pages? ([\dxvi, ]+)\.", " ".join(" ".join(real.page_texts[start:end]).split()))
    works = re.findall(r"\\bookcitedpages\{\\detokenize\{references:cite-([^}]*)\}\}", real.tex)
    assert len(works) == len(listed) > 100
    bodies = [words_of(text) for text in real.page_texts[:start]]
    for key, pages in zip(works, listed, strict=True):
        label = words_of(str(cite.by_key[key].formatted_entry.label))
        named = {real.page_of(page) for page in pages.split(", ")}
        # "Bailis and Kingsbury 2014" is another work than "Kingsbury 2014".
        cited = re.compile(f"(?<! and){re.escape(label)}")
        # What begins at the foot of a page and ends on the next counts for the page of its end.
        on = {page for page in range(len(bodies)) if cited.search(bodies[page])}
        across = {page for page in named - on if cited.search(joined(bodies[page - 1][-60:], bodies[page][:60]))}
        split = {page for page in named - on - across if cited.search(joined(*bodies[page - 1 : page + 2]))}
        assert on <= named, (key, label, sorted(on), sorted(named))
        assert named == on | across | split, (key, label, sorted(on), sorted(named))


def joined(*bodies: str) -> str:
    return f" {' '.join(' '.join(bodies).split())} "


def words_of(text: str) -> str:
    """The words of *text*, hyphenated ones whole, a space around each."""
    whole = re.sub(r"(\w)-\n(\w)", r"\1\2", unicodedata.normalize("NFKC", text))
    return " " + " ".join(re.findall(r"[\w.&’'-]+", whole)).replace(". ", " ").rstrip(".") + " "


def test_the_index_names_in_bold_the_page_of_the_section_that_defines(real: PrintedBook) -> None:
    entries = real.pdf.with_suffix(".ind").read_text(encoding="utf-8")
    bold = re.findall(r"\\item (.+?),(?: \\hyperpage\{\w+\},\s*)* \\hyperindexformat\{\\textbf\}\{(\w+)\}", entries)
    defined = {indexed(term): real.page_of(page) for term, page in bold}
    titled = {numbered_title(real.domain, page): page.docname for page in real.pages}
    starts = {titled[mark.title]: mark.page for mark in real.marks if mark.title in titled}
    order = sorted(starts.values())
    checked = 0
    for concept in real.domain.concepts:
        docname, _ = real.domain.book.definitions.get(concept.id, ("", 0))
        entry = real.domain.outline.at(docname)
        if entry is None or indexed(concept.term) not in defined:
            continue
        start = starts[docname]
        end = next((page for page in order if page > start), start)
        assert start <= defined[indexed(concept.term)] <= end, concept.id
        checked += 1
    assert checked > 150
    assert "\\see{" in entries
    assert "\\seealso{" in entries


def indexed(term: str) -> str:
    """The letters and digits of *term*, and the sign that tells "causal+" from "causal"."""
    return letters(plain(term).replace("+", "plus"))


def test_labels_of_drawings_can_be_read(real: PrintedBook) -> None:
    drawn = re.findall(r"\\bookpicture\{([\d.]+)\}\{drawing-([^}]*)\}", real.tex)
    assert len(drawn) > 50
    for width, name in drawn:
        svg = (ROOT / f"diagrams/rendered/{name}.svg").read_text(encoding="utf-8")
        width_px = re.search(r'<svg [^>]*\bwidth="([\d.]+)"', svg)
        assert width_px is not None
        label = figure_sizes.smallest_label(svg) * float(width) / float(width_px[1])
        assert label == 0 or round(label, 1) >= figure_sizes.SMALLEST_LABEL, (name, label)


def test_no_heading_stands_at_the_foot_of_a_page(real: PrintedBook) -> None:
    titles = {letters(mark.title): mark for mark in real.marks if letters(mark.title)}
    for number, text in enumerate(real.page_texts):
        last = letters(" ".join(text.split("\n")[-3:]))
        alone = [title for title, mark in titles.items() if mark.page == number and last.endswith(title)]
        assert alone == [], number


def test_no_box_begins_with_its_title_alone(real: PrintedBook) -> None:
    start, end = (next(m.page for m in real.marks if m.title.startswith(title)) for title in ("I ", "Glossary"))
    label = re.compile(r"(Insight|Misconception|Case|Question) \d+\.\d+\. ")
    for number, text in enumerate(real.page_texts[start:end]):
        last = text.strip().split("\n")[-1]
        assert label.match(last) is None, (start + number, last)


def test_chapters_and_sections_have_the_outlines_numbers(real: PrintedBook) -> None:
    text = real.text()
    for page in real.pages:
        entry = real.domain.outline.at(page.docname)
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


def test_two_builds_are_the_same_bytes(printed: PrintedBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", EAST)
    time.tzset()
    assert build_book(tmp_path / "elsewhere").pdf.read_bytes() == printed.pdf.read_bytes()
    monkeypatch.undo()
    time.tzset()
