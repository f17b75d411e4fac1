"""Writes decks as one file that Anki imports; the same decks and date give the same bytes."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import genanki

from book.model.deck import NOTE_TYPES, Deck, NoteType

STYLES = Path(__file__).parent / "deck.css"
DATE_IN_ZIP = (1980, 1, 1, 0, 0, 0)
"""The first that a zip archive can hold. Anki goes by the date that its notes carry."""


def write_package(decks: Sequence[Deck], path: Path, when: int, about: str = "") -> None:
    """Write *decks* to *path*; *about* is said of the first.

    *when*, in seconds since 1970, is the date of all notes: on import Anki changes those of an older date.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(package(decks, when, about))


def package(decks: Sequence[Deck], when: int, about: str = "") -> bytes:
    """The bytes of the file: an archive of a database and of a list of media, of which there are none."""
    types = {kind: _model(note_type) for kind, note_type in NOTE_TYPES.items()}
    whole = genanki.Package([_deck(deck, types, "" if index else about) for index, deck in enumerate(decks)])
    files = {"collection.anki2": _database(whole, when), "media": json.dumps({}).encode()}
    buffer = BytesIO()
    # genanki's own packing takes the date of a temporary file.
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, DATE_IN_ZIP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, data)
    return buffer.getvalue()


def _database(whole: genanki.Package, when: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "collection.anki2")
        with closing(sqlite3.connect(path)) as connection:
            # The ids of notes and cards inside the file: Anki takes an id for the time, in ms, when a note was made.
            whole.write_to_db(connection.cursor(), when, count(when * 1000))
            connection.commit()
        return path.read_bytes()


def _model(note_type: NoteType) -> genanki.Model:
    return genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": name} for name in note_type.fields],
        templates=[{"name": "Card", "qfmt": note_type.question, "afmt": note_type.answer}],
        css=STYLES.read_text(encoding="utf-8"),
    )


def _deck(deck: Deck, types: dict[str, genanki.Model], about: str) -> genanki.Deck:
    made = genanki.Deck(deck.id, deck.name, about)
    for note in deck.notes:
        model = types[note.type.kind]
        made.add_note(genanki.Note(model, list(note.fields), tags=note.tags, guid=note.guid, due=note.position))
    return made
