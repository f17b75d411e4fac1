"""What a printed index says beside pages: *see* for other names of a concept, *see also* for what it builds on."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from book.model.concepts import Concepts, fold


@dataclass(frozen=True, slots=True)
class IndexLink:
    """Under *entry*, "see" or "see also" (*also*) the *terms*."""

    entry: str
    also: bool
    terms: tuple[str, ...]


def index_links(concepts: Concepts, present: Container[str]) -> Iterator[IndexLink]:
    """The links between the entries of an index that lists the concepts of the *present* ids.

    An alias that is also a term, or that several concepts of the index share, leads to each of them.
    """
    listed = [concept for concept in concepts if concept.id in present]
    terms = {fold(concept.term) for concept in listed}
    shared: dict[str, tuple[str, list[str]]] = {}
    for concept in listed:
        for alias in concept.aliases:
            shared.setdefault(fold(alias), (alias, []))[1].append(concept.term)
    for key, (alias, meant) in shared.items():
        if key not in terms:
            yield IndexLink(alias, False, tuple(meant))
    for concept in listed:
        also = [required.term for id in concept.requires if id in present and (required := concepts.get(id))]
        also += [term for term in shared.get(fold(concept.term), ("", []))[1] if term != concept.term]
        if also:
            yield IndexLink(concept.term, True, tuple(sorted(dict.fromkeys(also), key=fold)))
