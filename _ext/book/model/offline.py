"""What a reader keeps of the site to read it offline: its pages by part, each part with every file its pages load."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from book.model.outline import Outline

BASE = "base"
"""The bundle that comes with every other: what all pages load, the front matter, the glossary and the references."""
GATHERED = "gathered"
_TITLES = {BASE: "Front matter, glossary, references and search", GATHERED: "Gathered from the book"}

_TAG = re.compile(r"<(img|script|source|link|a)\b((?:[^\">]|\"[^\"]*\")*)>")
_ADDRESS = re.compile(r'\s(?:src|href)="([^"]*)"')
_LOADED_LINK = re.compile(r'\srel="(?:stylesheet|icon|manifest|apple-touch-icon)"')
_STYLE_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is kept or forgotten as one."""

    name: str
    title: str
    pages: int
    files: Mapping[str, str]
    """By path below the root of the site, the SHA-256 of its bytes."""
    size_bytes: int

    @property
    def list_text(self) -> str:
        """The bundle's files as JSON, the same for the same files; without the build that it belongs to."""
        return json.dumps(dict(sorted(self.files.items())), separators=(",", ":"))


def bundle_of(page: str, outline: Outline) -> str:
    """The name of the bundle that the page at the path *page* is in: that of its folder, or `BASE`."""
    folder = page.partition("/")[0]
    return folder if folder in {*part_titles(outline), GATHERED} and "/" in page else BASE


def part_titles(outline: Outline) -> dict[str, str]:
    """By folder, in reading order, what the parts of the book are called; the appendices count as a part."""
    titles: dict[str, str] = {}
    for entry in outline.entries:
        if entry.kind == "part":
            titles[entry.docname.partition("/")[0]] = entry.title
        elif entry.kind == "appendix":
            titles.setdefault(entry.docname.partition("/")[0], "Appendices")
    return titles


def title_of(name: str, outline: Outline) -> str:
    """What the bundle *name* is called."""
    return _TITLES.get(name) or part_titles(outline)[name]


def loaded_by_page(html: str, page: str) -> Iterator[str]:
    """Paths of the files of the site that a browser loads with the *page*: pictures, scripts, style sheets, icons."""
    for tag, attributes in _TAG.findall(html):
        if tag == "a" or (tag == "link" and not _LOADED_LINK.search(attributes)):
            continue
        if match := _ADDRESS.search(attributes):
            yield from path_in_site(match[1], page)


def linked_from_page(html: str, page: str) -> Iterator[str]:
    """Paths of the files of the site to which the *page* has links."""
    for tag, attributes in _TAG.findall(html):
        if tag == "a" and (match := _ADDRESS.search(attributes)):
            yield from path_in_site(match[1], page)


def loaded_by_styles(css: str, sheet: str) -> Iterator[str]:
    """Paths of the files that the style *sheet* may load."""
    for address in _STYLE_URL.findall(css):
        yield from path_in_site(address, sheet)


def path_in_site(address: str, origin: str) -> Iterator[str]:
    """The path that a relative *address* at *origin*, a page or sheet, means; nothing for one that leads elsewhere."""
    parts = urlsplit(address)
    if not parts.scheme and not parts.netloc and parts.path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(parts.path)))
        if not path.startswith(("../", "/")):
            yield path


def build_of(bundles: Iterable[Bundle]) -> str:
    """A name for exactly these files: two builds have the same when every file of every bundle is the same."""
    digest = hashlib.sha256()
    for bundle in bundles:
        digest.update(f"{bundle.name}\n{bundle.list_text}\n".encode())
    return digest.hexdigest()[:16]


def list_of(bundle: Bundle, build: str) -> str:
    """The file from which the worker learns what the *bundle* of a *build* consists of."""
    return f'{{"build":"{build}","files":{bundle.list_text}}}\n'


def overview(bundles: Iterable[Bundle], build: str) -> dict[str, Any]:
    """What the page "Read offline" says of the *bundles*: title, pages, bytes."""
    rows = [{"name": b.name, "title": b.title, "pages": b.pages, "bytes": b.size_bytes} for b in bundles]
    return {"build": build, "parts": rows}


def manifest(title: str, summary: str) -> dict[str, Any]:
    """The manifest by which a browser installs the site as an application of its own."""
    return {
        "name": title,
        "short_name": title.partition(":")[0],
        "description": summary,
        "lang": "en",
        "start_url": "index.html",
        "scope": "./",
        "id": "./",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#1f5fa8",
        "icons": [
            {"src": "_static/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "_static/icon-512.png", "sizes": "512x512", "type": "image/png"},
            {"src": "_static/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
        ],
    }
