"""Gates on the parts that each kind of page has to have (editorial standard, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from book.kinds import TRUTH
from book.model.gates.gate import Setting, Spot
from book.model.gates.sentences import counted
from book.model.outline import Entry
from book.model.passages import Text
from book.model.records import Page

LEAST_HEADINGS, MOST_HEADINGS = 6, 10
LEAST_TRUTHS, MOST_TRUTHS = 5, 7
_FURTHER = re.compile(r"\bfurther reading\b|\breading on\b|\bread next\b", re.IGNORECASE)
_MODELS = re.compile(r"\bmodels?\b", re.IGNORECASE)
# "Check your understanding" stands over the questions and counts as no movement.
_QUESTIONS = re.compile(r"check your understanding", re.IGNORECASE)


def chapter_opening(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """What the page that opens a chapter or appendix lacks."""
    entry = setting.entry(page.docname)
    if entry is None or entry.kind not in ("chapter", "appendix"):
        return
    kinds = {box.kind for box in page.boxes}
    parts = {
        "a {chapter-overview} box": "chapter-overview" in kinds,
        "an {essential-question} box": "essential-question" in kinds,
        "a {mental-models} box": "mental-models" in kinds,
        "a real case with its source (why this matters)": any(
            passage.cites for passage in text.passages if passage.box in ("", "production")
        ),
        "a diagram of type concept (how its sections hang together)": any(
            figure.type == "concept" for figure in page.figures
        ),
    }
    yield from _missing(parts, "the opening of a chapter")


def chapter_summary(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """What the summary of a chapter or appendix lacks."""
    entry = setting.entry(page.docname)
    if entry is None or entry.kind != "summary":
        return
    truths = [box for box in page.boxes if box.kind == TRUTH]
    kinds = {box.kind for box in page.boxes}
    after = _next_units(entry, setting)
    parts = {
        f"{LEAST_TRUTHS} to {MOST_TRUTHS} irreducible truths": bool(truths),
        "a heading over its mental models": any(_MODELS.search(heading.title) for heading in page.headings[1:]),
        "a {discussion} box": "discussion" in kinds,
        "an {exercise} box": "exercise" in kinds,
        "a heading 'Further reading' with cited works under it": any(
            head is not None and _FURTHER.search(head.text) and any(passage.cites for passage in group)
            for head, group in text.parts
        ),
        "a reference to the next chapter (carry forward)": not after
        or any(reference.target in after for reference in page.references),
    }
    yield from _missing(parts, "a summary")
    if truths and not LEAST_TRUTHS <= len(truths) <= MOST_TRUTHS:
        message = f"{counted(len(truths), 'irreducible truth')}; keep {LEAST_TRUTHS} to {MOST_TRUTHS}"
        yield truths[0].line, message


def section_parts(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """What a section lacks."""
    entry = setting.entry(page.docname)
    if entry is None or entry.kind != "section":
        return
    kinds = {box.kind for box in page.boxes}
    opening = next(((head, group) for head, group in text.parts if head is None or head.part == "1"), None)
    parts = {
        "an opening scene before its first heading": bool(opening and opening[1]),
        "an insight": "insight" in kinds,
        "a diagram": bool(page.figures),
        "a table": bool(page.tables),
        "a misconception": "misconception" in kinds,
        "a question": "question" in kinds,
    }
    yield from _missing(parts, "a section")


def section_headings(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """A section with too few or too many movements."""
    entry = setting.entry(page.docname)
    if entry is None or entry.kind != "section":
        return
    heads = [head for head in page.headings if head.level == 2 and not _QUESTIONS.search(head.title)]
    if not LEAST_HEADINGS <= len(heads) <= MOST_HEADINGS:
        remedy = "divide it into" if len(heads) < LEAST_HEADINGS else "join movements until it has"
        message = f"the section has {counted(len(heads), 'heading')} of the second level; "
        yield 1, f"{message}{remedy} {LEAST_HEADINGS} to {MOST_HEADINGS}"


def _missing(parts: dict[str, bool], where: str) -> Iterator[Spot]:
    for name, is_there in parts.items():
        if not is_there:
            yield 1, f"{where} needs {name}; add it"


def _next_units(entry: Entry, setting: Setting) -> set[str]:
    """The labels of the chapter after that of *entry* and of its sections; none after the last."""
    units = setting.outline.units()
    for unit, after in pairwise(units):
        if unit.entry.unit == entry.unit and unit.entry.kind == after.entry.kind:
            return {page.label for page in after.pages if page.label}
    return set()
