"""Glossary and concept index: the concepts that a reader of what is written can meet."""

from __future__ import annotations

from book.model.book import Book
from book.model.concepts import fold
from book.model.items import ConceptItem, ConceptLink, Group
from book.model.selection import Selection


def shown_concepts(book: Book) -> frozenset[str]:
    """Ids of the concepts that glossary and index list.

    Those owned by a written section or used on a page, since the rest would be promises; and what these require
    directly, since the reader is led there.
    """
    ids = {*book.uses, *book.definitions}
    owners = ((concept.id, book.concepts.owner(concept.id)) for concept in book.concepts)
    ids.update(id for id, owner in owners if owner and book.is_written(owner))
    found = (book.concepts.get(id) for id in tuple(ids))
    ids.update(required for concept in found if concept for required in concept.requires)
    return frozenset(ids)


def concept_index(book: Book, selection: Selection) -> tuple[Group[ConceptItem], ...]:
    """Every concept shown, by first letter, with everything that uses it; links lead only to concepts shown."""
    return _by_letter(book, with_uses=True)


def book_glossary(book: Book, selection: Selection) -> tuple[Group[ConceptItem], ...]:
    """Every concept shown, by first letter, with its definition."""
    return _by_letter(book, with_uses=False)


def _by_letter(book: Book, with_uses: bool) -> tuple[Group[ConceptItem], ...]:
    shown = shown_concepts(book)
    concepts = [concept for concept in book.concepts if concept.id in shown]
    links = {concept.id: ConceptLink(concept.id, concept.term) for concept in concepts}
    letters: dict[str, list[ConceptItem]] = {}
    for concept in sorted(concepts, key=lambda c: (_letter(c.term) != "#", fold(c.term), c.id)):
        owner = book.concepts.owner(concept.id)
        item = ConceptItem(
            concept,
            owner,
            owner is not None and book.is_written(owner),
            book.definitions.get(concept.id, ("", 0))[0],
            tuple(links[id] for id in concept.requires if id in links),
            tuple(links[id] for id in book.concepts.dependents(concept.id) if id in links),
            tuple(book.uses.get(concept.id, {}).items()) if with_uses else (),
        )
        letters.setdefault(_letter(concept.term), []).append(item)
    return tuple(Group(letter, "", tuple(items), "letter") for letter, items in letters.items())


def _letter(term: str) -> str:
    """The first letter of *term*, ``#`` when it begins with a digit or sign."""
    first = fold(term)[:1].upper()
    return first if first.isalpha() else "#"
