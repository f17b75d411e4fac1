"""The concepts of the book, read from ``concepts.toml``: what glossary, concept index and prerequisites are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from book.model.datafile import KEBAB, TABLES, TEXT, TEXTS, DataFileError, Faults, read_toml
from book.model.outline import Entry, Outline
from book.model.quotation import curled
from book.model.records import Mention

_REQUIRED = {"id": KEBAB, "term": TEXT, "section": TEXT, "definition": TEXT}
_OPTIONAL = {"aliases": TEXTS, "requires": TEXTS}


class ConceptError(DataFileError):
    """``concepts.toml`` contradicts itself or the outline."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea that the book explains once and names the same way ever after."""

    id: str
    term: str
    section: str
    """The number of the section that introduces and owns it."""
    aliases: tuple[str, ...]
    definition: str
    requires: tuple[str, ...]
    """The ids of what a reader needs first."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """All concepts in the order of the file; iterating gives them in that order."""

    all: tuple[Concept, ...]
    _owners: Mapping[str, Entry] = field(repr=False, compare=False)
    _by_id: Mapping[str, Concept] = field(init=False, repr=False, compare=False)
    _by_form: Mapping[str, Concept] = field(init=False, repr=False, compare=False)
    _dependents: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _owned: Mapping[str, tuple[Concept, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        dependents: dict[str, list[str]] = {}
        for concept in self.all:
            for required in concept.requires:
                dependents.setdefault(required, []).append(concept.id)
        object.__setattr__(self, "_by_id", {c.id: c for c in self.all})
        object.__setattr__(self, "_by_form", _forms(self.all))
        owned: dict[str, list[Concept]] = {}
        for concept in self.all:
            if owner := self._owners.get(concept.id):
                owned.setdefault(owner.docname, []).append(concept)
        object.__setattr__(self, "_owned", {docname: tuple(found) for docname, found in owned.items()})
        object.__setattr__(self, "_dependents", {id: tuple(ids) for id, ids in dependents.items()})

    @classmethod
    def empty(cls) -> Concepts:
        """No concepts: a book without ``concepts.toml``."""
        return cls((), {})

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, id: str) -> Concept | None:
        """The concept of exactly this id."""
        return self._by_id.get(id)

    def find(self, text: str) -> Concept | None:
        """The concept whose term, alias or plural *text* is, in any case and spacing.

        A term wins over an alias and either over a plural; where two concepts have the same plural, the first of the
        file gets it.
        """
        return self._by_form.get(fold(text))

    def resolve(self, mention: Mention) -> Concept | None:
        """The concept that a use of the ``concept`` or ``defines`` role names."""
        return self.get(mention.target) if mention.by_id else self.find(mention.target)

    def nearest(self, text: str, n: int = 3) -> tuple[str, ...]:
        """Ids of at most *n* concepts whose id, term or alias looks like *text*, the most alike first."""
        close = get_close_matches(fold(text), [*self._by_id, *self._by_form], n=4 * n, cutoff=0.6)
        ids = [match if match in self._by_id else self._by_form[match].id for match in close]
        return tuple(dict.fromkeys(ids))[:n]

    def dependents(self, id: str) -> tuple[str, ...]:
        """Ids of the concepts that require *id* directly, in the order of the file."""
        return self._dependents.get(id, ())

    def owner(self, id: str) -> Entry | None:
        """The outline's entry of the section that owns *id*."""
        return self._owners.get(id)

    def owned_by(self, docname: str) -> tuple[Concept, ...]:
        """The concepts that the section on the page *docname* owns, in the order of the file."""
        return self._owned.get(docname, ())


def load_concepts(path: Path, outline: Outline) -> Concepts:
    """The concepts written in *path*, each owned by a section of *outline*.

    An empty outline has no sections to compare with, and then any section is accepted.
    Raises ConceptError that names every fault of the file, a line each.
    """
    data = read_toml(path, ConceptError)
    faults = Faults(path)
    faults.check("", data, {}, {"concept": TABLES})
    rows: list[dict[str, Any]] = data.get("concept", []) if not faults.lines else []
    concepts = _check_rows(rows, outline, faults)
    if faults.lines:
        raise ConceptError(*faults.lines)
    owners = ((concept.id, outline.by_section(concept.section)) for concept in concepts)
    return Concepts(tuple(concepts), {id: entry for id, entry in owners if entry})


def fold(text: str) -> str:
    """*text* as terms are compared: case, spacing and curly apostrophes do not count."""
    return " ".join(text.split()).casefold().replace("’", "'")


# Plurals


_HEAD_ENDS = re.compile(
    r" (?=(?:of|in|into|for|from|to|as|with|without|at|on|over|under|between|by|per|that|and)\b|\()", re.IGNORECASE
)
_IRREGULAR = {
    "automaton": "automata",
    "criterion": "criteria",
    "half": "halves",
    "index": "indices",
    "leaf": "leaves",
    "life": "lives",
    "matrix": "matrices",
    "phenomenon": "phenomena",
    "quiz": "quizzes",
    "schema": "schemata",
    "vertex": "vertices",
}


def plurals(term: str) -> tuple[str, ...]:
    """The plurals that an author may write for *term*, folded.

    Either the last word is set in the plural or the one before "of", "in", a parenthesis and the like.
    """
    text = fold(term)
    found = _plural_of_last_word(text)
    for end in _HEAD_ENDS.finditer(text):
        found += [plural + text[end.start() :] for plural in _plural_of_last_word(text[: end.start()])]
    return tuple(dict.fromkeys(found))


def _plural_of_last_word(text: str) -> list[str]:
    start = re.search(r"[a-z]*$", text)
    word = start[0] if start else ""
    stem = text[: len(text) - len(word)]
    if not word:
        return [text + "s"]
    regular = word + "s"
    if re.search(r"(s|x|z|ch|sh)$", word):
        regular = word + "es"
    elif re.search(r"[^aeiou]y$", word):
        regular = word[:-1] + "ies"
    forms = [regular]
    if word.endswith("sis"):
        forms.append(word[:-2] + "es")
    if word in _IRREGULAR:
        forms.append(_IRREGULAR[word])
    return [stem + form for form in forms]


def _forms(concepts: Sequence[Concept]) -> dict[str, Concept]:
    """Each folded form and its concept; what is entered first stays."""
    forms: dict[str, Concept] = {}
    for concept in concepts:
        forms.setdefault(fold(concept.term), concept)
    for concept in concepts:
        for alias in concept.aliases:
            forms.setdefault(fold(alias), concept)
    for concept in concepts:
        for name in (concept.term, *concept.aliases):
            for plural in plurals(name):
                forms.setdefault(plural, concept)
    return forms


# Checks


def _check_rows(rows: list[dict[str, Any]], outline: Outline, faults: Faults) -> list[Concept]:
    """The concepts of the rows that are whole; what is wrong with the others is added to *faults*."""
    concepts: list[Concept] = []
    for i, row in enumerate(rows, 1):
        where = f"concept {row['id']}" if KEBAB.fits(row.get("id")) else f"concept at place {i}"
        before = len(faults.lines)
        faults.check(f"{where}.", row, _REQUIRED, _OPTIONAL)
        if len(faults.lines) > before:
            continue
        section = row["section"]
        if outline.entries and outline.by_section(section) is None:
            faults.add(f"{where}.section", f"{section!r} is not a section of the outline; write one such as '5.2'")
        aliases, requires = tuple(map(curled, row.get("aliases", ()))), tuple(row.get("requires", ()))
        term, definition = curled(row["term"]), curled(row["definition"])
        concepts.append(Concept(row["id"], term, section, aliases, definition, requires))
    _check_ids(concepts, faults)
    _check_names(concepts, faults)
    known: set[str] = {row["id"] for row in rows if KEBAB.fits(row.get("id"))}
    for concept in concepts:
        for required in concept.requires:
            if required not in known:
                close = get_close_matches(required, known, n=1)
                remedy = f"did you mean {close[0]!r}?" if close else "add that concept or remove it here"
                faults.add(f"concept {concept.id}.requires", f"{required!r} is not a concept; {remedy}")
    for cycle in _cycles({concept.id: concept.requires for concept in concepts}):
        path = " → ".join(cycle)
        faults.add(f"concept {cycle[0]}.requires", f"leads back to itself ({path}); remove one of these requirements")
    return concepts


def _check_ids(concepts: Iterable[Concept], faults: Faults) -> None:
    seen: set[str] = set()
    for concept in concepts:
        if concept.id in seen:
            faults.add(f"concept {concept.id}.id", "is used twice; choose another id for one of the two")
        seen.add(concept.id)


def _check_names(concepts: Iterable[Concept], faults: Faults) -> None:
    owners: dict[str, str] = {}
    for concept in concepts:
        for key, names in (("term", (concept.term,)), ("aliases", concept.aliases)):
            for name in names:
                first = owners.setdefault(fold(name), concept.id)
                if first != concept.id:
                    fault = f"{name!r} names the concept {first!r} already; choose another or drop one"
                    faults.add(f"concept {concept.id}.{key}", fault)


def _cycles(requires: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Each cycle that a walk in order meets, as a path that ends where it began."""
    done: set[str] = set()
    for root in requires:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(root, False)]
        while stack:
            id, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(id)
                done.add(id)
            elif id in on_path:
                yield [*path[path.index(id) :], id]
            elif id not in done and id in requires:
                path.append(id)
                on_path.add(id)
                stack.append((id, True))
                stack.extend((required, False) for required in reversed(requires[id]))
