"""``python -m book.desk.finish build/html``: what a built site needs besides its pages, made from them.

The search index; ``llms.txt`` with the text of each part; when the site has an address and the repository its history,
the feed of new insights; and the lists and the worker by which a browser keeps parts of the site.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from book.model.feed import FeedEntry, atom
from book.model.outline import Entry, Outline
from book.model.plaintext import plain_text

from . import search
from .chapter import outline_of
from .offline import write_offline

TEXTS = "llms"
FEED = "feed.xml"
_ADDED = re.compile(r"^\+:id: +(\S+)$")
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)index\.html"')
_SUMMARY = re.compile(r'<meta name="description" content="([^"]*)"')


def address_of(site: Path) -> str:
    """Where the *site* says that it stands, with a slash at the end; empty when it doesn't say."""
    match = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    return match[1] if match else ""


def text_files(site: Path, outline: Outline) -> Iterator[tuple[str, str, list[Entry]]]:
    """For each part with pages: the name of its file, what it is called, and its pages in reading order."""
    groups: dict[str, list[Entry]] = {}
    for entry in outline.entries:
        if (site / f"{entry.docname}.html").is_file():
            groups.setdefault(search.part_of(outline, entry.docname), []).append(entry)
    for name, entries in groups.items():
        yield f"{TEXTS}/{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.txt", name, entries


def write_texts(site: Path, outline: Outline) -> None:
    """Write ``llms.txt``, which lists the pages, and a file of plain text for each part."""
    base = address_of(site)
    match = _SUMMARY.search((site / "index.html").read_text(encoding="utf-8"))
    lines = [f"# {outline.title}", "", f"> {match[1] if match else outline.subtitle}", ""]
    lines += [
        "The text is under CC BY-SA 4.0. Each file below holds one part whole, as plain text.",
        "",
        "## Text by part",
        "",
    ]
    pages: list[str] = []
    for path, name, entries in text_files(site, outline):
        text = "\n".join(plain_text((site / f"{entry.docname}.html").read_text(encoding="utf-8")) for entry in entries)
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text(text, encoding="utf-8", newline="\n")
        lines.append(f"- [{name}]({base}{path}): {len(entries)} pages, {len(text.split()):,} words")
        pages += ["", f"## {name}", ""]
        pages += [f"- [{f'{e.number} {e.title}'.strip()}]({base}{e.docname}.html)" for e in entries]
    (site / "llms.txt").write_text("\n".join([*lines, *pages]) + "\n", encoding="utf-8", newline="\n")


def introduced(history: str) -> dict[str, int]:
    """When each id came in, in seconds, by the output of ``git log -p`` with the times after a NUL, oldest first."""
    since: dict[str, int] = {}
    at = 0
    for line in history.splitlines():
        if line.startswith("\0"):
            at = int(line[1:])
        elif match := _ADDED.match(line):
            since.setdefault(match[1], at)
    return since


def history_of(source: Path) -> str:
    """What ``introduced`` reads, of the Markdown below *source*; empty outside a repository."""
    command = ["git", "log", "--reverse", "--format=%x00%ct", "-p", "-U0", "-M", "--", "*.md"]
    try:
        return subprocess.run(command, cwd=source, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


def feed_entries(insights: Sequence[dict[str, Any]], since: dict[str, int], base: str) -> list[FeedEntry]:
    """The *insights* whose beginning is known, as entries of a feed for the site at *base*."""
    return [
        FeedEntry(row["id"], row["title"], row["revelation"], f"{base}{row['page']}.html#{row['id']}", since[row["id"]])
        for row in insights
        if row["id"] in since
    ]


def write_feed(site: Path, source: Path, outline: Outline) -> None:
    """Write the feed, unless the site has no address or the book no history."""
    base, insights = address_of(site), site / "insights.json"
    if base and insights.is_file() and (since := introduced(history_of(source))):
        rows = json.loads(insights.read_text(encoding="utf-8"))
        text = atom(feed_entries(rows, since, base), outline.title, f"The authors of {outline.title}", base)
        (site / FEED).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is missing or older than the pages; 1 when there is no site, or the index can't be made."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.finish", description=__doc__)
    parser.add_argument("site", type=Path, help="the folder that the site was built into")
    parser.add_argument("--source", type=Path, default=Path("source"))
    options = parser.parse_args(arguments)
    if status := search.main([str(options.site), "--source", str(options.source)]):
        return status
    if (outline := outline_of(options.source)) is None:
        return 1
    write_texts(options.site, outline)
    write_feed(options.site, options.source, outline)
    write_offline(options.site, outline)
    return 0


if __name__ == "__main__":
    sys.exit(main())
