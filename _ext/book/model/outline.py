"""The outline: every part, chapter and section of the book in reading order, read from ``outline.toml``.

The file is the only source of chapter numbers, labels and folders, so a page is in the book's plan exactly when the
outline has an entry of its docname.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from book.model.datafile import DataFileError, Faults, read_toml
from book.model.outline_checks import STATUSES, TARGETS, check_outline

FRAME_WORDS = 1_500
"""What a chapter's index and summary take of its words; the sections share the rest (``outline.toml``, header)."""


class OutlineError(DataFileError):
    """``outline.toml`` does not describe a book."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Sizes that the plan sets."""

    words: int = 0
    diagrams: int = 0
    tables: int = 0
    insights: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the plan, written or not."""

    kind: str
    """``landing``, ``front``, ``part``, ``chapter``, ``section``, ``summary`` or ``appendix``."""
    number: str
    """As printed: ``0.1``, ``I``, ``5``, ``5.2``, ``A``, ``A.3``; empty for the landing page and summaries."""
    title: str
    label: str
    """``part-…``, ``ch-…``, ``sec-…``, ``app-…``; empty for the landing page and summaries."""
    docname: str
    unit: str
    """The prefix under which its boxes, figures and tables are counted: ``0``, ``I``, ``5``, ``A``."""
    words: int = 0
    """Target. The page that heads a unit or a part carries the target of the whole, and a summary none of its own."""
    diagrams: int = 0
    tables: int = 0
    insights: int = 0
    status: str = STATUSES[0]
    """What the author declares of the chapter; its pages have the same, a part what its chapters have in common."""
    parent: str = ""
    """The docname of the chapter or part it stands in."""
    secnumber: tuple[int | str, ...] = ()
    """``(5, 2)`` or ``("A", 3)``; empty for front matter, parts and summaries."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A chapter or an appendix with its pages in reading order, its own page first."""

    entry: Entry
    pages: tuple[Entry, ...]

    @property
    def docnames(self) -> tuple[str, ...]:
        return tuple(page.docname for page in self.pages)


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan of the book; every lookup takes constant time."""

    title: str
    subtitle: str
    total: Targets
    entries: tuple[Entry, ...]
    """In reading order."""
    _at: Mapping[str, Entry] = field(init=False, repr=False, compare=False)
    _by_label: Mapping[str, Entry] = field(init=False, repr=False, compare=False)
    _by_number: Mapping[str, Entry] = field(init=False, repr=False, compare=False)
    _positions: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, index in (
            ("_at", {e.docname: e for e in self.entries}),
            ("_by_label", {e.label: e for e in self.entries if e.label}),
            ("_by_number", {e.number: e for e in self.entries if e.kind in ("section", "front")}),
            ("_positions", {e.docname: i for i, e in enumerate(self.entries)}),
        ):
            object.__setattr__(self, name, index)

    @classmethod
    def empty(cls) -> Outline:
        """No plan: a book whose pages stand outside any chapter."""
        return cls("", "", Targets(), ())

    def at(self, docname: str) -> Entry | None:
        """The entry of the page *docname*."""
        return self._at.get(docname)

    def key_of(self, docname: str) -> str:
        """What the page is known by wherever it stands; empty outside the plan and for the landing page."""
        entry = self.at(docname)
        if entry is None or entry.label:
            return entry.label if entry else ""
        head = self.at(entry.parent)
        return f"{head.label}/{entry.kind}" if head else ""

    def by_label(self, label: str) -> Entry | None:
        """The entry that ``{ref}`` finds under *label*."""
        return self._by_label.get(label)

    def by_section(self, number: str) -> Entry | None:
        """The section, or section of the front matter, of *number*, such as ``"9.4"``."""
        return self._by_number.get(number)

    def labels(self) -> Iterable[str]:
        """All labels, in reading order."""
        return self._by_label.keys()

    def position(self, docname: str) -> int:
        """Where *docname* stands in reading order, from 0; a page outside the plan comes after all others."""
        return self._positions.get(docname, len(self.entries))

    def units(self) -> tuple[Unit, ...]:
        """The chapters, then the appendices, each with its pages."""
        pages: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.kind in ("chapter", "appendix", "section", "summary"):
                pages.setdefault(entry.unit, []).append(entry)
        return tuple(Unit(group[0], tuple(group)) for group in pages.values())


def load_outline(path: Path) -> Outline:
    """The outline written in *path*.

    Raises OutlineError that names every fault of the file, a line each.
    """
    data = read_toml(path, OutlineError)
    faults = Faults(path)
    check_outline(data, faults)
    if faults.lines:
        raise OutlineError(*faults.lines)
    return Outline(data["title"], data["subtitle"], Targets(**data["total"]), tuple(_entries(data)))


UNIT_LABELS = {"part": "Part", "chapter": "Chapter", "appendix": "Appendix"}
FRONT_MATTER = "Front matter"


def heading_of(head: Entry) -> str:
    """What a group by chapter or part is headed, such as "Chapter 5. From Mainframes to Microservices"."""
    label = UNIT_LABELS.get(head.kind)
    return f"{label} {head.number}. {head.title}" if label else FRONT_MATTER


def roman(number: int) -> str:
    """*number*, 1 or more, in Roman numerals."""
    digits = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    text = ""
    for value, letters in (*digits, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        text += letters * count
    return text


def share(total: int, count: int) -> list[int]:
    """*total* in *count* whole parts that differ by one at most, the larger first, and add up to *total*."""
    base, rest = divmod(total, count)
    return [base + (i < rest) for i in range(count)]


# From checked tables to entries


def _entries(data: Mapping[str, Any]) -> Iterator[Entry]:
    front = data.get("front_matter")
    yield Entry("landing", "", data["title"], "", "index", "0", **(_targets(front) if front else {}))
    for row, targets in _with_shares(front, words=front["words"]) if front else ():
        docname = row["file"].removesuffix(".md")
        yield Entry("front", row["number"], row["title"], f"sec-{row['slug']}", docname, "0", **targets)
    for part in data.get("part", ()):
        yield from _part(part)
    for row in data.get("appendix", ()):
        letter = row["letter"]
        yield from _chapter("appendix", letter, row, f"appendices/{letter.lower()}-{row['slug']}", "", (letter,))


def _part(part: Mapping[str, Any]) -> Iterator[Entry]:
    folder = f"part-{part['number']:02}-{part['slug']}"
    docname, number = f"{folder}/index", roman(part["number"])
    chapters = part["chapter"]
    sums = {name: sum(row[name] for row in chapters) for name in TARGETS}
    statuses = {row.get("status", STATUSES[0]) for row in chapters}
    status = statuses.pop() if len(statuses) == 1 else "drafting"
    yield Entry("part", number, part["title"], f"part-{part['slug']}", docname, number, status=status, **sums)
    for row in chapters:
        own = f"{folder}/{row['number']:02}-{row['slug']}"
        yield from _chapter("chapter", str(row["number"]), row, own, docname, (row["number"],))


def _chapter(
    kind: str, number: str, row: Mapping[str, Any], folder: str, parent: str, secnumber: tuple[int | str]
) -> Iterator[Entry]:
    head, status = f"{folder}/index", row.get("status", STATUSES[0])
    prefix = "ch" if kind == "chapter" else "app"
    label = f"{prefix}-{row['slug']}"
    yield Entry(
        kind, number, row["title"], label, head, number, **_targets(row), status=status, parent=parent,
        secnumber=secnumber,
    )  # fmt: skip
    for i, (section, targets) in enumerate(_with_shares(row, words=max(0, row["words"] - FRAME_WORDS)), 1):
        docname, label = f"{folder}/{i:02}-{section['slug']}", f"sec-{section['slug']}"
        yield Entry(
            "section", section["number"], section["title"], label, docname, number, **targets, status=status,
            parent=head, secnumber=(*secnumber, i),
        )  # fmt: skip
    yield Entry("summary", "", "Summary", "", f"{folder}/summary", number, status=status, parent=head)


def _targets(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in TARGETS}


def _with_shares(row: Mapping[str, Any], words: int) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    sections = row["sections"]
    wholes = {**_targets(row), "words": words}
    shares = {name: share(whole, len(sections)) for name, whole in wholes.items()}
    for i, section in enumerate(sections):
        yield section, {name: parts[i] for name, parts in shares.items()}
