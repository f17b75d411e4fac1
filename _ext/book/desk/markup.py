"""``python -m book.desk.markup``: every directive and role as a page, from the tables of the extension."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from book.kinds import BOX_KINDS, DIAGRAM_TYPES, MAX_TABLE_COLUMNS, RANKS, TABLE_TYPES, TRUTH, BoxKind
from book.model.pages import PAGES

from .snippets import ROLES

PAGE = """\
# Every directive and role

`make reference` builds a small book that uses each of them and shows every source above its look; open
`build/reference/index.html`. Its pages are readable as they stand, too:
[boxes](../tests/book/reference/boxes.md), [diagrams and tables](../tests/book/reference/figures.md),
[roles](../tests/book/reference/roles.md), [gathered pages](../tests/book/reference/gathered.md). The tests build that
book and allow it no warning, so what is copied from it is right.

Chapters are MyST Markdown with colon fences, field lists, definition lists, dollar math, footnotes and attributes.
Raw HTML and substitutions are switched off: `<` and `{{{{ }}}}` print as they stand. Options are read as literal text,
so `#`, quotes and colons mean themselves in them; an option may go on in an indented line. In VS Code, typing `book-`
offers a snippet for each of what follows. A footnote, `[^name]`, stands at the end of its page and, on a wide screen,
in the margin as well.

## Boxes

A box opens with `:::{{kind}} title`; options come first, a line each, then fields or prose, then `:::`. Around a box
that holds another stand four colons.

| directive | title | options | fields | role |
| --- | --- | --- | --- | --- |
{boxes}

An italic field may be left out. `:id:` is a claim in a few words, unique in the book, and the permanent address of the
box; without it the id is made from the title. `:concepts:` holds ids from `source/concepts.toml`. `:rank:` is one of
{ranks}. Numbers count by kind and chapter, and the build gives them. Every kind but {ungathered} is
gathered on a page of its own or its chapter's.

## Diagrams, interactive figures, tables

| directive | options | what it is |
| --- | --- | --- |
| `diagram` | `type`, `alt`, `concepts` | the drawing of `diagrams/<name>.mmd` or `.vl.json`; the body is its caption |
| `explorable` | `fallback`, `alt`, `type`, `concepts` | an interactive figure; where it can't run, its fallback |
| `table` | `id`, `type`, `concepts` | one table written with bars; the caption stands after `{{table}}` |

A table has at most {columns} columns. A diagram's type is one of {diagram_types}, a table's one of
{table_types}. See [diagrams.md](diagrams.md) and [tables.md](tables.md).

## Roles

| role | gives |
| --- | --- |
{roles}

`` {{role}}`target` `` prints the number or the title; `` {{role}}`words <target>` `` prints the words. Footnotes, math
and Markdown links are those of MyST.

## Gathered pages

Each fills its place from the whole book, in every format.

| directive | options | shows |
| --- | --- | --- |
{gathered}

This page is generated: `make docs` writes it from the tables in `_ext/book/kinds.py` and `_ext/book/model/pages.py`.
"""


def page() -> str:
    """The page, in Markdown."""
    kinds = BOX_KINDS.values()
    return PAGE.format(
        boxes="\n".join(map(_box, kinds)),
        ranks=_listed(RANKS),
        ungathered=_listed(kind.name for kind in kinds if not kind.gathered),
        columns=MAX_TABLE_COLUMNS,
        diagram_types=_listed(DIAGRAM_TYPES),
        table_types=_listed(TABLE_TYPES),
        roles="\n".join(_roles()),
        gathered="\n".join(
            f"| `{spec.name}` | {_coded(spec.options)} | {_first_sentence(spec.gather)} |" for spec in PAGES.values()
        ),
    )


def _box(kind: BoxKind) -> str:
    fields = ", ".join(f"`{field.name}`" if field.required else f"*`{field.name}`*" for field in kind.fields)
    role = f"`{kind.name}`" if kind.referable else f"`{TRUTH}`, item by item" if "ids" in kind.options else ""
    options = [f"`{name}`" + (" (required)" if _needs(kind, name) else "") for name in kind.options]
    return f"| `{kind.name}` | {kind.title} | {', '.join(options)} | {fields or 'prose'} | {role or '–'} |"


def _needs(kind: BoxKind, option: str) -> bool:
    return option == "ids" or (option == "id" and kind.needs_id)


def _roles() -> Iterator[str]:
    for name, what in ROLES.items():
        yield f"| `{name}` | {what} |"
    for kind in BOX_KINDS.values():
        if kind.referable:
            yield f"| `{kind.name}` | a link to {'an' if kind.name[0] in 'aeiou' else 'a'} {kind.name} box, by its id |"
    yield f"| `{TRUTH}` | a link to one irreducible truth, by its id |"


def _coded(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


def _listed(names: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _first_sentence(function: Callable[..., object]) -> str:
    text = " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
    return text.replace("``", "`").rstrip(".")


if __name__ == "__main__":
    print(page(), end="")
