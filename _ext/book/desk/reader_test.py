"""``python -m book.desk.reader_test 1``: the sheets for letting 5 to 10 readers test a chapter.

Each sheet is written as Markdown, and all of them as one page of HTML to print, into ``build/reader-test/ch01/``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from book.model.metrics import reading_minutes
from book.model.outline import Entry, OutlineError, Unit, heading_of, load_outline
from book.model.questions import Question, questions_of
from book.model.words import source_counts

READERS = (5, 10)
"""How few and how many readers a test has, by the plan's validation."""
_STYLE = (
    "body{font:11pt/1.5 Georgia,serif;margin:2rem auto;max-width:46rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #666;padding:.4rem;text-align:left;height:1.4rem}"
    "hr{border:0;border-bottom:1px solid #666;height:1.6rem;margin:0}section+section{break-before:page}"
)


_OF_THE_WHOLE = (
    "What would you now do differently in your work? If nothing, say so.",
    "Which claim did you not believe, and why?",
    "Which sentence would you quote to a colleague?",
)


@dataclass(frozen=True, slots=True)
class TestedPage:
    """A page that the readers get."""

    entry: Entry
    words: int
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """Such as "1.1 The FLP Impossibility"."""
        return f"{self.entry.number} {self.entry.title}".strip()


def sheets(unit: Unit, pages: Sequence[TestedPage], readers: int) -> dict[str, str]:
    """The sheets of a chapter's test by file name, each as Markdown."""
    title = heading_of(unit.entry)
    return {
        "guide": _guide(title, pages, readers),
        "survey": _survey(title, pages),
        "confusion-log": _confusion_log(title),
        "timing": _timing(title, pages),
        "answers": _answers(title, pages),
        "results": _results(title, pages, readers),
    }


def printable(title: str, texts: Mapping[str, str]) -> str:
    """All sheets as one page of HTML, each on paper of its own."""
    markdown = MarkdownIt("commonmark").enable("table")
    sections = "".join(f"<section>\n{markdown.render(text)}</section>\n" for text in texts.values())
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{sections}</body>\n</html>\n'


def tested_pages(unit: Unit, source: Path) -> tuple[TestedPage, ...]:
    """The written pages of *unit*."""
    found = []
    for entry in unit.pages:
        path = source / f"{entry.docname}.md"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            found.append(TestedPage(entry, source_counts(text).words, tuple(questions_of(text))))
    return tuple(found)


def _guide(title: str, pages: Sequence[TestedPage], readers: int) -> str:
    minutes = sum(reading_minutes(page.words) for page in pages)
    asked = sum(len(page.questions) for page in pages)
    steps = (
        "Give each reader a number, the text, a timing sheet and a confusion log. Reading takes about "
        f"{minutes} minutes at 238 words a minute; let them stop when they like, and note it.",
        "Ask them to note the time at the start and end of each page, and to write into the log whenever they stop, "
        "read again or guess.",
        f"When they have read, take the text away and give them the survey: {asked} questions. "
        "The answers stay with you.",
        "Score each answer 0 (wrong or none), 1 (right conclusion, wrong or no reason) or 2 (right, with the reason), "
        "and enter it in the results.",
        "A question that fewer than half of the readers get right, or a passage that two or more of them log, is a "
        "fault of the text. Enter it as a finding in a review record, which "
        '`python -m book.desk.review sec-… --kind "reader test"` begins.',
    )
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    who = f"For whoever runs the test; {readers} readers of the kind the book is for, who have not seen the text."
    return f"# Reader test of {title}\n\n{who}\n\n{numbered}\n"


def _survey(title: str, pages: Sequence[TestedPage]) -> str:
    parts = [
        f"# Comprehension survey: {title}",
        "Reader no. ____   Date ____________   Years with distributed systems ____",
    ]
    parts.append(
        "Answer from memory, with your reason. After each answer, circle how sure you are: 1 (guess) to 5 (certain)."
    )
    number = 0
    for page in pages:
        if page.questions:
            parts.append(f"## {page.name}")
        for question in page.questions:
            number += 1
            parts.append(f"**{number}.** {question.asks}\n\n{_lines(5)}\n\nHow sure: 1 2 3 4 5")
    parts.append("## The whole")
    parts += [f"{asks}\n\n{_lines(3)}" for asks in _OF_THE_WHOLE]
    return "\n\n".join(parts) + "\n"


def _confusion_log(title: str) -> str:
    head = "| page or heading | the words where you stopped | what it was | solved by reading on? |\n"
    head += "| --- " * 4 + "|\n"
    return (
        f"# Confusion log: {title}\n\nReader no. ____   Date ____________\n\n"
        "Write a line whenever you stop, read a sentence again, or go on without having understood. What it was: "
        "T an unknown term, S a step that is missing, R a reference to what you had not read, F a figure or table, "
        "B boredom, X something else.\n\n" + head + "| | | | |\n" * 18
    )


def _timing(title: str, pages: Sequence[TestedPage]) -> str:
    rows = "".join(f"| {page.name} | {page.words:,} | {reading_minutes(page.words)} | | | | |\n" for page in pages)
    return (
        f"# Timing sheet: {title}\n\nReader no. ____   Date ____________\n\n"
        "| page | words | minutes expected | started | ended | pauses, minutes | read to the end? |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n" + rows
    )


def _answers(title: str, pages: Sequence[TestedPage]) -> str:
    parts = [f"# Answers: {title}", "For whoever runs the test only."]
    number = 0
    for page in pages:
        for question in page.questions:
            number += 1
            parts.append(f"**{number}.** {question.asks} ({page.name}, `{question.id}`)\n\n{question.answer}")
    return "\n\n".join(parts) + "\n"


def _results(title: str, pages: Sequence[TestedPage], readers: int) -> str:
    asked = [question for page in pages for question in page.questions]
    heads = ["reader", *(str(number) for number in range(1, len(asked) + 1)), "minutes", "entries in the log"]
    row = "| " + " | ".join(heads) + " |\n" + "| --- " * len(heads) + "|\n"
    blank = "".join(f"| {number} " + "| " * (len(heads) - 1) + "|\n" for number in range(1, readers + 1))
    share = "| right, of all " + "| " * (len(heads) - 1) + "|\n"
    return f"# Results: {title}\n\nPoints by question, 0 to 2.\n\n{row}{blank}{share}"


def _lines(count: int) -> str:
    return "\n\n".join(["---"] * count)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the kit of one chapter."""
    parser = argparse.ArgumentParser(prog="make reader-test", usage="make reader-test CH=1   (or CH=A for an appendix)")
    parser.add_argument("chapter", help="the chapter's number or the appendix's letter")
    parser.add_argument("--readers", type=int, default=READERS[1], help="how many: {} to {}".format(*READERS))
    parser.add_argument("--root", type=Path, default=Path())
    options = parser.parse_args(arguments)
    if not READERS[0] <= options.readers <= READERS[1]:
        print("{} readers; a test has {} to {}".format(options.readers, *READERS), file=sys.stderr)
        return 1
    source: Path = options.root / "source"
    try:
        units = {unit.entry.number: unit for unit in load_outline(source / "outline.toml").units()}
    except OutlineError as fault:
        print(fault, file=sys.stderr)
        return 1
    unit = units.get(options.chapter.upper())
    pages = tested_pages(unit, source) if unit else ()
    if unit is None or not any(page.questions for page in pages):
        print(
            f"chapter {options.chapter} has no questions; write some, or name one of {', '.join(units)}",
            file=sys.stderr,
        )
        return 1
    number = unit.entry.number
    folder = (
        options.root
        / "build"
        / "reader-test"
        / (f"ch{int(number):02}" if number.isdigit() else f"app-{number.lower()}")
    )
    folder.mkdir(parents=True, exist_ok=True)
    texts = sheets(unit, pages, options.readers)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    page = printable(f"Reader test of {heading_of(unit.entry)}", texts)
    (folder / "kit.html").write_text(page, encoding="utf-8", newline="\n")
    print(f"wrote {folder}: {', '.join(texts)} as Markdown, and kit.html to print")
    return 0


if __name__ == "__main__":
    sys.exit(main())
