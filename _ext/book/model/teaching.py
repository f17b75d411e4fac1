"""What of the book can be taught: its written pages by chapter, how long they take to read, and steps of a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from book.model.book import Book
from book.model.items import Item
from book.model.metrics import reading_minutes
from book.model.outline import Entry
from book.model.records import Box, Page
from book.model.selection import Selection, units_of_chapter
from book.model.split import Spans

QUESTION, DISCUSSION, EXERCISE = "question", "discussion", "exercise"
LEVELS = (QUESTION, DISCUSSION, EXERCISE)
"""From the question that the text itself answers to the task that nobody has solved for you."""
READ = ("front", "part", "chapter", "section", "summary", "appendix")
"""The kinds of pages that one reads; the landing page is a door."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page and the minutes that it takes to read."""

    entry: Entry
    minutes: int


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a meeting."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Taught:
    """A chapter, an appendix, the front matter or the page of a part, as far as it is written."""

    head: Entry
    readings: tuple[Reading, ...]
    """Its written pages in reading order."""

    @property
    def minutes(self) -> int:
        return minutes_of(self.readings)


def minutes_of(readings: Iterable[Reading]) -> int:
    """What *readings* take together."""
    return sum(reading.minutes for reading in readings)


def taught(book: Book, selection: Selection) -> Iterator[Taught]:
    """What there is to teach of *selection*, in reading order.

    That is each unit with a written section, and each other that asks something.
    """
    units: dict[str, list[Entry]] = {}
    for entry in book.outline.entries:
        if selection.holds(entry.unit):
            units.setdefault(entry.unit, []).append(entry)
    for entries in units.values():
        written = [entry for entry in entries if book.is_written(entry) and entry.kind in READ]
        asks = any(box.kind in LEVELS for entry in written for box in book.pages[entry.docname].boxes)
        if asks or any(entry.kind == "section" for entry in written):
            yield Taught(entries[0], tuple(Reading(entry, minutes_to_read(book, entry)) for entry in written))


def minutes_to_read(book: Book, entry: Entry) -> int:
    """The minutes that the written page of *entry* takes to read."""
    return reading_minutes(book.pages[entry.docname].words)


def pages_of(book: Book, readings: Iterable[Reading]) -> tuple[Page, ...]:
    """The records of *readings*."""
    return tuple(book.pages[reading.entry.docname] for reading in readings)


def guide_page(book: Book, kind: str, head: Entry) -> str:
    """The page of the guide *kind* that is for the chapter of *head* alone, or an empty string."""
    for page in book:
        for gathering in page.gatherings:
            chapter = dict(gathering.options).get("chapter")
            if (
                gathering.kind == kind
                and chapter
                and units_of_chapter(book.outline, chapter) == frozenset((head.unit,))
            ):
                return page.docname
    return ""


def boxes_of(book: Book, readings: Iterable[Reading], *kinds: str) -> tuple[Item, ...]:
    """The boxes of *kinds* on *readings*, in reading order."""
    return tuple(book.item(box) for page in pages_of(book, readings) for box in page.boxes if box.kind in kinds)


def titled(items: Iterable[Item]) -> tuple[Item, ...]:
    """*items* for a page that shows their titles alone, and so doesn't change with their bodies."""
    return tuple(replace(item, digest="") for item in items)


def first_box(book: Book, readings: Iterable[Reading], kind: str) -> Item | None:
    """The first box of *kind* on *readings*."""
    return next(iter(boxes_of(book, readings, kind)), None)


def longest_case(book: Book, readings: Iterable[Reading]) -> Item | None:
    """The production case on *readings* with the most to tell; of several the first."""
    cases: list[Box] = [box for page in pages_of(book, readings) for box in page.boxes if box.kind == "production"]
    return book.item(max(cases, key=lambda box: box.words)) if cases else None


def spread(book: Book, readings: Iterable[Reading], kind: str, count: int) -> tuple[Item, ...]:
    """At most *count* boxes of *kind*, as evenly from the pages as can be, in reading order.

    The first of each page, then the second of each, and so on.
    """
    rounds: list[tuple[int, int, Item]] = []
    place = 0
    for page in pages_of(book, readings):
        for turn, box in enumerate(box for box in page.boxes if box.kind == kind):
            rounds.append((turn, place, book.item(box)))
            place += 1
    chosen = sorted(rounds, key=lambda found: found[:2])[:count]
    return tuple(item for _, _, item in sorted(chosen, key=lambda found: found[1]))


def blocks(readings: Iterable[Reading]) -> tuple[tuple[Reading, ...], ...]:
    """*readings* in pieces that stay together: what opens a part or chapter goes with what follows, a summary with
    what it sums up.
    """
    found: list[list[Reading]] = []
    opened: list[Reading] = []
    for reading in readings:
        if reading.entry.kind in ("part", "chapter", "appendix"):
            opened.append(reading)
        elif reading.entry.kind == "summary" and found and not opened:
            found[-1].append(reading)
        else:
            found.append([*opened, reading])
            opened = []
    if opened:
        found.append(opened)
    return tuple(tuple(block) for block in found)


def joined(parts: tuple[tuple[Reading, ...], ...], spans: Spans) -> tuple[tuple[Reading, ...], ...]:
    """The blocks of each span as one."""
    return tuple(tuple(reading for block in parts[first:after] for reading in block) for first, after in spans)
