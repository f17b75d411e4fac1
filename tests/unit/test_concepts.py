from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.unit.books import ROOT, concept, concepts_of, small_outline

from book.model.concepts import Concept, ConceptError, Concepts, load_concepts, plurals
from book.model.outline import Outline, load_outline
from book.model.records import Mention


def entry(id: str, extra: str = "", section: str = "1.1", term: str | None = None) -> str:
    term = id.replace("-", " ") if term is None else term
    return f'[[concept]]\nid = "{id}"\nterm = "{term}"\nsection = "{section}"\ndefinition = "It is."\n{extra}\n'


def load(tmp_path: Path, text: str) -> Concepts:
    path = tmp_path / "concepts.toml"
    path.write_text(text, encoding="utf-8")
    return load_concepts(path, small_outline())


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ConceptError) as caught:
        load(tmp_path, text)
    return [line.removeprefix(f"{tmp_path / 'concepts.toml'}: ") for line in str(caught.value).splitlines()]


@cache
def real() -> Concepts:
    source = ROOT / "source"
    return load_concepts(source / "concepts.toml", load_outline(source / "outline.toml"))


def test_concepts_keep_the_order_of_the_file(tmp_path: Path) -> None:
    concepts = load(tmp_path, entry("b") + entry("a", 'requires = ["b"]'))
    assert [c.id for c in concepts] == ["b", "a"]
    assert concepts.dependents("b") == ("a",)
    owner = concepts.owner("a")
    assert owner is not None
    assert owner.number == "1.1"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("the switch's", "the switch’s"), ("users' shares", "users’ shares"), ("(the 'safe' way)", "(the ‘safe’ way)"),
        ('a \\"yes\\" vote', "a “yes” vote"), ("it’s", "it’s"),
    ],
)  # fmt: skip
def test_words_have_the_quotation_marks_of_the_pages(tmp_path: Path, typed: str, shown: str) -> None:
    (concept,) = load(tmp_path, entry("a", f'aliases = ["b {typed}"]', term=typed))
    assert (concept.term, concept.aliases) == (shown, (f"b {shown}",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry("a") + entry("a", term="other"), "concept a.id: is used twice"),
        (entry("a") + entry("b", 'aliases = ["A"]'), "concept b.aliases: 'A' names the concept 'a' already"),
        (entry("a") + entry("b", term="a"), "concept b.term: 'a' names the concept 'a' already"),
        (
            entry("timeout") + entry("b", 'requires = ["timeuot"]'),
            "'timeuot' is not a concept; did you mean 'timeout'?",
        ),
        (entry("a", section="7.7"), "concept a.section: '7.7' is not a section of the outline"),
        (entry("a", section="1"), "concept a.section: '1' is not a section of the outline"),
        (entry("a", term=" "), "concept a.term: is ' '; write a text that is not empty"),
        ('[[concept]]\nid = "a"\nterm = "a"\nsection = "1.1"\n', "concept a.definition: is missing"),
        (entry("a", 'alias = ["x"]'), "concept a.alias: is not a known key; remove it or use one of id, term"),
        (entry("Not_kebab"), "concept at place 1.id: is 'Not_kebab'; write lower-case words"),
        (entry("a", 'requires = "b"'), "concept a.requires: is 'b'; write a list of texts"),
        (entry("a", 'requires = ["a"]'), "concept a.requires: leads back to itself (a → a)"),
        ("[[concepts]]\n", "concepts: is not a known key"),
    ],
)
def test_each_fault_says_its_key_and_its_remedy(tmp_path: Path, text: str, message: str) -> None:
    found = faults(tmp_path, text)
    assert any(message in fault for fault in found), found


def test_a_cycle_is_shown_as_a_path(tmp_path: Path) -> None:
    text = entry("a", 'requires = ["b"]') + entry("b", 'requires = ["c", "d"]')
    text += entry("c", 'requires = ["a"]') + entry("d")
    assert faults(tmp_path, text) == [
        "concept a.requires: leads back to itself (a → b → c → a); remove one of these requirements"
    ]


def test_two_ways_to_one_concept_are_no_cycle(tmp_path: Path) -> None:
    text = entry("a", 'requires = ["b", "c"]') + entry("b", 'requires = ["d"]')
    text += entry("c", 'requires = ["d"]') + entry("d")
    assert len(load(tmp_path, text)) == 4


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, entry("a", section="9.9") + entry("b", 'requires = ["x"]') + entry("a", term="c"))) == 3


def test_an_empty_outline_accepts_any_section(tmp_path: Path) -> None:
    path = tmp_path / "concepts.toml"
    path.write_text(entry("a", section="42.1"), encoding="utf-8")
    concepts = load_concepts(path, Outline.empty())
    assert concepts.get("a") is not None
    assert concepts.owner("a") is None


@pytest.mark.parametrize(
    "text", ["failure detector", "Failure  Detectors", "FAILURE\ndetector", "suspicion oracle", "suspicion oracles"]
)
def test_terms_are_found_in_any_case_spacing_and_number(text: str) -> None:
    concepts = concepts_of(concept("failure-detector", aliases=("suspicion oracle",)))
    found = concepts.find(text)
    assert found is not None
    assert found.id == "failure-detector"


def test_bare_text_matches_words_and_brackets_match_ids() -> None:
    concepts = concepts_of(concept("failure-detector"))
    assert concepts.find("failure-detector") is None
    assert concepts.resolve(Mention("failure-detector", False, 1)) is None
    assert concepts.resolve(Mention("failure-detector", True, 1)) == concepts.get("failure-detector")
    assert concepts.resolve(Mention("failure detectors", True, 1)) is None


def test_a_term_wins_over_an_alias_and_either_over_a_plural() -> None:
    log = Concept("log", "log", "1.1", ("span",), "A log.", ())
    logs = Concept("logs", "logs", "1.1", (), "Telemetry.", ())
    spans = Concept("x", "x", "1.1", ("spans",), "An x.", ())
    concepts = concepts_of(log, logs, spans)
    assert concepts.find("logs") is logs
    assert concepts.find("spans") is spans


@pytest.mark.parametrize(
    ("term", "plural"),
    [
        ("retry", "retries"),
        ("relay", "relays"),
        ("process", "processes"),
        ("proxy", "proxies"),
        ("mesh", "meshes"),
        ("hypothesis", "hypotheses"),
        ("index", "indices"),
        ("index", "indexes"),
        ("point of no return", "points of no return"),
        ("checkpoint (stream processing)", "checkpoints (stream processing)"),
        ("state-based CRDT", "state-based crdts"),
        ("Conway's law", "conway's laws"),
        ("n > 2f", "n > 2fs"),
    ],
)
def test_plurals(term: str, plural: str) -> None:
    assert plural in plurals(term)


def test_the_nearest_concepts_are_named() -> None:
    concepts = concepts_of(concept("failure-detector"), concept("timeout"), concept("lease", aliases=("leader lease",)))
    assert concepts.nearest("failure detecter") == ("failure-detector",)
    assert concepts.nearest("Leader leese") == ("lease",)
    assert concepts.nearest("zzzz") == ()


def test_every_real_term_and_alias_is_found_in_its_plural() -> None:
    missed = [
        (name, plural)
        for concept in real()
        for name in (concept.term, *concept.aliases)
        for plural in (name, *plurals(name))
        if real().find(plural) is not concept
    ]
    assert missed == []
    assert len(real()) == 786


def test_no_concepts() -> None:
    assert list(Concepts.empty()) == []
    assert Concepts.empty().find("x") is None
