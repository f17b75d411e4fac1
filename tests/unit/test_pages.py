from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.unit.books import CAP, CH1, CH2, FLP, LOGS, PART1, QUEUES, book_of, concept, concepts_of
from tests.unit.shapes import check_shape

from book.kinds import BOX_KINDS
from book.model.book import USE_KINDS, Book
from book.model.concepts import Concepts
from book.model.exports import concepts_json, insights_json, progress_json, schema
from book.model.items import ConceptItem, Item, PartItem, PlanItem
from book.model.outline import Outline
from book.model.pages import PAGES, copied, gather, inputs
from book.model.records import Box, Figure, Gathering, Mention, Page, Reference, Table

CONCEPTS = concepts_of(
    concept("process", "0.1"),
    concept("crash-fault", "1.1", requires=("process",)),
    concept("failure-detector", "1.1", requires=("crash-fault",)),
    concept("lease", "2.1", requires=("failure-detector", "clock")),
    concept("clock", "2.1"),
    concept("2f-bound", "A.1"),
)


def box(id: str, kind: str, docname: str, **more: object) -> Box:
    return replace(Box(id, kind, f"Title of {id}", docname, 5, digest=f"body of {id}"), **more)  # type: ignore[arg-type]


def pages() -> list[Page]:
    fields = (("revelation", "R."), ("why", "W."), ("implication", "I."), ("remember", "M."))
    return [
        Page(
            FLP,
            "FLP",
            1_200,
            boxes=(
                box("late", "insight", FLP, concepts=("failure-detector", "nonsense"), rank="essential", fields=fields),
                box("crash", "misconception", FLP),
                box("outage", "production", FLP),
                box("why-one", "question", FLP),
                box("scene", "scenario", FLP),
            ),
            figures=(Figure("fig-space", "ch01/space", "state", "A space.", "alt", FLP, 9, ("crash-fault",), "d1"),),
            tables=(Table("models", "property", "Models.", FLP, 20, 3, 4, (), "t1"),),
            mentions=(
                Mention("crash fault", False, 3, True),
                Mention("failure detectors", False, 4, True),
                Mention("crash faults", False, 6, False, "crash"),
                Mention("process", False, 7, False, "scene"),
                Mention("process", False, 8),
            ),
        ),
        Page(CAP, "CAP", 800, boxes=(box("choose", "insight", CAP, rank="major"),)),
        Page(CH1, "Limits", 500, boxes=(box("over", "chapter-overview", CH1), box("ess", "essential-question", CH1))),
        Page(
            LOGS,
            "Logs",
            700,
            boxes=(
                box("log-truth", "truth", LOGS),
                box("models-2", "mental-models", LOGS),
                box("logs", "insight", LOGS, rank="major"),
            ),
            tables=(Table("costs", "comparison", "Costs.", LOGS, 20, 3, 4, ("crash-fault",), "t2"),),
        ),
        Page("zebra", "Zebra", 10, boxes=(box("stripes", "insight", "zebra", rank="supporting"),)),
    ]


def book(changed: Page | None = None, concepts: Concepts = CONCEPTS) -> Book:
    found = pages()
    if changed:
        found = [changed if page.docname == changed.docname else page for page in found]
    return book_of(found, concepts)


def listing(kind: str, **options: str) -> list[tuple[str, list[str]]]:
    groups = gather(book(), Gathering(kind, tuple(options.items()), 1))
    return [(group.heading, [item.id for item in group.items if isinstance(item, Item)]) for group in groups]


def concept_items(kind: str = "concept-index") -> dict[str, ConceptItem]:
    groups = gather(book(), Gathering(kind, (), 1))
    return {item.concept.id: item for group in groups for item in group.items if isinstance(item, ConceptItem)}


def test_insights_are_grouped_by_chapter_in_reading_order() -> None:
    assert listing("insight-compilation") == [
        ("Chapter 1. Limits", ["late", "choose"]),
        ("Chapter 2. Storage", ["logs"]),
        ("Zebra", ["stripes"]),
    ]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"chapter": "1"}, ["late", "choose"]),
        ({"chapter": "ch-storage"}, ["logs"]),
        ({"part": "2"}, ["logs"]),
        ({"part": "I"}, ["late", "choose"]),
        ({"part": "part-solutions"}, ["logs"]),
        ({"rank": "major"}, ["choose", "logs"]),
        ({"chapter": "1", "rank": "major"}, ["choose"]),
        ({"chapter": "1", "part": "2"}, []),
        ({"chapter": "9"}, []),
        ({"chapter": "A"}, []),
        ({"chapter": "0"}, []),
    ],
)
def test_options_select_chapter_part_and_rank(options: dict[str, str], ids: list[str]) -> None:
    assert [id for _, group in listing("insight-compilation", **options) for id in group] == ids


def test_each_gathered_page_takes_its_own_kinds() -> None:
    taken = {kind: [id for _, ids in listing(kind) for id in ids] for kind in PAGES}
    assert taken["misconception-list"] == ["crash"]
    assert taken["truth-list"] == ["log-truth", "models-2"]
    assert taken["production-list"] == ["outage"]
    assert taken["question-bank"] == ["why-one"]
    assert taken["diagram-collection"] == ["fig-space"]
    assert taken["chapter-summaries"] == ["over", "ess", "models-2"]


def test_tables_are_listed_by_type_and_by_chapter() -> None:
    assert listing("table-guide") == [
        ("Comparison tables", ["costs"]),
        ("Property tables", ["models"]),
        ("Chapter 1. Limits", ["models"]),
        ("Chapter 2. Storage", ["costs"]),
    ]


def test_tables_of_a_chapter_are_listed_once() -> None:
    assert listing("table-guide", part="2") == [("Chapter 2. Storage", ["costs"])]


def test_an_item_carries_number_rank_and_known_concepts() -> None:
    (group, *_) = gather(book(), Gathering("insight-compilation", (), 1))
    item = group.items[0]
    assert isinstance(item, Item)
    assert (item.number, item.rank, [link.term for link in item.concepts]) == ("1.1", "essential", ["failure detector"])
    assert (group.label, group.docname) == ("ch-limits", CH1)


def test_every_gathered_kind_of_box_is_on_some_page() -> None:
    named = {name for name, kind in BOX_KINDS.items() if kind.gathered} - {
        "irreducible-truths",
        "discussion",
        "exercise",
    }
    found = pages()
    found[1] = Page(CAP, "CAP", boxes=tuple(box(f"of-{name}", name, CAP) for name in named))
    whole = book_of(found, CONCEPTS)
    shown = {
        item.kind
        for kind in PAGES
        for group in gather(whole, Gathering(kind, (), 1))
        for item in group.items
        if isinstance(item, Item)
    }
    assert named <= shown


# Concepts


def test_the_index_shows_what_written_sections_own_or_use_and_what_that_requires() -> None:
    assert set(concept_items()) == {"process", "crash-fault", "failure-detector", "lease", "clock"}
    without_logs = book_of([page for page in pages() if page.docname != LOGS], CONCEPTS)
    groups = gather(without_logs, Gathering("book-glossary", (), 1))
    ids = {item.concept.id for group in groups for item in group.items if isinstance(item, ConceptItem)}
    assert ids == {"process", "crash-fault", "failure-detector"}


def test_what_a_shown_concept_requires_is_shown_with_it() -> None:
    page = Page(CAP, "CAP", mentions=(Mention("lease", False, 3),))
    groups = gather(book_of([page], CONCEPTS), Gathering("book-glossary", (), 1))
    items = {i.concept.id: i for group in groups for i in group.items if isinstance(i, ConceptItem)}
    assert set(items) == {"lease", "failure-detector", "clock"}
    assert items["failure-detector"].requires == ()
    assert [link.id for link in items["clock"].dependents] == ["lease"]


def test_links_lead_only_to_concepts_that_are_shown() -> None:
    for item in concept_items().values():
        assert {link.id for link in (*item.requires, *item.dependents)} <= set(concept_items())
    assert [link.id for link in concept_items()["crash-fault"].requires] == ["process"]
    assert [link.id for link in concept_items()["crash-fault"].dependents] == ["failure-detector"]


def test_uses_are_grouped_by_kind_and_named_once() -> None:
    uses = {kind: [item.id for item in items] for kind, items in concept_items()["crash-fault"].uses}
    assert uses == {"misconception": ["crash"], "diagram": ["fig-space"], "table": ["costs"]}
    assert [kind for kind in USE_KINDS if kind in uses] == list(uses)


def test_a_page_uses_what_its_text_and_its_other_boxes_mention() -> None:
    uses = dict(concept_items()["process"].uses)
    assert [(item.docname, item.number) for item in uses["section"]] == [(FLP, "1.1")]
    assert list(uses) == ["section"]


def test_introducing_a_concept_is_no_use_of_it() -> None:
    item = concept_items()["failure-detector"]
    assert [kind for kind, _ in item.uses] == ["insight"]
    assert item.defined_at == FLP
    assert item.written
    assert concept_items()["process"].written is False


def test_concepts_are_alphabetical_with_digits_first() -> None:
    found = book_of([*pages(), Page(QUEUES, "Queues", mentions=(Mention("2f bound", False, 1),))], CONCEPTS)
    groups = gather(found, Gathering("book-glossary", (), 1))
    assert [group.heading for group in groups] == ["#", "C", "F", "L", "P"]
    terms = [item.concept.term for group in groups for item in group.items if isinstance(item, ConceptItem)]
    assert terms == ["2f bound", "clock", "crash fault", "failure detector", "lease", "process"]


# The plan


def test_the_plan_shows_every_entry_and_what_exists_of_it() -> None:
    groups = gather(book(), Gathering("book-outline", (), 1))
    assert [group.heading for group in groups] == [
        "Front matter",
        "Part I. Reality",
        "Part II. Solutions",
        "Appendices",
    ]
    items = {i.entry.docname: i for group in groups for i in group.items if isinstance(i, PlanItem)}
    chapter, part, section = items[CH1], items[PART1], items[FLP]
    assert (chapter.written, chapter.words, chapter.insights, chapter.tables) == (True, 2_500, 2, 1)
    assert (part.written, part.words, part.diagrams) == (False, 2_500, 1)
    assert (section.words, section.entry.words) == (1_200, 2_000)
    assert (items[CH2].written, items[CH2].words) == (False, 700)
    assert items[QUEUES].words == 0


def test_the_parts_say_how_much_of_them_is_written() -> None:
    (group,) = gather(book(), Gathering("book-parts", (), 1))
    reality, solutions, appendices = (item for item in group.items if isinstance(item, PartItem))
    assert (reality.title, reality.chapters, reality.docname) == ("Part I. Reality", "Chapter 1", "")
    assert (reality.sections, reality.words) == ((2, 2), (2_500, 5_500))
    assert (solutions.sections, solutions.words) == ((1, 1), (700, 3_500))
    assert (appendices.chapters, appendices.sections) == ("Appendix A", (0, 1))


# What a page depends on


GATHERINGS = [
    Gathering(kind, options, 1)
    for kind, spec in PAGES.items()
    for options in ((), *(((o, "1" if o != "rank" else "major"),) for o in spec.options))
]


CHANGES: dict[str, object] = {
    "title": "Another", "digest": "another", "rank": "supporting", "id": "another", "concepts": ("clock",),
    "kind": "scenario", "line": 77, "words": 9,
}  # fmt: skip


def visible(shown: object) -> str:
    """Everything a gathered page shows but the digests of bodies, which only some pages show."""
    return re.sub(r"digest='[^']*'", "", repr(shown))


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("docname", [FLP, CAP, LOGS])
def test_the_digest_changes_when_the_page_does_and_only_then(docname: str, what: str) -> None:
    old = next(page for page in pages() if page.docname == docname)
    first = replace(old.boxes[0], **{what: CHANGES[what]})  # type: ignore[arg-type]  # of the field's type
    before, after = book(), book(replace(old, boxes=(first, *old.boxes[1:])))
    for gathering in GATHERINGS:
        then, now = gather(before, gathering), gather(after, gathering)
        if inputs(before, gathering) == inputs(after, gathering):
            assert visible(then) == visible(now)
        else:
            assert then != now


def test_prose_changes_no_page_but_the_plan_and_the_progress() -> None:
    old = pages()[0]
    new = replace(old, words=9_999, references=(Reference("cite", "x", 1),))
    changed = [g.kind for g in GATHERINGS if inputs(book(), g) != inputs(book(new), g)]
    assert changed == ["book-outline", "book-parts", "progress-matrix"]


def test_a_body_changes_the_pages_that_show_it_whole() -> None:
    old = pages()[0]
    new = replace(old, boxes=(replace(old.boxes[0], digest="x"), *old.boxes[1:]))
    changed = [(g.kind, *g.options) for g in GATHERINGS if inputs(book(), g) != inputs(book(new), g)]
    assert changed == [("insight-compilation", ("chapter", "1")), ("insight-compilation", ("part", "1"))]


def test_an_insight_before_others_changes_the_pages_that_show_their_numbers() -> None:
    old = pages()[0]
    new = replace(old, boxes=(box("new", "insight", FLP, rank="supporting"), *old.boxes))
    changed = {g.kind for g in GATHERINGS if inputs(book(), g) != inputs(book(new), g)}
    assert changed == {"insight-compilation", "concept-index", "book-outline", "progress-matrix"}


def test_a_definition_changes_glossary_and_index() -> None:
    reworded = concepts_of(*(replace(c, definition="Else.") if c.id == "clock" else c for c in CONCEPTS))
    changed = {g.kind for g in GATHERINGS if inputs(book(), g) != inputs(book(concepts=reworded), g)}
    assert changed == {"concept-index", "book-glossary"}


def test_what_is_shown_whole_is_named() -> None:
    assert copied(book(), Gathering("insight-compilation", (), 1)) == ()
    assert copied(book(), Gathering("insight-compilation", (("chapter", "1"),), 1)) == ("late", "choose")
    assert copied(book(), Gathering("table-guide", (("part", "1"),), 1)) == ("models",)
    assert copied(book(), Gathering("concept-index", (), 1)) == ()


def test_a_book_without_an_outline_has_all_pages() -> None:
    empty = book_of(pages(), Concepts.empty(), Outline.empty())
    for kind in PAGES:
        assert inputs(empty, Gathering(kind, (), 1))
    groups = gather(empty, Gathering("insight-compilation", (), 1))
    assert sum(len(group.items) for group in groups) == 4


# Data for programs


def test_the_data_fit_their_schemas() -> None:
    check_shape(insights_json(book()), schema("insights"))
    check_shape(concepts_json(book()), schema("concepts"))
    check_shape(progress_json(book()), schema("progress"))


def test_insights_as_data() -> None:
    first, *rest = insights_json(book())
    assert len(rest) == 3
    assert first == {
        "id": "late", "number": "1.1", "title": "Title of late", "rank": "essential", "page": FLP, "chapter": "1",
        "section": "1.1", "concepts": ["failure-detector"],
        "revelation": "R.", "why": "W.", "implication": "I.", "remember": "M.",
    }  # fmt: skip


def test_concepts_as_data_stand_in_the_order_of_the_file() -> None:
    data = concepts_json(book())
    assert [row["id"] for row in data] == ["process", "crash-fault", "failure-detector", "lease", "clock"]
    assert data[2]["section"] == {"number": "1.1", "title": "FLP", "written": True}
    assert [use["id"] for use in data[2]["uses"]] == ["late"]
