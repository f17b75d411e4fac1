"""The cards: which notes are in which deck, under which ids, and what is on them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.unit.books import CAP, CH1, FLP, LOGS, PART1, QUEUES, book_of, concept, concepts_of, small_outline

from book.kinds import BOX_KINDS
from book.model.book import Book
from book.model.deck import BODY, BOOK, NOTE_TYPES, PLACE, Deck, Note, Texts, decks_of, guid_of, stable_id
from book.model.records import Box, Page

CONCEPTS = concepts_of(concept("clock"))


def box(id: str, docname: str, kind: str = "insight", **more: object) -> Box:
    return replace(Box(id, kind, f"Title of {id}", docname, 5), **more)  # type: ignore[arg-type]  # of the field's type


def book(*more: Page) -> Book:
    pages = [
        Page(LOGS, "Logs", boxes=(box("logs", LOGS),)),
        Page(
            FLP,
            "FLP",
            boxes=(
                box("late", FLP, rank="essential", concepts=("clock", "nonsense")),
                box("scene", FLP, "scenario"),
                box("crash", FLP, "misconception"),
            ),
        ),
        Page(CAP, "CAP", boxes=(box("why", CAP, "question"),)),
        Page("zebra", "Zebra", boxes=(box("stripes", "zebra"),)),
        Page("introduction", "Introduction", boxes=(box("first", "introduction"),)),
        Page(QUEUES, "Queues", boxes=(box("queue", QUEUES),)),
        Page(PART1, "Reality", boxes=(box("part", PART1),)),
    ]
    changed = {page.docname: page for page in more}
    return book_of([changed.pop(page.docname, page) for page in pages] + list(changed.values()), CONCEPTS)


def texts_of(book: Book) -> dict[tuple[str, str], Texts]:
    """What the boxes of *book* say."""
    return {
        (page.docname, box.id): {"title": f"<em>{box.title}</em>", "why": "W.", BODY: "B."}
        for page in book
        for box in page.boxes
    }


def decks(*more: Page, site: str = "") -> tuple[Deck, ...]:
    found = book(*more)
    return decks_of(found, texts_of(found), site)


def note(id: str, kind: str = "insight", *more: Page, site: str = "") -> Note:
    """The note of the box *id*."""
    (found,) = (note for deck in decks(*more, site=site) for note in deck.notes if note.guid == guid_of(kind, id))
    return found


def field(note: Note, part: str) -> str:
    return note.fields[note.type.parts.index(part)]


def test_a_chapter_has_a_deck_inside_the_books_own() -> None:
    assert [(deck.name, len(deck.notes)) for deck in decks()] == [
        ("A Book", 1),
        ("A Book::00 Front matter", 1),
        ("A Book::Part I Reality", 1),
        ("A Book::01 Limits", 3),
        ("A Book::02 Storage", 1),
        ("A Book::A Maths", 1),
    ]


def test_the_subtitle_is_no_part_of_a_decks_name_and_two_colons_are_one() -> None:
    found = book()
    outline = replace(
        small_outline(),
        title="A Book: For Tests",
        entries=tuple(replace(e, title="A::B") if e.docname == CH1 else e for e in small_outline().entries),
    )
    names = [deck.name for deck in decks_of(replace(found, outline=outline), texts_of(found))]
    assert names[0] == "A Book"
    assert "A Book::01 A:B" in names


def test_cards_come_up_in_reading_order() -> None:
    notes = sorted((note for deck in decks() for note in deck.notes), key=lambda note: note.position)
    order = [("insight", "first"), ("insight", "part"), ("insight", "late"), ("misconception", "crash")]
    order += [("question", "why"), ("insight", "logs"), ("insight", "queue"), ("insight", "stripes")]
    assert [note.guid for note in notes] == [guid_of(*names) for names in order]
    assert [note.position for note in notes] == list(range(1, 9))


def test_a_note_keeps_its_guid_when_text_number_and_chapter_change() -> None:
    moved = Page(LOGS, "Logs", boxes=(box("new", LOGS), box("late", LOGS, title="Another title")))
    after = note("late", "insight", moved, Page(FLP, "FLP"))
    assert after.guid == note("late").guid
    assert (field(after, "title"), field(after, PLACE)[:11]) == ("<em>Another title</em>", "Insight 2.2")


def test_boxes_that_share_an_id_have_one_card() -> None:
    twice = Page(CAP, "CAP", boxes=(box("late", CAP),))
    assert field(note("late", "insight", twice), PLACE).endswith("Section 1.1, FLP")


def test_a_box_without_a_title_has_no_card() -> None:
    found = book()
    texts = texts_of(found) | {(FLP, "late"): {"title": "", "why": "W."}}
    guids = {note.guid for deck in decks_of(found, texts) for note in deck.notes}
    assert guid_of("insight", "late") not in guids
    assert guid_of("misconception", "crash") in guids


# Whoever has the deck would get no new texts, or every card once more, if one of these changed.
TYPES = {
    "insight": (1386840873, ["Title", "Revelation", "Why", "Implication", "Remember", "Body", "Place"]),
    "misconception": (1962531925, ["Title", "Belief", "Reality", "Tempting", "Tell", "Body", "Place"]),
    "question": (1295207972, ["Title", "Body", "Place"]),
}


@pytest.mark.parametrize("kind", NOTE_TYPES)
def test_types_of_notes_are_those_of_all_editions(kind: str) -> None:
    assert (NOTE_TYPES[kind].id, list(NOTE_TYPES[kind].fields)) == TYPES[kind]


def test_ids_of_notes_and_decks_are_those_of_all_editions() -> None:
    assert guid_of("insight", "timeout-declares") == "dccd3667b795a067ac84"
    assert stable_id("deck") == 1263603908


def test_decks_are_known_by_labels_and_not_by_titles() -> None:
    found = {deck.name: deck.id for deck in decks()}
    assert found["A Book"] == stable_id("deck")
    assert found["A Book::01 Limits"] == stable_id("deck", "ch-limits")
    assert len(set(found.values())) == len(found)
    assert all(1 << 30 <= id < 1 << 31 for id in found.values())


def test_a_note_is_tagged_with_kind_rank_chapter_and_known_concepts() -> None:
    assert note("late").tags == (
        f"{BOOK}::kind::insight", f"{BOOK}::rank::essential", f"{BOOK}::chapter::01", f"{BOOK}::concept::clock",
    )  # fmt: skip
    assert note("stripes").tags == (f"{BOOK}::kind::insight",)


def test_a_note_names_its_place_and_links_to_it_when_there_is_a_site() -> None:
    assert field(note("why", "question"), PLACE) == "Question 1.1, Section 1.2, CAP"
    assert field(note("why", "question", site="https://a.example/b/"), PLACE) == (
        f'<a href="https://a.example/b/{CAP}.html#why">Question 1.1, Section 1.2, CAP</a>'
    )


@pytest.mark.parametrize("kind", NOTE_TYPES)
def test_a_card_shows_every_part_of_its_box_with_the_words_of_the_page(kind: str) -> None:
    note_type = NOTE_TYPES[kind]
    known = {field.name: field.label for field in BOX_KINDS[kind].fields}
    assert set(note_type.parts) == {"title", *known, BODY, PLACE}
    for template, parts in ((note_type.question, note_type.front), (note_type.answer, (*note_type.back, PLACE))):
        assert re.findall(r"{{(\w+)}}", template.replace("{{FrontSide}}", "")) == [part.capitalize() for part in parts]
    assert all(known[part] in note_type.answer for part in note_type.back if part in known)
