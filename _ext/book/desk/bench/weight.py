"""What a browser loads: the gzipped bytes of a page with its own styles and scripts, and of the search index."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

SEARCH_INDEX = "searchindex.js"


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
    """Thousands of bytes of Sphinx's search index that *page* loads before a query, and on the first one."""
    index = out / SEARCH_INDEX
    size = _gzipped(index) / 1000 if index.is_file() else 0.0
    before = any(file.name == SEARCH_INDEX for file in _loaded(page))
    return (size, 0.0) if before else (0.0, size)
