"""Small outlines and books for the tests of the model."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from book.model.book import Book
from book.model.concepts import Concept, Concepts
from book.model.numbering import number_book, reading_order
from book.model.outline import Outline, load_outline
from book.model.records import Page

ROOT = Path(__file__).parents[2]

OUTLINE = """
title = "A Book"
subtitle = "Of Tests"
[total]
words = 9_000
diagrams = 9
tables = 9
insights = 9
[front_matter]
words = 100
diagrams = 1
tables = 0
insights = 3
sections = [{ number = "0.1", slug = "introduction", title = "Introduction", file = "introduction.md" }]
[[part]]
number = 1
slug = "reality"
title = "Reality"
[[part.chapter]]
number = 1
slug = "limits"
title = "Limits"
words = 5_500
diagrams = 3
tables = 2
insights = 5
sections = [
  { number = "1.1", slug = "flp", title = "FLP" },
  { number = "1.2", slug = "cap", title = "CAP" },
]
[[part]]
number = 2
slug = "solutions"
title = "Solutions"
[[part.chapter]]
number = 2
slug = "storage"
title = "Storage"
words = 3_500
diagrams = 1
tables = 1
insights = 1
status = "drafting"
sections = [{ number = "2.1", slug = "logs", title = "Logs" }]
[[appendix]]
letter = "A"
slug = "maths"
title = "Maths"
words = 2_000
diagrams = 0
tables = 0
insights = 0
sections = [{ number = "A.1", slug = "queues", title = "Queues" }]
"""

PART1 = "part-01-reality/index"
CH1 = "part-01-reality/01-limits/index"
FLP = "part-01-reality/01-limits/01-flp"
CAP = "part-01-reality/01-limits/02-cap"
SUMMARY1 = "part-01-reality/01-limits/summary"
CH2 = "part-02-solutions/02-storage/index"
LOGS = "part-02-solutions/02-storage/01-logs"
QUEUES = "appendices/a-maths/01-queues"


def outline_of(text: str) -> Outline:
    """The outline that a file holding *text* gives."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "outline.toml")
        path.write_text(text, encoding="utf-8")
        return load_outline(path)


@cache
def small_outline() -> Outline:
    """Two parts of a chapter each, and an appendix."""
    return outline_of(OUTLINE)


def concepts_of(*concepts: Concept) -> Concepts:
    """These concepts, with owners from the small outline."""
    owners = ((concept.id, small_outline().by_section(concept.section)) for concept in concepts)
    return Concepts(concepts, {id: entry for id, entry in owners if entry})


def concept(id: str, section: str = "1.1", requires: tuple[str, ...] = (), aliases: tuple[str, ...] = ()) -> Concept:
    """A concept whose term is its id with spaces."""
    return Concept(id, id.replace("-", " "), section, aliases, f"What {id} means.", requires)


def book_of(pages: Iterable[Page], concepts: Concepts | None = None, outline: Outline | None = None) -> Book:
    """A whole book made of *pages*, in the small outline unless another is given."""
    outline = small_outline() if outline is None else outline
    by_name = {page.docname: page for page in pages}
    order = reading_order(outline, by_name, ())
    return Book(outline, concepts or Concepts.empty(), by_name, order, number_book(outline, by_name, order))
