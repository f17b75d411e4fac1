"""The companions in LaTeX: each holds all of its kind that the book has, in order, and leads nowhere outside itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.build.printed import BOOK, S, insight
from tests.build.texts import diagram, table
from tests.build.tiny import Result, tiny_book, toctree

from book.model.companions import COMPANIONS

MORE_BOXES = """
:::{exercise} Do it
:id: e-one

As {insight}`i-two` and {insight}`i-app` say, and {numref}`fig-critical-step`.
:::

:::{discussion} Talk
:id: d-one

About it.
:::

:::{misconception} Second belief
:id: m-two

:belief: Believed.
:reality: Untrue, see {ref}`sec-second`.
:::
"""
DOORS = {companion.name: f"gathered/{companion.name}" for companion in COMPANIONS.values()}
PAGES = {
    **BOOK,
    "index": "# The Landing Page\n\n"
    + toctree(S["intro"], S["part1"], S["part2"], S["extra"], "glossary", "references", *DOORS.values(), "zebra"),
    S["second"]: BOOK[S["second"]] + MORE_BOXES + table("Second table", ":id: tab-two\n:type: property\n"),
    S["summary"]: "# Summary\n\n:::{irreducible-truths}\n:ids: t-three\n\n1. Third.\n:::\n\n## Carry forward\n\nOn.\n",
    "zebra": "# Zebra\n\n" + insight("i-zebra") + diagram("ch01/async-vs-sync-models"),
    **{
        door: f"# Door of {name}\n\nWords of the site.\n\n:::{{{COMPANIONS[name].kind}}}\n:::\n"
        "\n## How to use it\n\nSo.\n"
        for name, door in DOORS.items()
    },
}
del PAGES["companion"]
PAGES[S["intro"]] = PAGES[S["intro"]].replace(" and [the companion](/companion.md)", "")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return tiny_book(tmp_path_factory.mktemp("companions"), PAGES, latex_elements={}).build("companions")


def tex(built: Result, name: str) -> str:
    (file,) = built.out.glob(f"*-{name}.tex")
    return file.read_text(encoding="utf-8").partition(r"\begin{document}")[2]


def headings(text: str) -> list[tuple[str, str, str]]:
    """Level, number and contents' text of every heading from the first chapter on."""
    main = text.partition(r"\bookmatter{main}")[2]
    return re.findall(r"\\bookheading\{(\w+)\}\{([^}]*)\}\{([^}]*)\}", main)


def labels(text: str) -> list[str]:
    return re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", text)


def copies(text: str) -> list[str]:
    """The ids of the things that stand in *text*, in its order."""
    found = (label.rpartition(":copy-")[2] for label in labels(text) if ":copy-" in label)
    return [ident for ident in found if not ident.endswith("-caption")]


def test_each_companion_is_a_document_without_a_warning(built: Result) -> None:
    assert built.warnings == []
    assert sorted(file.stem.partition("systems-")[2] for file in built.out.glob("*.tex")) == sorted(COMPANIONS)


def test_insights_stand_by_chapter_and_section_and_none_is_lost(built: Result) -> None:
    text = tex(built, "insights")
    assert headings(text) == [
        ("chapter", "1", "Alpha"), ("section", "1.1", "First"), ("section", "1.2", "Second"),
        ("chapter", "A", "Extra"), ("section", "A.1", "More"),
        ("chapter", "", "Zebra"),
    ]  # fmt: skip
    assert copies(text) == ["i-one", "i-two", "i-app", "i-zebra"]
    # Each goes into the list of insights by its number.
    assert re.findall(r"\{insight\}.*?%\n\{(\S+)\}\{", text) == ["1.1", "1.2", "A.1", "1"]
    assert text.index(r"\bookmatter{appendix}") < text.index("{Extra}")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("diagrams", ["fig-critical-step", "fig-async-vs-sync-models"]),
        ("tables", ["t-tab", "tab-two"]),
        ("summaries", ["t-one", "t-two", "t-three", "carry-forward"]),
        # The list of the group has its boxes in the order of the meeting; questions are named without their answers.
        ("reading-group", ["m-one", "m-two", "p-one", "d-one", "e-one"]),
        ("instructor", ["t-one", "t-two", "t-three", "q-one", "d-one", "e-one", "q-third"]),
    ],
)
def test_each_companion_holds_all_of_its_kind_in_its_order(built: Result, name: str, ids: list[str]) -> None:
    untitled = ("chapter-overview", "essential-question", "mental-models", "discussion", "exercise")
    assert [ident for ident in copies(tex(built, name)) if not ident.endswith(untitled)] == ids


def test_every_item_says_where_in_the_book_it_stands(built: Result) -> None:
    insights, diagrams, tables = (tex(built, name) for name in ("insights", "diagrams", "tables"))
    assert re.findall(r"In the book: ([^·}]*[^·} ])", insights) == [
        "Section 1.1",
        "Section 1.2",
        "Section A.1",
        "Zebra",
    ]
    assert re.findall(r"In the book: ([^·}]*[^·} ])", diagrams) == ["Section 1.1", "Zebra"]
    assert re.findall(r"In the book: ([^·}]*[^·} ])", tables) == ["Section 1.1", "Section 1.2"]


def test_a_diagram_stands_with_its_words(built: Result) -> None:
    plates = re.findall(r"\\begin\{bookplate\}\{diagram\}(.*?)\\end\{bookplate\}", tex(built, "diagrams"), re.DOTALL)
    assert len(plates) == 2
    assert all("bookfigureconfined" in plate and r"\bookcaption" in plate for plate in plates)
    assert "A picture." in plates[0]


def test_concepts_lead_from_the_index(built: Result) -> None:
    assert r"\index{node}" in tex(built, "insights")


def test_the_group_votes_first_and_reads_after(built: Result) -> None:
    text = tex(built, "reading-group")
    vote, after = text.index("Second belief"), text.index("Untrue")
    assert vote < text.index("Believed.") < text.index("{Answers}") < after
    assert text.count("bookanswerat") == 2
    assert [title for level, _, title in headings(text) if level == "section"] == [
        "Meeting 1 of 1: Sections 1.1 and 1.2", "Answers", "Meeting 1 of 1: Section 2.1, Third",
        "Meeting 1 of 1: Section A.1, More",
    ]  # fmt: skip


def test_a_table_stays_with_the_words_above_it(built: Result) -> None:
    text = tex(built, "instructor")
    assert re.search(
        r"The class:\}? 75.minutes\.\s*\\bookkeep\\endgroup\s*\\begin\{savenotes\}", text.replace("~", " ")
    )
    assert re.search(r"Read before:.*\s*\\bookkeep", text)


def test_the_instructor_has_every_question_and_after_the_chapter_every_answer(built: Result) -> None:
    text = tex(built, "instructor")
    assert re.findall(r":answer-copy-([\w-]+)", "\n".join(labels(text))) == ["q-one", "q-third"]
    assert text.index("{Level 1: ") < text.index("{Level 2: ") < text.index("{Level 3: ") < text.index("{Answers}")


def test_a_guide_says_how_to_use_it_and_a_collection_drops_the_sites_index(built: Result) -> None:
    for name in COMPANIONS:
        front = tex(built, name).partition(r"\bookmatter{main}")[0]
        assert "How to use it" in front
        assert "longtable" not in front or name in ("reading-group", "instructor")
        assert "Words of the site." not in front


@pytest.mark.parametrize("name", COMPANIONS)
def test_every_link_of_a_companion_stays_in_it(built: Result, name: str) -> None:
    text = tex(built, name)
    known = set(labels(text))
    used = re.findall(r"\\(?:hyperref\[|pageref\*?\{)\\detokenize\{([^}]*)\}", text)
    assert [label for label in used if label not in known] == []
    assert len(labels(text)) == len(known)


def test_what_a_companion_shows_is_linked_and_what_it_lacks_is_named(built: Result) -> None:
    text = tex(built, "instructor")
    exercise = text[text.index("Do it") :].partition(r"\end{bookbox")[0]
    assert "Insight 1.2" in exercise.replace("\u00a0", " ").replace("~", " ")
    assert "hyperref" not in exercise
    vote = tex(built, "reading-group")
    assert "Section 1.2" in vote[vote.index("Untrue") :].replace("\u00a0", " ").replace("~", " ")


def test_works_are_listed_once_where_they_are_cited(built: Result) -> None:
    for name in COMPANIONS:
        text = tex(built, name)
        assert text.count(r"\bookwork{") == (1 if "hyperref[\\detokenize{references:" in text else 0)
    (work,) = re.findall(r"\\bookwork\{.*?\n\n", tex(built, "reading-group"), re.DOTALL)
    assert work.count("Ann Adams") == 1


def test_a_second_build_writes_the_same(built: Result, tmp_path: Path) -> None:
    again = tiny_book(tmp_path, PAGES, latex_elements={}).build("companions")
    for file in built.out.glob("*.tex"):
        assert (again.out / file.name).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


def test_a_book_without_the_pages_has_no_companions(tmp_path: Path) -> None:
    result = tiny_book(tmp_path, {"index": "# The Book\n"}, latex_elements={}).build("companions")
    assert result.warnings == []
    assert list(result.out.glob("*.tex")) == []


def test_the_list_of_companions_names_page_and_file(tmp_path: Path) -> None:
    result = tiny_book(
        tmp_path, {**PAGES, "list": "---\norphan: true\n---\n\n# List\n\n:::{companion-list}\n:::\n"}
    ).build()
    page = result.page("list")
    for companion in COMPANIONS.values():
        assert f'href="{DOORS[companion.name]}.html"' in page
        assert f"-{companion.name}.pdf" in page
