"""Addresses outside the book where readers talk about a page: made from a pattern with the page's own data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

PLACES = ("address", "title", "page")
"""What may stand in braces in a pattern: where the page is published, what it is called, its name in the source."""
_BRACES = re.compile(r"\{([^{}]*)\}")


def fault_of(pattern: str, site: str) -> str:
    """What is wrong with *pattern* for a book published at *site*, and the remedy; empty when nothing is."""
    parts = urlsplit(pattern)
    if parts.scheme != "https" or not parts.netloc or "{" in parts.netloc:
        return "is no address; write one that begins with https:// and a host"
    unknown = [f"{{{name}}}" for name in _BRACES.findall(pattern) if name not in PLACES]
    unknown += [brace for brace in "{}" if brace in _BRACES.sub("", pattern)]
    if unknown:
        return f"has {unknown[0]} in it; in braces may stand {', '.join(PLACES)}"
    if "{address}" in pattern and not site:
        return "needs the address of the page; set book_url to where the book is published"
    return ""


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The address that *pattern* gives with *values*, each written as a part of an address must be."""
    return _BRACES.sub(lambda match: quote(values[match[1]], safe=""), pattern)
