"""The deck of a tiny book: what its cards say, the bytes of the package, and what Anki makes of two editions."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from anki.notes import NoteId
from tests.build.shown import GLOSSARY, page
from tests.build.test_check import book_at
from tests.build.texts import diagram, insight, table
from tests.build.tiny import ROOT, SECTION, tiny_book, toctree

from book.desk.deck import main
from book.model.deck import BOOK, NOTE_TYPES, guid_of

if TYPE_CHECKING:
    # Imported before anki.collection, these import each other in a circle.
    from anki.cards import Card
    from anki.notes import Note

FIRST, SECOND = SECTION["first"], SECTION["second"]
ANSWER = """\
As {insight}`a-claim` and {numref}`a-table` in {ref}`sec-first` say, {concept}`nodes` {cite:p}`adams1990one` and
{cite:t}`baker2001three` differ.[^1] See {ref}`own`, {ref}`the rest <sec-second>`, [](#a-claim), [](/glossary.md)
and {count}`insights` more.

$$
f < 1
$$

- {calc}`2 s + 3 s = 5 s`
- `a < b` & **more**

| a |
| --- |
| b |
"""
QUESTION = f":::{{question}} How many of $n < 2f + 1$ may *fail*?\n:id: how-many\n\n{ANSWER}:::\n"
MISCONCEPTION = """\
::::{misconception} It never happens
:id: never

:belief: 1 < 2 & so on.
:reality: It does.

And so on.

"""
MISCONCEPTION += diagram("ch01/critical-step", body="Steps.\n") + "::::\n"
CLAIM = insight("A claim", ":id: a-claim\n:rank: essential\n:concepts: node\n")
PAGES: dict[str, str] = {
    FIRST: page(f"A {{defines}}`node`.\n\n{CLAIM}\n" + table("A table", ":id: a-table\n:type: property\n")),
    SECOND: page(f"{QUESTION}\n{MISCONCEPTION}\n(own)=\n## Own\n\nText.\n\n[^1]: A note.\n"),
    "glossary": GLOSSARY,
}  # fmt: skip
NEXT = {
    FIRST: PAGES[FIRST].replace(
        CLAIM, insight("A new one", ":id: new-claim\n") + "\n" + CLAIM.replace("Two.", "Two or three.")
    ),
    SECOND: page(f"{QUESTION}\n(own)=\n## Own\n\nText.\n\n[^1]: A note.\n"),
}
"""The pages of the next edition: one insight added, one changed, the misconception gone."""
OLD, NEW = 1_700_000_000, 1_700_086_400
"""The dates of the two editions, a day apart."""


@dataclass(frozen=True, slots=True)
class Editions:
    """A book in two editions, and the second made once more from nothing."""

    old: Path
    new: Path
    again: Path


def edition(project: Path, when: int, into: Path) -> Path:
    """The package that the book at *project* gives, kept under another name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(when))
        assert main(["--project", str(project)]) == 0
    shutil.copy(project / f"build/deck/{BOOK}.apkg", into)
    return into


def project_at(root: Path) -> Path:
    """The book in its first edition, with the one drawing that it shows."""
    index = f"# Tiny\n\nText.\n\n{toctree(FIRST, SECOND, 'references', 'glossary')}"
    project = book_at(root, index=index, **PAGES)
    for path in [*ROOT.glob("diagrams/*/critical-step.mmd"), *ROOT.glob("diagrams/rendered/ch01-critical-step-*")]:
        copy = project / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return project


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    root = tmp_path_factory.mktemp("deck")
    project, other = project_at(root / "book"), project_at(root / "other")
    old = edition(project, OLD, root / "old.apkg")
    for book in (project, other):
        tiny_book(book, {**PAGES, **NEXT})
    return Editions(old, edition(project, NEW, root / "new.apkg"), edition(other, NEW, root / "again.apkg"))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """What a learner has who has just installed Anki."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def take(collection: Collection, package: Path) -> None:
    """Import *package* as Anki does when nothing else is chosen."""
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))


def notes_in(collection: Collection) -> dict[str, Note]:
    found = map(collection.get_note, map(NoteId, collection.find_notes("")))
    return {note.guid: note for note in found}


def said_by(note: Note) -> dict[str, str]:
    return dict(note.items())


CLAIM_ID, NEW_ID = guid_of("insight", "a-claim"), guid_of("insight", "new-claim")
QUESTION_ID, NEVER_ID = guid_of("question", "how-many"), guid_of("misconception", "never")


# What the cards say


def test_a_question_keeps_its_markup_and_spells_its_references(editions: Editions, collection: Collection) -> None:
    take(collection, editions.old)
    assert said_by(notes_in(collection)[QUESTION_ID]) == {
        "Title": r"How many of \(n &lt; 2f + 1\) may <em>fail</em>?",
        "Body": "<p>As Insight 1.1 and Table 1.1 in Section 1.1 say, nodes (Adams 1990) and\n"
        "Baker et al. (2001) differ. See Own, the rest, Insight 1.1, Glossary\nand 1 more.</p>"
        r"\[f &lt; 1\]"
        "<ul><li>2\u00a0s\u00a0+ 3\u00a0s\u00a0= 5\u00a0s</li>"
        "<li><code>a &lt; b</code> &amp; <strong>more</strong></li></ul>"
        "<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        "Place": "Question 1.1, Section 1.2, Second",
    }


def test_what_stands_outside_the_fields_follows_them(editions: Editions, collection: Collection) -> None:
    take(collection, editions.old)
    said = said_by(notes_in(collection)[NEVER_ID])
    assert (said["Belief"], said["Reality"], said["Tell"]) == ("1 &lt; 2 &amp; so on.", "It does.", "")
    assert said["Body"] == "<p>And so on.</p><p>(Figure 1.1)</p>"


def test_anki_shows_on_the_front_the_title_and_on_the_back_the_parts_that_there_are(
    editions: Editions, collection: Collection
) -> None:
    take(collection, editions.old)
    claim, never = (card_of(collection, guid) for guid in (CLAIM_ID, NEVER_ID))
    assert "A claim" in claim.question()
    assert "what would you do differently?" in claim.question()
    assert "Three." not in claim.question()
    answer = claim.answer()
    places = [answer.find(text) for text in ("A claim", "One.", "Two.", "Three.", "Four.", "Section 1.1, First")]
    assert -1 not in places
    assert places == sorted(places)
    assert "How to tell" not in never.answer()


def test_no_card_asks_for_anything_from_elsewhere(editions: Editions, collection: Collection) -> None:
    take(collection, editions.old)
    types = (collection.models.by_name(note_type.name) for note_type in NOTE_TYPES.values())
    for text in [*map(repr, types), *(repr(note.fields) for note in notes_in(collection).values())]:
        assert not any(sign in text for sign in ("src=", "url(", "@import", "http:", "https:"))


def test_notes_are_tagged_and_stand_in_the_deck_of_their_chapter(editions: Editions, collection: Collection) -> None:
    take(collection, editions.old)
    assert notes_in(collection)[CLAIM_ID].tags == sorted(
        f"{BOOK}::{tag}" for tag in ("kind::insight", "rank::essential", "chapter::01", "concept::node")
    )
    assert deck_names(collection) == ["A Tiny Book", "A Tiny Book::01 Alpha"]
    assert len(collection.find_cards('"deck:A Tiny Book::01 Alpha"')) == 3


def card_of(collection: Collection, guid: str) -> Card:
    (card,) = notes_in(collection)[guid].cards()
    return card


def deck_names(collection: Collection) -> list[str]:
    return sorted(deck.name for deck in collection.decks.all_names_and_ids(skip_empty_default=True))


# Two editions


def test_a_new_edition_updates_cards_adds_new_ones_and_leaves_what_was_learned(
    editions: Editions, collection: Collection
) -> None:
    take(collection, editions.old)
    before = notes_in(collection)
    assert before.keys() == {CLAIM_ID, QUESTION_ID, NEVER_ID}
    learned = learn(card_of(collection, CLAIM_ID), collection)

    take(collection, editions.new)
    after = notes_in(collection)
    assert after.keys() == {CLAIM_ID, NEW_ID, QUESTION_ID, NEVER_ID}
    assert collection.card_count() == 4
    assert (before[CLAIM_ID]["Why"], after[CLAIM_ID]["Why"]) == ("Two.", "Two or three.")
    assert after[CLAIM_ID]["Place"].startswith("Insight 1.2")
    assert after[NEW_ID]["Title"] == "A new one"
    assert schedule(card_of(collection, CLAIM_ID)) == learned
    assert schedule(card_of(collection, NEW_ID))[1:4] == (0, 0, 0)
    assert said_by(after[NEVER_ID]) == said_by(before[NEVER_ID])


def test_note_types_and_decks_are_not_doubled(editions: Editions, collection: Collection) -> None:
    take(collection, editions.old)
    types = {model.name for model in collection.models.all_names_and_ids()}
    decks = deck_names(collection)
    take(collection, editions.new)
    assert {model.name for model in collection.models.all_names_and_ids()} == types
    assert types >= {note_type.name for note_type in NOTE_TYPES.values()}
    assert deck_names(collection) == decks


def test_an_edition_imported_twice_changes_nothing(editions: Editions, collection: Collection) -> None:
    take(collection, editions.new)
    learned = learn(card_of(collection, CLAIM_ID), collection)
    take(collection, editions.new)
    assert collection.card_count() == 3
    assert schedule(card_of(collection, CLAIM_ID)) == learned


def test_what_the_reader_wrote_after_the_edition_stays(editions: Editions, collection: Collection) -> None:
    take(collection, editions.old)
    note = notes_in(collection)[CLAIM_ID]
    note["Why"] = "My own words."
    collection.update_note(note)
    take(collection, editions.new)
    assert notes_in(collection)[CLAIM_ID]["Why"] == "My own words."


def learn(card: Card, collection: Collection) -> tuple[int, ...]:
    """Make *card* one that comes up again in 40 days."""
    card.type, card.queue, card.ivl, card.factor, card.reps, card.due = 2, 2, 40, 2300, 5, 77  # type: ignore[assignment]
    collection.update_card(card)
    return schedule(card)


def schedule(card: Card) -> tuple[int, ...]:
    return (card.id, card.type, card.queue, card.ivl, card.factor, card.reps, card.due)


# The file


def test_the_same_book_gives_the_same_bytes(editions: Editions) -> None:
    assert editions.new.read_bytes() == editions.again.read_bytes()
    assert editions.new.read_bytes() != editions.old.read_bytes()


def test_what_is_in_the_file_is_sorted_and_has_no_date(editions: Editions) -> None:
    with zipfile.ZipFile(BytesIO(editions.new.read_bytes())) as packed:
        assert packed.namelist() == ["collection.anki2", "media"]
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_note_has_the_date_of_the_edition(editions: Editions, tmp_path: Path) -> None:
    with zipfile.ZipFile(editions.old) as packed:
        packed.extract("collection.anki2", tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    assert connection.execute("SELECT DISTINCT mod FROM notes").fetchall() == [(OLD,)]
    connection.close()
