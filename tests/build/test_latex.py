"""The LaTeX of tiny books: what stands where, with which number, and that every reference has its label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx.errors import ConfigError
from tests.build.printed import BOOK, FIGURE, TABLE, S, insight
from tests.build.tiny import BIB, tiny_book, toctree


def latex_of(folder: Path, pages: Mapping[str, str | bytes | None]) -> str:
    result = tiny_book(folder, pages).build("latex", clean=True)
    assert result.warnings == []
    (file,) = result.out.glob("*.tex")
    return file.read_text(encoding="utf-8").partition(r"\begin{document}")[2]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The LaTeX of the whole book."""
    return latex_of(tmp_path_factory.mktemp("latex"), BOOK)


def headings(text: str) -> list[tuple[str, str, str]]:
    """Level, number and contents' text of every heading, in order."""
    return re.findall(r"\\bookheading\{(\w+)\}\{([^}]*)\}\{([^}]*)\}", text)


def test_headings_have_the_outlines_levels_and_numbers(book: str) -> None:
    assert headings(book) == [
        ("chapter", "", "Introduction"),
        ("part", "I", "Part the First"),
        ("subsection", "", "In the part"),
        ("chapter", "1", "Alpha"),
        ("subsection", "", "On the chapter’s page"),
        ("section", "1.1", "First"),
        ("subsection", "", "Below"),
        ("subsubsection", "", "Further below"),
        ("section", "1.2", "Second"),
        ("section", "", "Summary"),
        ("section", "", "Answers"),
        ("part", "II", "Part the Second"),
        ("chapter", "2", "Beta"),
        ("section", "2.1", "Third"),
        ("section", "", "Answers"),
        ("chapter", "A", "Extra"),
        ("section", "A.1", "More"),
        ("chapter", "", "Glossary"),
        *[("subsection", "", letter) for letter in "LNT"],
        ("chapter", "", "References"),
    ]


def test_matters_stand_in_the_order_of_a_book(book: str) -> None:
    assert re.findall(r"\\bookmatter\{(\w+)\}\{([^}]*)\}", book) == [
        ("front", ""), ("main", ""), ("appendix", ""), ("back", ""), ("lists", "lof,lot,loi"),
    ]  # fmt: skip


def test_the_landing_page_and_companions_are_not_printed(book: str) -> None:
    assert "Words for the web" not in book
    assert "Compilation" not in book
    assert "the companion" in book


def test_a_part_without_a_page_still_has_its_heading(tmp_path: Path) -> None:
    pages = {
        "index": "# T\n\n" + toctree(S["third"]),
        S["third"]: "# Third\n\nWords.\n",
    }
    assert headings(latex_of(tmp_path, pages)) == [
        ("part", "II", "Part the Second"), ("chapter", "2", "Beta"), ("section", "2.1", "Third"),
    ]  # fmt: skip


def test_a_book_without_a_plan_prints_its_root_page(tmp_path: Path) -> None:
    pages = {
        "index": "# Root\n\nRoot words.\n\n## Below\n\n" + toctree("one"),
        "one": "# One\n\nWords.\n",
        "outline.toml": None,
    }
    pages["concepts.toml"] = ""
    text = latex_of(tmp_path, pages)
    assert "Root words" in text
    assert headings(text) == [("chapter", "", "Below"), ("chapter", "", "One")]


def test_every_reference_has_its_label(book: str) -> None:
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", book))
    targets = set(re.findall(r"\\(?:hyperref\[|bookanswerat\{)\\detokenize\{([^}]*)\}", book))
    assert {
        f"{S['first']}:i-one",
        f"{S['first']}:t-two",
        f"{S['first']}:q-one",
        f"{S['first']}:answer-q-one",
    } <= targets
    assert targets <= labels


def test_labels_are_unique(book: str) -> None:
    labels = re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", book)
    assert len(labels) == len(set(labels))


def test_answers_stand_after_the_last_page_of_their_chapter(book: str) -> None:
    assert book.count(r"\bookanswer{") == 2
    assert book.index("{Summary}{Summary}") < book.index("Because of") < book.index("{Part the Second}")
    assert book.index("{Third}{Third}") < book.index("Yes.") < book.index(r"\bookmatter{appendix}")


def test_each_style_of_box_has_its_frame(book: str) -> None:
    styles = re.findall(r"\\begin\{bookbox\}\{(\w+)\}\{(\w*)\}", book)
    assert styles[:11] == [
        ("insight", "essential"), ("warning", ""), ("truth", ""), ("case", ""), ("scene", ""), ("question", ""),
        ("frame", ""), ("frame", ""), ("frame", ""), ("question", ""), ("question", ""),
    ]  # fmt: skip
    assert book.count(r"\begin{bookbox}") == book.count(r"\end{bookbox}")


def test_only_insights_are_listed_and_by_their_numbers(book: str) -> None:
    listed = re.findall(r"\\begin\{bookbox\}\{insight\}\{\w*\}\{[^%]*%\n\{([^}]*)\}", book)
    assert listed == ["1.1", "1.2", "A.1"]
    assert re.findall(r"\\begin\{bookbox\}\{warning\}\{\}\{.*\}%\n\{([^}]*)\}\{([^}]*)\}", book) == [("", "")]


def test_special_characters_of_titles_are_escaped(book: str) -> None:
    title = next(line for line in book.splitlines() if "100" in line)
    for escaped in (
        r"100\%",
        r"\#1",
        r"\&",
        r"\{braces\}",
        r"\textasciitilde{}",
        r"\textasciicircum{}",
        "x^2",
        r"co\_de",
    ):
        assert escaped in title
    assert re.search(r"(?<!\\)[%#&]", title.removesuffix("%")) is None


def test_figures_and_tables_have_the_books_numbers(book: str) -> None:
    assert re.findall(r"\\begin\{bookfigure\}\{([^}]*)\}", book) == ["1.1"]
    assert re.findall(r"\\begin\{bookfloattable\}\{([^}]*)\}", book) == ["1.1"]
    assert "Figure 1." not in book.partition(r"\bookcaption")[2].split("\n")[0]


def test_the_list_of_figures_has_the_first_sentence_without_links(book: str) -> None:
    (listed,) = re.findall(r"\\bookcaption\{([^}]*)\}", book)
    assert listed == "A caption with a node in it"


def test_the_index_has_a_bold_entry_where_a_concept_is_defined(book: str) -> None:
    assert re.findall(r"\\index\{([^{}]*)\}", book) == ["node|textbf", "timeout|textbf", "node", "lease"]


def test_the_index_leads_from_other_names_and_to_what_a_concept_requires(book: str) -> None:
    assert re.findall(r"\\index\{(\w+)\|(see|seealso)\{(\w+)\}\}", book) == [
        ("machine", "see", "node"), ("timeout", "seealso", "node"), ("lease", "seealso", "timeout"),
    ]  # fmt: skip


def test_citations_note_their_page_for_the_work(book: str) -> None:
    work = re.escape(r"{\detokenize{references:cite-adams1990one}}")
    assert len(re.findall(rf"\\bookcited{work}", book)) == 2
    assert len(re.findall(rf"\\bookcitedpages{work}", book)) == 1


def test_works_stand_in_the_order_of_what_the_text_cites_them_by(tmp_path: Path) -> None:
    works = (
        "@article{a2, author = {Ann Alt and Cy Clark}, title = {A}, journal = {J}, year = {2002}}\n"
        "@article{a1, author = {Ann Alt and Zoe Zed}, title = {B}, journal = {J}, year = {2001}}\n"
        "@article{a3, author = {Ann Alt and Bo Baker and Cy Clark}, title = {C}, journal = {J}, year = {2003}}\n"
        "@article{e1, author = {Zoe \u00c9tienne}, title = {D}, journal = {J}, year = {2001}}\n"
        "@misc{z1, author = {Zoe O'Zed}, title = {{Zed}'s E}}\n"
        "@misc{z2, author = {Zoe O'Zed}, title = {{Zed}'s F}}\n"
    )
    second = BOOK[S["second"]] + "\n{cite:p}`z1, z2, e1, a3, a1, a2`.\n"
    pages = {**BOOK, "references.bib": BIB + works, S["second"]: second}
    text = latex_of(tmp_path, pages)
    assert re.findall(r"\\bookwork\{.*?\}\}\}\{(.*?)\}\n", text) == [
        "Adams 1990", "Alt and Clark 2002", "Alt and Zed 2001", "Alt et al. 2003", "Étienne 2001",
        r"O’Zed undated\sphinxhyphen{}a", r"O’Zed undated\sphinxhyphen{}b",
    ]  # fmt: skip
    assert "Zed’s e" in text


def test_an_entry_of_the_glossary_is_one_paragraph(book: str) -> None:
    (meaning,) = re.findall(r"term-node\}\}\}\n\\sphinxAtStartPar\n(.*)\n", book)
    assert re.fullmatch(
        r"[A-Z][^\\]*\. \\bookaside\{Also:\\?.machine\.\} \\bookaside\{.*Section.1\.1\W*\.\}", meaning
    ), meaning


def test_a_reference_out_of_its_section_says_the_page_once(book: str) -> None:
    pages = re.findall(r"\\bookonpage\{(\w+)\}\{\\detokenize\{([^}]*)\}\}", book)
    assert pages == [
        ("after", f"{S['first']}::doc"),
        *[("after", f"{S['first']}:{ident}") for ident in ("q-one", "t-two", "t-tab", "fig-critical-step")],
    ]


def test_parentheses_hold_the_page_too(tmp_path: Path) -> None:
    pages = {**BOOK, S["third"]: "# Third\n\nSee ({ref}`sec-first`), {ref}`sec-first`, {ref}`sec-third`.\n"}
    text = latex_of(tmp_path, pages)
    assert r"\bookonpage{inside}" in text
    assert len(re.findall(rf"\\bookonpage\{{\w+\}}\{{\\detokenize\{{{S['first']}::doc", text)) == 2


def volume(folder: Path, part: str, **pages: str) -> str:
    book = tiny_book(folder, {**BOOK, **{S.get(name, name): text for name, text in pages.items()}}, book_part=part)
    result = book.build("latex", clean=True)
    assert result.warnings == []
    (file,) = result.out.glob("*.tex")
    assert file.name == f"distributed-systems-part-{part}.tex"
    return file.read_text(encoding="utf-8")


def test_a_volume_has_the_pages_of_its_part_with_the_books_numbers(tmp_path: Path) -> None:
    first, second = (volume(tmp_path / part, part) for part in "12")
    assert [row for row in headings(first) if row[0] in ("part", "chapter")] == [
        ("chapter", "", "Introduction"), ("part", "I", "Part the First"), ("chapter", "1", "Alpha"),
        ("chapter", "", "Glossary"), ("chapter", "", "References"),
    ]  # fmt: skip
    assert headings(second) == [
        ("part", "II", "Part the Second"), ("chapter", "2", "Beta"), ("section", "2.1", "Third"),
        ("section", "", "Answers"), ("chapter", "A", "Extra"), ("section", "A.1", "More"),
        ("chapter", "", "Glossary"), ("chapter", "", "References"),
    ]  # fmt: skip
    assert r"\bookvolume{I}{Part the First}" in first
    assert r"\bookmatter{lists}{lof,lot,loi}" in first
    assert r"\bookmatter{lists}{loi}" in second


def test_a_reference_into_another_volume_names_its_part(tmp_path: Path) -> None:
    third = (
        "# Third\n\nSee {ref}`sec-first`, {insight}`i-one`, [there](#sec-second) ({ref}`sec-introduction`),"
        " {ref}`sec-never`, {cite:p}`baker2001three` and {concept}`node`.\n"
    )
    text = volume(tmp_path, "2", third=third)
    assert re.findall(r"\}?\\bookinvolume\{(\w+)\}\{([^}]*)\}", text) == [
        ("after", "Part~I"), ("after", "Part~I"), ("inside", "volume~of~Part~I"),
    ]  # fmt: skip
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", text))
    targets = set(re.findall(r"\\(?:hyperref\[|bookanswerat\{|bookonpage\{\w+\}\{)\\detokenize\{([^}]*)\}", text))
    assert targets <= labels


def test_a_volume_lists_the_concepts_and_works_that_it_uses(tmp_path: Path) -> None:
    third = "# Third\n\n{cite:p}`baker2001three` on a {concept}`timeout`.\n"
    text = volume(tmp_path, "2", third=third)
    # A timeout requires a node, so both are explained; the lease, which only the first part uses, is not.
    assert re.findall(r"\\label\{\\detokenize\{glossary:term-(\w+)", text) == ["node", "timeout"]
    assert re.findall(r"bookwork\{\\label\{\\detokenize\{references:cite-(\w+)", text) == ["baker2001three"]


@pytest.mark.parametrize(("part", "words"), [("9", "no part of the outline"), ("2", "nothing is written")])
def test_a_volume_that_cannot_be_is_refused_with_those_that_can(tmp_path: Path, part: str, words: str) -> None:
    pages = {"index": "# T\n\n" + toctree(S["first"]), S["first"]: "# First\n\nWords.\n"}
    with pytest.raises(ConfigError, match=f"(?s){words}.*: I"):
        tiny_book(tmp_path, pages, book_part=part).build("latex")


@pytest.mark.parametrize(
    ("term", "entry"),
    [("P|Q @ home!", '"|Q "@ home"!'), ("50 % rule", r"50  rule@50 \% rule")],
)
def test_terms_are_quoted_for_makeindex(tmp_path: Path, term: str, entry: str) -> None:
    concepts = f'[[concept]]\nid = "odd"\nterm = "{term}"\nsection = "1.1"\ndefinition = "Odd."\n'
    pages = {
        "index": "# T\n\n" + toctree(S["first"], S["second"]),
        S["first"]: "# First\n\n{defines}`it <odd>`\n",
        S["second"]: "# Second\n\nWords.\n",
        "concepts.toml": concepts,
    }
    assert entry in latex_of(tmp_path, pages)


def test_a_box_in_a_quote_and_a_table_in_a_box_do_not_float(tmp_path: Path) -> None:
    quoted = "".join(f"> {line}\n" for line in insight("i-quoted").splitlines())
    boxed = (
        "::::{scenario}\n"
        + TABLE.replace("{insight}`i-one`", "2")
        + FIGURE.replace("{concept}`node`", "node")
        + "::::\n"
    )
    pages = {
        "index": "# T\n\n" + toctree(S["first"], S["second"]),
        S["first"]: f"# First\n\n{{defines}}`node`\n\n{quoted}\n{boxed}",
        S["second"]: "# Second\n\n{defines}`timeout`\n",
    }
    text = latex_of(tmp_path, pages)
    assert r"\begin{bookboxconfined}{insight}" in text
    assert r"\begin{booktable}{1.1}" in text
    assert r"\begin{bookfigureconfined}{1.1}" in text
    assert r"\begin{longtable}" not in text


def test_a_long_table_is_broken_over_pages(tmp_path: Path) -> None:
    rows = "".join(f"| {i} | {'words ' * 60} |\n" for i in range(12))
    pages = {
        "index": "# T\n\n" + toctree("one"),
        "one": f"# One\n\n:::{{table}} Long\n:id: t-long\n:type: property\n\n| a | b |\n| --- | --- |\n{rows}:::\n",
        "concepts.toml": "",
    }
    text = latex_of(tmp_path, pages)
    assert r"\begin{longtable}" in text
    assert r"\begin{bookfloattable}" not in text
