"""The flash cards: which notes each deck holds, under ids that stay, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from html import escape

from book.kinds import BOX_KINDS, NUMBERED_LABELS
from book.model.answers import place_name
from book.model.book import Book
from book.model.outline import FRONT_MATTER, Entry
from book.model.records import Box

BOOK = "distributed-systems"
"""What all ids are made of and all tags begin with. It stays, whatever the book is called: see `guid_of`."""
BODY, PLACE = "body", "place"
"""What a box says outside its fields, which for a question is the answer; and where it stands."""
Texts = Mapping[str, str]
"""By part, ``title``, a field's name or BODY, what a box says as HTML; a part that it lacks is absent or empty."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """How one kind of box becomes a card.

    Its fields never change: Anki leaves the cards that a learner has as they are when their type has other fields.
    """

    kind: str
    front: tuple[str, ...]
    back: tuple[str, ...]
    asks: str = ""
    """What the learner is asked, unless the title is the question."""

    @property
    def id(self) -> int:
        return stable_id("note-type", self.kind)

    @property
    def name(self) -> str:
        return f"{BOOK}: {self.kind}"

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a box in the order of the note's fields, the place last."""
        return (*self.front, *self.back, PLACE)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the note's fields."""
        return tuple(part.capitalize() for part in self.parts)

    @property
    def question(self) -> str:
        """The template of the card's front."""
        asks = f'<p class="asks">{escape(self.asks)}</p>' if self.asks else ""
        shown = "".join(f'<div class="{part}">{{{{{part.capitalize()}}}}}</div>' for part in self.front)
        return f'<div class="kind {self.kind}">{BOX_KINDS[self.kind].label}</div>{shown}{asks}'

    @property
    def answer(self) -> str:
        """The template of the card's back, without the parts that a note lacks."""
        labels = {field.name: field.label for field in BOX_KINDS[self.kind].fields}
        shown = "".join(_shown(part, labels.get(part, "")) for part in (*self.back, PLACE))
        return f'{{{{FrontSide}}}}<hr id="answer">{shown}'


NOTE_TYPES = {
    note_type.kind: note_type
    for note_type in (
        NoteType(
            "insight",
            ("title",),
            ("revelation", "why", "implication", "remember", BODY),
            "What does it reveal, and what would you do differently?",
        ),
        NoteType(
            "misconception", ("title", "belief"), ("reality", "tempting", "tell", BODY), "True or false, and why?"
        ),
        NoteType("question", ("title",), (BODY,)),
    )
}
"""The kinds of boxes that have a card."""


@dataclass(frozen=True, slots=True)
class Note:
    """A box as a card."""

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    """HTML, in the order of the type's fields."""
    tags: tuple[str, ...]
    position: int
    """In the book, from 1: new cards come up in this order."""


@dataclass(frozen=True, slots=True)
class Deck:
    """The notes of a chapter; or of the book, those that stand in no chapter."""

    id: int
    name: str
    notes: tuple[Note, ...]


def decks_of(book: Book, texts: Mapping[tuple[str, str], Texts], site: str = "") -> tuple[Deck, ...]:
    """The book's own deck, then one of each chapter that has cards, in reading order.

    *texts* holds what each box says by docname and id; a box without a title has no card. With a *site*, an address,
    cards link to their places.
    """
    root = (book.outline.title.partition(":")[0] or BOOK).strip()
    heads = {entry.unit: entry for entry in reversed(book.outline.entries)}
    found: dict[str, list[Note]] = {"": []}
    for position, box in enumerate(_boxes(book, texts), 1):
        entry = book.outline.at(box.docname)
        note = note_of(book, box, texts[box.docname, box.id], position, site)
        found.setdefault(entry.unit if entry else "", []).append(note)
    own = Deck(stable_id("deck"), root, tuple(found.pop("")))
    rest = (
        Deck(stable_id("deck", heads[unit].label or unit), f"{root}::{deck_name(heads[unit])}", tuple(notes))
        for unit, notes in found.items()
    )
    return (own, *rest)


def _boxes(book: Book, texts: Mapping[tuple[str, str], Texts]) -> Iterator[Box]:
    """The boxes that become cards, in reading order; of several with one id, which is a mistake, the first."""
    seen: set[str] = set()
    for page in book:
        for box in page.boxes:
            if box.kind in NOTE_TYPES and texts.get((page.docname, box.id), {}).get("title"):
                guid = guid_of(box.kind, box.id)
                if guid not in seen:
                    seen.add(guid)
                    yield box


def note_of(book: Book, box: Box, texts: Texts, position: int, site: str = "") -> Note:
    """*box* as a card."""
    kind = NOTE_TYPES[box.kind]
    said = {**texts, PLACE: place_html(book, box, site)}
    return Note(
        guid_of(box.kind, box.id), kind, tuple(said.get(part, "") for part in kind.parts), tags_of(book, box), position
    )


def place_html(book: Book, box: Box, site: str = "") -> str:
    """Such as "Insight 1.4, Section 1.1, The FLP Impossibility"."""
    name = f"{NUMBERED_LABELS[box.kind]} {book.numbers.boxes.get(box.id, '')}".strip()
    text = escape(f"{name}, {place_name(book, box.docname)}")
    return f'<a href="{escape(site.rstrip("/"))}/{box.docname}.html#{box.id}">{text}</a>' if site else text


def tags_of(book: Book, box: Box) -> tuple[str, ...]:
    """Kind, rank, chapter and known concepts, each below the book's own tag."""
    entry = book.outline.at(box.docname)
    tags = [f"kind::{box.kind}"]
    tags += [f"rank::{box.rank}"] if box.rank else []
    tags += [f"chapter::{number_of(entry)}"] if entry else []
    tags += [f"concept::{link.id}" for link in book.item(box).concepts]
    return tuple(f"{BOOK}::{tag}" for tag in tags)


def deck_name(head: Entry) -> str:
    """Such as "05 From Mainframes to Microservices", so that chapters stand in order."""
    title = FRONT_MATTER if head.unit == "0" else head.title
    part = "Part " if head.kind == "part" else ""
    # Two colons would begin a deck within the deck.
    return f"{part}{number_of(head)} {title.replace('::', ':')}"


def number_of(entry: Entry) -> str:
    """The number of the chapter that *entry* belongs to, in two digits; a letter, or a part's number as it is."""
    return entry.unit.zfill(2) if entry.unit.isdecimal() else entry.unit


def guid_of(kind: str, id: str) -> str:
    """By what Anki knows a note again, and so keeps what the learner has done with it."""
    return blake2b(f"{BOOK}/{kind}/{id}".encode(), digest_size=10).hexdigest()


def stable_id(*names: str) -> int:
    """The id of a deck or a type of notes: an int of 31 bits, as genanki recommends, that follows from its name."""
    digest = blake2b("/".join((BOOK, *names)).encode(), digest_size=8).digest()
    return (1 << 30) + int.from_bytes(digest) % (1 << 30)


def _shown(part: str, label: str) -> str:
    name = part.capitalize()
    head = f'<div class="label">{escape(label)}</div>' if label else ""
    return f'{{{{#{name}}}}}<div class="{part}">{head}{{{{{name}}}}}</div>{{{{/{name}}}}}'
