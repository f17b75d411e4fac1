"""Gates on diagrams and tables: words for those who can't see them, captions, types, places, sizes, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from book.kinds import MAX_TABLE_COLUMNS
from book.model.gates.gate import Finding, Manuscript, Setting, Spot
from book.model.gates.sentences import counted, one_line, words_of
from book.model.passages import Text
from book.model.records import Figure, Page, Table
from book.model.words import count_words

LEAST_ALT_WORDS = 12
LEAST_CAPTION_WORDS = 5
MOST_CELL_WORDS = 20
SAME = 0.8
"""From this share of its words on, the alternative text is the caption over again."""
MANY = 5
"""From so many diagrams or tables on, a chapter is asked to spread their types."""
LEAST_TYPES = 3
MOST_OF_ONE = 2 / 3


def alt_text(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Diagrams whose alternative text is missing, too short, or the caption over again."""
    for figure in page.figures:
        alt, caption = words_of(figure.alt), words_of(figure.caption)
        name = f"diagram {figure.name!r}"
        if not alt:
            if not figure.explorable:
                yield (
                    figure.line,
                    f"{name} has no alternative text; describe in ':alt:' what is drawn",
                )
        elif set(alt) == set(caption) or _share(alt, caption) >= SAME:
            yield figure.line, f"the alternative text of {name} repeats its caption; describe what is drawn"
        elif len(alt) < LEAST_ALT_WORDS:
            message = f"the alternative text of {name} has {counted(len(alt), 'word')}"
            yield figure.line, f"{message}; describe what is drawn, in {LEAST_ALT_WORDS} at least"


def _share(alt: list[str], caption: list[str]) -> float:
    common = Counter(alt) & Counter(caption)
    return common.total() / max(len(alt), 1)


def captions(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Captions that are labels."""
    records: tuple[Figure | Table, ...] = (*page.figures, *page.tables)
    for record in records:
        what = "table" if isinstance(record, Table) else "diagram"
        words = count_words(record.caption)
        if words < LEAST_CAPTION_WORDS:
            message = f"the caption of {what} {record.id!r} has {counted(words, 'word')}"
            yield record.line, f"{message}; say what {'it settles' if what == 'table' else 'to see in it'}"
        elif what == "diagram" and not record.caption.rstrip(" \"'”’)\x03").endswith((".", "!", "?")):
            yield record.line, f"the caption of diagram {record.id!r} is no sentence; say what to see in it"


def referred(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Diagrams and tables that the text of their page doesn't point to."""
    if setting.entry(page.docname) is None:
        return
    targets = {r.target for r in page.references if r.role in ("numref", "any")}
    records: tuple[Figure | Table, ...] = (*page.figures, *page.tables)
    for record in records:
        if record.id not in targets:
            what = "table" if isinstance(record, Table) else "diagram"
            yield record.line, f"no text refers to {what} {record.id!r}; say {{numref}}`{record.id}` where it is needed"


def table_columns(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Tables with too many columns."""
    for table in page.tables:
        if table.columns > MAX_TABLE_COLUMNS:
            message = f"table {table.id!r} has {table.columns} columns and at most {MAX_TABLE_COLUMNS} fit a page"
            yield table.line, f"{message}; split it or turn columns into rows"


def table_cells(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Cells with too many words."""
    for passage in text.passages:
        words = count_words(passage.text)
        if passage.kind == "cell" and words > MOST_CELL_WORDS:
            message = f"the cell {one_line(passage.text, 40)!r} has {words} words"
            yield passage.line, f"{message}; keep {MOST_CELL_WORDS} and tell the rest in the text"


def type_spread(manuscript: Manuscript) -> Iterator[Finding]:
    """Chapters whose diagrams, or tables, are nearly all of one type."""
    units: dict[tuple[str, str], list[Figure | Table]] = {}
    for page in manuscript.book:
        entry = manuscript.book.outline.at(page.docname)
        if entry and entry.kind not in ("part", "front", "landing"):
            units.setdefault((entry.unit, "diagrams"), []).extend(page.figures)
            units.setdefault((entry.unit, "tables"), []).extend(page.tables)
    for (_, nouns), records in units.items():
        if len(records) < MANY:
            continue
        types = Counter(record.type for record in records)
        (commonest, number), last = types.most_common(1)[0], records[-1]
        if len(types) < LEAST_TYPES or number > MOST_OF_ONE * len(records):
            message = f"{number} of the {len(records)} {nouns} of this chapter are of type {commonest}"
            advice = (
                f"{message} and {counted(len(types), 'type is', 'types are')} used; ask what else a reader needs to see"
            )
            yield Finding(last.docname, last.line, "type-spread", advice)


def drawing_lint(manuscript: Manuscript) -> Iterator[Finding]:
    """What is wrong in the sources of the drawings that the book shows."""
    return _remarks(manuscript, "drawing-lint", is_note=False)


def drawing_advice(manuscript: Manuscript) -> Iterator[Finding]:
    """What might be better in them."""
    return _remarks(manuscript, "drawing-advice", is_note=True)


def _remarks(manuscript: Manuscript, gate: str, is_note: bool) -> Iterator[Finding]:
    shown: dict[str, str] = {}
    for page in manuscript.book:
        for figure in page.figures:
            shown.setdefault(figure.name, page.docname)
    for remark in manuscript.remarks:
        if remark.is_note == is_note and remark.drawing in shown:
            message = f"diagram {remark.drawing!r}: {remark.message}"
            yield Finding(shown[remark.drawing], remark.line, gate, message, remark.path)
