"""The law of the extension: an incremental build, a clean build and a parallel build give the same pages and data."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.build.tiny import CONCEPTS, OUTLINE, SECTION, Result, TinyBook, tiny_book, toctree

WORDS = ("amber", "birch", "cedar", "delta", "ember")
IDS = tuple(f"claim-{word}" for word in WORDS)
PLACES = ("intro", "alpha", "first", "second", "third", "more")
"""Pages of the plan that boxes may stand on; those of ``MAY_GO`` are sometimes not there."""
MAY_GO = ("first", "second", "third", "more")
NOTES = ("notes/one", "notes/two")
"""Pages outside the plan, which are renamed and deleted."""

REFERENCES = (
    *(f"{{insight}}`{ident}`" for ident in IDS),
    *(f"{{misconception}}`m-{ident}`" for ident in IDS[:2]),
    *(f"{{question}}`q-{ident}`" for ident in IDS[:2]),
    *(f"{{numref}}`t-{ident}`" for ident in IDS[:2]),
    "{numref}`fig-critical-step`",
    "{ref}`sec-second`",
    "{ref}`sec-third`",
    "{ref}`ch-beta`",
    "{ref}`app-extra`",
    "{ref}`sec-never`",
    "{concept}`node`",
    "{concept}`timeouts <timeout>`",
    "{concept}`lease`",
    "{defines}`node`",
    "{cite:p}`adams1990one`",
    "{cite:t}`adams1990two`",
    "{cite:p}`baker2001three`",
    "{count}`insights`",
    "{road}`sec-second, ch-beta, sec-never`",
    "{calc}`2 s + 3 s = 5 s`",
    "$x^2$",
    "[](#claim-amber)",
    "[the introduction](/introduction.md)",
)


@dataclass(frozen=True)
class Piece:
    """One block of a page."""

    kind: str
    ident: str
    words: str
    reference: str

    def text(self) -> str:
        body = f"{self.words} {self.reference}."
        concepts = ":concepts: node, timeout\n"
        if self.kind == "insight":
            fields = "".join(f":{name}: {body}\n" for name in ("revelation", "why", "implication", "remember"))
            return f":::{{insight}} Insight {self.words}\n:id: {self.ident}\n{concepts}\n{fields}:::\n"
        if self.kind == "misconception":
            fields = f":belief: {body}\n:reality: {body}\n"
            return f":::{{misconception}} Belief {self.words}\n:id: m-{self.ident}\n{concepts}\n{fields}:::\n"
        if self.kind == "question":
            return f":::{{question}} Why {self.words}?\n:id: q-{self.ident}\n\n{body}\n:::\n"
        if self.kind == "production":
            return f":::{{production}} Case {self.words}\n:id: p-{self.ident}\n\n{body} {{cite:p}}`adams1990two`\n:::\n"
        if self.kind == "truths":
            return f":::{{irreducible-truths}}\n:ids: r-{self.ident}, s-{self.ident}\n\n1. {body}\n2. Two.\n:::\n"
        if self.kind == "table":
            return (
                f":::{{table}} Table {self.words}\n:id: t-{self.ident}\n:type: property\n{concepts}\n"
                f"| a | b |\n| --- | --- |\n| 1 | {body} |\n:::\n"
            )
        if self.kind == "diagram":
            return f":::{{diagram}} ch01/critical-step\n:type: flow\n:alt: {self.words}.\n\n{body}\n:::\n"
        return f"{body}\n"


KINDS = ("prose", "prose", "insight", "misconception", "question", "production", "truths", "table", "diagram")
PIECES = st.builds(
    Piece, st.sampled_from(KINDS), st.sampled_from(IDS), st.sampled_from(WORDS), st.sampled_from(REFERENCES)
)

GATHERED = (
    "insight-compilation", "misconception-list", "truth-list", "production-list", "question-bank", "chapter-summaries",
    "diagram-collection", "table-guide", "concept-index", "book-glossary", "book-outline",
    "book-parts", "progress-matrix", "review-list",
)  # fmt: skip


def files_of(result: Result) -> dict[str, str]:
    """The pages and the data that a build has left, by path."""
    return result.pages() | result.data()


EXAMPLES = int(os.environ.get("EDITING_EXAMPLES", "25"))
"""How many authors are tried; each builds two books a step, about two seconds of CPU in all."""


@settings(
    max_examples=EXAMPLES,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    derandomize="CI" in os.environ,
)
class Editing(RuleBasedStateMachine):
    """An author who edits, adds, moves, renames and deletes, and builds after each step."""

    @initialize()
    def start(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.pages: dict[str, list[Piece]] = {name: [] for name in PLACES}
        self.notes: list[str] = [NOTES[0]]
        self.titles = dict.fromkeys((*PLACES, *NOTES), "")
        self.concepts, self.outline = CONCEPTS, OUTLINE
        self.book: TinyBook = tiny_book(self.root, {})

    @rule(name=st.sampled_from(PLACES), piece=PIECES, at=st.integers(0, 3))
    def add(self, name: str, piece: Piece, at: int) -> None:
        self.pages.setdefault(name, []).insert(at, piece)

    @rule(name=st.sampled_from(PLACES), words=st.sampled_from(WORDS))
    def edit(self, name: str, words: str) -> None:
        if self.pages.get(name):
            self.pages[name][0] = replace(self.pages[name][0], words=words)

    @rule(name=st.sampled_from(PLACES))
    def remove(self, name: str) -> None:
        if self.pages.get(name):
            self.pages[name].pop()

    @rule(source=st.sampled_from(PLACES), goal=st.sampled_from(PLACES))
    def move(self, source: str, goal: str) -> None:
        if self.pages.get(source):
            self.pages.setdefault(goal, []).append(self.pages[source].pop(0))

    @rule(name=st.sampled_from(MAY_GO))
    def delete(self, name: str) -> None:
        self.pages.pop(name, None)

    @rule(name=st.sampled_from(NOTES))
    def rename_note(self, name: str) -> None:
        self.notes = [name]

    @rule(name=st.sampled_from((*PLACES, NOTES[0])), words=st.sampled_from(WORDS))
    def retitle(self, name: str, words: str) -> None:
        self.titles[name] = words

    @rule(words=st.sampled_from(WORDS))
    def redefine(self, words: str) -> None:
        self.concepts = CONCEPTS.replace("A limit on waiting", f"A limit on {words}")

    @rule(words=st.sampled_from(WORDS))
    def replan(self, words: str) -> None:
        self.outline = OUTLINE.replace("Never Written", f"Never {words}")

    def write(self) -> None:
        files: dict[str, str | None] = dict.fromkeys(NOTES)
        files |= {SECTION[name]: None for name in PLACES}
        for name, pieces in self.pages.items():
            blocks = "\n".join(piece.text() for piece in pieces)
            files[SECTION[name]] = f"# Page {name} {self.titles[name]}\n\n{blocks}\n## More of {name}\n\nText.\n"
        for note in self.notes:
            files[note] = f"# Note {self.titles[note]}\n\nSee {{insight}}`claim-amber`.\n"
        inside = [SECTION[name] for name in ("first", "second") if name in self.pages]
        files[SECTION["alpha"]] = (
            f"{files[SECTION['alpha']]}\n{toctree(*inside)}" if inside else files[SECTION["alpha"]]
        )
        top = [SECTION[name] for name in ("intro", "alpha", "third", "more") if name in self.pages]
        gathered = "".join(f"\n:::{{{kind}}}\n:::\n" for kind in GATHERED[:-2])
        chapter = "\n:::{insight-compilation}\n:chapter: 1\n:::\n"
        rest = ("gathered", "chapter", "glossary", "plan", "references")
        files |= {
            "index": f"# The Book\n\n{toctree(*top, *self.notes, *rest)}",
            "gathered": f"# Gathered\n{gathered}",
            "chapter": f"# Chapter\n{chapter}",
            "glossary": "# Glossary\n\n:::{book-glossary}\n:::\n",
            "plan": "# Plan\n\n:::{book-outline}\n:::\n",
            "references": "# References\n\n```{bibliography}\n```\n",
            "concepts.toml": self.concepts,
            "outline.toml": self.outline,
        }
        self.book.write(files)

    @invariant()
    def incremental_is_clean(self) -> None:
        self.write()
        incremental = files_of(self.book.build(into="incremental"))
        clean = files_of(self.book.build(into="clean", clean=True))
        assert incremental.keys() == clean.keys()
        for path, text in clean.items():
            assert incremental[path] == text, path

    def teardown(self) -> None:
        if not hasattr(self, "book"):
            return
        clean = files_of(self.book.build(into="clean"))
        parallel = files_of(self.book.build(into="parallel", clean=True, jobs=4))
        assert parallel == clean
        shutil.rmtree(self.root, ignore_errors=True)


TestEditing = Editing.TestCase
