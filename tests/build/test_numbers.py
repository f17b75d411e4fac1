"""Numbers: the same in every format, by chapter, from the outline, and continuous over the parts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.build.shown import GLOSSARY, PLAIN, REFERENCES, page
from tests.build.texts import insight, kind_text, table
from tests.build.tiny import SECTION, TinyBook, tiny_book, toctree

PLACES = ("intro", "part1", "alpha", "first", "second", "part2", "beta", "third", "extra", "more")
TITLES = {
    "intro": "Introduction", "part1": "Part the First", "alpha": "Alpha", "first": "First", "second": "Second",
    "part2": "Part the Second", "beta": "Beta", "third": "Third", "extra": "Extra", "more": "More",
}  # fmt: skip
DIAGRAMS = ("ch00/roads", "ch00/four-inputs", "ch01/critical-step", "ch01/async-vs-sync-models", "ch00/life-of-a-claim")
SHOWN_IN = ("intro", "part1", "first", "third", "more")
CHILDREN = {
    "part1": ("alpha",),
    "alpha": ("first", "second"),
    "part2": ("beta",),
    "beta": ("third",),
    "extra": ("more",),
}

CHAPTERS = {"Alpha": "1", "First": "1.1", "Second": "1.2", "Beta": "2", "Third": "2.1", "Extra": "A", "More": "A.1"}
"""The number before each title; introduction and parts have none."""
UNITS = {
    "intro": "0", "part1": "I", "alpha": "1", "first": "1", "second": "1", "part2": "II", "beta": "2", "third": "2",
    "extra": "A", "more": "A",
}  # fmt: skip


def counted(places: tuple[str, ...]) -> dict[str, str]:
    """The number of the one thing on each of *places*: its chapter, then its order there."""
    count: dict[str, int] = {}
    numbers = {}
    for name in places:
        count[UNITS[name]] = count.get(UNITS[name], 0) + 1
        numbers[name] = f"{UNITS[name]}.{count[UNITS[name]]}"
    return numbers


def text_of(name: str) -> str:
    boxes = (
        insight(f"Claim of {name}", f":id: claim-{name}\n")
        + "\n"
        + table(f"Table of {name}", f":id: table-{name}\n:type: property\n")
    )
    if name in SHOWN_IN:
        slug = DIAGRAMS[SHOWN_IN.index(name)]
        boxes += f"\n:::{{diagram}} {slug}\n:type: flow\n:alt: A.\n\nFigure of {name}.\n:::\n"
    children = toctree(*(SECTION[child] for child in CHILDREN.get(name, ())))
    return page(boxes, TITLES[name]) + "\n## A heading below\n\nText.\n" + (children if name in CHILDREN else "")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> TinyBook:
    top = [SECTION[name] for name in ("intro", "part1", "part2", "extra")]
    pages = {
        "index": f"# The Book\n\n{toctree(*top, 'references', 'glossary')}",
        "references": REFERENCES,
        "glossary": GLOSSARY,
        "concepts.toml": "",
        **{SECTION[name]: text_of(name) for name in PLACES},
    }
    return tiny_book(tmp_path_factory.mktemp("numbers"), pages, **PLAIN)


def words(html: str) -> str:
    return " ".join(re.sub(r"(?s)<(head|script|style).*?</\1>|<[^>]*>", " ", html).split())


def read(book: TinyBook, builder: str) -> str:
    """All that the book says in one format."""
    result = book.build(builder)
    assert [line for line in result.warnings if "converter-missing" not in line] == []
    out = result.out
    if builder == "epub":
        with zipfile.ZipFile(next(out.glob("*.epub"))) as archive:
            return "\n".join(
                words(archive.read(name).decode()) for name in archive.namelist() if name.endswith(".xhtml")
            )
    if builder == "text":
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.txt")))
    return "\n".join(words(text) for text in result.pages().values())


FORMATS = ("html", "dirhtml", "singlehtml", "epub", "text")


@pytest.mark.parametrize("builder", FORMATS)
def test_numbers_agree_in_every_format(book: TinyBook, builder: str) -> None:
    said = " ".join(read(book, builder).split())
    for thing, places in (("Insight", PLACES), ("Table", PLACES), ("Figure", SHOWN_IN)):
        name = {"Insight": "Claim"}.get(thing, thing)
        found = {m[2]: m[1] for m in re.finditer(rf"{thing} ([\w.]+)\. ?{name} of (\w+)", said)}
        assert found == counted(places)
    for title, number in CHAPTERS.items():
        assert re.search(rf"\b{re.escape(number)}\.? {title}\b", said), title
    for title in ("Introduction", "Part the First"):
        assert not re.search(rf"\d\.? {title}", said)
    assert not re.search(r"\d\.? A heading below", said)


def test_the_source_of_the_pdf_has_the_same_numbers(book: TinyBook) -> None:
    result = book.build("latex")
    assert [line for line in result.warnings if "converter-missing" not in line] == []
    source = next(result.out.glob("*.tex")).read_text(encoding="utf-8")
    assert dict(
        map(reversed_pair, re.findall(r"\\bookboxlabel\{Insight ([\w.]+)\.\} Claim of (\w+)", source))
    ) == counted(PLACES)
    figures = re.findall(r"(?s)\\begin\{bookfigure\}\{([\w.]+)\}.*?\\bookcaption\{Figure of (\w+)\}", source)
    assert dict(map(reversed_pair, figures)) == counted(SHOWN_IN)
    tables = re.findall(r"(?s)\\begin\{book\w*table\}\{([\w.]+)\}.*?\\sphinxcaption\{Table of (\w+)\}", source)
    assert dict(map(reversed_pair, tables)) == counted(PLACES)


def reversed_pair(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1], pair[0]


def test_a_chapter_that_is_not_written_keeps_its_number(tmp_path: Path) -> None:
    pages = {"index": f"# B\n\n{toctree(SECTION['third'])}", SECTION["third"]: page("{ref}`ch-alpha`", "Third")}
    result = tiny_book(tmp_path, pages, **PLAIN).build("text")
    assert not result.warnings
    text = (result.out / f"{SECTION['third']}.txt").read_text(encoding="utf-8")
    assert text.startswith("2.1. Third")
    assert "Chapter 1" in text


def test_the_table_of_contents_shows_the_outlines_numbers(tmp_path: Path) -> None:
    visible = toctree(*(SECTION[name] for name in ("intro", "second", "more"))).replace(":hidden:\n", "")
    pages: Mapping[str, str] = {
        "index": f"# B\n\n{visible}", "concepts.toml": "",
        **{SECTION[name]: f"# {TITLES[name]}\n\n## Below {name}\n" for name in ("intro", "second", "more")},
    }  # fmt: skip
    result = tiny_book(tmp_path, pages, **PLAIN).build("text")
    assert not result.warnings
    contents = (result.out / "index.txt").read_text(encoding="utf-8")
    lines = [line.strip(" *") for line in contents.splitlines() if line.strip().startswith("*") and line.strip("* ")]
    assert lines == ["Introduction", "Below intro", "1.2. Second", "Below second", "A.1. More", "Below more"]


def test_a_page_outside_the_plan_counts_without_a_chapter(tmp_path: Path) -> None:
    pages = {
        "index": page(kind_text("misconception") + insight("One") + insight("Two"), "The Book"),
        "outline.toml": None,
    }
    result = tiny_book(tmp_path, {**pages, "concepts.toml": ""}, **PLAIN).build("text")
    assert not result.warnings
    text = (result.out / "index.txt").read_text(encoding="utf-8")
    assert re.findall(r"(?:Insight|Misconception) [\w.]+", text) == ["Misconception 1.", "Insight 1.", "Insight 2."]


def test_a_table_of_contents_below_a_heading_belongs_to_the_page(tmp_path: Path) -> None:
    visible = toctree(SECTION["third"]).replace(":hidden:\n", "")
    pages = {"index": f"# B\n\nWords.\n\n## Why\n\nReasons.\n\n{visible}", SECTION["third"]: "# Third\n"}
    result = tiny_book(tmp_path, {**pages, "concepts.toml": ""}, **PLAIN).build("text")
    assert not result.warnings
    contents = (result.out / "index.txt").read_text(encoding="utf-8")
    assert (
        contents.index("Words.") < contents.index("2.1. Third") < contents.index("Why\n") < contents.index("Reasons.")
    )
