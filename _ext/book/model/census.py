"""The census of a release: what the sources hold, and what of it each edition holds, so that none loses content."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from book.kinds import NUMBERED_LABELS
from book.model.book import Book
from book.model.items import DIAGRAM, TABLE
from book.model.passages import Text

CHAPTER, SECTION, WORD = "chapter", "section", "word"
BOXES = ("insight", "misconception", "production", "question")
KINDS = {
    CHAPTER: "chapters",
    SECTION: "sections",
    "insight": "insights",
    "misconception": "misconceptions",
    "production": "cases",
    "question": "questions",
    DIAGRAM: "diagrams",
    TABLE: "tables",
    WORD: "words",
}
"""What is counted, and what the table calls it."""
LABELS = {**NUMBERED_LABELS, DIAGRAM: "Figure", TABLE: "Table"}
"""What is printed before the number of a thing."""
_CHAPTERS = frozenset(("chapter", "appendix"))
_SECTIONS = frozenset(("section", "front", "summary"))
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BEFORE_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_PIECE = re.compile(r"[^\W\d_]+")
_REACH = 8
"""So many lines after a broken word its rest may follow: a page's foot and the next page's head may stand between."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A chapter, section, box, diagram or table of the sources."""

    kind: str
    docname: str
    id: str
    """Empty for a chapter or section, which is its page."""
    number: str
    title: str
    """Of a diagram or table, its caption."""

    @property
    def name(self) -> str:
        """What a person would look for."""
        return f"{LABELS.get(self.kind, '')} {self.number} {self.id or self.docname}".strip()


@dataclass(frozen=True, slots=True)
class Census:
    """What the sources hold."""

    things: tuple[Thing, ...]
    words: Mapping[str, Mapping[str, Counter[str]]]
    """By docname and kind of the box (empty for running text), how often each word is written."""

    def only(self, kinds: Collection[str], docnames: Collection[str] | None = None) -> Census:
        """The part that an edition is to hold: of all pages or of *docnames*, the things of *kinds*.

        Words count where WORD is in *kinds*; in boxes alone, unless chapters or sections are in it too.
        """
        things = tuple(t for t in self.things if t.kind in kinds and (docnames is None or t.docname in docnames))
        whole = bool({CHAPTER, SECTION} & set(kinds))
        words = {
            docname: {box: counter for box, counter in boxes.items() if whole or box in kinds}
            for docname, boxes in self.words.items()
            if WORD in kinds and (docnames is None or docname in docnames)
        }
        return Census(things, words)


@dataclass(frozen=True, slots=True)
class Held:
    """What an edition was found to hold."""

    things: frozenset[Thing]
    words: Mapping[str, Counter[str]] = field(default_factory=dict)
    """By docname; under the empty name, of an edition that isn't divided into pages."""


@dataclass(frozen=True, slots=True)
class Count:
    """One kind of thing in one edition."""

    kind: str
    held: int
    wanted: int
    lost: tuple[str, ...] = ()
    """The names of what is not held; of words, the words."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What an edition holds of what it should."""

    edition: str
    counts: tuple[Count, ...]

    @property
    def is_whole(self) -> bool:
        return all(count.held == count.wanted for count in self.counts)


def take_census(book: Book, texts: Mapping[str, Text]) -> Census:
    """Count *book*, whose running text is *texts* by docname."""
    return Census(tuple(_things(book)), {docname: _words_by_box(text) for docname, text in texts.items()})


def _things(book: Book) -> Iterator[Thing]:
    for entry in book.outline.entries:
        kind = CHAPTER if entry.kind in _CHAPTERS else SECTION if entry.kind in _SECTIONS else ""
        if kind and book.is_written(entry):
            yield Thing(kind, entry.docname, "", entry.number, book.pages[entry.docname].title)
    for item in book.items:
        if item.id and item.kind in KINDS:
            yield Thing(item.kind, item.docname, item.id, item.number, item.title)


def _words_by_box(text: Text) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for passage in text.passages:
        if passage.kind != "raw":
            found.setdefault(passage.box, Counter()).update(words_of(passage.text))
    return found


def words_of(text: str) -> list[str]:
    """The runs of letters, and those of digits, of *text* in small letters, ligatures apart.

    A word broken at the end of a line is there as a whole and in its pieces, since the hyphen may be its own.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [*_WORD.findall(plain), *_mended(plain.splitlines())]


def _mended(lines: list[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        if begun := _BEFORE_HYPHEN.search(line.rstrip()):
            rest = map(_FIRST_PIECE.match, (later.lstrip() for later in lines[index + 1 : index + 1 + _REACH]))
            yield from (begun[1] + match[0] for match in rest if match)


def tally(edition: str, census: Census, held: Held, kinds: Iterable[str]) -> Tally:
    """Compare what an *edition* holds with *census*, which is what it should hold, for each of *kinds*."""
    counts: list[Count] = []
    for kind in kinds:
        if kind == WORD:
            counts.append(_word_count(census, held))
            continue
        wanted = [thing for thing in census.things if thing.kind == kind]
        lost = tuple(thing.name for thing in wanted if thing not in held.things)
        counts.append(Count(kind, len(wanted) - len(lost), len(wanted), lost))
    return Tally(edition, tuple(counts))


def _word_count(census: Census, held: Held) -> Count:
    """How many of the sources' words are held, each as often as it is written: page by page where there are pages."""
    wanted = {docname: sum(boxes.values(), Counter[str]()) for docname, boxes in census.words.items()}
    if "" in held.words:
        wanted = {"": sum(wanted.values(), Counter[str]())}
    lost = {docname: words - held.words.get(docname, Counter()) for docname, words in wanted.items()}
    total = sum(words.total() for words in wanted.values())
    names = tuple(
        f"{word} ({docname})" if docname else word for docname, words in lost.items() for word in words.elements()
    )
    return Count(WORD, total - len(names), total, names)


def counts_table(tallies: Iterable[Tally], census: Census) -> str:
    """A row for the sources and one for each edition, in Markdown; kinds that an edition doesn't hold are dashes."""
    kinds = list(KINDS)
    sources = {kind: sum(thing.kind == kind for thing in census.things) for kind in kinds}
    sources[WORD] = sum(words.total() for boxes in census.words.values() for words in boxes.values())
    lines = [f"| edition | {' | '.join(KINDS.values())} |", f"| --- |{' ---: |' * len(kinds)}"]
    lines.append(f"| sources | {' | '.join(f'{sources[kind]:,}' for kind in kinds)} |")
    for row in tallies:
        found = {count.kind: count for count in row.counts}
        cells = (_cell(found[kind]) if kind in found else "–" for kind in kinds)
        lines.append(f"| {row.edition} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(count: Count) -> str:
    return f"{count.held:,}" if count.held == count.wanted else f"{count.held:,} of {count.wanted:,}"


def losses(tallies: Iterable[Tally], most: int = 12) -> list[str]:
    """For each edition and kind that lack something, one line that names up to *most* of what is missing."""
    lines: list[str] = []
    for row in tallies:
        for count in row.counts:
            if missing := count.wanted - count.held:
                names = ", ".join(count.lost[:most]) + (", …" if len(count.lost) > most else "")
                lines.append(f"{row.edition}: {missing:,} of {count.wanted:,} {KINDS[count.kind]} are missing: {names}")
    return lines
