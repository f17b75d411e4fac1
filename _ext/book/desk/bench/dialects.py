"""The two ways to write the generated book: in the project's own markup, and in plain MyST for plain Sphinx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from .drawn import mermaid_source


class Dialect(Protocol):
    """How each piece of a page is written; both dialects are given the same pieces."""

    def box(
        self, kind: str, id: str, title: str, body: str, fields: Mapping[str, str], options: Mapping[str, str]
    ) -> str:
        """A box: its fields, then its body."""
        ...

    def diagram(self, name: str, caption: str, alt: str) -> str:
        """A diagram whose source is *name*."""
        ...

    def table(self, id: str, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """A captioned table."""
        ...

    def concept(self, term: str) -> str:
        """A term that links to its glossary entry."""
        ...

    def defines(self, id: str, term: str) -> str:
        """A term where it is introduced."""
        ...

    def refer(self, kind: str, id: str) -> str:
        """A reference to a box, ``figure``, ``table`` or ``section``."""
        ...

    def calc(self, text: str) -> str:
        """A calculation."""
        ...

    def label(self, id: str) -> str:
        """What must stand before the title of a section for it to be referred to."""
        ...


def _table_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


class Own:
    """The project's markup."""

    def box(
        self, kind: str, id: str, title: str, body: str, fields: Mapping[str, str], options: Mapping[str, str]
    ) -> str:
        lines = [f":::{{{kind}}} {title}".rstrip()]
        lines += [f":{name}: {value}" for name, value in {"id": id, **options}.items()]
        lines += ["", *(f":{name}: {value}" for name, value in fields.items())]
        return "\n".join([*lines, *(["", body] if body else []), ":::", ""])

    def diagram(self, name: str, caption: str, alt: str) -> str:
        return f":::{{diagram}} {name}\n:type: flow\n:alt: {alt}\n\n{caption}\n:::\n"

    def table(self, id: str, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        return f":::{{table}} {caption}\n:id: {id}\n:type: comparison\n\n{_table_rows(header, rows)}\n:::\n"

    def concept(self, term: str) -> str:
        return f"{{concept}}`{term}`"

    def defines(self, id: str, term: str) -> str:
        return f"{{defines}}`{term} <{id}>`"

    def refer(self, kind: str, id: str) -> str:
        if kind in ("figure", "table"):
            return f"{{numref}}`{id}`"
        return f"{{ref}}`sec-{id}`" if kind == "section" else f"{{{kind}}}`{id}`"

    def calc(self, text: str) -> str:
        return f"{{calc}}`{text}`"

    def label(self, id: str) -> str:
        return ""


class Plain:
    """What Sphinx, MyST and the same packages offer without the book's extension."""

    def box(
        self, kind: str, id: str, title: str, body: str, fields: Mapping[str, str], options: Mapping[str, str]
    ) -> str:
        lines = [f"({id})=", f":::{{admonition}} {title or kind}", f":class: {kind}"]
        lines += ["", *(f"**{name.capitalize()}**: {value}\n" for name, value in fields.items())]
        return "\n".join([*lines, *([body] if body else []), ":::", ""])

    def diagram(self, name: str, caption: str, alt: str) -> str:
        slug = name.rpartition("/")[2]
        source = mermaid_source()
        return f"```{{mermaid}}\n:name: fig-{slug}\n:caption: {caption}\n:alt: {alt}\n\n{source}```\n"

    def table(self, id: str, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        return f":::{{table}} {caption}\n:name: {id}\n\n{_table_rows(header, rows)}\n:::\n"

    def concept(self, term: str) -> str:
        return f"{{term}}`{term}`"

    def defines(self, id: str, term: str) -> str:
        return f"**{term}**"

    def refer(self, kind: str, id: str) -> str:
        if kind in ("figure", "table"):
            return f"{{numref}}`{id}`"
        return f"{{ref}}`sec-{id}`" if kind == "section" else f"{{ref}}`that box <{id}>`"

    def calc(self, text: str) -> str:
        return text

    def label(self, id: str) -> str:
        return f"(sec-{id})=\n"
