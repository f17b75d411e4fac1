"""The instructor guide to the whole book: which sections in which week, for a term and for a short course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from book.model.book import Book
from book.model.items import Group
from book.model.lectures import instructor_chapters
from book.model.outline import Entry, heading_of
from book.model.selection import Selection
from book.model.split import balanced
from book.model.teaching import (
    DISCUSSION,
    EXERCISE,
    QUESTION,
    Reading,
    Taught,
    blocks,
    boxes_of,
    guide_page,
    joined,
    minutes_of,
    taught,
)

TERM_WEEKS = 13
SHORT_WEEKS = 6
TERM, SHORT, CHAPTERS = "One term", "A short course", "Chapter by chapter"


@dataclass(frozen=True, slots=True)
class Week:
    """What is read and asked in one week."""

    number: int
    parts: tuple[str, ...]
    """The numbers of the parts that its sections stand in; empty for the front matter."""
    readings: tuple[Reading, ...]
    questions: int
    tasks: int
    """Discussion questions and exercises."""

    @property
    def minutes(self) -> int:
        return minutes_of(self.readings)


@dataclass(frozen=True, slots=True)
class Course:
    """A plan of weeks."""

    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class InstructorOverview:
    """A chapter's row in the list of all."""

    head: Entry
    docname: str
    """The page of the guide that is the chapter's own; empty when there is none."""
    classes: int
    slides: int
    questions: int
    tasks: int


def instructor_guide(book: Book, selection: Selection) -> tuple[Group[object], ...]:
    """The guide to the selected chapters; of the whole book the two courses and a list of its chapters."""
    chapters = tuple(instructor_chapters(book, selection))
    if selection.units is not None or not chapters:
        return tuple(Group(heading_of(chapter.head), chapter.head.label, (chapter,)) for chapter in chapters)
    rows = tuple(
        InstructorOverview(
            chapter.head,
            guide_page(book, "instructor-guide", chapter.head),
            len(chapter.lessons),
            sum(len(lesson.slides) for lesson in chapter.lessons),
            len(chapter.questions),
            len(chapter.discussions) + len(chapter.exercises),
        )
        for chapter in chapters
    )
    term, short = courses(book, selection)
    return (Group(TERM, "", (term,)), Group(SHORT, "", (short,)), Group(CHAPTERS, "", rows))


def courses(book: Book, selection: Selection) -> tuple[Course, Course]:
    """A term over all that is written, and a short course over one section of each chapter.

    Appendices are for looking things up, and in neither.
    """
    chapters = [chapter for chapter in taught(book, selection) if chapter.head.kind != "appendix"]
    parts = {entry.docname: entry.number for entry in book.outline.entries if entry.kind == "part"}
    everything = [reading for chapter in chapters for reading in chapter.readings]
    least = [reading for chapter in chapters for reading in keystone_readings(book, chapter)]
    return (
        Course(weeks(book, everything, parts, TERM_WEEKS)),
        Course(weeks(book, least, parts, SHORT_WEEKS)),
    )


def weeks(book: Book, readings: Iterable[Reading], parts: Mapping[str, str], count: int) -> tuple[Week, ...]:
    """*readings* in at most *count* weeks of about the same length."""
    pieces = blocks(readings)
    spans = balanced([minutes_of(piece) for piece in pieces], count)
    found = []
    for number, read in enumerate(joined(pieces, spans), 1):
        above = dict.fromkeys(part_of(book, reading.entry, parts) for reading in read)
        found.append(
            Week(
                number,
                tuple(part for part in above if part),
                read,
                len(boxes_of(book, read, QUESTION)),
                len(boxes_of(book, read, DISCUSSION, EXERCISE)),
            )
        )
    return tuple(found)


def part_of(book: Book, entry: Entry, parts: Mapping[str, str]) -> str:
    """The number of the part that *entry* stands in, or an empty string."""
    at: Entry | None = entry
    while at is not None and at.docname not in parts:
        at = book.outline.at(at.parent)
    return parts[at.docname] if at else ""


def keystone_readings(book: Book, chapter: Taught) -> tuple[Reading, ...]:
    """Of a chapter its opening, its summary and the section that most of the rest of the book builds on.

    That is the one whose concepts the most concepts of other sections require; of several the first. Of the front
    matter it is the first page.
    """
    sections = [reading for reading in chapter.readings if reading.entry.kind == "section"]
    if not sections:
        return chapter.readings[:1]
    keystone = max(sections, key=lambda reading: built_on(book, reading.entry))
    return tuple(r for r in chapter.readings if r is keystone or r.entry.kind in ("chapter", "summary"))


def built_on(book: Book, entry: Entry) -> int:
    """How many concepts of other sections require one that *entry* introduces."""
    own = {concept.id for concept in book.concepts.owned_by(entry.docname)}
    return len({dependent for id in own for dependent in book.concepts.dependents(id)} - own)
