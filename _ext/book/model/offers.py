"""Files that a page names for readers to take along: links with sizes where the published site has the files.

A page names a file as it is built, ``[distributed-systems.pdf]{.book-edition}``, or a pattern of names. A site that is
built alone shows the name; what is published leads to the file.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

_NAMED = re.compile(r'<(span|code) class="((?:[^"]* )?book-edition(?: [^"]*)?)">(.*?)</\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Offer:
    """A published file."""

    path: str
    """From the root of the site: ``downloads/distributed-systems-0.1.pdf``."""
    size_bytes: int


def names_in(html: str) -> Iterator[str]:
    """The names and patterns of files that a page offers."""
    for found in _NAMED.finditer(html):
        yield _name(found)


def filled(html: str, to_root: str, offers: Mapping[str, Offer]) -> str:
    """*html* with links to *offers*, which are by the name as built; *to_root* leads from the page to the root."""

    def link(found: re.Match[str]) -> str:
        meant = offered(_name(found), offers)
        if not meant:
            return found[0]
        links = (
            f'<a class="{found[2]}" href="{to_root}{escape(offers[name].path)}">{escape(name)}</a>'
            f" ({size_of(offers[name].size_bytes)})"
            for name in meant
        )
        return ", ".join(links)

    return _NAMED.sub(link, html)


def offered(name: str, offers: Mapping[str, Offer]) -> list[str]:
    """Which of *offers* the *name* or pattern means, sorted."""
    return sorted(fnmatch.filter(offers, name))


def size_of(size_bytes: int) -> str:
    """A size as readers know it: ``3.1 MB``, ``840 KB``."""
    return f"{size_bytes / 1_000_000:.1f} MB" if size_bytes >= 1_000_000 else f"{max(1, round(size_bytes / 1000)):,} KB"


def _name(found: re.Match[str]) -> str:
    return unescape(_TAG.sub("", found[3]))
