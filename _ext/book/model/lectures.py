"""The instructor guide to one chapter: goals, what it builds on, classes with minutes, slides, questions by level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from book.kinds import RANKS, TRUTH
from book.model.book import Book
from book.model.items import ConceptLink, Item
from book.model.outline import Entry
from book.model.records import Figure, Heading, Page, Table
from book.model.selection import Selection
from book.model.teaching import (
    DISCUSSION,
    EXERCISE,
    QUESTION,
    Reading,
    Step,
    Taught,
    boxes_of,
    first_box,
    longest_case,
    spread,
    taught,
    titled,
)

CLASS_MINUTES = 75
CASE, LECTURE, VOTE, QUESTIONS, CLOSE = "Open with the case", "Slides", "Votes", "Questions", "Close"
CASE_MINUTES, VOTE_MINUTES, QUESTION_MINUTES, CLOSE_MINUTES = 10, 5, 5, 5
VOTES, ASKED = 2, 4


@dataclass(frozen=True, slots=True)
class Slide:
    """A heading of a section with what stands under it."""

    heading: str
    docname: str
    anchor: str
    """The heading's id on its page."""
    insight: Item | None
    """The insight of the highest rank under the heading, the first of several."""
    shows: tuple[Item, ...]
    """The diagrams and tables under it, in the order of the text."""
    cases: tuple[Item, ...]
    """The production cases under it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A class on one section, for students who have read it."""

    reading: Reading
    introduces: tuple[ConceptLink, ...]
    steps: tuple[Step, ...]
    case: Item | None
    votes: tuple[Item, ...]
    asked: tuple[Item, ...]
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """Concepts that a chapter builds on, and the earlier section that introduces them."""

    entry: Entry
    written: bool
    concepts: tuple[ConceptLink, ...]


@dataclass(frozen=True, slots=True)
class InstructorChapter:
    """All that the guide says of one chapter."""

    head: Entry
    minutes: int
    """To read it all."""
    essential: Item | None
    truths: tuple[Item, ...]
    models: Item | None
    needs: tuple[Need, ...]
    lessons: tuple[Lesson, ...]
    questions: tuple[Item, ...]
    discussions: tuple[Item, ...]
    exercises: tuple[Item, ...]

    @property
    def whole(self) -> tuple[Item, ...]:
        """What it shows whole, in its order."""
        essential = (self.essential,) if self.essential else ()
        models = (self.models,) if self.models else ()
        return (*essential, *self.truths, *models, *self.questions, *self.discussions, *self.exercises)

    @property
    def titles(self) -> tuple[str, ...]:
        """Of what it shows by number and title, and of its slides."""
        found: list[str] = []
        for lesson in self.lessons:
            named = [item for item in (lesson.case, *lesson.votes, *lesson.asked) if item]
            for slide in lesson.slides:
                found.append(slide.heading)
                named += [item for item in (slide.insight, *slide.shows, *slide.cases) if item]
            found += (item.title for item in named)
        return tuple(found)


def instructor_chapters(book: Book, selection: Selection) -> Iterator[InstructorChapter]:
    """The guide to each taught chapter of *selection*."""
    for chapter in taught(book, selection):
        readings = chapter.readings
        yield InstructorChapter(
            chapter.head,
            chapter.minutes,
            first_box(book, readings, "essential-question"),
            boxes_of(book, readings, TRUTH),
            first_box(book, readings, "mental-models"),
            needs(book, chapter),
            tuple(lesson_on(book, r) for r in readings if r.entry.kind in ("section", "front")),
            boxes_of(book, readings, QUESTION),
            boxes_of(book, readings, DISCUSSION),
            boxes_of(book, readings, EXERCISE),
        )


def lesson_on(book: Book, reading: Reading) -> Lesson:
    """The class on one section: its case, its slides, its votes and its questions, in 75 minutes."""
    case = longest_case(book, (reading,))
    votes = titled(spread(book, (reading,), "misconception", VOTES))
    asked = titled(boxes_of(book, (reading,), QUESTION)[:ASKED])
    concepts = book.concepts.owned_by(reading.entry.docname)
    return Lesson(
        reading,
        tuple(ConceptLink(concept.id, concept.term) for concept in concepts),
        steps_of(case is not None, len(votes), len(asked)),
        titled([case])[0] if case else None,
        votes,
        asked,
        tuple(slides(book, book.pages[reading.entry.docname])),
    )


def steps_of(case: bool, votes: int, asked: int) -> tuple[Step, ...]:
    """The steps of a class; the slides have the time that the others leave."""
    around = CASE_MINUTES * case + VOTE_MINUTES * votes + QUESTION_MINUTES * asked + CLOSE_MINUTES
    steps = (
        Step(CASE, CASE_MINUTES * case),
        Step(LECTURE, CLASS_MINUTES - around),
        Step(VOTE, VOTE_MINUTES * votes),
        Step(QUESTIONS, QUESTION_MINUTES * asked),
        Step(CLOSE, CLOSE_MINUTES),
    )
    return tuple(step for step in steps if step.minutes)


def slides(book: Book, page: Page) -> Iterator[Slide]:
    """A slide for each heading of the second level, and one for what stands above them when it shows something."""
    heads = [heading for heading in page.headings if heading.level <= 2]
    for heading, after in zip_longest(heads, heads[1:]):
        slide = slide_of(book, page, heading, after.line if after else None)
        if heading.level == 2 or slide.insight or slide.shows or slide.cases:
            yield slide


def slide_of(book: Book, page: Page, heading: Heading, end: int | None) -> Slide:
    """What stands on *page* from *heading* to the line *end*."""

    def is_under(line: int) -> bool:
        return line >= heading.line and (end is None or line < end)

    insights = [box for box in page.boxes if box.kind == "insight" and is_under(box.line)]
    best = min(insights, key=lambda box: RANKS.index(box.rank) if box.rank in RANKS else len(RANKS), default=None)
    shown: list[Figure | Table] = [*page.figures, *page.tables]
    shows = titled(book.item(it) for it in sorted(shown, key=lambda it: it.line) if is_under(it.line))
    cases = titled(book.item(box) for box in page.boxes if box.kind == "production" and is_under(box.line))
    insight = titled([book.item(best)])[0] if best else None
    return Slide(heading.title, page.docname, heading.id, insight, shows, cases)


def needs(book: Book, chapter: Taught) -> tuple[Need, ...]:
    """What the concepts of *chapter* require directly from before it, by section in reading order."""
    concepts, outline = book.concepts, book.outline
    found: dict[str, dict[str, ConceptLink]] = {}
    own = (concept for reading in chapter.readings for concept in concepts.owned_by(reading.entry.docname))
    for concept in own:
        for required in map(concepts.get, concept.requires):
            origin = required and concepts.owner(required.id)
            if required and origin and origin.unit != chapter.head.unit:
                found.setdefault(origin.docname, {})[required.id] = ConceptLink(required.id, required.term)
    entries = [entry for entry in outline.entries if entry.docname in found]
    start = outline.position(chapter.head.docname)
    return tuple(
        Need(entry, book.is_written(entry), tuple(found[entry.docname].values()))
        for entry in entries
        if outline.position(entry.docname) < start
    )
