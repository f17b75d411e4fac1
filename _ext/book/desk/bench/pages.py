"""The pages of the generated book; a dialect says how each piece is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from random import Random

from .dialects import Dialect
from .drawn import FORMULAS
from .prose import ADJECTIVES, NOUNS, Prose
from .shape import Section, Shape

MOVEMENTS = 8
PARAGRAPH_WORDS = 90
RANKS = ("essential", "major", "supporting")
CALCULATIONS = ("3 replicas × 4 regions = 12 copies", "24 h + 11 min = 87,060 s", "1 - 0.99^100 ≈ 63 %")
FRAME_WORDS = 300
"""A section's share of the words on its chapter's own page and summary."""
WORDS_OF = {"insights": 100, "misconceptions": 85, "cases": 130, "questions": 80, "tables": 75, "diagrams": 35}
"""About how many words each piece takes of a section."""


def concepts_of(shape: Shape) -> dict[str, list[tuple[str, str]]]:
    """The concepts, as (id, term), that each section introduces, by the section's slug; no term stands twice."""
    terms = [f"{adjective} {noun} {count}" for count in ("rule", "bound") for noun in NOUNS for adjective in ADJECTIVES]
    Random("terms").shuffle(terms)
    remaining = iter(terms)
    return {
        section.slug: [(term.replace(" ", "-"), term) for term in islice(remaining, section.holds["concepts"])]
        for section in shape.sections
    }


def source_key(number: int) -> str:
    """The key of an entry of the generated bibliography."""
    return f"author{number}"


def section_page(section: Section, shape: Shape, dialect: Dialect) -> str:
    """The source of one section."""
    return "\n".join(_SectionWriter(section, shape, dialect).page())


class _SectionWriter:
    """Writes one section; the same calls are made in the same order whatever the dialect, so the text is the same."""

    def __init__(self, section: Section, shape: Shape, dialect: Dialect) -> None:
        self.section = section
        self.shape = shape
        self.dialect = dialect
        self.prose = Prose(f"section {section.number}")
        self.random = self.prose.random
        self.concepts = concepts_of(shape)

    def page(self) -> Iterator[str]:
        d, slug = self.dialect, self.section.slug
        own = self.concepts[slug]
        yield f"{d.label(slug)}# {section_title(self.section)}\n"
        yield self.prose.text(60) + "\n"
        for id, term in own:
            yield f"{self.prose.sentence()} This is {d.defines(id, term)}.\n"
        pieces = list(self._pieces())
        paragraphs = list(self._paragraphs())
        rows = [row for row in zip_longest(_spaced(paragraphs, len(pieces)), pieces) if any(row)]
        for i, (texts, piece) in enumerate(rows):
            if i % max(1, len(rows) // MOVEMENTS) == 0:
                yield f"## {self.prose.title()}\n"
            yield from texts or ()
            if piece:
                yield piece

    def _pieces(self) -> Iterator[str]:
        makers = {
            "insights": self._insight, "diagrams": self._diagram, "tables": self._table, "cases": self._case,
            "misconceptions": self._misconception, "questions": self._question,
        }  # fmt: skip
        kinds = [[(make, i) for i in range(self.section.holds[name])] for name, make in makers.items()]
        for pair in filter(None, chain.from_iterable(zip_longest(*kinds))):
            make, i = pair
            yield make(i)

    def _paragraphs(self) -> Iterator[str]:
        holds = self.section.holds
        taken = FRAME_WORDS + sum(words * holds[name] for name, words in WORDS_OF.items()) + 30 * holds["concepts"]
        count = max(2, (holds["words"] - taken) // PARAGRAPH_WORDS)
        decorations = list(self._decorations())
        for i in range(count):
            extra = " ".join(decorations[i::count])
            yield f"{self.prose.text(PARAGRAPH_WORDS)}{' ' + extra if extra else ''}\n"

    def _decorations(self) -> Iterator[str]:
        """Citations, terms, references, formulas and calculations, each in a sentence of its own."""
        d, holds = self.dialect, self.section.holds
        for _ in range(holds["citations"]):
            yield f"It was measured {{cite:p}}`{self._source()}`."
        terms = [term for rows in self.concepts.values() for _, term in rows]
        for _ in range(10):
            yield f"This rests on {d.concept(self.random.choice(terms))}."
        for _ in range(4):
            yield f"See {d.refer('section', self.random.choice(self.shape.sections).slug)}."
        for kind, name in (("insight", "insights"), ("question", "questions"), ("table", "tables")):
            target = self.random.choice(self.shape.sections)
            yield f"Compare {d.refer(kind, f'{target.slug}-{kind}-{self.random.randrange(target.holds[name])}')}."
        yield f"It is drawn in {d.refer('figure', f'fig-{self.section.slug}-0')}."
        yield from (f"Hence ${tex}$." for tex in FORMULAS)
        yield from (f"So {d.calc(text)}." for text in CALCULATIONS)

    def _source(self) -> str:
        return source_key(self.random.randrange(self.shape.sources))

    def _concept_ids(self) -> str:
        return ", ".join(id for id, _ in self.concepts[self.section.slug][:2])

    def _insight(self, i: int) -> str:
        fields = {name: self.prose.text(22) for name in ("revelation", "why", "implication", "remember")}
        options = {"concepts": self._concept_ids(), "rank": RANKS[i % 3]}
        return self._box("insight", i, f"{self.prose.title()} {self.section.number}/{i}", "", fields, options)

    def _misconception(self, i: int) -> str:
        fields = {name: self.prose.text(20) for name in ("belief", "tempting", "reality", "tell")}
        return self._box("misconception", i, self.prose.title(), "", fields, {"concepts": self._concept_ids()})

    def _case(self, i: int) -> str:
        body = f"{self.prose.text(120)} {{cite:p}}`{self._source()}`"
        options = {"system": self.prose.phrase(), "date": f"20{i % 25:02}"}
        return self._box("production", i, self.prose.title(), body, {}, options)

    def _question(self, i: int) -> str:
        title = f"Why does {self.prose.phrase()} wait?"
        return self._box("question", i, title, self.prose.text(70), {}, {"concepts": self._concept_ids()})

    def _box(self, kind: str, i: int, title: str, body: str, fields: dict[str, str], options: dict[str, str]) -> str:
        return self.dialect.box(kind, f"{self.section.slug}-{kind}-{i}", title, body, fields, options)

    def _diagram(self, i: int) -> str:
        caption, alt = self.prose.sentence(), self.prose.text(25)
        return self.dialect.diagram(diagram_name(self.section, i), caption, alt)

    def _table(self, i: int) -> str:
        header = [self.prose.random.choice(NOUNS) for _ in range(4)]
        rows = [[self.prose.phrase() for _ in range(4)] for _ in range(5)]
        return self.dialect.table(f"{self.section.slug}-table-{i}", self.prose.title(), header, rows)


def _spaced(items: list[str], gaps: int) -> list[list[str]]:
    """*items* in order in *gaps* groups, or one when there is no gap."""
    count = max(1, gaps)
    return [items[len(items) * i // count : len(items) * (i + 1) // count] for i in range(count)]


def section_title(section: Section) -> str:
    """The title, in the outline and on the page."""
    return f"{Prose(f'title {section.number}').title()} in {section.number}"


def chapter_title(chapter: int) -> str:
    """The title, in the outline and on the page."""
    return f"{Prose(f'chapter {chapter}').title()}, chapter {chapter}"


def diagram_name(section: Section, i: int) -> str:
    """The name of a diagram's source."""
    return f"ch{section.chapter:02}/{section.slug}-{i}"


def chapter_page(sections: list[Section], dialect: Dialect) -> str:
    """The page that heads a chapter."""
    prose = Prose(f"chapter page {sections[0].chapter}")
    names = [section.docname.rpartition("/")[2] for section in sections]
    overview = dialect.box("chapter-overview", f"overview-{sections[0].chapter}", "", prose.text(60), {}, {})
    toctree = "\n".join([*names, "summary"])
    return (
        f"# {chapter_title(sections[0].chapter)}\n\n{overview}\n## {prose.title()}\n\n{prose.text(600)}\n\n"
        f"```{{toctree}}\n:hidden:\n\n{toctree}\n```\n"
    )


def summary_page(chapter: int) -> str:
    """The page that ends a chapter."""
    prose = Prose(f"summary {chapter}")
    return "\n\n".join(["# Summary", *(f"## {prose.title()}\n\n{prose.text(200)}" for _ in range(4))]) + "\n"
