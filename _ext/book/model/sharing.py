"""How a page introduces itself to what links to it: descriptions, structured data, the map of the site, robots."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

DESCRIPTION_CHARACTERS = 200
"""About what a search engine or a preview shows."""
LICENSE = "https://creativecommons.org/licenses/by-sa/4.0/"
PICTURE_WIDTH_PX, PICTURE_HEIGHT_PX = 1200, 630
"""The size that previews ask for."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a page says of itself in its head."""

    title: str
    description: str
    address: str = ""
    """The page's own address, where the site has one."""
    picture: str = ""
    """Address of its picture, or empty."""
    picture_alt: str = ""
    is_book: bool = False
    """True for the landing page."""


def description_of(text: str) -> str:
    """The beginning of a *text*, up to the end of a sentence or else of a word, for a preview."""
    words = " ".join(text.split())
    if len(words) <= DESCRIPTION_CHARACTERS:
        return words
    cut = words[: DESCRIPTION_CHARACTERS - 1]
    sentence = max(cut.rfind(f"{end} ") for end in ".?!")
    return cut[: sentence + 1] if sentence > DESCRIPTION_CHARACTERS // 2 else f"{cut.rpartition(' ')[0]}…"


def head_of(page: Shared, site_name: str) -> str:
    """The ``meta`` elements of a page: its description, and the Open Graph's."""
    properties = {
        "og:type": "book" if page.is_book else "article",
        "og:site_name": site_name,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": page.address,
        "og:image": page.picture,
        "og:image:width": str(PICTURE_WIDTH_PX) if page.picture else "",
        "og:image:height": str(PICTURE_HEIGHT_PX) if page.picture else "",
        "og:image:alt": page.picture_alt if page.picture else "",
    }
    lines = [f'<meta name="description" content="{html.escape(page.description)}"/>'] if page.description else []
    lines += [f'<meta property="{key}" content="{html.escape(value)}"/>' for key, value in properties.items() if value]
    if page.picture:
        lines.append('<meta name="twitter:card" content="summary_large_image"/>')
    return "\n".join(lines)


def book_data(
    name: str, subtitle: str, author: str, address: str, chapters: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """The book in the vocabulary of schema.org; each chapter has ``name``, ``position`` and perhaps ``url``."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Book",
            "name": name,
            "alternativeHeadline": subtitle,
            "author": {"@type": "Organization", "name": author},
            "inLanguage": "en",
            "license": LICENSE,
            "isAccessibleForFree": True,
            "url": address,
            "hasPart": [{"@type": "Chapter", **chapter} for chapter in chapters],
        }
    )


def chapter_data(page: Shared, position: str, book: str, book_address: str, terms: Sequence[str]) -> dict[str, Any]:
    """A chapter or a section of the *book*, with the *terms* that it introduces."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Chapter",
            "name": page.title,
            "position": position,
            "description": page.description,
            "inLanguage": "en",
            "license": LICENSE,
            "url": page.address,
            "isPartOf": _without_empty({"@type": "Book", "name": book, "url": book_address}),
            "about": [{"@type": "DefinedTerm", "name": term} for term in terms],
        }
    )


def glossary_data(name: str, address: str, terms: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The glossary as a set of terms, each with its anchor on the page at *address*."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "DefinedTermSet",
            "name": name,
            "url": address,
            "hasDefinedTerm": [{"@type": "DefinedTerm", "@id": f"#{anchor}", "name": term} for anchor, term in terms],
        }
    )


def as_script(data: Mapping[str, Any]) -> str:
    """*data* as an element that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def sitemap(pages: Iterable[tuple[str, float | None]]) -> str:
    """The map of a site whose *pages* are pairs of an address and the time of the last change, in seconds, or None."""
    rows = []
    for address, changed in pages:
        day = "" if changed is None else f"<lastmod>{datetime.fromtimestamp(changed, UTC):%Y-%m-%d}</lastmod>"
        rows.append(f"<url><loc>{html.escape(address)}</loc>{day}</url>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(rows)}</urlset>\n"
    )


def robots(map_address: str) -> str:
    """What a robot is told: it may read everything, and where the map is, if there is one."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {map_address}\n" if map_address else "")


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", [], None)}
