"""Gates on concepts: introduced once, by their owner, before they are used; and how many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from book.model.concepts import Concepts, plurals
from book.model.gates.gate import Finding, Manuscript, Setting, Spot
from book.model.gates.sentences import WORD
from book.model.outline import Entry
from book.model.passages import PROSE, Text
from book.model.problems import find_problems
from book.model.records import Page

OWNERSHIP = ("concept-unknown", "concept-defined-twice", "concept-misplaced", "concept-undefined")
EARLY = ("concept-before-definition",)

MOST_NEW = 4.0
"""New concepts in 1,000 words that a reader can take in: about as many as the mind holds at once (Cowan 2001,
"The magical number 4 in short-term memory", Behavioral and Brain Sciences 24), in four minutes of reading."""
LEAST_WORDS = 500
"""On a shorter page, new concepts are not counted against its words."""

EVERYDAY = frozenset(
    """
    process message node state service protocol event term escrow coupling transaction container pod operator sidecar
    draining retry jitter bulkhead lease watch zombie window watermark straggler backup cost utilization bottleneck toil
    availability segmentation principal authentication authorization certificate attestation capability revocation
    incident mitigation headroom span baggage dot tombstone endpoint scrubbing infrastructure agent federation latency
    throughput learner proposer acceptor base stamp swim telemetry cardinality preemption elasticity determinism saga
    choreography tussle interdependence entanglement partitioning rebalancing coordination timeout failover replica
    consensus     rollback raft
    paxos machine host server computer packet instance task job worker follower leader member client
    record entry version index log key value table row store cache queue stream topic shard partition region zone cell
    rack cluster quorum vote ballot epoch round clock timestamp order ordering history trace read write commit abort
    lock fault failure crash error outage partition delay loss load rate limit budget price nine tail mean skew
    percentile drift fork merge branch link path route hop flow channel session token ticket role user tenant account
    """.split()
)
"""Single words that mean something to a reader whom nobody has told the book's definition."""

EVERYDAY_PHRASES = frozenset(
    (
        "phase 1", "phase 2", "waiting time", "response time", "time of day", "time interval", "round number",
        "back channel", "external channel", "lead time", "time to live", "hot spot", "tight coupling", "feedback loop",
        "common ground", "danger zone", "critical path", "control loop", "load factor", "data model", "waiting room",
        "access control", "spare capacity", "resource request", "resource limit", "root cause", "game day",
        "source of truth", "exit cost", "worse is better", "constant work", "log record", "bake time", "repair window",
        "move operation", "process model", "roll back", "point of no return", "everyone knows that everyone knows",
        "input from the world", "maybe call", "log type", "drift rate", "frequency error", "safe time", "data path",
        "span of a check", "vantage point", "danger zone", "chosen value", "decided value", "pending state",
        "session state", "image layer", "task group", "object generation", "resource version", "operational data",
    )
)  # fmt: skip
"""Terms and aliases of several words that mean what they say."""


@dataclass(frozen=True, slots=True)
class Term:
    """A concept's term or alias as running text would hold it."""

    words: tuple[str, ...]
    """In small letters."""
    concept: str
    owner: Entry
    """The section that introduces the concept."""


def concept_ownership(manuscript: Manuscript) -> Iterator[Finding]:
    """Concepts that are not introduced exactly once, by the section that owns them."""
    return _problems(manuscript, OWNERSHIP, "concept-ownership")


def concept_early(manuscript: Manuscript) -> Iterator[Finding]:
    """Concepts used on their own page before they are introduced there."""
    return _problems(manuscript, EARLY, "concept-early")


def concept_order(manuscript: Manuscript) -> Iterator[Finding]:
    """Concepts that require one which comes later in the book."""
    concepts, outline = manuscript.book.concepts, manuscript.book.outline
    for concept in concepts:
        owner = concepts.owner(concept.id)
        for id in concept.requires if owner else ():
            before = concepts.owner(id)
            if owner and before and outline.position(before.docname) > outline.position(owner.docname):
                message = (
                    f"the concept {concept.id!r} of section {owner.number} requires {id!r}, which section "
                    f"{before.number} introduces; move one of the two, or leave the requirement out"
                )
                yield Finding(owner.docname, 1, "concept-order", message, "source/concepts.toml")


def concept_unused(manuscript: Manuscript) -> Iterator[Finding]:
    """Concepts that are introduced and never used."""
    for id, (docname, line) in manuscript.book.definitions.items():
        if not manuscript.book.uses.get(id) and not manuscript.book.concepts.dependents(id):
            message = f"the concept {id!r} is introduced here and used nowhere; use it, or leave it out"
            yield Finding(docname, line, "concept-unused", message)


def concept_load(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """A page that introduces more concepts than its words carry."""
    new = sum(mention.defines for mention in page.mentions)
    if page.words >= LEAST_WORDS and new * 1_000 > MOST_NEW * page.words:
        rate = new * 1_000 / page.words
        yield (
            1,
            f"{new} new concepts in {page.words:,} words, {rate:.1f} in 1,000; introduce some elsewhere",
        )


def concept_bare(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Terms of later sections, or defined further down this page, used as if the reader knew them."""
    here = setting.outline.position(page.docname)
    if setting.entry(page.docname) is None:
        return
    later: dict[str, list[Term]] = {}
    first: dict[tuple[str, ...], int] = {}
    for term in terms_of(setting.concepts):
        at = setting.outline.position(term.owner.docname)
        first[term.words] = min(at, first.get(term.words, at))
    for term in terms_of(setting.concepts):
        # Terms may read alike, such as "causal consistency" and "causal+ consistency": the earlier one is meant.
        if here <= setting.outline.position(term.owner.docname) == first[term.words]:
            later.setdefault(term.words[0], []).append(term)
    named = [(mention.line, setting.concepts.resolve(mention)) for mention in page.mentions]
    told: set[str] = set()
    for passage in text.passages:
        if passage.kind not in PROSE or passage.box in ("diagram", "table"):
            continue
        told |= {concept.id for line, concept in named if concept and line <= passage.line}
        found = list(WORD.finditer(passage.bare()))
        words = [match[0].casefold() for match in found]
        for i, word in enumerate(words):
            for term in later.get(word, ()):
                if term.concept not in told and tuple(words[i : i + len(term.words)]) == term.words:
                    told.add(term.concept)
                    line = passage.line + passage.bare().count("\n", 0, found[i].start())
                    yield line, _bare(term, page)


@lru_cache(maxsize=2)
def terms_of(concepts: Concepts) -> tuple[Term, ...]:
    """How running text may name each concept that a section owns: its term and aliases with their plurals.

    Single words of EVERYDAY and aliases of one word are left out: they are used in their common meaning too.
    """
    terms: list[Term] = []
    for concept in concepts:
        owner = concepts.owner(concept.id)
        for form in (concept.term, *concept.aliases) if owner else ():
            if form.casefold() in EVERYDAY_PHRASES or (
                " " not in form and (form != concept.term or form.casefold() in EVERYDAY)
            ):
                continue
            for spelled in (form, *plurals(form)):
                words = tuple(word.casefold() for word in WORD.findall(spelled))
                if owner and words:
                    terms.append(Term(words, concept.id, owner))
    return tuple(terms)


def _bare(term: Term, page: Page) -> str:
    where = "further down" if term.owner.docname == page.docname else f"in section {term.owner.number}"
    words = " ".join(term.words)
    return f"{words!r} is introduced {where}; write {{concept}}`{words}`, which points there, or say it in other words"


def _problems(manuscript: Manuscript, subtypes: Iterable[str], gate: str) -> Iterator[Finding]:
    wanted = frozenset(subtypes)
    for problem in find_problems(manuscript.book):
        if problem.subtype in wanted:
            yield Finding(problem.docname, problem.line, gate, problem.message)
