"""The feed of new insights, in Atom."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

LONGEST = 50
"""Entries in a feed."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An insight and when it came into the book."""

    id: str
    title: str
    summary: str
    address: str
    since_s: int
    """Seconds since 1970."""


def atom(entries: Sequence[FeedEntry], title: str, author: str, base: str) -> str:
    """The newest of *entries*, newest first, for a site at the address *base*; those of one moment stay in order."""
    newest = sorted(entries, key=lambda entry: -entry.since_s)[:LONGEST]
    host, year = urlsplit(base).netloc, _time(min((e.since_s for e in entries), default=0))[:4]
    updated = _time(newest[0].since_s if newest else 0)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{html.escape(title)}: new insights</title>",
        f"<id>tag:{host},{year}:insights</id>",
        f'<link rel="alternate" href="{html.escape(base)}"/>',
        f'<link rel="self" href="{html.escape(base)}feed.xml"/>',
        f"<updated>{updated}</updated>",
        f"<author><name>{html.escape(author)}</name></author>",
    ]
    for entry in newest:
        lines += [
            "<entry>",
            f"<title>{html.escape(entry.title)}</title>",
            f"<id>tag:{host},{year}:insight/{entry.id}</id>",
            f'<link href="{html.escape(entry.address)}"/>',
            f"<updated>{_time(entry.since_s)}</updated>",
            f"<summary>{html.escape(entry.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def _time(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
