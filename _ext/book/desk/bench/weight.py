"""What a browser loads: the gzipped bytes of a page with its own styles and scripts, and of the search index."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

SEARCH_INDEX = "searchindex.js"
OWN_INDEX = "search"
QUERY_WORDS, QUERY_HITS = 3, 10
"""The first query that is counted: so many words, in as many of the largest chunks, and so many of the largest hits."""


class _Loads(HTMLParser):
    """Collects the addresses of the styles and scripts that a page loads at once."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" in values:
            self.addresses.append(values["src"])
        if tag == "link" and {"stylesheet", "preload", "modulepreload"} & set(values.get("rel", "").split()):
            self.addresses.append(values.get("href", ""))


def _loaded(page: Path) -> list[Path]:
    """The styles and scripts of *page* that lie beside it, each once; other hosts' are left out."""
    parser = _Loads()
    parser.feed(page.read_text(encoding="utf-8"))
    local = [urlsplit(address) for address in parser.addresses]
    files = [(page.parent / unquote(url.path)).resolve() for url in local if url.path and not url.netloc]
    return [file for file in dict.fromkeys(files) if file.suffix in (".css", ".js", ".mjs") and file.is_file()]


def _gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), mtime=0))


def first_view_kb(page: Path) -> float:
    """HTML, CSS and JavaScript of the first view of *page*, in thousands of bytes, without the search index."""
    files = [page, *(file for file in _loaded(page) if file.name != SEARCH_INDEX)]
    return sum(map(_gzipped, files)) / 1000


def search_kb(page: Path, out: Path) -> tuple[float, float]:
    """Thousands of bytes of the search index that *page* loads before a query, and at most on the first one."""
    index = out / SEARCH_INDEX
    first = (_gzipped(index) if index.is_file() else _first_query(out / OWN_INDEX)) / 1000
    before = any(file.name == SEARCH_INDEX for file in _loaded(page))
    return (first, 0.0) if before else (0.0, first)


def _first_query(index: Path) -> int:
    """Bytes that a query loads of Pagefind's *index*; what it has compressed itself counts as it is."""

    def largest(kind: str, count: int) -> int:
        return sum(sorted((file.stat().st_size for file in index.rglob(f"*.pf_{kind}")), reverse=True)[:count])

    always = [file for name in ("pagefind.js", "pagefind-entry.json") if (file := index / name).is_file()]
    packed = largest("meta", 1) + largest("index", QUERY_WORDS) + largest("fragment", QUERY_HITS)
    return sum(map(_gzipped, always)) + packed + sum(file.stat().st_size for file in index.glob("wasm.*"))
