"""Which pages stand in which volume, where the book is printed a part at a time."""

from __future__ import annotations

from collections.abc import Container

from book.model.outline import Entry, Outline


def parts(outline: Outline) -> tuple[Entry, ...]:
    """The parts of the plan, in order."""
    return tuple(entry for entry in outline.entries if entry.kind == "part")


def part_named(outline: Outline, name: str) -> Entry | None:
    """The part that *name* means: its number as the book prints it, ``"IV"``, or in digits, ``"4"``."""
    numbered = {form: part for i, part in enumerate(parts(outline), 1) for form in (part.number, str(i))}
    return numbered.get(name.strip().upper())


def part_of(outline: Outline, docname: str) -> Entry | None:
    """The part that the page *docname* stands in; None for front matter, appendices and what is not planned."""
    entry = outline.at(docname)
    while entry is not None and entry.kind != "part":
        entry = outline.at(entry.parent)
    return entry


def volume_of(outline: Outline, docname: str) -> Entry | None:
    """The part in whose volume *docname* is printed; None for what every volume has: glossary, references and so on.

    The front matter opens the first volume, and the appendices close the last.
    """
    entry, all_parts = outline.at(docname), parts(outline)
    if entry is None or entry.kind == "landing" or not all_parts:
        return None
    if entry.kind == "front":
        return all_parts[0]
    return part_of(outline, docname) or all_parts[-1]


def written_parts(outline: Outline, written: Container[str]) -> tuple[Entry, ...]:
    """The parts of which at least one page besides the part's own is among the *written* docnames."""
    inside = (entry for entry in outline.entries if entry.kind != "part" and entry.docname in written)
    found = {part.docname for entry in inside if (part := part_of(outline, entry.docname))}
    return tuple(part for part in parts(outline) if part.docname in found)


def place_in_words(outline: Outline, docname: str) -> str:
    """Where a reader of another volume finds *docname*, such as "Part II" or "volume of Part I"."""
    if part := part_of(outline, docname):
        return f"Part {part.number}"
    volume = volume_of(outline, docname)
    return f"volume of Part {volume.number}" if volume else ""
