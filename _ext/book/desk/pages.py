"""``python -m book.desk.pages``: puts the site and the editions together in build/pages, as they are published.

The editions go into ``downloads/``, and the pages that name them get links with sizes. A file that a page names and the
release lacks, or that no page names, stops it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from book.desk.chapter import outline_of
from book.desk.offline import pages_of, write_offline
from book.desk.published import FOLDER, SUMS
from book.model.downloads import read_sums
from book.model.editions import released_name
from book.model.offers import Offer, filled, names_in, offered

SITE, RELEASE, PAGES = Path("build/html"), Path("build/release"), Path("build/pages")
ABOUT = ("NOTES.md", "counts.json", "sbom.cdx.json")
"""What a release says of itself, which its notes name."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the folder; 1, and no folder, when something is missing."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.pages", description=__doc__)
    parser.add_argument("--project", type=Path, default=Path())
    project: Path = parser.parse_args(arguments).project
    site, release, pages = (project / folder for folder in (SITE, RELEASE, PAGES))
    shutil.rmtree(pages, ignore_errors=True)
    if not (release / SUMS).is_file() or not (site / "index.html").is_file():
        print(f"nothing is at {RELEASE} or {SITE}; run make release", file=sys.stderr)
        return 1
    outline = outline_of(project / "source")
    if outline is None:
        return 1
    offers = offers_of(site, release)
    texts = {path: (site / path).read_text(encoding="utf-8") for path in pages_of(site)}
    named = {name: path for path, text in texts.items() for name in names_in(text)}
    if faults := faults_of(named, offers):
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    shutil.copytree(site, pages)
    shutil.copytree(release, pages / FOLDER)
    (pages / ".nojekyll").touch()
    for path in dict.fromkeys(named.values()):
        to_root = os.path.relpath(".", os.path.dirname(path) or ".") + "/"  # noqa: PTH120  # an address, no file
        (pages / path).write_text(filled(texts[path], to_root, offers), encoding="utf-8", newline="\n")
    # The lists of what a reader keeps hold digests of the pages.
    write_offline(pages, outline)
    print(f"To publish: {pages.resolve()}")
    return 0


def offers_of(site: Path, release: Path) -> dict[str, Offer]:
    """What can be offered, by its name as built: the editions of the *release*, and the data files of the *site*."""
    version = next(iter(_versions(release)), "")
    offers = {path.name: Offer(path.name, path.stat().st_size) for path in sorted(site.glob("*.*"))}
    for path in sorted(release.iterdir()):
        if path.name not in (*ABOUT, SUMS):
            name = path.name.replace(f"-{version}.", ".") if version else path.name
            offers[name] = Offer(f"{FOLDER}/{path.name}", path.stat().st_size)
    return offers


def _versions(release: Path) -> list[str]:
    """What stands in the names of the *release* where the version is, from the name that is known of the site's."""
    start, _, ending = released_name("distributed-systems-site.zip", "\0").partition("\0")
    names = read_sums((release / SUMS).read_text(encoding="utf-8"))
    return [name[len(start) : -len(ending)] for name in names if name.startswith(start) and name.endswith(ending)]


def faults_of(named: Mapping[str, str], offers: Mapping[str, Offer]) -> list[str]:
    """What a page of *named* offers in vain, and what of the release none offers."""
    faults = [
        f"{path} names {name}, which the release doesn't have; build it or take the name out of the page"
        for name, path in named.items()
        if not offered(name, offers)
    ]
    meant = {file for name in named for file in offered(name, offers)}
    faults += [
        f"no page names {name}, which the release has; name it in source/gathered/editions.md"
        for name, offer in offers.items()
        if offer.path.startswith(f"{FOLDER}/") and name not in meant
    ]
    return faults


if __name__ == "__main__":
    sys.exit(main())
