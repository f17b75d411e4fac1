"""What a browser needs to keep parts of a built site: a list of files for each part, the worker, the manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from book.model.offline import (
    BASE,
    Bundle,
    build_of,
    bundle_of,
    list_of,
    loaded_by_page,
    loaded_by_styles,
    manifest,
    overview,
    part_titles,
    title_of,
)
from book.model.outline import Outline

from .search import FOLDER as SEARCH

FOLDER = "offline"
"""Where the lists lie in the site; the worker and ``offline.js`` look for them there."""
WORKER = "sw.js"
"""At the root of the site, since a worker answers for the pages below its own folder."""
MANIFEST = "manifest.webmanifest"
ALWAYS = ("_static/js/*.js", "_static/explorables/**/*", "_static/icon-*.png", f"{SEARCH}/records.js")
"""What scripts load, which no page names."""
NEVER = "/vendor/fontawesome/"
"""The theme's style sheet names fonts of signs that no page shows."""


def pages_of(site: Path) -> list[str]:
    """Paths of the pages of the *site*, sorted; the theme leaves templates among its own files."""
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(path for path in paths if not path.startswith("_"))


def files_of(site: Path, pages: Iterable[str]) -> Iterator[str]:
    """The *pages* and what they and their style sheets load, as far as the *site* has it."""
    known: set[str] = set()
    waiting = list(pages)
    while waiting:
        path = waiting.pop()
        if path in known or NEVER in path or not (site / path).is_file():
            continue
        known.add(path)
        yield path
        if path.endswith(".html"):
            waiting += loaded_by_page((site / path).read_text(encoding="utf-8"), path)
        elif path.endswith(".css"):
            waiting += loaded_by_styles((site / path).read_text(encoding="utf-8"), path)


def loaded_always(site: Path) -> list[str]:
    """What the *site* has of `ALWAYS`."""
    return sorted(path.relative_to(site).as_posix() for pattern in ALWAYS for path in site.glob(pattern))


def bundles_of(site: Path, outline: Outline) -> list[Bundle]:
    """The bundles of the *site*: the base, then the parts in reading order, then the gathered pages."""
    pages: dict[str, list[str]] = {}
    for page in pages_of(site):
        pages.setdefault(bundle_of(page, outline), []).append(page)
    shared = {*files_of(site, pages.get(BASE, ())), *loaded_always(site)}
    order = [BASE, *part_titles(outline), *pages]
    bundles = []
    for name in dict.fromkeys(name for name in order if name in pages):
        own = shared if name == BASE else {*files_of(site, pages[name])} - shared
        contents = {path: (site / path).read_bytes() for path in sorted(own)}
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
        size = sum(map(len, contents.values()))
        bundles.append(Bundle(name, title_of(name, outline), len(pages[name]), digests, size))
    return bundles


def write_offline(site: Path, outline: Outline) -> None:
    """Write the lists, the worker that reads them, and the manifest."""
    bundles = bundles_of(site, outline)
    build = build_of(bundles)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    (site / FOLDER).mkdir()
    seen = json.dumps(overview(bundles, build), ensure_ascii=False, separators=(",", ":"))
    worker = Path(__file__).with_name(WORKER).read_text(encoding="utf-8")
    texts = {
        **{f"{FOLDER}/{bundle.name}.json": list_of(bundle, build) for bundle in bundles},
        f"{FOLDER}/parts.json": seen + "\n",
        WORKER: f"globalThis.bookBuild = {seen};\n{worker}",
        MANIFEST: json.dumps(manifest(outline.title, outline.subtitle), ensure_ascii=False, indent=1) + "\n",
    }
    for path, text in texts.items():
        (site / path).write_text(text, encoding="utf-8", newline="\n")
