"""The works of the bibliography as CSL-JSON (the input data of CSL 1.0.2), which reference managers read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from book.model.book import Book
from book.model.exports import place_of

TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "document",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "techreport": "report",
    "unpublished": "manuscript",
}
"""By type in the bibliography. Others, ``misc`` above all, are told by where they appeared; see `type_of`."""
GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "techreport": "Technical report"}
IN_VOLUMES = frozenset(("article-journal", "article-magazine"))
"""The types whose ``number`` is an issue."""
IN_SERIES = frozenset(("book", "chapter", "paper-conference"))
"""The types whose ``number`` is that of a series."""

_PREPRINT = re.compile(r"arXiv:\S+", re.IGNORECASE)
_WEBLOG = re.compile(r"\b(?:we)?blog\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A person by the parts of the name, or whoever has a *family* name alone: an organization."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the bibliography in plain text."""

    key: str
    type: str
    """As in the bibliography: ``inproceedings``."""
    fields: Mapping[str, str]
    people: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    """By role, ``author`` or ``editor``. The last may be ``others``, as BibTeX says "et al."."""
    label: str = ""
    """As printed: "Dwork et al. 1988"."""


def csl_item(work: Work) -> dict[str, Any]:
    """*work* as an item of CSL-JSON, without the variables that it lacks."""
    kind = type_of(work)
    given = {role: [_name(name) for name in names] for role, names in work.people.items()}
    item = {
        "id": work.key,
        "type": kind,
        "title": work.fields.get("title", ""),
        "author": given.get("author", []),
        "editor": given.get("editor", []),
        "issued": _issued(work.fields.get("year", "")),
        **_place(work, kind),
        "DOI": work.fields.get("doi", ""),
        "URL": work.fields.get("url", ""),
        "note": work.fields.get("note", ""),
        "citation-label": work.label,
    }
    return {name: value for name, value in item.items() if value}


def type_of(work: Work) -> str:
    """The CSL type of *work*: by its type in the bibliography, else preprint, post of a weblog, page or document."""
    if work.type in TYPES:
        return TYPES[work.type]
    where = work.fields.get("howpublished", "")
    if _PREPRINT.match(where):
        return "article"
    if _WEBLOG.search(where):
        return "post-weblog"
    return "webpage" if "url" in work.fields else "document"


def references_json(book: Book, items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The CSL *items* by id, each with the pages that cite it, in reading order, under ``custom``."""
    citing: dict[str, dict[str, None]] = {}
    for page in book:
        for reference in page.references:
            if reference.role == "cite":
                citing.setdefault(reference.target, {})[page.docname] = None
    return [
        item | {"custom": {"cited_in": [place_of(book, docname) for docname in citing.get(item["id"], ())]}}
        for item in sorted(items, key=lambda item: str(item["id"]))
    ]


def _name(name: Name) -> dict[str, str]:
    if not (name.given or name.particle):
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _issued(year: str) -> dict[str, Any]:
    if year.isdecimal():
        return {"date-parts": [[int(year)]]}
    return {"literal": year} if year else {}


def _place(work: Work, kind: str) -> dict[str, str]:
    """Where the work appeared."""
    return dict(_parts(work.fields, work.type, kind))


def _parts(fields: Mapping[str, str], type: str, kind: str) -> Iterator[tuple[str, str]]:
    where = fields.get("howpublished", "")
    within = fields.get("journal") or fields.get("booktitle", "")
    if kind in ("webpage", "post-weblog"):
        within, where = within or where, ""
    preprint = _PREPRINT.match(where) if kind == "article" else None
    yield "container-title", within
    yield "collection-title", fields.get("series", "")
    yield "volume", fields.get("volume", "")
    counted = "issue" if kind in IN_VOLUMES else "collection-number" if kind in IN_SERIES else "number"
    yield counted, preprint[0] if preprint else fields.get("number", "")
    yield "page", re.sub("-+|\u2013", "-", fields.get("pages", ""))
    yield "edition", fields.get("edition", "")
    publishers = (fields.get(name) for name in ("publisher", "institution", "school", "organization"))
    yield "publisher", next(filter(None, publishers), "arXiv" if preprint else where)
    yield "publisher-place", fields.get("address", "")
    yield "genre", fields.get("type") or ("Preprint" if preprint else GENRES.get(type, ""))
