"""The gate on pages and ids that were released: each is still there, or led on to where it went."""

from __future__ import annotations

from collections.abc import Iterator

from book.model import redirects, released
from book.model.gates.gate import Finding, Manuscript


def kept_ids(manuscript: Manuscript) -> Iterator[Finding]:
    """Pages and ids of a release that the book no longer has and doesn't lead on; and redirects that lead to no id."""
    now = released.present(manuscript.book, manuscript.glossary)
    for gone in released.lost(manuscript.released, now, manuscript.redirects):
        name = redirects.NAME if gone.leads else released.NAME
        line = manuscript.lines.get(name, {}).get(gone.place, 1)
        message = f"{gone.place!r} {gone.remedy}" if gone.leads else gone.remedy
        yield Finding("", line, "kept-ids", message, f"source/{name}")
