"""The sidebar, "on this page" and previous/next, from a tree of pages built by hand."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from tests.unit.books import CH1, FLP, PART1, SUMMARY1, small_outline

from book.nav import Entry, Group, Sidebar, navigation_fingerprint, page_contents, read_tree, reading_order

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

Book = dict[str, tuple[str, tuple[object, ...], list[str]]]
"""docname → title, number, the pages of its toctree."""

BOOK: Book = {
    "index": ("The Book", (), ["preface", "part/index"]),
    "preface": ("Preface", (), []),
    "part/index": ("Fundamental Reality", ("I",), ["part/one/index", "part/two"]),
    "part/one/index": ("Impossibility", (1,), ["part/one/flp", "part/one/cap"]),
    "part/one/flp": ("FLP & friends", (1, 1), []),
    "part/one/cap": ("CAP", (1, 2), []),
    "part/two": ("Time", (2,), []),
}


def environment(book: Book) -> BuildEnvironment:
    titles, tocs = {}, {}
    for docname, (title, number, below) in book.items():
        titles[docname] = nodes.title("", title, secnumber=number)
        tocs[docname] = nodes.bullet_list()
        if below:
            entries = [(None, target) for target in below]
            tocs[docname] += addnodes.toctree(
                "", entries=entries, parent=docname, caption="Contents" * (docname == "index")
            )
    return cast("BuildEnvironment", SimpleNamespace(titles=titles, tocs=tocs, config=SimpleNamespace(root_doc="index")))


def sidebar(book: Book = BOOK, prefix: str = "../") -> Sidebar:
    return Sidebar(read_tree(environment(book)), prefix, lambda docname: docname + ".html")


def test_the_tree_holds_every_page_below_the_root_with_its_number() -> None:
    (group,) = read_tree(environment(BOOK))
    assert group.caption == "Contents"
    assert [entry.target for entry in group.entries] == ["preface", "part/index"]
    chapters = group.entries[1].children
    assert [(entry.number, entry.label) for entry in chapters[0].children] == [("1.1", "FLP & friends"), ("1.2", "CAP")]


def test_a_page_below_itself_ends_the_tree() -> None:
    circle: Book = {"index": ("Root", (), ["a"]), "a": ("A", (), ["b"]), "b": ("B", (), ["a"])}
    (group,) = read_tree(environment(circle))
    again = group.entries[0].children[0].children[0]
    assert (again.target, again.children) == ("a", ())


def test_a_page_that_was_not_read_is_left_out() -> None:
    (group,) = read_tree(environment({"index": ("Root", (), ["gone", "a"]), "a": ("A", (), [])}))
    assert [entry.target for entry in group.entries] == ["a"]


def test_titles_are_escaped() -> None:
    assert "FLP &amp; friends</a>" in sidebar().html_for("preface")


def test_links_start_with_the_way_to_the_root() -> None:
    assert 'href="../../part/one/cap.html"' in sidebar(prefix="../../").html_for("part/one/flp")


def test_links_within_one_single_page_stay_in_it() -> None:
    shown = Sidebar(read_tree(environment(BOOK)), "./", lambda docname: "#document-" + docname).html_for("index")
    assert 'href="#document-part/one/cap"' in shown


def test_only_the_page_one_is_on_is_current() -> None:
    shown = sidebar().html_for("part/one/flp")
    assert re.findall(r'href="../([^"]+)" aria-current="page"', shown) == ["part/one/flp.html"]


def test_only_the_pages_above_it_are_open() -> None:
    shown = sidebar().html_for("part/one/flp")
    assert shown.count("<details open>") == 2
    assert sidebar().html_for("preface").count("<details open>") == 0


def test_one_page_leaves_the_sidebar_of_the_next_alone() -> None:
    shared = sidebar()
    shared.html_for("part/one/flp")
    assert shared.html_for("part/two") == sidebar().html_for("part/two")


def test_a_page_outside_the_tree_marks_nothing() -> None:
    assert "current" not in sidebar().html_for("search")


def test_every_disclosure_has_a_name() -> None:
    assert re.findall(r'<summary aria-label="([^"]+)"', sidebar().html_for("preface")) == [
        "Pages of I Fundamental Reality",
        "Pages of 1 Impossibility",
    ]


def test_reading_order_goes_through_parts_and_chapters() -> None:
    order = reading_order(read_tree(environment(BOOK)), "index")
    assert [entry.target for entry in order] == list(BOOK)


names = st.text("abc", min_size=1, max_size=3)
entries = st.recursive(
    st.builds(Entry, names, st.just(""), names, names),
    lambda below: st.builds(Entry, names, st.just(""), names, names, st.lists(below, max_size=4).map(tuple)),
    max_leaves=20,
)


@given(st.lists(entries, max_size=4))
def test_reading_order_holds_each_page_once_and_loses_none(found: list[Entry]) -> None:
    def targets(some: tuple[Entry, ...]) -> set[str]:
        return {entry.target for entry in some}.union(*(targets(entry.children) for entry in some))

    order = [entry.target for entry in reading_order((Group("", tuple(found)),), "root")]
    assert len(order) == len(set(order))
    assert set(order) == targets(tuple(found)) | {"root"}


@given(st.lists(entries, max_size=4), names)
def test_the_sidebar_closes_what_it_opens(found: list[Entry], page: str) -> None:
    shown = Sidebar((Group("", tuple(found)),), "./", str).html_for(page)
    for tag in ("ul", "li", "details", "a", "summary"):
        assert len(re.findall(rf"<{tag}\b", shown)) == shown.count(f"</{tag}>")


def changed(docname: str, **change: Any) -> Book:
    title, number, below = BOOK[docname]
    new = {"title": title, "number": number, "below": below} | change
    return {**BOOK, docname: (new["title"], new["number"], new["below"])}


def test_the_fingerprint_changes_with_what_the_navigation_shows() -> None:
    prints = [
        navigation_fingerprint(environment(book))
        for book in (
            BOOK,
            changed("part/two", title="Time, Order"),
            changed("part/two", number=(3,)),
            changed("index", below=["part/index", "preface"]),
            changed("part/one/index", below=["part/one/flp"]),
        )
    ]
    assert len(set(prints)) == len(prints)
    assert navigation_fingerprint(environment(BOOK)) == prints[0]


def section(title: str, anchor: str, *below: nodes.section) -> nodes.section:
    return nodes.section("", nodes.title("", title), nodes.paragraph("", "text"), *below, ids=[anchor])


def test_on_this_page_starts_below_the_title_and_ends_at_the_second_level() -> None:
    page = section("Title", "t", section("A < B", "a", section("C", "c", section("D", "d"))), section("E", "e"))
    shown = page_contents(nodes.Element("", page))
    assert re.findall(r'href="([^"]*)">([^<]*)<', shown) == [("#a", "A &lt; B"), ("#c", "C"), ("#e", "E")]
    assert shown.count("<ul") == shown.count("</ul>") == 2


def test_a_link_in_a_heading_is_shown_as_its_text() -> None:
    title = nodes.title("", "", nodes.reference("", "Front matter", refuri="index.html"))
    linked = nodes.section("", title, ids=["a"])
    shown = page_contents(nodes.Element("", section("Title", "t", linked)))
    assert shown.count("<a ") == 1
    assert ">Front matter</a>" in shown


def test_a_page_without_headings_has_no_contents() -> None:
    assert page_contents(nodes.Element("", section("Title", "t"))) == ""
    assert page_contents(nodes.Element()) == ""


# What a reader's device goes by


def test_a_page_of_the_plan_has_its_key_in_every_sidebar() -> None:
    planned: Book = {
        "index": ("Root", (), [PART1]),
        PART1: ("Reality", (), [CH1]),
        CH1: ("Limits", (1,), [FLP, SUMMARY1]),
    }
    planned |= {FLP: ("FLP", (1, 1), []), SUMMARY1: ("What is left", (), [])}
    groups = read_tree(environment(planned), outline=small_outline())
    shown = Sidebar(groups, "", lambda docname: docname + ".html").html_for("index")
    assert re.findall(r'data-key="([^"]*)"', shown) == ["part-reality", "ch-limits", "sec-flp", "ch-limits/summary"]
    assert '<span class="book-nav-number">I</span> Reality' in shown


def test_a_page_outside_the_plan_has_no_key() -> None:
    assert "data-key" not in sidebar().html_for("index")


def test_no_two_pages_of_the_plan_share_a_key() -> None:
    keys = [small_outline().key_of(entry.docname) for entry in small_outline().entries]
    assert len(set(keys)) == len(keys)
    assert keys.count("") == 1  # the landing page
