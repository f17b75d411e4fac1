"""The reading-group guide as nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from docutils import nodes

from book.guide import Guide, lead, paragraph, spelled
from book.model.items import Item
from book.model.sessions import (
    CASE,
    CLOSING,
    DISCUSS,
    OPENING,
    QUESTION_MINUTES,
    QUESTIONS,
    VOTE,
    VOTE_MINUTES,
    GroupChapter,
    GroupOverview,
    Session,
)
from book.model.teaching import Step

KIND = "reading-group-guide"


def overview(guide: Guide, rows: Sequence[GroupOverview]) -> Iterator[nodes.Node]:
    """What there is for each chapter."""
    cells = (
        guide.lister.row(
            [
                guide.chapter(row.head, row.docname),
                nodes.Text(spelled(row.reading)),
                nodes.Text(", ".join(map(spelled, row.lengths))),
                nodes.Text(str(row.questions)),
            ]
        )
        for row in rows
    )
    yield guide.lister.table(["Chapter", "Reading", "Meetings", "Questions"], cells, [48, 16, 21, 15])


def chapter(guide: Guide, found: GroupChapter) -> Iterator[nodes.Node]:
    """The meetings over one chapter."""
    yield from guide.whole([found.essential])
    for session in found.sessions:
        title = f"Meeting {session.number} of {len(found.sessions)}: {names(guide, session)}"
        yield from guide.section(title, f"{KIND}-{found.head.unit}-{session.number}".lower(), meeting(guide, session))


def names(guide: Guide, session: Session) -> str:
    """The sections of a meeting in short."""
    sections = [r.entry for r in session.readings if r.entry.kind == "section"]
    if not sections:
        return ", ".join(r.entry.title for r in session.readings)
    numbers = [entry.number for entry in sections]
    if len(numbers) == 1:
        return f"Section {numbers[0]}, {sections[0].title}"
    return f"Sections {', '.join(numbers[:-1])} and {numbers[-1]}"


def meeting(guide: Guide, session: Session) -> Iterator[nodes.Node]:
    """What one meeting reads, does and asks."""
    yield from guide.readings(session.readings)
    yield lead("The meeting:", f"{spelled(session.minutes)}.")
    yield guide.steps(session.steps, partial(step_words, session))
    ident = f"{KIND}-{session.readings[0].entry.unit}-{session.number}-".lower()
    if session.votes:
        yield from guide.section("To put to the vote", ident + "votes", votes(guide, session.votes))
    if session.questions:
        yield from guide.section("Questions", ident + "questions", questions(guide, session))
    if session.case:
        yield from guide.section("The case to tell", ident + "case", guide.whole([session.case]))
    if session.discussions:
        yield from guide.section("To discuss", ident + "discuss", guide.whole(session.discussions))
    if session.exercises:
        yield from guide.section("To take home", ident + "home", guide.whole(session.exercises))
    if session.sentences:
        yield from guide.section("Sentences for the closing round", ident + "closing", closing(guide, session))


def step_words(session: Session, step: Step) -> list[nodes.Node]:
    """What is done in a step."""
    words = {
        OPENING: "Read the essential question aloud. Each says in one sentence where they stand; nobody answers yet."
        if session.number == 1
        else "Without the book: each names one thing from the last meeting that has been of use since, or hasn't.",
        VOTE: f"{VOTE_MINUTES} minutes for each statement: read it, vote by hand, let one of either side speak, and "
        "only then read what is true.",
        QUESTIONS: question_words(session),
        CASE: "One tells it without the book and stops before the cause. The others say what they'd look at first.",
        DISCUSS: "One question, chosen at the start; in pairs for five minutes, then all together.",
        CLOSING: "Each chooses the sentence that they will still use in a year, and says of which decision.",
    }
    return [nodes.Text(words[step.name])]


def question_words(session: Session) -> str:
    """How many of the questions the meeting has time for."""
    each = f"About {QUESTION_MINUTES} minutes for each: first in silence, then aloud, then the book's answer."
    if session.time_for >= len(session.questions):
        return each
    return f"{each} There is time for {session.time_for} of the {len(session.questions)}; choose them before."


def votes(guide: Guide, items: Sequence[Item]) -> Iterator[nodes.Node]:
    """Misconceptions: the statement, and the reality behind it."""
    for box in guide.whole(items):
        yield guide.folded(box, "belief", "What is true")


def questions(guide: Guide, session: Session) -> Iterator[nodes.Node]:
    """The questions of the pages; the answers stay in the book."""
    yield paragraph("The answers stand in the book, each with its question.")
    yield guide.list_of(session.questions)


def closing(guide: Guide, session: Session) -> Iterator[nodes.Node]:
    """The essential insights of the pages, to choose from."""
    yield guide.list_of(session.sentences, ordered=False)
