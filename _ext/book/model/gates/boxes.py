"""Gates on boxes: fields, lengths, titles, ids, concepts, ranks."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from book.kinds import BOX_KINDS, TRUTH
from book.model.gates.gate import Finding, Manuscript, Setting, Spot
from book.model.gates.sentences import counted, one_line, sentences, words_of
from book.model.passages import Text
from book.model.records import Box, Page
from book.model.words import count_words

LENGTHS = {"insight": (70, 130), "misconception": (60, 120), "production": (80, 200)}
"""Words of a whole box, title and fields."""
ANSWER = (40, 100)
"""Words of the answer to a question."""
SLACK = 0.1
"""A box within a tenth of its bounds passes."""
MOST_TITLE_WORDS = 24
ECHO = 0.75
"""From this likeness on, ``remember`` is the title over again."""
FEW_INSIGHTS = 3
"""Below so many insights, a chapter's ranks are not spread over."""


def box_fields(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Each field that a box must have and lacks."""
    return _empty_fields(page, required=True)


def box_options(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Each field that a box may have and lacks."""
    return _empty_fields(page, required=False)


def _empty_fields(page: Page, required: bool) -> Iterator[Spot]:
    for box in page.boxes:
        kind = BOX_KINDS.get(box.kind)
        filled = {name for name, value in box.fields if value.strip()}
        for field in kind.fields if kind else ():
            if field.required == required and field.name not in filled:
                yield box.line, f"{box.kind} {box.id!r} says nothing under {field.name!r}; write what goes there"


def box_length(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Each box that is too short or too long."""
    answers: dict[str, int] = {}
    for passage in text.passages:
        if passage.box == "question" and passage.kind != "title":
            answers[passage.within] = answers.get(passage.within, 0) + count_words(passage.text)
    for box in page.boxes:
        if box.kind in LENGTHS:
            yield from _outside(box, box.words, LENGTHS[box.kind], f"{box.kind} {box.id!r}")
        elif box.kind == "question":
            yield from _outside(box, answers.get(box.id, 0), ANSWER, f"the answer to question {box.id!r}")


def _outside(box: Box, words: int, bounds: tuple[int, int], name: str) -> Iterator[Spot]:
    least, most = bounds
    if words < least * (1 - SLACK):
        yield box.line, f"{name} has {words} words, fewer than {least}; say what is missing, or fold it into the text"
    elif words > most * (1 + SLACK):
        yield box.line, f"{name} has {words} words, more than {most}; move into the text what the box can do without"


def box_sentences(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Titles, revelations and truths that are not one sentence."""
    for box in page.boxes:
        if box.kind in ("insight", "misconception", TRUTH):
            number, words = len(list(sentences(box.title))), count_words(box.title)
            name = "truth" if box.kind == TRUTH else f"title of {box.kind}"
            if number > 1:
                yield box.line, f"the {name} {box.id!r} has {number} sentences; say it in one"
            elif words > MOST_TITLE_WORDS and box.kind != TRUTH:
                yield box.line, f"the {name} {box.id!r} has {words} words; nobody quotes more than {MOST_TITLE_WORDS}"
        revelation = dict(box.fields).get("revelation", "")
        if (number := len(list(sentences(revelation)))) > 1:
            yield box.line, f"the revelation of {box.id!r} has {number} sentences; say it in one"


def box_echo(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Insights that say to remember their title."""
    for box in page.boxes:
        remember = dict(box.fields).get("remember", "")
        if remember and alike(box.title, remember) >= ECHO:
            yield box.line, f"insight {box.id!r} says to remember its title; give a rule, a number or an image"


def box_concepts(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Insights that no concept leads to."""
    for box in page.boxes:
        if box.kind == "insight" and not box.concepts:
            yield box.line, f"insight {box.id!r} belongs to no concept; name those it uses in ':concepts:'"


def rank_spread(manuscript: Manuscript) -> Iterator[Finding]:
    """Chapters in which more than a third of the insights are essential."""
    insights: dict[str, list[Box]] = {}
    for page in manuscript.book:
        entry = manuscript.book.outline.at(page.docname)
        if entry and entry.kind != "part":
            insights.setdefault(entry.unit, []).extend(box for box in page.boxes if box.kind == "insight")
    for found in insights.values():
        essential = [box for box in found if box.rank == "essential"]
        most = -(-len(found) // 3)
        if len(found) >= FEW_INSIGHTS and len(essential) > most:
            box = essential[most]
            message = f"{len(essential)} of {counted(len(found), 'insight')} of this chapter are essential"
            remedy = f"keep {most}, say without {one_line(box.title)!r}"
            yield Finding(box.docname, box.line, "rank-spread", f"{message}; {remedy}")


def alike(one: str, other: str) -> float:
    """How alike two texts are by their words in order, from 0 to 1."""
    return SequenceMatcher(None, words_of(one), words_of(other), autojunk=False).ratio()
