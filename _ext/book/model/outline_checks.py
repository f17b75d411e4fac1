"""What ``outline.toml`` must hold: each check adds what is wrong to the faults and goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from book.model.datafile import COUNT, KEBAB, ORDINAL, TABLE, TABLES, TEXT, Faults, Shape, one_of

STATUSES = ("planned", "drafting", "complete")
"""What an author may declare of a chapter."""

TARGETS = {"words": COUNT, "diagrams": COUNT, "tables": COUNT, "insights": COUNT}
_STATUS = {"status": one_of(*STATUSES)}
_FILE = Shape("a file name such as 'preface.md'", lambda v: isinstance(v, str) and bool(re.fullmatch(r"[\w-]+\.md", v)))
_LETTER = Shape("a capital letter", lambda v: isinstance(v, str) and bool(re.fullmatch(r"[A-Z]", v)))
_SECTION = {"number": TEXT, "slug": KEBAB, "title": TEXT}


def check_outline(data: Mapping[str, Any], faults: Faults) -> None:
    """Add to *faults* everything in *data* that keeps it from being an outline."""
    top = {"title": TEXT, "subtitle": TEXT, "total": TABLE}
    faults.check("", data, top, {"front_matter": TABLE, "part": TABLES, "appendix": TABLES})
    if isinstance(data.get("total"), dict):
        faults.check("total.", data["total"], TARGETS)
    slugs: dict[str, str] = {}
    front = data.get("front_matter")
    if isinstance(front, dict):
        faults.check("front_matter.", front, {**TARGETS, "sections": TABLES})
        _check_sections("front_matter", front, "0", faults, slugs, {**_SECTION, "file": _FILE})
        _check_once("front_matter.sections", "file", _rows(front, "sections"), faults)
    chapters: list[tuple[str, Mapping[str, Any]]] = []
    parts = _rows(data, "part")
    for i, part in enumerate(parts, 1):
        where = _name("part", part, i)
        faults.check(f"{where}.", part, {"number": ORDINAL, "slug": KEBAB, "title": TEXT, "chapter": TABLES})
        _check_slug(where, part, "part", faults, slugs)
        rows = _rows(part, "chapter")
        if not rows:
            faults.add(f"{where}.chapter", "the part has no chapter; add one or remove the part")
        chapters += [(_name("chapter", row, len(chapters) + j), row) for j, row in enumerate(rows, 1)]
    _check_counted([(_name("part", p, i), p) for i, p in enumerate(parts, 1)], "number", ORDINAL, faults)
    _check_counted(chapters, "number", ORDINAL, faults)
    appendices = [(_name("appendix", row, i), row) for i, row in enumerate(_rows(data, "appendix"), 1)]
    _check_counted(appendices, "letter", _LETTER, faults)
    for key, shape, prefix, named in (
        ("number", ORDINAL, "ch", chapters),
        ("letter", _LETTER, "app", appendices),
    ):
        for where, row in named:
            required = {key: shape, "slug": KEBAB, "title": TEXT, **TARGETS, "sections": TABLES}
            faults.check(f"{where}.", row, required, _STATUS)
            _check_slug(where, row, prefix, faults, slugs)
            number = str(row[key]) if shape.fits(row.get(key)) else ""
            _check_sections(where, row, number, faults, slugs, _SECTION)


def _rows(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = table.get(key, [])
    return value if TABLES.fits(value) else []


def _name(kind: str, row: Mapping[str, Any], position: int) -> str:
    return f"{kind} {row['slug']}" if KEBAB.fits(row.get("slug")) else f"{kind} at place {position}"


def _check_slug(where: str, row: Mapping[str, Any], prefix: str, faults: Faults, slugs: dict[str, str]) -> None:
    slug = row.get("slug")
    if not KEBAB.fits(slug):
        return
    label = f"{prefix}-{slug}"
    if label in slugs:
        faults.add(f"{where}.slug", f"the label {label!r} is that of {slugs[label]} already; choose another slug")
    slugs.setdefault(label, where)


def _check_sections(
    where: str, row: Mapping[str, Any], number: str, faults: Faults, slugs: dict[str, str], keys: Mapping[str, Shape]
) -> None:
    sections = _rows(row, "sections")
    if row.get("sections") == []:
        faults.add(f"{where}.sections", "is empty; list at least one section")
    for i, section in enumerate(sections, 1):
        place = f"{where}, {_name('section', section, i)}"
        faults.check(f"{place}.", section, keys)
        _check_slug(place, section, "sec", faults, slugs)
        found, expected = section.get("number"), f"{number}.{i}"
        if number and TEXT.fits(found) and found != expected:
            seen = found in [earlier.get("number") for earlier in sections[: i - 1]]
            what = f"{found!r} is used twice" if seen else f"{found!r} is out of sequence"
            faults.add(f"{place}.number", f"{what}; write {expected!r}")


def _check_counted(rows: list[tuple[str, Mapping[str, Any]]], key: str, shape: Shape, faults: Faults) -> None:
    """Numbers and letters go up by one from the first; after a fault, counting goes on from the value found."""
    seen: dict[int, str] = {}
    last = 0
    for where, row in rows:
        value = row.get(key)
        if not shape.fits(value):
            last += 1
            continue
        ordinal = ord(value) - ord("A") + 1 if isinstance(value, str) else int(row[key])
        expected = last + 1 if not isinstance(value, str) else chr(ord("A") + last)
        if ordinal in seen:
            faults.add(f"{where}.{key}", f"{value!r} is that of {seen[ordinal]} already; write {expected!r}")
            last += 1
            continue
        if ordinal != last + 1:
            faults.add(f"{where}.{key}", f"is {value!r} where {expected!r} comes next; leave no hole in the sequence")
        seen[ordinal] = where
        last = ordinal


def _check_once(where: str, key: str, rows: list[Mapping[str, Any]], faults: Faults) -> None:
    seen: set[object] = set()
    for row in rows:
        value = row.get(key)
        if isinstance(value, str):
            if value in seen:
                faults.add(f"{where}.{key}", f"{value!r} is used twice; give each section its own file")
            seen.add(value)
