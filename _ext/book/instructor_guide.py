"""The instructor guide as nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from docutils import nodes

from book.guide import Guide, counted, lead, paragraph, spelled
from book.model.answers import entry_name
from book.model.course import Course, InstructorOverview, Week
from book.model.items import DIAGRAM, Item
from book.model.lectures import (
    CASE,
    CLASS_MINUTES,
    CLOSE,
    LECTURE,
    QUESTIONS,
    VOTE,
    InstructorChapter,
    Lesson,
    Need,
    Slide,
)
from book.model.teaching import Reading, Step

KIND = "instructor-guide"


def course(guide: Guide, found: Course) -> Iterator[nodes.Node]:
    """A plan of weeks as a table."""
    rows = (guide.lister.row(week_cells(guide, week)) for week in found.weeks)
    table = guide.lister.table(["Week", "Part", "Read", "Minutes", "Questions", "Tasks"], rows, [9, 8, 47, 12, 14, 10])
    table["classes"].append("book-course")
    yield table
    total = sum(week.minutes for week in found.weeks)
    most = max((week.minutes for week in found.weeks), default=0)
    yield paragraph(
        f"{counted(len(found.weeks), 'week')}, {spelled(total)} of reading, at most {spelled(most)} in one week. "
        "Minutes are reading without stopping; questions are those to check one's understanding, tasks the discussions "
        "and exercises."
    )


def week_cells(guide: Guide, week: Week) -> list[nodes.Node]:
    """The cells of one week."""
    links = nodes.paragraph()
    for index, reading in enumerate(week.readings):
        links += [nodes.Text("; ")] if index else []
        links += guide.lister.link(short_name(guide, reading), reading.entry.docname)
    counts = (week.minutes, week.questions, week.tasks)
    minutes, questions, tasks = (nodes.Text(str(count) if count else "–") for count in counts)
    return [nodes.Text(str(week.number)), nodes.Text(", ".join(week.parts) or "–"), links, minutes, questions, tasks]


def short_name(guide: Guide, reading: Reading) -> str:
    """A page in a row of a course: "1.1 The FLP Impossibility", "Chapter 1, opening", "Chapter 1, summary"."""
    entry = reading.entry
    if entry.kind == "section":
        return f"{entry.number} {entry.title}"
    if entry.kind == "summary":
        head = guide.lister.domain.outline.at(entry.parent)
        return f"{entry_name(head)}, summary" if head else entry.title
    return entry.title if entry.kind == "front" else f"{entry_name(entry)}, opening"


def overview(guide: Guide, rows: Sequence[InstructorOverview]) -> Iterator[nodes.Node]:
    """What there is for each chapter."""
    cells = (
        guide.lister.row(
            [
                guide.chapter(row.head, row.docname),
                *(nodes.Text(str(n)) for n in (row.classes, row.slides, row.questions, row.tasks)),
            ]
        )
        for row in rows
    )
    yield guide.lister.table(["Chapter", "Classes", "Slides", "Questions", "Tasks"], cells, [48, 13, 11, 15, 13])


def chapter(guide: Guide, found: InstructorChapter) -> Iterator[nodes.Node]:
    """Everything for one chapter."""
    ident = f"{KIND}-{found.head.unit}-".lower()
    if found.essential or found.truths or found.models:
        yield from guide.section("Learning goals", ident + "goals", goals(guide, found))
    if found.needs:
        yield from guide.section("What it builds on", ident + "needs", needs(guide, found.needs))
    for lesson in found.lessons:
        entry = lesson.reading.entry
        title = f"Class on {entry_name(entry)}, {entry.title}" if entry.kind == "section" else f"Class on {entry.title}"
        yield from guide.section(title, f"{KIND}-class-{entry.docname.rsplit('/', 1)[-1]}", lesson_on(guide, lesson))
    levels = (
        ("Questions to check understanding", found.questions, "Each with its answer, which the book gives."),
        (
            "Questions to discuss",
            found.discussions,
            "Each says what an answer has to weigh; none is the only one.",
        ),
        ("Exercises", found.exercises, "What a solution has to show stands in the text of each; there is no key."),
    )
    for number, (title, items, words) in enumerate(levels, 1):
        if items:
            content = [paragraph(words), *guide.whole(items)]
            yield from guide.section(f"Level {number}: {title}", f"{ident}level-{number}", content)


def goals(guide: Guide, found: InstructorChapter) -> Iterator[nodes.Node]:
    """What students can do after the chapter, in the chapter's own words."""
    if found.essential:
        yield lead("After this chapter", "students can answer its essential question:")
        yield from guide.whole([found.essential], place=False)
    if found.truths:
        yield paragraph("They can defend each of its irreducible truths, in the model in which it holds:")
        yield from guide.truths(found.truths)
    if found.models:
        yield paragraph("And they can use its mental models on a system that they haven't seen:")
        yield from guide.whole([found.models], place=False)


def needs(guide: Guide, found: Sequence[Need]) -> Iterator[nodes.Node]:
    """The concepts from before the chapter that its own concepts are defined with, by the section that owns them."""
    yield paragraph("Concepts that the chapter's own require, and where the book introduces them:")
    rows = nodes.bullet_list()
    for need in found:
        title = need.entry.title if need.entry.kind == "front" else f"{entry_name(need.entry)}, {need.entry.title}"
        link = guide.lister.link(title, need.entry.docname if need.written else "")
        rows += nodes.list_item("", paragraph(link, ": ", *guide.concepts(need.concepts)))
    yield rows


def lesson_on(guide: Guide, lesson: Lesson) -> Iterator[nodes.Node]:
    """A class: what is read before, its minutes, its slides."""
    yield lead("Read before:", *guide.reading(lesson.reading), ".")
    if lesson.introduces:
        yield lead("Introduces:", *guide.concepts(lesson.introduces), ".")
    yield lead("The class:", f"{CLASS_MINUTES} minutes.")
    yield guide.steps(lesson.steps, partial(step_words, guide, lesson))
    if lesson.slides:
        yield lead("Slides:", f"{len(lesson.slides)}, a heading of the section each, with what the class sees.")
        yield nodes.enumerated_list(
            "", *(slide_item(guide, slide) for slide in lesson.slides), enumtype="arabic", prefix="", suffix=".",
            classes=["book-slides"],
        )  # fmt: skip


def step_words(guide: Guide, lesson: Lesson, step: Step) -> Sequence[nodes.Node]:
    """What is done in a step."""
    if step.name == CASE and lesson.case:
        return [
            *guide.named(lesson.case, place=False),
            nodes.Text(". Tell what was seen; the class looks for the cause."),
        ]
    if step.name == LECTURE:
        each = step.minutes / max(1, len(lesson.slides))
        return [nodes.Text(f"{counted(len(lesson.slides), 'slide')}, about {each:.0f} minutes each.")]
    if step.name == VOTE:
        return [nodes.Text("The statement first, a show of hands, then the reality: "), *joined(guide, lesson.votes)]
    if step.name == QUESTIONS:
        return [nodes.Text("Alone, then with a neighbor, then all: "), *numbers(guide, lesson.asked)]
    assert step.name == CLOSE
    return [nodes.Text("Each writes the sentence that they'd tell a colleague, with its condition.")]


def joined(guide: Guide, items: Sequence[Item]) -> list[nodes.Node]:
    """Numbers and titles in a row."""
    shown: list[nodes.Node] = []
    for index, item in enumerate(items):
        shown += [nodes.Text("; ")] if index else []
        shown += guide.named(item, place=False)
    return [*shown, nodes.Text(".")]


def numbers(guide: Guide, items: Sequence[Item]) -> list[nodes.Node]:
    """Numbers in a row, linked."""
    shown: list[nodes.Node] = []
    for index, item in enumerate(items):
        shown += [nodes.Text(", ")] if index else []
        shown.append(guide.named(item, place=False)[0])
    return [*shown, nodes.Text(".")]


def slide_item(guide: Guide, slide: Slide) -> nodes.list_item:
    """A slide: its heading, the insight to say, the pictures and tables to show."""
    spell = guide.lister.domain.spell
    link = guide.lister.link(spell(slide.heading), slide.docname, slide.anchor)
    item = nodes.list_item("", paragraph(nodes.strong("", "", link)))
    shown = nodes.bullet_list()
    if slide.insight:
        shown += nodes.list_item("", paragraph("Say: ", *guide.named(slide.insight, place=False)))
    for it in slide.shows:
        name = f" ({drawing(guide, it)})" if it.kind == DIAGRAM else ""
        shown += nodes.list_item("", paragraph("Show: ", *guide.named(it, place=False), name))
    for case in slide.cases:
        shown += nodes.list_item("", paragraph("Tell: ", *guide.named(case, place=False)))
    if shown.children:
        item += shown
    return item


def drawing(guide: Guide, item: Item) -> str:
    """The name of the diagram's source, by which its file is found."""
    figure = guide.lister.domain.answers.figures.get(item.id)
    return figure.name if figure else item.id
