"""The e-book of a tiny book: what is in the file, where answers stand, and that it is always the same file."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from tests.build.texts import FIELDS, diagram, insight, kind_text, table
from tests.build.tiny import SECTION, TinyBook, tiny_book, toctree

from book.kinds import BOX_KINDS

XHTML, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"
OPS, DC = "{http://www.idpf.org/2007/ops}", "{http://purl.org/dc/elements/1.1/}"
QUESTION = """\
:::{question} Is a *slow* node dead?
:id: slow-or-dead

Nobody can tell, see [the introduction](../../introduction.md) and {cite:t}`adams1990one`.
:::
"""
ON_TOP = (*(SECTION[name] for name in ("intro", "alpha", "more")), "tools/all", "tools/work", "glossary", "references")
FIRST_PAGE = f"""\
# First

A {{defines}}`node`.

{QUESTION}
{diagram("ch01/critical-step")}
{table("T")}
"""
SECOND_PAGE = f"""\
# Second & Last

{insight("Claim", ":id: claim", FIELDS.replace("One.", "One {concept}`node`, as [told](../../introduction.md)."))}
A {{defines}}`timeout`.[^n] A {{concept}}`node`.

[^n]: A note.
"""
BOOK = {
    "index": f"# The Book\n\n{toctree(*ON_TOP)}",
    SECTION["intro"]: "# Introduction\n\nText, see [the records](tools/work.md).\n\n"
    ":::{question} Why?\n:id: why\n\nBecause.\n:::\n\n## More\n\nText.\n",
    SECTION["alpha"]: f"# Alpha\n\n{toctree(SECTION['first'], SECTION['second'])}",
    SECTION["first"]: FIRST_PAGE,
    SECTION["second"]: SECOND_PAGE,
    SECTION["more"]: "# More\n\n" + "\n".join(kind_text(name) for name in BOX_KINDS),
    "tools/all": "# All\n\n:::{question-bank}\n:::\n\n:::{insight-compilation}\n:chapter: 1\n:::\n",
    "tools/work": "# Records\n\n:::{review-list}\n:::\n",
    "glossary": "# Glossary\n\n:::{book-glossary}\n:::\n",
    "references": "# References\n\n```{bibliography}\n```\n",
}
FIRST, SECOND = f"{SECTION['first']}.xhtml", f"{SECTION['second']}.xhtml"


@dataclass(frozen=True)
class Ebook:
    """An e-book, opened."""

    path: Path
    warnings: list[str]

    @property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.path)

    def text(self, name: str) -> str:
        return self.archive.read(name).decode()

    def tree(self, name: str) -> Element:
        return ElementTree.fromstring(self.text(name))

    @property
    def pages(self) -> dict[str, Element]:
        return {name: self.tree(name) for name in self.archive.namelist() if name.endswith(".xhtml")}


def make(book: TinyBook, into: str = "epub", jobs: int = 1) -> Ebook:
    result = book.build("epub", into=into, clean=True, jobs=jobs)
    return Ebook(next(result.out.glob("*.epub")), result.warnings)


@pytest.fixture(scope="module")
def ebook(tmp_path_factory: pytest.TempPathFactory) -> Ebook:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        return make(tiny_book(tmp_path_factory.mktemp("book"), BOOK))


def ids_of(tree: Element) -> list[str]:
    return [ident for element in tree.iter() if (ident := element.get("id"))]


def links_of(name: str, tree: Element) -> list[tuple[str, str]]:
    """The file and the anchor of each link within the book."""
    found = []
    for element in tree.iter(f"{XHTML}a"):
        address = urlparse(element.get("href", ""))
        if not address.scheme:
            path = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address.path)))
                if address.path
                else name
            )
            found.append((path, unquote(address.fragment)))
    return found


def by_id(tree: Element, ident: str) -> Element:
    return next(element for element in tree.iter() if element.get("id") == ident)


def test_it_builds_without_a_warning(ebook: Ebook) -> None:
    assert ebook.warnings == []


def test_the_manifest_names_each_file_of_the_archive_once(ebook: Ebook) -> None:
    named = [item.get("href") for item in ebook.tree("content.opf").iter(f"{OPF}item")]
    packed = [
        name for name in ebook.archive.namelist() if name not in ("mimetype", "META-INF/container.xml", "content.opf")
    ]
    assert sorted(map(str, named)) == sorted(packed)


def test_nothing_of_the_site_is_packed(ebook: Ebook) -> None:
    kinds = Counter(Path(name).suffix for name in ebook.archive.namelist())
    assert kinds[".css"] == 1
    assert kinds[".js"] == 0
    tags = {element.tag for tree in ebook.pages.values() for element in tree.iter()}
    assert not tags & {f"{XHTML}{name}" for name in ("script", "form", "input", "button", "details", "iframe")}


def test_each_page_says_its_language_and_its_own_title(ebook: Ebook) -> None:
    assert {tree.get("lang") for tree in ebook.pages.values()} == {"en"}
    titles = {name: tree.findtext(f"{XHTML}head/{XHTML}title") for name, tree in ebook.pages.items()}
    assert titles[SECOND] == "1.2 Second & Last"


def test_no_id_stands_twice_on_a_page(ebook: Ebook) -> None:
    for name, tree in ebook.pages.items():
        assert [ident for ident, count in Counter(ids_of(tree)).items() if count > 1] == [], name


def test_every_link_leads_somewhere(ebook: Ebook) -> None:
    anchors = {name: set(ids_of(tree)) for name, tree in ebook.pages.items()}
    for name, tree in ebook.pages.items():
        for path, anchor in links_of(name, tree):
            assert path in anchors, f"{name} leads to {path}"
            assert not anchor or anchor in anchors[path], f"{name} leads to {path}#{anchor}"


def test_the_spine_has_the_contents_after_the_landing_page_and_then_reads_in_order(ebook: Ebook) -> None:
    tree = ebook.tree("content.opf")
    names = {item.get("id"): item.get("href") for item in tree.iter(f"{OPF}item")}
    spine = [names[ref.get("idref")] for ref in tree.iter(f"{OPF}itemref")]
    order = (SECTION[name] for name in ("intro", "alpha", "first", "second", "more"))
    assert spine[:4] == ["cover.xhtml", "index.xhtml", "copyright.xhtml", "nav.xhtml"]
    assert spine[4:] == [f"{name}.xhtml" for name in (*order, "tools/all", "glossary", "references")]


def test_the_contents_have_the_numbers_of_the_outline(ebook: Ebook) -> None:
    nav = next(nav for nav in ebook.tree("nav.xhtml").iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "toc")
    hidden = {link for part in nav.iter(f"{XHTML}ol") if part.get("hidden") for link in part.iter(f"{XHTML}a")}
    shown = ["".join(link.itertext()) for link in nav.iter(f"{XHTML}a") if link not in hidden][1:]
    numbered = ["1 Alpha", "1.1 First", "1.2 Second & Last", "A.1 More"]
    assert shown == ["Introduction", *numbered, "All", "Glossary", "References"]


def test_the_panel_of_contents_has_the_headings_of_a_page_and_its_answers(ebook: Ebook) -> None:
    hidden = next(part for part in ebook.tree("nav.xhtml").iter(f"{XHTML}ol") if part.get("hidden"))
    links = {"".join(link.itertext()): link.get("href") for link in hidden.iter(f"{XHTML}a")}
    assert links == {"More": "introduction.xhtml#more", "Answers": "introduction.xhtml#answers-to-questions"}


def test_landmarks_lead_to_what_exists(ebook: Ebook) -> None:
    nav = next(nav for nav in ebook.tree("nav.xhtml").iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "landmarks")
    marks = {link.get(f"{OPS}type"): link.get("href") for link in nav.iter(f"{XHTML}a")}
    assert marks == {
        "cover": "cover.xhtml",
        "titlepage": "index.xhtml",
        "copyright-page": "copyright.xhtml",
        "toc": "nav.xhtml",
        "introduction": "introduction.xhtml",
        "bodymatter": f"{SECTION['alpha']}.xhtml",
        "glossary": "glossary.xhtml",
        "bibliography": "references.xhtml",
    }


def test_a_page_of_the_workshop_is_not_in_the_book_and_a_link_to_it_keeps_its_words(
    ebook: Ebook, tmp_path: Path
) -> None:
    intro = f"{SECTION['intro']}.xhtml"
    assert "tools/work.xhtml" not in ebook.archive.namelist()
    assert "Text, see the records." in "".join(ebook.tree(intro).itertext())
    published = make(tiny_book(tmp_path, BOOK, book_url="https://example.org/book/"))
    links = {"".join(link.itertext()): link.get("href") for link in published.tree(intro).iter(f"{XHTML}a")}
    assert links["the records"] == "https://example.org/book/tools/work.html"


def test_a_page_says_what_it_is_in_the_book(ebook: Ebook) -> None:
    names = (SECTION["alpha"], SECTION["intro"], "glossary", "references")
    tops = [next(ebook.tree(f"{name}.xhtml").iter(f"{XHTML}section")) for name in names]
    roles = [(top.get("role"), top.get(f"{OPS}type")) for top in tops]
    kinds = ("chapter", "introduction", "glossary", "bibliography")
    assert roles == [(f"doc-{kind}", kind) for kind in kinds]


def test_a_mention_is_defined_in_a_note_that_leads_to_its_section_and_back(ebook: Ebook) -> None:
    tree = ebook.tree(SECOND)
    marks = [link for link in tree.iter(f"{XHTML}a") if link.get("href") == "#note-node"]
    assert {mark.get(f"{OPS}type") for mark in marks} == {"noteref"}
    note = by_id(tree, "note-node")
    assert (note.tag, note.get(f"{OPS}type"), note.get("role")) == (f"{XHTML}aside", "footnote", "doc-footnote")
    assert "".join(note.itertext()).strip().startswith("node: ")
    assert links_of(SECOND, note)[:2] == [(FIRST, "concept-node"), ("glossary.xhtml", "term-node")]
    assert links_of(SECOND, note)[2:] == [(SECOND, mark.get("id")) for mark in marks]
    assert len(marks) == 2


def test_a_citation_leads_to_its_work_and_the_work_to_where_it_is_cited(ebook: Ebook) -> None:
    tree = ebook.tree("references.xhtml")
    work = by_id(tree, "cite-adams1990one")
    backs = [link for link in work.iter(f"{XHTML}a") if link.get("role") == "doc-backlink"]
    # The answer that cites it on the first page stands elsewhere; its question leads there.
    assert (FIRST, "slow-or-dead") in links_of("references.xhtml", work)
    assert [link.get("aria-label") for link in backs][:1] == ["Back to Section 1.1"]
    more = ebook.tree(f"{SECTION['more']}.xhtml")
    cited = [link for link in more.iter(f"{XHTML}a") if link.get("role") == "doc-biblioref"]
    assert cited
    assert {link.get(f"{OPS}type") for link in cited} == {"biblioref"}


def test_the_copyright_page_says_which_edition_it_is(ebook: Ebook) -> None:
    assert "2026-09-21" in "".join(ebook.tree("copyright.xhtml").itertext())


def test_the_metadata_say_what_a_reader_with_special_needs_asks(ebook: Ebook) -> None:
    tree = ebook.tree("content.opf")
    said: dict[str, list[str]] = {}
    for meta in tree.iter(f"{OPF}meta"):
        said.setdefault(meta.get("property", ""), []).append(meta.text or "")
    assert said["dcterms:modified"] == ["2026-09-21T14:13:20Z"]
    assert said["schema:accessMode"] == ["textual", "visual"]
    assert "alternativeText" in said["schema:accessibilityFeature"]
    assert "MathML" not in said["schema:accessibilityFeature"]
    assert said["schema:accessibilityHazard"] == ["none"]
    assert said["schema:accessibilitySummary"][0].startswith("Every diagram")
    assert (tree.findtext(f".//{DC}identifier") or "").startswith("urn:uuid:")


def test_a_diagram_is_its_light_picture_with_its_description(ebook: Ebook) -> None:
    images = list(ebook.tree(FIRST).iter(f"{XHTML}img"))
    assert [image.get("alt") for image in images] == ["What it shows."]
    drawn = [name for name in ebook.archive.namelist() if name.endswith(".svg")]
    assert not [name for name in drawn if name.endswith("-dark.svg")]
    ground = ebook.tree(drawn[0])[0]
    assert (ground.tag.rpartition("}")[2], ground.get("fill")) == ("rect", "#ffffff")


def test_notes_are_notes_to_a_reading_system(ebook: Ebook) -> None:
    types = {element.get(f"{OPS}type") for element in ebook.tree(SECOND).iter()}
    assert {"noteref", "footnote"} <= types


def test_an_answer_stands_after_the_last_page_of_its_chapter(ebook: Ebook) -> None:
    holders = [name for name, tree in ebook.pages.items() if "Nobody can tell" in "".join(tree.itertext())]
    assert holders == [SECOND]
    answer = by_id(ebook.tree(SECOND), "answer-slow-or-dead")
    assert "".join(answer[0].itertext()) == "Question 1.1 Is a slow node dead?"


def test_question_and_answer_lead_to_each_other(ebook: Ebook) -> None:
    question, answer = by_id(ebook.tree(FIRST), "slow-or-dead"), by_id(ebook.tree(SECOND), "answer-slow-or-dead")
    assert (SECOND, "answer-slow-or-dead") in links_of(FIRST, question)
    assert (FIRST, "slow-or-dead") in links_of(SECOND, answer)


def test_a_question_in_the_bank_leads_to_the_same_answer(ebook: Ebook) -> None:
    copy = by_id(ebook.tree("tools/all.xhtml"), "copy-slow-or-dead")
    assert (SECOND, "answer-slow-or-dead") in links_of("tools/all.xhtml", copy)


def test_outside_chapters_a_page_ends_with_its_own_answers(ebook: Ebook) -> None:
    tree = ebook.tree(f"{SECTION['intro']}.xhtml")
    top = next(tree.iter(f"{XHTML}section"))
    assert [ids_of(section)[0] for section in top.findall(f"{XHTML}section")] == ["more", "answers-to-questions"]
    assert "Because." in "".join(by_id(tree, "answer-why").itertext())


def test_a_changed_answer_reaches_its_page(tmp_path: Path) -> None:
    book = tiny_book(tmp_path, BOOK)
    make(book)
    book.write({SECTION["first"]: BOOK[SECTION["first"]].replace("Nobody can tell", "Only time tells")})
    out = book.build("epub").out
    assert "Only time tells" in Ebook(next(out.glob("*.epub")), []).text(SECOND)


def test_a_page_that_is_gone_leaves_the_book(tmp_path: Path) -> None:
    book = tiny_book(tmp_path, {**BOOK, "stray": "# Stray\n\nText.\n", "index": BOOK["index"] + toctree("stray")})
    assert "stray.xhtml" in make(book).archive.namelist()
    book.write({"stray": None, "index": BOOK["index"]})
    out = book.build("epub").out
    assert "stray.xhtml" not in Ebook(next(out.glob("*.epub")), []).archive.namelist()


def test_two_builds_are_the_same_bytes(ebook: Ebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    again = make(tiny_book(tmp_path, BOOK), "again", jobs=2)
    assert again.path.read_bytes() == ebook.path.read_bytes()


def test_a_cover_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"epub_cover names 'no-such\.png', which is no file"):
        make(tiny_book(tmp_path, BOOK, epub_cover=("no-such.png", "")))
