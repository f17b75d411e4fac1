"""Titles, files and ids that are odd or wrong: nothing is lost, and what is wrong is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.shown import AFTER, Case, Shown, check_case, one, page, show, show_cases, words
from tests.build.texts import insight, table
from tests.build.tiny import ROOT, SECTION

from book.messages import Warn

TITLES = {
    "tags": ("<b>bold</b> & <script>co</script>", "<b>bold</b> & <script>co</script>"),
    "braces": ("{{ name }} and {% raw %}", "{{ name }} and {% raw %}"),
    "latex": ("100 %_#$^\\ done \\relax ~", "100 %_#$^\\ done \\relax ~"),
    "right-to-left": ("a \u200f\u05e9\u05dc\u05d5\u05dd\u202e b", "a \u200f\u05e9\u05dc\u05d5\u05dd\u202e b"),
    "long-word": ("x" * 500, "x" * 500),
    "long": ("word " * 100, " ".join(["word"] * 100)),
    "code": ("`code <b>` and *stress*", "code <b> and stress"),
    "citation": (
        "As {cite:t}`adams1990one` shows {cite:p}`baker2001three`",
        "As Adams (1990) shows (Baker et al. 2001)",
    ),
    "quotes": ("\"quoted\" 'single' it's", "“quoted” ‘single’ it’s"),
    "other-script": ("日本語 und ßtraße", "日本語 und ßtraße"),
    "colons": ("One: two ::: three", "One: two ::: three"),
    "backslash": ("ends with \\", "ends with \\"),
    "entity": ("&lt; &amp; &nope;", "< & &nope;"),
}
"""By name, a title as written and as shown."""


@pytest.fixture(scope="module")
def titles(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    pages = {name: page(insight(title, f":id: t-{name}\n")) for name, (title, _) in TITLES.items()}
    links = "\n\n".join(f"{{insight}}`t-{name}`" for name in TITLES)
    return show(tmp_path_factory.mktemp("titles"), {**pages, "links": page(links)})


@pytest.mark.parametrize("name", TITLES)
def test_a_title_is_shown_as_it_is_meant(titles: Shown, name: str) -> None:
    assert titles.warned(name) == []
    assert words(one(titles.body(name), ".book-box-name")) == TITLES[name][1]
    assert titles.text(name).endswith(AFTER)


@pytest.mark.parametrize("name", TITLES)
def test_a_title_is_shown_to_those_who_hover_over_a_reference(titles: Shown, name: str) -> None:
    link = one(titles.body("links"), f'a[href="{name}.html#t-{name}"]')
    assert link["title"] == TITLES[name][1]


def test_a_formula_in_a_title_is_told_at_the_line_of_the_title(tmp_path: Path) -> None:
    shown = show(tmp_path, {"x": page(insight("At most $q_7$ of $2q_7 + 1$"))})
    assert shown.warned("x") == [(1, "formula-missing"), (1, "formula-missing")]
    assert words(one(shown.body("x"), ".book-box-name")) == "At most q_7 of 2q_7 + 1"


WRONG = insight("A title", ":id: wrong\n:nope: x\n")
FILES: dict[str, bytes] = {
    "crlf": page(WRONG).replace("\n", "\r\n").encode(),
    "cr": page(WRONG).replace("\n", "\r").encode(),
    "byte-order-mark": b"\xef\xbb\xbf" + page(WRONG).encode(),
    "tabs": page(WRONG).replace(": ", ":\t").replace("} A", "}\tA").encode(),
    "trailing-space": page(WRONG).replace("\n", "  \n").encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_may_have_any_line_ends_tabs_and_a_mark(tmp_path: Path, name: str) -> None:
    shown = show(tmp_path, {"x": FILES[name]})
    assert shown.warned("x") == [(3, "option-unknown")]
    body = shown.body("x")
    assert one(body, "div.book-insight")["id"] == "wrong"
    assert words(one(body, ".book-field-why")) == "Why it is non-obvious: Two."
    assert shown.text("x").endswith(AFTER)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", " "])
def test_a_box_may_be_the_last_thing_in_a_file(tmp_path: Path, end: str) -> None:
    shown = show(tmp_path, {"x": f"# X\n\n{insight('Last').rstrip()}{end}"})
    assert not shown.warnings
    assert words(one(shown.body("x"), ".book-field-remember")) == "Remember this as: Four."


def test_a_file_that_is_not_utf_8_is_shown_and_its_first_bad_line_told(tmp_path: Path) -> None:
    text = page(f"Plain.\n\nA caf\xe9.\n\nAnother caf\xe9.\n\n{insight('Whole')}")
    shown = show(tmp_path, {"x": text.encode("latin-1")})
    assert shown.warned("x") == [(3, "page-unreadable")]
    assert "byte 0xe9 in this line can't be read" in shown.message("x", "page-unreadable")
    assert "A caf\ufffd. Another caf\ufffd. Insight" in shown.text("x")
    assert shown.text("x").endswith(AFTER)


def test_raw_html_is_shown_as_text(tmp_path: Path) -> None:
    shown = show(tmp_path, {"x": page('<div onclick="x()">\n\nA <b>bold</b> <i/> & {{ name }}.\n\n</div>')})
    assert not shown.warnings
    assert "A <b>bold</b> <i/> & {{ name }}." in shown.text("x")
    assert not shown.body("x").select("b, [onclick]")


IDS: dict[str, Case] = {
    "one-file": Case(
        insight("A", ":id: one-file\n") + insight("B", ":id: one-file\n"), ((9, "id-duplicate"),), ("A", "B"),
        {"id-duplicate": "the id 'one-file' of this insight (one-file.md:11) is that of the insight at one-file.md:3"},
    ),
    "same-title": Case(insight("Alike") + insight("Alike"), ((8, "id-duplicate"),)),
    "box-and-table": Case(
        insight("C", ":id: box-table\n") + table("D", ":id: box-table\n:type: property\n"), ((9, "id-duplicate"),),
        ("C", "D"), {"id-duplicate": "the id 'box-table' of this table (box-and-table.md:11) is that"},
    ),
    "truths": Case(
        ":::{irreducible-truths}\n:ids: tw, tw\n\n1. One.\n2. Two.\n:::\n", ((5, "id-duplicate"),), ("One.", "Two.")
    ),
    "heading-first": Case(
        "## A heading\n\n" + insight("E", ":id: a-heading\n"), ((3, "id-duplicate"),), ("A heading", "E"),
        {"id-duplicate": "the id 'a-heading' (heading-first.md:5) is that of the heading 'A heading' at"},
    ),
    "heading-second": Case(
        insight("F", ":id: another-heading\n") + "\n## Another heading\n\nText.\n", ((1, "id-duplicate"),),
        ("Another heading", "F"),
    ),
    "own-label": Case(
        "(a-label)=\n\nSome words.\n\n" + insight("G", ":id: a-label\n"), ((5, "id-duplicate"),), ("Some words.", "G"),
        {"id-duplicate": "the id 'a-label' (own-label.md:7) is that of the label '(a-label)=' in own-label.md"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return show_cases(tmp_path_factory.mktemp("ids"), IDS)


@pytest.mark.parametrize("name", IDS)
def test_an_id_used_twice_is_told_with_both_places(ids: Shown, name: str) -> None:
    check_case(ids, name, IDS[name])


@pytest.mark.parametrize(("first", "second"), [("first", "second"), ("first", "third"), ("intro", "more")])
def test_an_id_used_in_two_files_is_told_at_the_one_read_later(tmp_path: Path, first: str, second: str) -> None:
    pages = {SECTION[name]: page(insight(f"Title {name}", ":id: twice\n")) for name in (second, first)}
    shown = show(tmp_path, {"concepts.toml": "", **pages})
    assert shown.warned(SECTION[first]) == []
    assert shown.warned(SECTION[second]) == [(1, "id-duplicate")]
    assert f"is that of the insight at {SECTION[first]}.md:3" in shown.message(SECTION[second], "id-duplicate")
    assert all(f"Title {name}" in shown.text(SECTION[name]) for name in (first, second))


def test_each_warning_can_be_suppressed_by_its_name(tmp_path: Path) -> None:
    pages = {"x": page(insight("A", ":nope: x\n:rank: vital\n"))}
    assert show(tmp_path, pages, suppress_warnings=["book.option-unknown"]).warned("x") == [(3, "option-value")]


def test_a_mark_of_what_is_still_to_be_written_is_told_and_not_shown(tmp_path: Path) -> None:
    shown = show(tmp_path, {"x": page("Words.\n\n% todo: the second half\n\nMore.")})
    assert shown.warned("x") == [(3, "todo")]
    assert "'the second half'" in shown.message("x", "todo")
    assert shown.text("x") == f"Page Words. More. {AFTER}"


def test_every_warning_of_the_extension_is_tested() -> None:
    files = [path for part in ("unit", "build", "book") for path in (ROOT / "tests" / part).glob("test_*.py")]
    tests = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [kind.value for kind in Warn if f'"{kind}"' not in tests and f"book.{kind}" not in tests] == []


def test_a_fence_that_never_closes_is_told_where_it_opens(tmp_path: Path) -> None:
    shown = show(tmp_path, {"x": "# X\n\nText.\n\n:::{scenario} A scene\n\nMore text.\n"})
    assert (3, "fence") in shown.warned("x")
    assert "More text." in shown.text("x")
