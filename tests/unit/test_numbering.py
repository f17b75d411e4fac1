from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.books import CAP, CH1, CH2, FLP, LOGS, PART1, QUEUES, SUMMARY1, small_outline

from book.kinds import NUMBERED_LABELS
from book.model.numbering import number_book, reading_order
from book.model.records import Box, Figure, Page, Table

OUTSIDE = ("appendices/index", "gathered/insights", "zebra")
DOCNAMES = ("index", "introduction", PART1, CH1, FLP, CAP, SUMMARY1, CH2, LOGS, QUEUES, *OUTSIDE)
KINDS = ("insight", "truth", "production", "question", "scenario", "mental-models")


def box(id: str, kind: str = "insight", docname: str = FLP) -> Box:
    return Box(id, kind, id, docname, 1)


def page(docname: str, *boxes: Box, figures: tuple[str, ...] = (), tables: tuple[str, ...] = ()) -> Page:
    return Page(
        docname,
        docname,
        boxes=boxes,
        figures=tuple(Figure(id, id, "flow", "", "", docname, 1) for id in figures),
        tables=tuple(Table(id, "property", "", docname, 1, 2, 2) for id in tables),
    )


ids = st.text("abcdef", min_size=1, max_size=2)


@st.composite
def books(draw: st.DrawFn) -> dict[str, Page]:
    docnames = draw(st.lists(st.sampled_from(DOCNAMES), unique=True, max_size=6))
    return {
        name: page(
            name,
            *(box(id, kind, name) for id, kind in draw(st.lists(st.tuples(ids, st.sampled_from(KINDS)), max_size=5))),
            figures=tuple(f"fig-{id}" for id in draw(st.lists(ids, max_size=3))),
        )
        for name in docnames
    }


def ordered(pages: dict[str, Page]) -> tuple[str, ...]:
    return reading_order(small_outline(), pages, ())


def unit(docname: str) -> str:
    entry = small_outline().at(docname)
    return entry.unit if entry else ""


@settings(max_examples=25, deadline=None)
@given(books())
def test_numbers_of_a_kind_and_unit_have_no_gaps_and_no_doubles(pages: dict[str, Page]) -> None:
    numbers = number_book(small_outline(), pages, ordered(pages))
    seen: set[str] = set()
    counted: dict[tuple[str, str], list[str]] = defaultdict(list)
    for docname in ordered(pages):
        for b in pages[docname].boxes:
            if b.id not in seen and b.kind in NUMBERED_LABELS:
                counted[b.kind, unit(docname)].append(numbers.boxes[b.id])
            seen.add(b.id)
    for (_, prefix), found in counted.items():
        assert found == [f"{prefix}.{i}" if prefix else str(i) for i in range(1, len(found) + 1)]
    assert sum(map(len, counted.values())) == len(numbers.boxes)


@settings(max_examples=20, deadline=None)
@given(books(), st.randoms(use_true_random=False))
def test_numbers_do_not_depend_on_the_order_in_which_pages_were_read(pages: dict[str, Page], random: object) -> None:
    names = list(pages)
    random.shuffle(names)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    shuffled = {name: pages[name] for name in names}
    assert ordered(shuffled) == ordered(pages)
    numbers = number_book(small_outline(), pages, ordered(pages))
    again = number_book(small_outline(), shuffled, ordered(shuffled))
    assert (again.boxes, again.figures, again.sections) == (numbers.boxes, numbers.figures, numbers.sections)


@settings(max_examples=20, deadline=None)
@given(books(), st.sampled_from(["0", "I", "1", "2", "A", ""]))
def test_a_unit_is_numbered_as_if_it_were_alone(pages: dict[str, Page], prefix: str) -> None:
    seen: set[str] = set()
    unique = {}
    for name in ordered(pages):
        boxes = [b for b in pages[name].boxes if not (b.id in seen or seen.add(b.id))]  # type: ignore[func-returns-value]  # adds
        unique[name] = page(name, *boxes)
    own = {name: p for name, p in unique.items() if unit(name) == prefix}
    whole = number_book(small_outline(), unique, ordered(unique)).boxes
    alone = number_book(small_outline(), own, ordered(own)).boxes
    assert alone == {b.id: whole[b.id] for p in own.values() for b in p.boxes if b.id in whole}


def test_kinds_figures_and_tables_count_apart() -> None:
    pages = {
        FLP: page(FLP, box("a"), box("b", "question"), box("c"), figures=("f1", "f2"), tables=("t1",)),
        CAP: page(CAP, box("d"), tables=("t2",)),
    }
    numbers = number_book(small_outline(), pages, (FLP, CAP))
    assert numbers.boxes == {"a": "1.1", "b": "1.1", "c": "1.2", "d": "1.3"}
    assert numbers.figures == {"f1": "1.1", "f2": "1.2"}
    assert numbers.tables == {"t1": "1.1", "t2": "1.2"}


def test_the_unit_is_chapter_appendix_front_matter_or_part() -> None:
    pages = {name: page(name, box(name, docname=name)) for name in DOCNAMES}
    found = number_book(small_outline(), pages, ordered(pages)).boxes
    assert [found[name] for name in ("index", "introduction", PART1, CH1, CH2, QUEUES)] == [
        "0.1", "0.2", "I.1", "1.1", "2.1", "A.1",
    ]  # fmt: skip
    assert [found[name] for name in OUTSIDE] == ["1", "2", "3"]


def test_the_second_box_of_an_id_gets_no_number_and_uses_none_up() -> None:
    pages = {FLP: page(FLP, box("a"), box("a"), box("b")), CAP: page(CAP, box("a", docname=CAP), box("c"))}
    assert number_book(small_outline(), pages, (FLP, CAP)).boxes == {"a": "1.1", "b": "1.2", "c": "1.3"}


def test_boxes_of_unnumbered_kinds_and_without_id_get_no_number() -> None:
    pages = {FLP: page(FLP, box("s", "scenario"), box(""), box("a"))}
    assert number_book(small_outline(), pages, (FLP,)).boxes == {"a": "1.1"}


def test_section_numbers_cover_every_page() -> None:
    pages = {name: page(name) for name in (FLP, QUEUES, PART1, "zebra")}
    sections = number_book(small_outline(), pages, ordered(pages)).sections
    assert sections == {PART1: (), FLP: (1, 1), QUEUES: ("A", 1), "zebra": ()}


def test_reading_order_is_the_outline_then_the_toctrees_then_names() -> None:
    names = ["zebra", "apple", LOGS, "references", FLP, "index"]
    assert reading_order(small_outline(), names, ["index", "references", LOGS, "gone", "zebra"]) == (
        "index", FLP, LOGS, "references", "zebra", "apple",
    )  # fmt: skip
