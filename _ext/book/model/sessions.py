"""The reading-group guide: for each chapter, meetings with what to read, to vote on, to discuss and to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from book.model.book import Book
from book.model.items import Group, Item
from book.model.outline import Entry, heading_of
from book.model.selection import Selection
from book.model.split import within
from book.model.teaching import (
    DISCUSSION,
    EXERCISE,
    QUESTION,
    Reading,
    Step,
    Taught,
    blocks,
    boxes_of,
    first_box,
    guide_page,
    joined,
    longest_case,
    minutes_of,
    spread,
    taught,
    titled,
)

MEETING_MINUTES = 90
"""How long a meeting takes, when its pages ask enough questions."""
READING_MINUTES = 75
"""The most that is read before one meeting, where sections are not longer themselves."""
OPENING, VOTE, QUESTIONS, CASE, DISCUSS, CLOSING = (
    "Opening", "Votes", "Questions", "The case", "Discussion", "Closing round",
)  # fmt: skip
OPENING_MINUTES, VOTE_MINUTES, QUESTION_MINUTES, CASE_MINUTES, DISCUSS_MINUTES, CLOSING_MINUTES = 5, 5, 8, 10, 20, 10
VOTES = 3


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting."""

    number: int
    readings: tuple[Reading, ...]
    steps: tuple[Step, ...]
    votes: tuple[Item, ...]
    """Misconceptions, two or three where there are as many."""
    questions: tuple[Item, ...]
    """All questions of the pages; `time_for` says how many of them the meeting has time for."""
    case: Item | None
    discussions: tuple[Item, ...]
    exercises: tuple[Item, ...]
    """To take home."""
    sentences: tuple[Item, ...]
    """The essential insights of the pages, which the closing round chooses from."""

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def time_for(self) -> int:
        """How many of the questions there is time for."""
        return next((step.minutes // QUESTION_MINUTES for step in self.steps if step.name == QUESTIONS), 0)


@dataclass(frozen=True, slots=True)
class GroupChapter:
    """The meetings over one chapter."""

    head: Entry
    essential: Item | None
    """The essential question."""
    sessions: tuple[Session, ...]

    @property
    def whole(self) -> tuple[Item, ...]:
        """What it shows whole, in its order."""
        found: list[Item] = [self.essential] if self.essential else []
        for session in self.sessions:
            found += session.votes
            found += [session.case] if session.case else []
            found += (*session.discussions, *session.exercises)
        return tuple(found)

    @property
    def titles(self) -> tuple[str, ...]:
        """Of what it shows by number and title."""
        named = (item for session in self.sessions for item in (*session.questions, *session.sentences))
        return tuple(item.title for item in named)


@dataclass(frozen=True, slots=True)
class GroupOverview:
    """A chapter's row in the list of all."""

    head: Entry
    docname: str
    """The page with its meetings; empty when there is none."""
    reading: int
    """Minutes."""
    lengths: tuple[int, ...]
    """Minutes of each meeting."""
    questions: int


def reading_group_guide(book: Book, selection: Selection) -> tuple[Group[object], ...]:
    """The meetings of the selected chapters; of the whole book a list of what there is for each."""
    if selection.units is not None:
        return tuple(Group(heading_of(c.head), c.head.label, (c,)) for c in group_chapters(book, selection))
    rows = [
        GroupOverview(
            chapter.head,
            guide_page(book, "reading-group-guide", chapter.head),
            sum(minutes_of(session.readings) for session in chapter.sessions),
            tuple(session.minutes for session in chapter.sessions),
            sum(len(session.questions) for session in chapter.sessions),
        )
        for chapter in group_chapters(book, selection)
    ]
    return (Group("", "", tuple(rows)),) if rows else ()


def group_chapters(book: Book, selection: Selection) -> Iterator[GroupChapter]:
    """The guide of each taught chapter of *selection*."""
    for chapter in taught(book, selection):
        yield GroupChapter(
            chapter.head, first_box(book, chapter.readings, "essential-question"), tuple(sessions(book, chapter))
        )


def sessions(book: Book, chapter: Taught) -> Iterator[Session]:
    """The meetings over *chapter*: as few as keep the reading before each within its limit."""
    pieces = blocks(chapter.readings)
    spans = within([minutes_of(piece) for piece in pieces], READING_MINUTES)
    for number, readings in enumerate(joined(pieces, spans), 1):
        votes = spread(book, readings, "misconception", VOTES)
        questions = titled(boxes_of(book, readings, QUESTION))
        case = longest_case(book, readings)
        discussions = boxes_of(book, readings, DISCUSSION)
        yield Session(
            number,
            readings,
            steps_of(len(votes), len(questions), case is not None, bool(discussions)),
            votes,
            questions,
            case,
            discussions,
            boxes_of(book, readings, EXERCISE),
            titled(item for item in boxes_of(book, readings, "insight") if item.rank == "essential"),
        )


def steps_of(votes: int, questions: int, case: bool, discussion: bool) -> tuple[Step, ...]:
    """The steps of a meeting: the questions have the time that the others leave, and no more than they need."""
    minutes = {
        OPENING: OPENING_MINUTES,
        VOTE: votes * VOTE_MINUTES,
        QUESTIONS: 0,
        CASE: CASE_MINUTES * case,
        DISCUSS: DISCUSS_MINUTES * discussion,
        CLOSING: CLOSING_MINUTES,
    }
    left = MEETING_MINUTES - sum(minutes.values())
    minutes[QUESTIONS] = min(left, questions * QUESTION_MINUTES)
    return tuple(Step(name, taken) for name, taken in minutes.items() if taken > 0)
