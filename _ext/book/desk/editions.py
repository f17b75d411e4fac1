"""Reads what built editions hold: the words and things in the finished files themselves."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from book.model.census import Census, Held, Tally, tally
from book.model.editions import CARDS, EBOOK, PRINT, SITE, Edition
from book.model.holdings import held_by_cards, held_by_pages, held_by_print
from book.model.outline import Outline

_BOOKMARK = re.compile(r"<item[^>]*>(.*?)</item>", re.DOTALL)


class EditionError(RuntimeError):
    """An edition is not there, or can't be read; the message says what to do."""


def built(edition: Edition, project: Path) -> list[Path]:
    """The files or the folder of *edition*; raises EditionError when there are none."""
    found = sorted(project.glob(edition.built))
    if not found:
        raise EditionError(f"{edition.name}: nothing is at {edition.built}; run make {edition.target}")
    return found


def count(edition: Edition, paths: Sequence[Path], census: Census, outline: Outline) -> Tally:
    """What *edition*, built at *paths*, holds of what it should hold of *census*."""
    left_out = {entry.docname for entry in outline.entries if entry.kind in edition.without}
    pages = {*census.words, *(thing.docname for thing in census.things)} - left_out
    wanted = census.only(edition.kinds, pages)
    return tally(edition.name, wanted, _READERS[edition.format](wanted, paths), edition.kinds)


def _site(census: Census, paths: Sequence[Path]) -> Held:
    files = {docname: _root(paths[0]) / f"{docname}.html" for docname in _pages(census)}
    return held_by_pages(
        census, {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.is_file()}
    )


def _root(site: Path) -> Path | zipfile.Path:
    """Where the pages of a *site* are: in the folder itself, or in the one folder of an archive."""
    if site.is_dir():
        return site
    found = list(zipfile.Path(site).iterdir())
    if len(found) != 1 or not found[0].is_dir():
        raise EditionError(f"{site} has {len(found)} things at its top, not one folder; pack the site in a folder")
    return found[0]


def _ebook(census: Census, paths: Sequence[Path]) -> Held:
    """As of a site, but words are counted in all pages together: answers stand on other pages than questions."""
    pages: dict[str, str] = {}
    for path in paths:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            for docname in _pages(census):
                if f"{docname}.xhtml" in names:
                    pages[docname] = packed.read(f"{docname}.xhtml").decode()
    held = held_by_pages(census, pages)
    return Held(held.things, {"": sum(held.words.values(), Counter[str]())})


def _print(census: Census, paths: Sequence[Path]) -> Held:
    # Read in the order of the file: else poppler takes "half-connected", broken after its hyphen, for one word.
    texts = [_said(["pdftotext", "-raw", str(path), "-"]) for path in paths]
    marked = [_said(["pdftohtml", "-xml", "-i", "-stdout", str(path)]) for path in paths]
    return held_by_print(census, texts, (unescape(mark) for text in marked for mark in _BOOKMARK.findall(text)))


def _said(command: list[str]) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")
    except FileNotFoundError as error:
        raise EditionError(f"{command[0]} is missing; install poppler-utils (make doctor says how)") from error


def _cards(census: Census, paths: Sequence[Path]) -> Held:
    return held_by_cards(census, [note for path in paths for note in _notes(path)])


def _notes(path: Path) -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as packed:
            file = packed.extract("collection.anki2", folder)
        with closing(sqlite3.connect(file)) as database:
            yield from database.execute("SELECT guid, flds FROM notes").fetchall()


def _pages(census: Census) -> Iterable[str]:
    return {*census.words, *(thing.docname for thing in census.things)}


_READERS: dict[str, Callable[[Census, Sequence[Path]], Held]] = {
    SITE: _site,
    EBOOK: _ebook,
    PRINT: _print,
    CARDS: _cards,
}
