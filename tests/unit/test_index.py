"""The index of the printed book: where it leads beside pages."""

from __future__ import annotations

from book.model.concepts import Concept, Concepts
from book.model.index import IndexLink, index_links


def concept(term: str, *aliases: str, requires: tuple[str, ...] = ()) -> Concept:
    return Concept(term, term, "1.1", aliases, "Words.", requires)


def links(*concepts: Concept, present: set[str] | None = None) -> list[IndexLink]:
    found = Concepts(concepts, {})
    return list(index_links(found, {c.id for c in concepts} if present is None else present))


def test_an_alias_leads_to_its_concept() -> None:
    assert links(concept("FLP impossibility", "FLP")) == [IndexLink("FLP", False, ("FLP impossibility",))]


def test_an_alias_of_two_concepts_leads_to_both() -> None:
    assert links(concept("node", "host"), concept("server", "host")) == [IndexLink("host", False, ("node", "server"))]


def test_an_alias_that_is_a_term_itself_leads_on_from_its_entry() -> None:
    assert links(concept("lease", "Lock"), concept("lock")) == [IndexLink("lock", True, ("lease",))]


def test_a_concept_leads_to_what_it_requires_in_alphabetical_order() -> None:
    found = links(concept("b"), concept("a"), concept("c", requires=("b", "a")))
    assert found == [IndexLink("c", True, ("a", "b"))]


def test_nothing_leads_to_what_the_index_lacks() -> None:
    assert links(concept("a", "alias"), concept("b", requires=("a",)), present={"b"}) == []
