"""The pieces that guides for groups and instructors are made of, as nodes: the same on the site and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from docutils import nodes

from book.copies import Copier, name_copy
from book.kinds import NUMBERED_LABELS, TRUTH
from book.listings import Lister
from book.model.answers import entry_name, place_name
from book.model.items import DIAGRAM, TABLE, ConceptLink, Item
from book.model.outline import Entry, heading_of
from book.model.teaching import Reading, Step, minutes_of
from book.nodes import book_answer, book_field

NAMES = {**NUMBERED_LABELS, DIAGRAM: "Figure", TABLE: "Table"}
"""The word before an item's number."""


@dataclass(slots=True)
class Guide:
    """Makes the pieces of one guide, with links that are right from its page."""

    lister: Lister
    copier: Copier
    free: Callable[[str], str]
    """An id that nothing else in the document has."""
    in_section: bool
    """Whether sections may stand here; where they may not, headings are rubrics."""

    def section(self, title: str, ident: str, content: Iterable[nodes.Node], *links: nodes.Node) -> list[nodes.Node]:
        """*content* under a heading: *title*, or *links* in its place."""
        words = links or (nodes.Text(title),)
        content = list(content)
        for below in (node for child in content for node in child.findall(nodes.section)):
            below["ids"] = below["ids"] or [self.free(f"{ident}-below")]
        if not self.in_section:
            return [nodes.rubric("", "", *words), *content]
        section = nodes.section(ids=[self.free(ident)])
        section += nodes.title("", "", *words)
        section += content
        return [section]

    def whole(self, items: Iterable[Item | None], place: bool = True) -> Iterator[nodes.Element]:
        """Copies of *items*, each with the place where it stands when *place* is set."""
        for item in items:
            copy = self.copier.copy(item) if item else None
            if item is None or copy is None:
                continue
            name_copy(copy, self.free(f"copy-{item.id}"))
            if place:
                copy += nodes.paragraph("", "", self.lister.place(item), classes=["book-source"])
            yield copy

    def truths(self, items: Sequence[Item]) -> Iterator[nodes.Node]:
        """The truths *items* as a list."""
        assert all(item.kind == TRUTH for item in items)
        copies = list(self.whole(items, place=False))
        if copies:
            yield nodes.bullet_list("", *copies, classes=["book-truths"])

    def folded(self, box: nodes.Element, shown: str, label: str) -> nodes.Element:
        """*box* with all but its field *shown* folded away under *label*, as an answer is.

        The e-book can't fold, and shows all.
        """
        if self.lister.builder.name == "epub":
            return box
        after = [child for child in box.children if isinstance(child, book_field) and child["name"] != shown]
        if after:
            answer = book_answer(label=label)
            box.insert(box.index(after[0]), answer)
            for child in after:
                box.remove(child)
            answer += after
        return box

    def named(self, item: Item, place: bool = True) -> list[nodes.Node]:
        """Number and title of *item*, linked with its place, and where that is when *place* is set."""
        name = f"{NAMES.get(item.kind, '')} {item.number}".strip()
        title = self.lister.domain.spell(item.title)
        shown = [self.lister.link(name, item.docname, item.id), nodes.Text(f". {title}" if name else title)]
        if place:
            shown.append(nodes.Text(f" ({self.where(item)})"))
        return shown

    def where(self, item: Item) -> str:
        """The place of *item* in short: "Section 1.1", "Chapter 1", "Chapter 1, Summary"."""
        entry = self.lister.domain.outline.at(item.docname)
        if entry is None or entry.kind == "summary":
            return place_name(self.lister.domain.book, item.docname)
        return entry_name(entry)

    def list_of(self, items: Iterable[Item], ordered: bool = True, place: bool = True) -> nodes.Element:
        """*items* by number and title."""
        rows = (nodes.list_item("", nodes.paragraph("", "", *self.named(item, place))) for item in items)
        if ordered:
            return nodes.enumerated_list("", *rows, enumtype="arabic", prefix="", suffix=".")
        return nodes.bullet_list("", *rows)

    def concepts(self, concepts: Sequence[ConceptLink]) -> list[nodes.Node]:
        """The terms of *concepts*, linked with the glossary."""
        shown: list[nodes.Node] = []
        for index, concept in enumerate(concepts):
            shown += [nodes.Text(", ")] if index else []
            shown.append(self.lister.concept(concept))
        return shown

    def reading(self, reading: Reading) -> list[nodes.Node]:
        """A page to read, linked, with its minutes."""
        name = place_name(self.lister.domain.book, reading.entry.docname)
        return [self.lister.link(name, reading.entry.docname), nodes.Text(f" ({spelled(reading.minutes)})")]

    def readings(self, readings: Sequence[Reading]) -> Iterator[nodes.Node]:
        """What to read, page by page, and how long it takes together."""
        rows = (nodes.list_item("", nodes.paragraph("", "", *self.reading(reading))) for reading in readings)
        total = f" {spelled(minutes_of(readings))} in all, without stopping."
        yield nodes.paragraph("", "", nodes.strong("", "Read before:"), nodes.Text(total))
        yield nodes.bullet_list("", *rows)

    def steps(self, steps: Sequence[Step], says: Callable[[Step], Sequence[nodes.Node]]) -> nodes.table:
        """The steps of a meeting with the minute at which each begins."""
        rows, start = [], 0
        for step in steps:
            what = nodes.paragraph("", "", nodes.strong("", f"{step.name}. "), *says(step))
            rows.append(self.lister.row([nodes.Text(f"{start}–{start + step.minutes}"), what]))
            start += step.minutes
        table = self.lister.table(["Minute", "What"], rows, [14, 86])
        table["classes"].append("book-steps")
        return table

    def chapter(self, head: Entry, docname: str) -> nodes.Node:
        """The name of a chapter, linked with *docname*, its page of the guide, or with the chapter itself."""
        written = self.lister.domain.book.is_written(head)
        return self.lister.link(heading_of(head), docname or (head.docname if written else ""))


def spelled(minutes: int) -> str:
    """*minutes* as a reader says them: "45 min", "2 h 6 min"."""
    hours, rest = divmod(minutes, 60)
    if minutes <= 99:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def counted(number: int, one: str, many: str = "") -> str:
    """*number* of something: "1 question", "4 questions"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def paragraph(*parts: str | nodes.Node) -> nodes.paragraph:
    """A paragraph of words and nodes."""
    return nodes.paragraph("", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts))


def lead(words: str, *parts: str | nodes.Node) -> nodes.paragraph:
    """A paragraph that begins with *words* in bold."""
    return paragraph(nodes.strong("", words), " ", *parts)


def title_of(box: nodes.Element) -> list[nodes.Node]:
    """A copy of what stands in the title of *box*."""
    return [child.deepcopy() for child in cast("nodes.Element", box[0]).children]
