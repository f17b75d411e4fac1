"""How large the generated book is: what each of its sections holds at a given share of the plan."""

from __future__ import annotations

from dataclasses import dataclass

SECTIONS_A_CHAPTER = 5
CHAPTERS_A_PART = 3
PLAN = {
    "words": 700_000, "diagrams": 460, "tables": 368, "insights": 1_150,
    "misconceptions": 380, "cases": 460, "questions": 620, "citations": 1_850, "concepts": 980, "sources": 1_040,
}  # fmt: skip
"""The whole book: the outline's totals, then the editorial standard's shares of 120 sections."""
PLANNED_SECTIONS = 120


@dataclass(frozen=True, slots=True)
class Section:
    """What one section holds, by the names of ``PLAN``."""

    part: int
    chapter: int
    position: int
    """Its place in the chapter, from 1."""
    holds: dict[str, int]

    @property
    def number(self) -> str:
        """As the outline numbers it: ``"3.2"``."""
        return f"{self.chapter}.{self.position}"

    @property
    def slug(self) -> str:
        """Its name in file names and ids."""
        return f"section-{self.chapter}-{self.position}"

    @property
    def docname(self) -> str:
        """Its page."""
        return f"{chapter_folder(self.part, self.chapter)}/{self.position:02}-{self.slug}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A book of a share of the plan's size."""

    size: float
    sections: tuple[Section, ...]
    sources: int
    """Entries of the bibliography."""

    def chapters(self) -> dict[int, list[Section]]:
        """The sections of each chapter, by its number."""
        chapters: dict[int, list[Section]] = {}
        for section in self.sections:
            chapters.setdefault(section.chapter, []).append(section)
        return chapters


def part_folder(part: int) -> str:
    """The folder of a part."""
    return f"part-{part:02}-part-{part}"


def chapter_folder(part: int, chapter: int) -> str:
    """The folder of a chapter."""
    return f"{part_folder(part)}/{chapter:02}-chapter-{chapter}"


def shape_of(size: float) -> Shape:
    """The book of *size* times the plan, at least two sections; every total is spread evenly and none is lost.

    Raises ValueError unless *size* is positive.
    """
    if size <= 0:
        raise ValueError(f"size is {size}; a book has a positive share of the plan, such as 0.1")
    count = max(2, round(PLANNED_SECTIONS * size))
    shares = {name: _spread(max(count, round(total * size)), count) for name, total in PLAN.items()}
    sections = []
    for i in range(count):
        chapter = i // SECTIONS_A_CHAPTER + 1
        part = (chapter - 1) // CHAPTERS_A_PART + 1
        holds = {name: share[i] for name, share in shares.items()}
        sections.append(Section(part, chapter, i % SECTIONS_A_CHAPTER + 1, holds))
    return Shape(size, tuple(sections), max(count, round(PLAN["sources"] * size)))


def _spread(total: int, count: int) -> list[int]:
    return [total * (i + 1) // count - total * i // count for i in range(count)]
