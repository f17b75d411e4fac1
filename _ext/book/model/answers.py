"""What a reference says and where it leads: one answer for the writers, for the checks and for "did this change?"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from book.kinds import BOX_KINDS, NUMBERED_LABELS, TRUTH
from book.model.book import Book
from book.model.concepts import Concept
from book.model.outline import Entry
from book.model.reading_time import labels_in, stretch_of
from book.model.records import Box, Figure, Mention, Table

BOX_ROLES = (*(kind.name for kind in BOX_KINDS.values() if kind.referable), TRUTH)
"""The roles that refer to a box of the kind of the same name."""

ENTRY_LABELS = {"part": "Part", "chapter": "Chapter", "section": "Section", "appendix": "Appendix"}


_MARK = re.compile("\x02([^\x1f]*)\x1f([^\x03]*)\x03")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader sees for a reference, and where it leads; an empty *docname* means no link."""

    text: str
    docname: str = ""
    anchor: str = ""
    title: str = ""
    """More about the target, for those who hover: a title."""


@dataclass(frozen=True, slots=True)
class ConceptAnswer:
    """A concept as seen from one page."""

    concept: Concept
    section: str
    """The number of the section that introduces it when that comes later than the page, else empty."""
    docname: str
    """The page of that section when it is written, else empty."""


@dataclass(frozen=True)
class Answers:
    """Looks up what references point to, in one state of the book."""

    book: Book
    boxes: dict[str, Box] = field(init=False, default_factory=dict)
    figures: dict[str, Figure] = field(init=False, default_factory=dict)
    tables: dict[str, Table] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for docname in reversed(self.book.order):
            page = self.book.pages[docname]
            # In reverse, so that the first of several with one id stays.
            self.boxes.update((box.id, box) for box in reversed(page.boxes))
            self.figures.update((figure.id, figure) for figure in reversed(page.figures))
            self.tables.update((table.id, table) for table in reversed(page.tables))

    def box(self, role: str, target: str) -> Answer | None:
        """The answer for a role of :data:`BOX_ROLES`; None when no box of that kind has the id."""
        box = self.boxes.get(target)
        if box is None or box.kind != role:
            return None
        return Answer(self.box_name(box), box.docname, box.id, box.title)

    def box_name(self, box: Box) -> str:
        """Such as "Insight 1.4", or the title of a kind that is not numbered."""
        number = self.book.numbers.boxes.get(box.id)
        if number:
            return f"{NUMBERED_LABELS[box.kind]} {number}"
        return box.title or BOX_KINDS[box.kind].label

    def numref(self, target: str) -> Answer | None:
        """Such as "Figure 1.3", "Table 1.2" or "Section 1.1"."""
        if figure := self.figures.get(target):
            number = self.book.numbers.figures.get(target, "")
            return Answer(f"Figure {number}".strip(), figure.docname, target, figure.caption)
        if table := self.tables.get(target):
            number = self.book.numbers.tables.get(target, "")
            return Answer(f"Table {number}".strip(), table.docname, target, table.caption)
        return self.entry(target)

    def entry(self, label: str) -> Answer | None:
        """A place of the plan by its label; without a link while it isn't written."""
        entry = self.book.outline.by_label(label)
        if entry is None:
            return None
        docname = entry.docname if entry.docname in self.book.pages else ""
        return Answer(entry_name(entry), docname, "", entry.title)

    def minutes(self, labels: str) -> Answer | None:
        """How long the places of the plan in a list such as ``sec-a, ch-b`` take to read."""
        stretch = stretch_of(self.book, labels_in(labels))
        return None if stretch is None else Answer(str(stretch))

    def anything(self, target: str) -> Answer | None:
        """The answer for a Markdown link ``[](#id)`` to any id or label of the book."""
        if box := self.boxes.get(target):
            return self.box(box.kind, target)
        return self.numref(target)

    def concept(self, mention_target: str, by_id: bool, docname: str) -> ConceptAnswer | None:
        """The concept that *docname* mentions, with the section to look forward to."""
        concepts = self.book.concepts
        concept = concepts.resolve(Mention(mention_target, by_id, 0))
        if concept is None:
            return None
        owner = concepts.owner(concept.id)
        outline = self.book.outline
        if owner is None or outline.position(owner.docname) <= outline.position(docname):
            return ConceptAnswer(concept, "", "")
        return ConceptAnswer(concept, owner.number, owner.docname if owner.docname in self.book.pages else "")

    def spell(self, text: str) -> str:
        """*text* with the words of each reference in place of its mark."""
        return _MARK.sub(self._words, text)

    def _words(self, mark: re.Match[str]) -> str:
        role, target = mark[1], mark[2]
        if role == "cite":
            return f"[{target}]"
        look_up = {"numref": self.numref, "ref": self.entry, "minutes": self.minutes}.get(role)
        answer = (look_up(target) if look_up else None) or self.box(role, target)
        return answer.text if answer else target

    def known_ids(self, role: str) -> Iterable[str]:
        """The ids that *role* may refer to, for suggestions."""
        if role in BOX_ROLES:
            return [ident for ident, box in self.boxes.items() if box.kind == role]
        labels = [entry.label for entry in self.book.outline.entries if entry.label]
        return labels if role == "ref" else [*self.figures, *self.tables, *labels]


def reference_mark(role: str, target: str) -> str:
    """What stands in plain text for a reference until the whole book is known."""
    return f"\x02{role}\x1f{target}\x03"


def entry_name(entry: Entry) -> str:
    """How text refers to a place of the plan: "Section 9.4", "Chapter 5"; front matter by its title."""
    label = ENTRY_LABELS.get(entry.kind)
    return f"{label} {entry.number}" if label else entry.title


def place_name(book: Book, docname: str) -> str:
    """What a page is called where its contents stand elsewhere: "Section 1.1, The FLP Impossibility"."""
    entry = book.outline.at(docname)
    if entry is None:
        return book.pages[docname].title
    name = entry_name(entry)
    return name if name == entry.title else f"{name}, {entry.title}"
