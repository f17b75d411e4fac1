"""What only the whole book can show to be wrong: ids used twice, targets and concepts that nobody has."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from book.model.answers import BOX_ROLES
from book.model.book import Book
from book.model.concepts import Concepts
from book.model.metrics import COUNTS
from book.model.reading_time import labels_in
from book.model.records import Box, Figure, Mention, Page, Reference, Table
from book.model.selection import allowed_values, is_allowed

SUBTYPES = {
    "id-duplicate": "An id used twice in the book.",
    "concept-unknown": "A concept that concepts.toml does not hold.",
    "concept-defined-twice": "A concept introduced in two places.",
    "concept-misplaced": "A concept introduced outside the section that owns it.",
    "concept-undefined": "A written section does not introduce a concept that it owns.",
    "concept-before-definition": "A concept used on its own page before it is introduced there.",
    "target-unknown": "A reference to an id or label that is nowhere in the book or its plan.",
    "count-unknown": "A figure of the book that the build does not count.",
    "citation-unknown": "A citation of a work that the bibliography does not hold.",
    "diagram-missing": "A diagram whose source does not exist.",
    "option-value": "An option's value is not one of those allowed.",
}
"""Every subtype of problem, with what it means."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of an author, at the line where it can be mended."""

    docname: str
    line: int
    subtype: str
    """A key of :data:`SUBTYPES`."""
    message: str


def find_problems(
    book: Book,
    diagram_exists: Callable[[str], bool] | None = None,
    cited_keys: Container[str] | None = None,
    labels: Container[str] = (),
) -> list[Problem]:
    """Everything in *book* that one page cannot know by itself, in reading order.

    *diagram_exists* tells whether a diagram of that name has a source, *cited_keys* holds the bibliography's keys;
    without them, neither is checked. *labels* are targets of ``ref`` that authors have set besides those of the plan.
    """
    known = _known_ids(book)
    problems = [*_duplicates(book), *_definitions(book)]
    for page in book:
        problems += _unknown_concepts(page, book.concepts)
        problems += _early_uses(page, book)
        problems += _unknown_targets(page, book, known, labels)
        problems += _wrong_options(page, book)
        if diagram_exists is not None:
            problems += _missing_diagrams(page, diagram_exists)
        if cited_keys is not None:
            problems += _unknown_citations(page, cited_keys)
    place = {docname: i for i, docname in enumerate(book.order)}
    return sorted(problems, key=lambda problem: (place[problem.docname], problem.line))


def place_of(docname: str, line: int) -> str:
    """A place as messages name it."""
    return f"{docname}.md:{line}"


# Ids


def _records(page: Page) -> list[Box | Figure | Table]:
    """Boxes, figures and tables with an id, in the order of the page."""
    records: list[Box | Figure | Table] = [*page.boxes, *page.figures, *page.tables]
    return sorted((record for record in records if record.id), key=lambda record: record.line)


def _kind(record: Box | Figure | Table) -> str:
    return record.kind if isinstance(record, Box) else "diagram" if isinstance(record, Figure) else "table"


def _known_ids(book: Book) -> Mapping[str, str]:
    """By id, the kind of the first thing that has it."""
    known: dict[str, str] = {}
    for page in book:
        for record in _records(page):
            known.setdefault(record.id, _kind(record))
    return known


def _duplicates(book: Book) -> Iterator[Problem]:
    seen: dict[str, Box | Figure | Table] = {}
    for page in book:
        for record in _records(page):
            first = seen.setdefault(record.id, record)
            if first is not record:
                yield Problem(page.docname, record.line, "id-duplicate", _duplicate_message(first, record))


def _duplicate_message(first: Box | Figure | Table, second: Box | Figure | Table) -> str:
    there, here = place_of(first.docname, first.line), place_of(second.docname, second.line)
    if isinstance(first, Figure) and isinstance(second, Figure):
        if first.name == second.name:
            return (
                f"diagram {second.name!r} is shown twice, at {there} and at {here}; "
                f"refer to the first with {{numref}}`{first.id}`"
            )
        return (
            f"diagrams {first.name!r} ({there}) and {second.name!r} ({here}) share the id {second.id!r}; "
            "rename one of the two files"
        )
    remedy = "give this one another id" if isinstance(second, Figure) else "give this one an :id: of its own"
    return f"the id {second.id!r} of this {_kind(second)} ({here}) is that of the {_kind(first)} at {there}; {remedy}"


# Concepts


def _unknown_concepts(page: Page, concepts: Concepts) -> Iterator[Problem]:
    for mention in page.mentions:
        if concepts.resolve(mention) is None:
            known = None if mention.by_id else concepts.get(mention.target)
            if known:
                remedy = f"that is an id: write {known.term!r}, or `… <{known.id}>` for other words"
            else:
                near = concepts.nearest(mention.target)
                found = [concept for id in near if (concept := concepts.get(id))]
                names = [concept.id if mention.by_id else concept.term for concept in found]
                remedy = _did_you_mean(names) or "add it to concepts.toml or write plain text"
            what = "no concept has the id" if mention.by_id else "no concept is called"
            yield Problem(page.docname, mention.line, "concept-unknown", f"{what} {mention.target!r}; {remedy}")
    records: tuple[Box | Figure | Table, ...] = (*page.boxes, *page.figures, *page.tables)
    for record in records:
        for id in record.concepts:
            if concepts.get(id) is None:
                remedy = _did_you_mean(concepts.nearest(id)) or "add it to concepts.toml or remove it from :concepts:"
                message = f"no concept has the id {id!r}; {remedy}"
                yield Problem(page.docname, record.line, "concept-unknown", message)


def _definitions(book: Book) -> Iterator[Problem]:
    places: dict[str, str] = {}
    for page in book:
        for mention in page.mentions:
            concept = book.concepts.resolve(mention) if mention.defines else None
            if concept is None:
                continue
            owner = book.concepts.owner(concept.id)
            if owner is not None and owner.docname != page.docname:
                message = (
                    f"the concept {concept.id!r} belongs to section {owner.number} ({owner.docname}.md); "
                    f"use {{concept}} here, or change its section in concepts.toml"
                )
                yield Problem(page.docname, mention.line, "concept-misplaced", message)
            elif concept.id in places:
                here = place_of(page.docname, mention.line)
                message = (
                    f"the concept {concept.id!r} is introduced twice, at {places[concept.id]} and at {here}; "
                    "use {concept} for all but the first"
                )
                yield Problem(page.docname, mention.line, "concept-defined-twice", message)
            else:
                places[concept.id] = place_of(page.docname, mention.line)
    for concept in book.concepts:
        owner = book.concepts.owner(concept.id)
        if owner is not None and owner.docname in book.pages and concept.id not in places:
            message = (
                f"section {owner.number} owns the concept {concept.id!r} and does not introduce it; write "
                f"{{defines}}`{concept.term}` where it is explained, or change its section in concepts.toml"
            )
            yield Problem(owner.docname, 1, "concept-undefined", message)


def _early_uses(page: Page, book: Book) -> Iterator[Problem]:
    """Mentions stand in the order of the page, so an index tells which of two on one line comes first."""
    resolved = [book.concepts.resolve(mention) for mention in page.mentions]
    defined: dict[str, tuple[int, Mention]] = {}
    for i, (mention, concept) in enumerate(zip(page.mentions, resolved, strict=True)):
        if mention.defines and concept:
            defined.setdefault(concept.id, (i, mention))
    for i, (mention, concept) in enumerate(zip(page.mentions, resolved, strict=True)):
        if concept and not mention.defines and concept.id in defined and i < defined[concept.id][0]:
            there = place_of(page.docname, defined[concept.id][1].line)
            message = (
                f"the concept {concept.id!r} is used before it is introduced on this page, at {there}; "
                "introduce it earlier or say this in other words"
            )
            yield Problem(page.docname, mention.line, "concept-before-definition", message)


# References


def _unknown_targets(page: Page, book: Book, known: Mapping[str, str], labels: Container[str]) -> Iterator[Problem]:
    for reference in page.references:
        found = _reference_problem(reference, book, known, labels)
        if found:
            subtype, message = found
            yield Problem(page.docname, reference.line, subtype, message)


def _reference_problem(
    reference: Reference, book: Book, known: Mapping[str, str], labels: Container[str]
) -> tuple[str, str] | None:
    role, target = reference.role, reference.target
    kind = known.get(target)
    if role in BOX_ROLES:
        if kind == role:
            return None
        if kind is not None:
            message = f"{target!r} is the id of {_a(kind)}, not of {_a(role)}; {_role_of(kind, target)}"
            return "target-unknown", message
        return "target-unknown", _unknown(role, target, [id for id, k in known.items() if k == role])
    if role == "numref":
        if kind in ("diagram", "table") or book.outline.by_label(target):
            return None
        if kind is not None:
            return "target-unknown", f"{target!r} is the id of {_a(kind)}; {_role_of(kind, target)}"
        figures_and_tables = [id for id, k in known.items() if k in ("diagram", "table")]
        return "target-unknown", _unknown(role, target, [*figures_and_tables, *book.outline.labels()])
    if role == "ref" and book.outline.by_label(target) is None and target not in labels:
        return "target-unknown", _unknown(role, target, list(book.outline.labels()))
    if role == "minutes":
        unknown = [label for label in labels_in(target) if book.outline.by_label(label) is None]
        if unknown or not labels_in(target):
            return "target-unknown", _unknown("ref", unknown[0] if unknown else "", list(book.outline.labels()))
    if role == "count" and target not in COUNTS:
        return "count-unknown", f"the build counts no {target!r}; it counts {', '.join(COUNTS)}"
    return None


def _unknown(role: str, target: str, ids: list[str]) -> str:
    near = _did_you_mean(get_close_matches(target, ids, n=3, cutoff=0.7))
    remedy = near or "correct the id, or write what it should lead to"
    what = "label of the plan" if role == "ref" else "figure, table or label" if role == "numref" else role
    return f"no {what} has the id {target!r}; {remedy}"


def _role_of(kind: str, target: str) -> str:
    role = kind if kind in BOX_ROLES else "numref" if kind in ("diagram", "table") else ""
    return f"write {{{role}}}`{target}`" if role else f"link to it with [words](#{target})"


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _did_you_mean(names: Iterable[str]) -> str:
    listed = [repr(name) for name in names]
    return f"did you mean {' or '.join(listed)}?" if listed else ""


# What else is named


def _wrong_options(page: Page, book: Book) -> Iterator[Problem]:
    for gathering in page.gatherings:
        for option, value in gathering.options:
            if option in ("chapter", "part", "rank") and not is_allowed(book.outline, option, value):
                allowed = ", ".join(allowed_values(book.outline, option)) or "nothing, since the outline is empty"
                message = f"{gathering.kind} has no {option} {value!r}; it may be {allowed}"
                yield Problem(page.docname, gathering.line, "option-value", message)


def _missing_diagrams(page: Page, diagram_exists: Callable[[str], bool]) -> Iterator[Problem]:
    for figure in page.figures:
        if figure.name and not diagram_exists(figure.name):
            message = f"diagram {figure.name!r} has no file diagrams/{figure.name}.mmd; create it or correct the name"
            yield Problem(page.docname, figure.line, "diagram-missing", message)


def _unknown_citations(page: Page, cited_keys: Container[str]) -> Iterator[Problem]:
    for reference in page.references:
        if reference.role == "cite" and reference.target not in cited_keys:
            message = f"the bibliography has no {reference.target!r}; add it to references.bib or correct the key"
            yield Problem(page.docname, reference.line, "citation-unknown", message)
