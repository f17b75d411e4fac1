"""Gates on what has to be there: marks, pages, words, and how much of each thing."""

from __future__ import annotations

from collections.abc import Iterator

from book.model.gates.gate import Finding, FindOnPage, Manuscript, Setting, Spot
from book.model.gates.sentences import counted
from book.model.gates.targets import (
    CITATIONS,
    ENOUGH,
    MEASURES,
    OTHER_CHAPTERS,
    SLACK,
    STANDARD_WORDS,
    WORKS,
    words_wanted,
)
from book.model.metrics import totals_of
from book.model.outline import Entry, Unit
from book.model.passages import Text
from book.model.records import Box, Figure, Page, Table


def todo(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Each mark of what is still to be written."""
    for line, task in text.todos:
        yield line, f"still to be written: {task!r}; write it and remove the mark"


def words(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """A page with too few words."""
    entry = setting.entry(page.docname)
    least = words_wanted(entry)[0] if entry else 0
    if page.words < least * ENOUGH:
        yield 1, f"this page has {page.words:,} words of {least:,}; write the rest of what its brief lists"


def overlong(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """A page with far too many words."""
    entry = setting.entry(page.docname)
    most = words_wanted(entry)[1] if entry else 0
    if most and page.words > most * SLACK:
        over = page.words * 100 // most - 100
        yield 1, f"this page has {page.words:,} words, {over} % over its {most:,}; tell shortly what matters least"


def enough(name: str) -> FindOnPage:
    """The gate that a page has enough of the measure *name*."""
    measure = MEASURES[name]

    def find(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
        entry = setting.entry(page.docname)
        if entry is None or entry.kind not in ("section", "front"):
            return
        target, found = measure.target(entry), measure.of(totals_of([page]))
        if found < int(target * ENOUGH):
            yield 1, f"this page has {found} of {target} {measure.nouns}; see what its brief still offers"

    return find


def citations(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """A section that cites too seldom, or too few works."""
    entry = setting.entry(page.docname)
    if entry is None or entry.kind != "section":
        return
    cited = [reference.target for reference in page.references if reference.role == "cite"]
    for found, per_section, what in ((len(cited), CITATIONS, "citations"), (len(set(cited)), WORKS, "works")):
        target = int(per_section * entry.words / STANDARD_WORDS)
        if found < target:
            yield 1, f"this page has {found} {what} of {target}; cite where a fact about the world is said"


def chapter_pages(manuscript: Manuscript) -> Iterator[Finding]:
    """Each planned page that a chapter with any page lacks."""
    for unit in manuscript.book.outline.units():
        missing = [entry for entry in unit.pages if not manuscript.book.is_written(entry)]
        if missing and len(missing) < len(unit.pages):
            names = ", ".join(_name(entry) for entry in missing)
            message = f"{counted(len(missing), 'page')} of the plan not written: {names}"
            yield _at(unit, manuscript, "chapter-pages", message)


def chapter_totals(manuscript: Manuscript) -> Iterator[Finding]:
    """Targets of the plan that a chapter with all its pages doesn't reach."""
    for unit in _whole_units(manuscript):
        totals = totals_of(manuscript.book.pages[docname] for docname in unit.docnames)
        short = [f"{totals.words:,} of {unit.entry.words:,} words"] if totals.words < unit.entry.words else []
        for measure in MEASURES.values():
            found, target = measure.of(totals), _unit_target(unit, measure.name)
            short += [f"{found} of {target} {measure.nouns}"] if found < target else []
        if short:
            message = f"the chapter has {', '.join(short)}; see which section has room for what its brief offers"
            yield _at(unit, manuscript, "chapter-totals", message)


def cross_references(manuscript: Manuscript) -> Iterator[Finding]:
    """A chapter with all its pages that refers to too few others."""
    homes = _units_of_targets(manuscript)
    for unit in _whole_units(manuscript):
        found: set[str] = set()
        for docname in unit.docnames:
            references = manuscript.book.pages[docname].references
            found |= {homes[reference.target] for reference in references if reference.target in homes}
        others = sorted(found - {unit.entry.unit, "0"})
        if len(others) < OTHER_CHAPTERS:
            to = f"only to {', '.join(others)}" if others else "to no other chapter"
            message = f"the chapter refers {to}; point to at least {OTHER_CHAPTERS} others where they carry on"
            yield _at(unit, manuscript, "cross-references", message)


def _unit_target(unit: Unit, name: str) -> int:
    measure = MEASURES[name]
    if measure.planned:
        return measure.planned(unit.entry)
    return 0 if name == "production-cases" else sum(measure.target(entry) for entry in unit.pages)


def _units_of_targets(manuscript: Manuscript) -> dict[str, str]:
    """By label and by id of a box, diagram or table, the chapter or appendix it is in."""
    outline = manuscript.book.outline
    homes = {entry.label: entry.unit for entry in outline.entries if entry.label and entry.kind != "part"}
    for page in manuscript.book:
        if entry := outline.at(page.docname):
            records: tuple[Box | Figure | Table, ...] = (*page.boxes, *page.figures, *page.tables)
            for record in records:
                homes.setdefault(record.id, entry.unit)
    return homes


def _whole_units(manuscript: Manuscript) -> Iterator[Unit]:
    for unit in manuscript.book.outline.units():
        if all(manuscript.book.is_written(entry) for entry in unit.pages):
            yield unit


def _at(unit: Unit, manuscript: Manuscript, gate: str, message: str) -> Finding:
    """A finding about a whole chapter stands on its own page, or on the first that is written."""
    written = (entry.docname for entry in unit.pages if manuscript.book.is_written(entry))
    return Finding(next(written), 1, gate, message)


def _name(entry: Entry) -> str:
    return f"{entry.number} {entry.title}" if entry.kind == "section" else entry.docname.rsplit("/", 1)[-1]
