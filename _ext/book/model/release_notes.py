"""What is new in a release: from what the last one held and from the reviews since, told as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from book.kinds import NUMBERED_LABELS
from book.model.book import Book
from book.model.census import CHAPTER, KINDS, SECTION, Census
from book.model.outline import Entry, heading_of
from book.model.released import Released

PLURALS = {**KINDS, "truth": "irreducible truths", "exercise": "exercises", "discussion": "discussion questions"}
COUNTED = ("misconception", "production", "question", "diagram", "table")
"""Kinds of which the notes say how many are new; insights are named."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A mistake in the last release that a review has found and that was mended."""

    page: str
    what: str
    settled: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A page of the last release whose text has changed."""

    docname: str
    words: int
    """More, or fewer, than before."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the last release, and of the time since."""

    tag: str = ""
    """Empty before the first release."""
    released: Released = field(default_factory=Released)
    corrections: tuple[Correction, ...] = ()
    """Of pages that were released."""
    revisions: tuple[Revision, ...] = ()
    commits: int = 0
    """Changes recorded since."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What identifies a release."""

    title: str
    version: str
    date: str
    commit: str


def release_notes(imprint: Imprint, book: Book, census: Census, past: Past, files: Sequence[str], table: str) -> str:
    """The notes: what is new, moved, corrected and revised; what each edition holds (*table*); and the *files*."""
    blocks = [f"# {imprint.title}, {imprint.version}", _opening(imprint, past)]
    blocks += _news(book, past) if past.tag else _first(book, census)
    blocks += ["## What each edition holds", "Counted in the finished editions and compared with the sources.", table]
    blocks += ["## Files", "\n".join(files), "`sha256sum --check SHA256SUMS` checks them."]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _opening(imprint: Imprint, past: Past) -> str:
    made = f"Made on {imprint.date} from commit `{imprint.commit[:12]}`"
    if not past.tag:
        return f"{made}. The first release."
    return f"{made}, {past.commits:,} change{'' if past.commits == 1 else 's'} after {past.tag}."


def _first(book: Book, census: Census) -> Iterator[str]:
    """What a first release holds, by chapter."""
    kinds = [kind for kind in KINDS if kind != CHAPTER]
    units = [(entry, heading_of(entry)) for entry in _heads(book)]
    lines = [f"| | {' | '.join(PLURALS[kind] for kind in kinds)} |", f"| --- |{' ---: |' * len(kinds)}"]
    for head, name in units:
        pages = {entry.docname for entry in book.outline.entries if entry.unit == head.unit}
        counts = {kind: sum(t.kind == kind and t.docname in pages for t in census.things) for kind in kinds}
        counts["word"] = sum(words.total() for page in pages for words in census.words.get(page, {}).values())
        lines.append(f"| {name} | {' | '.join(f'{counts[kind]:,}' for kind in kinds)} |")
    yield "## What it holds"
    yield "\n".join(lines)


def _heads(book: Book) -> list[Entry]:
    """The page that heads each unit of the outline of which anything is written."""
    heads: dict[str, Entry] = {}
    for entry in book.outline.entries:
        heads.setdefault(entry.unit, entry)
    written = {entry.unit for entry in book.outline.entries if book.is_written(entry)}
    return [head for unit, head in heads.items() if unit in written]


def _news(book: Book, past: Past) -> Iterator[str]:
    known = {place.partition("#")[2] for place in past.released.ids}
    written = [entry for entry in book.outline.entries if book.is_written(entry)]
    new = [entry for entry in written if entry.docname not in past.released.pages and entry.kind != "summary"]
    insights = [item for item in book.items if item.kind == "insight" and item.id and item.id not in known]
    rest = {kind: sum(i.kind == kind and bool(i.id) and i.id not in known for i in book.items) for kind in COUNTED}
    added = [f"{count:,} {PLURALS[kind] if count > 1 else _singular(kind)}" for kind, count in rest.items() if count]
    names = {entry.docname: _page_name(entry) for entry in written}
    yield from _list("New chapters and sections", map(_page_name, new))
    yield from _list("New insights", (f"{NUMBERED_LABELS['insight']} {i.number}. {i.title}" for i in insights))
    yield f"Also new: {', '.join(added)}." if added else ""
    yield from _list("Moved or taken out", _gone(book, past, names))
    yield from _list(
        "Corrected", (f"{names.get(c.page, c.page)}: {c.what} *Now:* {c.settled}" for c in past.corrections)
    )
    yield from _list("Revised", (_revised(revision, names) for revision in past.revisions))


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    if items := [f"- {' '.join(line.split())}" for line in lines]:
        yield f"## {title}"
        yield "\n".join(items)


def _page_name(entry: Entry) -> str:
    return (
        heading_of(entry) if entry.kind in ("part", "chapter", "appendix") else f"{entry.number} {entry.title}".strip()
    )


def _gone(book: Book, past: Past, names: Mapping[str, str]) -> Iterator[str]:
    """What the last release had under an id that no page has now, headings and concepts aside."""
    now = {item.id for item in book.items}
    for docname in past.released.pages:
        if docname not in book.pages:
            yield f"the page `{docname}`"
    for place, kind in past.released.ids.items():
        docname, _, id = place.partition("#")
        if kind in PLURALS and kind not in (CHAPTER, SECTION) and id not in now:
            yield f"{_singular(kind)} `{id}`, which was in {names.get(docname, docname)}"


def _singular(kind: str) -> str:
    return PLURALS[kind].removesuffix("s")


def _revised(revision: Revision, names: Mapping[str, str]) -> str:
    words = f"{abs(revision.words):,} word{'' if abs(revision.words) == 1 else 's'}"
    change = "the same length" if not revision.words else f"{words} {'more' if revision.words > 0 else 'fewer'}"
    return f"{names.get(revision.docname, revision.docname)}: {change}"
