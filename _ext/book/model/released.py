"""The pages and ids of the releases so far: links from outside lead to them, so each is kept or led on.

``released-ids.toml``, which ``make ids`` writes::

    [pages]
    "part-01-one/page" = "section"
    [ids]
    "part-01-one/page#an-id" = "insight"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from book.model.book import Book
from book.model.concept_pages import shown_concepts
from book.model.datafile import TABLE, TEXT, DataFileError, Faults, read_toml
from book.model.items import DIAGRAM
from book.model.items import TABLE as TABLE_KIND
from book.model.redirects import Redirects

NAME = "released-ids.toml"
PAGE, HEADING, CONCEPT = "page", "heading", "concept"


class ReleasedError(DataFileError):
    """``released-ids.toml`` is not a list of pages and ids."""


@dataclass(frozen=True, slots=True)
class Released:
    """What links from outside may lead to."""

    pages: Mapping[str, str] = field(default_factory=dict)
    """By docname, what kind of page it is."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """By ``docname#id``, the kind of what is there."""

    def __bool__(self) -> bool:
        return bool(self.pages or self.ids)

    def text(self) -> str:
        """The file."""
        head = (
            "# Pages and ids of the releases so far. `make ids` adds to them before a release; no line is ever taken",
            "# out: what is gone from the book has a line in redirects.toml.",
            "",
        )
        pages = (f'"{name}" = "{kind}"' for name, kind in sorted(self.pages.items()))
        ids = (f'"{place}" = "{kind}"' for place, kind in sorted(self.ids.items()))
        return "\n".join([*head, "[pages]", *pages, "", "[ids]", *ids, ""])

    def with_all_of(self, later: Released) -> Released:
        """These pages and ids, and those of *later*, whose kinds hold."""
        return Released({**self.pages, **later.pages}, {**self.ids, **later.ids})


def load_released(path: Path) -> Released:
    """What was released; nothing where there is no file, before any release.

    Raises ReleasedError that names every fault, a line each.
    """
    return read_released(read_toml(path, ReleasedError), path) if path.is_file() else Released()


def read_released(data: Mapping[str, object], path: Path) -> Released:
    """The tables *data* of the file at *path*; raises ReleasedError as `load_released` does."""
    faults = Faults(path)
    faults.check("", data, {"pages": TABLE, "ids": TABLE})
    found: dict[str, dict[str, str]] = {}
    for name in ("pages", "ids"):
        rows = data.get(name)
        found[name] = rows if isinstance(rows, dict) else {}
        faults.check(f"{name}.", found[name], dict.fromkeys(found[name], TEXT))
    for place in found["ids"]:
        if place.count("#") != 1:
            faults.add(f"ids.{place}", "is no place; write a page and an id, such as 'part-01-one/page#an-id'")
    if faults.lines:
        raise ReleasedError(*faults.lines)
    return Released(found["pages"], found["ids"])


def present(book: Book, glossary: str = "glossary") -> Released:
    """What a release of *book* promises to keep, where the page *glossary* lists the concepts."""
    pages: dict[str, str] = {}
    ids: dict[str, str] = {}
    for page in book:
        entry = book.outline.at(page.docname)
        pages[page.docname] = entry.kind if entry else PAGE
        ids.update((f"{page.docname}#{id}", kind) for id, kind in _ids_on(book, page.docname))
    if glossary in book.pages:
        ids.update((f"{glossary}#term-{id}", CONCEPT) for id in shown_concepts(book))
    ids.update((f"{docname}#concept-{id}", CONCEPT) for id, (docname, _) in book.definitions.items())
    return Released(pages, ids)


def _ids_on(book: Book, docname: str) -> Iterator[tuple[str, str]]:
    page = book.pages[docname]
    yield from ((heading.id, HEADING) for heading in page.headings if heading.level > 1 and heading.id)
    yield from ((box.id, box.kind) for box in page.boxes if box.id)
    yield from ((figure.id, DIAGRAM) for figure in page.figures)
    yield from ((table.id, TABLE_KIND) for table in page.tables)


@dataclass(frozen=True, slots=True)
class Lost:
    """A page or id that links from outside ask for in vain, or a redirect that leads to no id."""

    place: str
    kind: str
    leads: str = ""
    """Where a redirect leads that leads nowhere; empty for what has none."""

    @property
    def remedy(self) -> str:
        """What is wrong and what to write where."""
        if self.leads:
            return f"leads to {self.leads!r}, where the book has no such id; correct it"
        table = "ids" if "#" in self.place else "pages"
        return (
            f"the {self.kind} {self.place!r} was released and is gone; give it back, or say where it went under "
            f'[{table}] in source/redirects.toml: "{self.place}" = "…"'
        )


def lost(released: Released, now: Released, redirects: Redirects) -> Iterator[Lost]:
    """What was *released*, isn't *now*, and isn't led on by *redirects*; then the redirects that lead to no id."""
    for docname, kind in released.pages.items():
        if docname not in now.pages and docname not in redirects.pages:
            yield Lost(docname, f"{kind} page" if kind != PAGE else PAGE)
    for place, kind in released.ids.items():
        if place not in now.ids and redirects.led_on(place) not in now.ids and place not in redirects.ids:
            yield Lost(place, kind)
    for place, target in redirects.ids.items():
        if redirects.led_on(target) not in now.ids:
            yield Lost(place, "", target)
