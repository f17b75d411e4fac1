"""``python -m book.desk.snippets``: VS Code snippets for every directive and role an author types, from the kinds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from book.kinds import BOX_KINDS, DEFAULT_RANK, DIAGRAM_TYPES, RANKS, TABLE_TYPES, BoxKind

Snippet = dict[str, object]

OPTION_CHOICES = {"rank": (DEFAULT_RANK, *(rank for rank in RANKS if rank != DEFAULT_RANK))}
"""Options with a fixed set of values, the usual one first."""

ROLES = {
    "concept": "a concept, by its term",
    "defines": "introduces a concept, in its owning section, once",
    "calc": "checked arithmetic",
    "numref": "a figure (fig-slug) or table by its number",
    "ref": "a section, chapter or part by its label",
    "cite:p": "a source, in parentheses",
    "cite:t": "a source, as part of the sentence",
    "count": "a figure of the book, counted by the build",
    "minutes": "how long sections, chapters or parts take to read, by their labels",
    "road": "a reading path: its time, then each of its places with its own",
}
"""The roles that are not a box kind's, each with what it is for."""


class Stops:
    """Numbers the tab stops of one snippet."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, words: str) -> str:
        """A stop that shows *words* until something is typed."""
        self.count += 1
        return f"${{{self.count}:{words}}}"

    def choice(self, values: Sequence[str]) -> str:
        """A stop that offers *values*."""
        self.count += 1
        return f"${{{self.count}|{','.join(values)}|}}"


def box_body(kind: BoxKind) -> Iterator[str]:
    """The lines of a snippet for a box of *kind*."""
    stops = Stops()
    yield f":::{{{kind.name}}}" + (f" {stops.text('title')}" if kind.title != "none" else "")
    for option in kind.options:
        choices = OPTION_CHOICES.get(option)
        yield f":{option}: {stops.choice(choices) if choices else stops.text(option)}"
    yield ""
    for field in kind.fields:
        yield f":{field.name}: {stops.text(field.label.lower())}"
    if not kind.fields:
        yield ("1. " if "ids" in kind.options else "") + stops.text("text")
    yield ":::"


def diagram_body(stops: Stops) -> Iterator[str]:
    """The lines of a snippet for a diagram."""
    yield f":::{{diagram}} {stops.text('ch01/slug')}"
    yield f":type: {stops.choice(DIAGRAM_TYPES)}"
    yield f":alt: {stops.text('what someone who cannot see it needs to know')}"
    yield ""
    yield stops.text("The caption says what to see in it.")
    yield ":::"


def table_body(stops: Stops) -> Iterator[str]:
    """The lines of a snippet for a table."""
    yield f":::{{table}} {stops.text('what the table settles')}"
    yield f":id: {stops.text('id')}"
    yield f":type: {stops.choice(TABLE_TYPES)}"
    yield ""
    yield f"| {stops.text('question')} | {stops.text('one')} | {stops.text('other')} |"
    yield "| --- | --- | --- |"
    yield f"| {stops.text('row')} | {stops.text('cell')} | {stops.text('cell')} |"
    yield ":::"


def explorable_body(stops: Stops) -> Iterator[str]:
    """The lines of a snippet for an interactive figure."""
    yield f":::{{explorable}} {stops.text('name')}"
    yield f":concepts: {stops.text('concepts')}"
    yield f":fallback: {stops.text('ch01/slug')}"
    yield ""
    yield stops.text("What to try, and what should surprise you.")
    yield ":::"


def snippets() -> dict[str, Snippet]:
    """Every snippet by name; typing ``book-`` or a prefix lists them."""
    kinds = BOX_KINDS.values()
    found = {kind.name: _snippet(kind.name, f"{kind.label}: a box of the book", box_body(kind)) for kind in kinds}
    found["diagram"] = _snippet("diagram", "A diagram, drawn from diagrams/", diagram_body(Stops()))
    found["table"] = _snippet("table", "A table with its caption and type", table_body(Stops()))
    found["explorable"] = _snippet("explorable", "An interactive figure with its fallback", explorable_body(Stops()))
    referable = {kind.name: f"a link to {kind.label.lower()} by its id" for kind in kinds if kind.referable}
    for role, what in {**ROLES, **referable, "truth": "a link to a truth by its id"}.items():
        found[f"role {role}"] = _snippet(f"r-{role}", f"Role: {what}", [f"{{{role}}}`${{1:target}}`"])
    return found


def _snippet(prefix: str, description: str, body: Iterator[str] | list[str]) -> Snippet:
    return {"scope": "markdown", "prefix": f"book-{prefix}", "description": description, "body": list(body)}


def page() -> str:
    """The file, in JSON."""
    return json.dumps(snippets(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(page(), end="")
