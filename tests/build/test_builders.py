"""Every kind of thing in every format: no exception, no warning, and its words and its number are there."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from tests.build.shown import GLOSSARY, PLAIN, REFERENCES, page
from tests.build.texts import diagram, kind_text, table
from tests.build.tiny import SECTION, TinyBook, tiny_book, toctree

from book.kinds import BOX_KINDS, NUMBERED_LABELS
from book.model.pages import PAGES


@dataclass(frozen=True, slots=True)
class Thing:
    """A piece of a page, and what every format says of it."""

    text: str
    says: tuple[str, ...]


def box(kind: str) -> Thing:
    row = BOX_KINDS[kind]
    said = [f"Text of {field.name}." for field in row.fields] or [f"Body of {kind}."]
    if kind == "irreducible-truths":
        said = ["Truth 1.1. One holds.", "Truth 1.2. Two holds."]
    title = "" if row.title == "none" else f"Title of {kind}"
    label = f"{NUMBERED_LABELS[kind]} 1.1" if row.numbered else row.label
    return Thing(kind_text(kind), (f"{label}. {title}" if title else label, *said))


THINGS: dict[str, Thing] = {
    **{kind: box(kind) for kind in BOX_KINDS},
    "diagram": Thing(
        diagram("ch01/critical-step", ":type: flow\n:alt: What the picture shows.\n", "What to see.\n\nAnd more.\n"),
        ("Figure 1.1", "What to see.", "And more."),
    ),
    "explorable": Thing(
        ":::{explorable} raft-election\n:fallback: ch01/async-vs-sync-models\n\nWhat to try.\n:::\n",
        ("Figure 1.2", "What to try."),
    ),
    "table": Thing(
        table("A table of things", ":id: a-table\n:type: property\n", "| head | b |\n| --- | --- |\n| cell | 2 |\n"),
        ("Table 1.1", "A table of things", "head", "cell"),
    ),
    "calc": Thing("In all {calc}`1 h + 2 min = 62 min`.\n", ("In all 1 h + 2 min = 62 min.",)),
    "concept": Thing(
        "A {defines}`node`, {concept}`nodes`, a {concept}`lease`.\n", ("A node, nodes, a lease (→ 2.2).",)
    ),
    "cite": Thing("As {cite:t}`adams1990one` said {cite:p}`baker2001three`.\n", ("Adams (1990)", "Baker et al. 2001")),
    "references": Thing(
        "See {insight}`good-insight`, {truth}`good-two`, {numref}`a-table`, {numref}`fig-critical-step`, "
        "{ref}`sec-never`, {insight}`that one <good-insight>`, {count}`insights` insights.\n",
        ("See Insight 1.1, Truth 1.2, Table 1.1, Figure 1.1, Section 2.2, that one, 1 insights.",),
    ),
    "titles": Thing(
        ":::{scenario} <b> & {{ x }} 100 %_#$^\\\n\nOdd.\n:::\n", ("Illustrative scenario. <b> & {{ x }} 100 %_#$^\\",)
    ),
    "footnote": Thing("A word.[^1]\n\n[^1]: A note.\n", ("A word.", "A note.")),
    "formula": Thing("So $q_7$ it is.\n", ("So ", "it is.")),
}
PAGES_OF_BOOK = {
    SECTION["first"]: page("\n".join(thing.text for thing in THINGS.values()), "First things"),
    **{f"gathered-{kind}": f"# The {kind}\n\n:::{{{kind}}}\n:::\n" for kind in PAGES if kind != "book-glossary"},
    "two-lists": "# Two lists\n\n:::{truth-list}\n:::\n\n:::{truth-list}\n:::\n",
    "chapter": "# Of a chapter\n\n:::{table-guide}\n:chapter: 1\n:::\n",
    "glossary": GLOSSARY,
    "references": REFERENCES,
}

BUILDERS = {
    "html": ".html",
    "dirhtml": ".html",
    "singlehtml": ".html",
    "epub": ".xhtml",
    "latex": ".tex",
    "text": ".txt",
    "man": ".1",
    "texinfo": ".texi",
    "xml": ".xml",
}
"""The ending of the files that each builder writes."""
SIGNS = {"textless": "<", "textgreater": ">", "textasciicircum": "^", "textbackslash": "\\"}
Replacement = str | Callable[[re.Match[str]], str]
WORDS: dict[str, tuple[tuple[str, Replacement], ...]] = {
    ".html": ((r"(?s)<(head|script|style).*?</\1>|<[^>]*>", ""),),
    ".xhtml": ((r"(?s)<(head|script|style).*?</\1>|<[^>]*>", ""),),
    ".xml": ((r"<[^>]*>", ""),),
    ".1": ((r" ?\\%<[^>]*>", ""), (r"\\f.|\\[&:%]", "")),
    ".texi": ((r"@comma\{\}", ","), (r"@ref\{[^{},]*,,([^{}]*)\}", r"\1"), (r"@\w+\{([^{}]*)\}", r"\1")),
    ".tex": (
        (r"\\detokenize\{[^{}]*\}|\\DUrole\{[^{}]*\}|\\index\{[^{}]*\}", ""),
        (r"\\(phantomsection|hyperref|label)(\[[^]]*\]|\{[^{}]*\})?", ""),
        (r"\\begin\{bookfigure\}", "Figure "),
        (r"\\begin\{bookfloattable\}", "Table "),
        (r"\\(?=[%_#$&{}])", ""),
        (r"\\(textless|textgreater|textasciicircum|textbackslash)(\{\})?", lambda m: SIGNS[m[1]]),
        (r"\\[a-zA-Z]+\*?", ""),
    ),
}
"""How to read the words of a file with that ending: what to replace, in order."""


def squeezed(text: str, ending: str = "") -> str:
    """The words of a file with that ending, without white space and the signs that a format writes in its own way."""
    for pattern, words in WORDS.get(ending, ()):
        text = re.sub(pattern, words, text)
    return re.sub(r"[\s\\{}‘’“”'\"*`^~@-]", "", unescape(text) if ending[-2:] == "ml" else text)


def files_of(out: Path, ending: str) -> Iterable[str]:
    """The text of every file in *out* with that ending; of an e-book, of the files in it."""
    if ending == ".xhtml":
        with zipfile.ZipFile(next(out.glob("*.epub"))) as book:
            return [book.read(name).decode() for name in book.namelist() if name.endswith(ending)]
    return [path.read_text(encoding="utf-8") for path in sorted(out.rglob(f"*{ending}"))]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> TinyBook:
    index = f"# The Book\n\n{toctree(*PAGES_OF_BOOK)}"
    return tiny_book(tmp_path_factory.mktemp("builders"), {**PAGES_OF_BOOK, "index": index}, **PLAIN)


@pytest.fixture(scope="module", params=BUILDERS)
def said(request: pytest.FixtureRequest, book: TinyBook) -> tuple[str, str]:
    """The name of a builder, and all that it wrote, squeezed."""
    builder = request.param
    result = book.build(builder)
    allowed = ("book.formula-missing", "book.converter-missing")
    assert [line for line in result.warnings if not line.endswith(tuple(f"[{name}]" for name in allowed))] == []
    ending = BUILDERS[builder]
    return builder, "\n".join(squeezed(text, ending) for text in files_of(result.out, ending))


@pytest.mark.parametrize("name", THINGS)
def test_everything_is_said_with_its_number(said: tuple[str, str], name: str) -> None:
    builder, text = said
    for part in THINGS[name].says:
        assert squeezed(part) in text, f"{part} in {builder}"


def test_the_catalogs_hold_titles_captions_fields_cells_and_nothing_the_build_adds(book: TinyBook) -> None:
    result = book.build("gettext")
    assert result.warnings == []
    catalog = "".join(path.read_text(encoding="utf-8") for path in result.out.rglob("*.pot"))
    messages = {unescape(message) for message in re.findall(r'^msgid "(.+)"$', catalog, re.MULTILINE)}
    wanted = {
        "First things",
        "What to see.",
        "And more.",
        "What to try.",
        "A table of things",
        "head",
        "cell",
        "One holds.",
    }
    for kind in BOX_KINDS.values():
        wanted |= {f"Text of {field.name}." for field in kind.fields} or {f"Body of {kind.name}."}
        if kind.title != "none":
            wanted.add(f"Title of {kind.name}")
    wanted -= {"Body of irreducible-truths."}
    assert wanted <= messages
    assert not [message for message in messages if "Insight 1.1" in message or message.startswith("The revelation")]


def test_every_message_of_the_catalogs_has_its_place(book: TinyBook) -> None:
    book.build("gettext")
    catalogs = list((book.root / "out" / "gettext").rglob("*.pot"))
    places = re.findall(
        r"^#: (\S+?\.md):(\d+)$", "".join(path.read_text(encoding="utf-8") for path in catalogs), re.MULTILINE
    )
    lines = {name: text.count("\n") for name, text in PAGES_OF_BOOK.items()}
    found = [(name, int(line)) for path, line in places for name in lines if path.endswith(f"{name}.md")]
    assert len(found) > len(THINGS)
    assert all(0 < line <= lines[name] for name, line in found)


@pytest.mark.parametrize("builder", ["singlehtml", "dirhtml"])
def test_no_page_has_an_id_twice(book: TinyBook, builder: str) -> None:
    for path, text in book.build(builder, clean=True).pages().items():
        # In a single file, the notes and citations that docutils counts page by page do clash.
        ids = [ident for ident in re.findall(r'<[a-z][^>]* id="([^"]*)"', text) if not re.fullmatch(r"id\d+", ident)]
        assert sorted(ids) == sorted(set(ids)), path
