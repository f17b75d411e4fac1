"""``python -m book.desk.release``: gathers the built editions into one folder, counted, named and described.

`make release` builds them first. What is in no edition's count, or lost by one, stops the release.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from book.desk import editions, ids
from book.desk.check import build
from book.desk.past import git, past_of
from book.model.census import Census, Tally, counts_table, losses, take_census
from book.model.editions import EDITIONS, PRINT, released_name
from book.model.release_notes import Imprint, release_notes

FOLDER = Path("build/release")
SUMS = "SHA256SUMS"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the folder; 1, and no folder, when an edition is missing or lacks something, or a tag's ids are open."""
    options = _parser().parse_args(arguments)
    if options.targets:
        print(*dict.fromkeys(edition.target for edition in EDITIONS))
        return 0
    project = options.project.resolve()
    folder = project / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    app, warnings = build(project, options.jobs)
    faults = [f"the build warns: {warning}" for warning in warnings]
    imprint, tagged = imprint_of(project, app)
    faults += _open_promises(project, app) if tagged else []
    if faults:
        return _stop(faults)
    census = census_of(app)
    try:
        found = [(edition, editions.built(edition, project)) for edition in EDITIONS]
        tallies = [editions.count(edition, paths, census, _outline(app)) for edition, paths in found]
    except editions.EditionError as error:
        return _stop([str(error)])
    table = counts_table(tallies, census)
    print(table)
    if lost := losses(tallies):
        return _stop(lost)
    folder.mkdir(parents=True)
    for _, paths in found:
        for path in paths:
            shutil.copyfile(path, folder / released_name(path.name, imprint.version))
    pdfs = [path for edition, paths in found if edition.format == PRINT for path in paths]
    _describe(folder, project, app, imprint, census, tallies, pdfs)
    print(f"The release: {folder}")
    return 0


def imprint_of(project: Path, app: Any) -> tuple[Imprint, bool]:
    """What identifies the release, and whether the commit carries its tag; without the tag, the version says so."""
    version, commit = app.config.release, git(project, "rev-parse", "HEAD")
    tagged = f"v{version}" in git(project, "tag", "--points-at", "HEAD").splitlines()
    date = datetime.fromtimestamp(_seconds(), UTC).date().isoformat()
    name = version if tagged else f"{version}-draft{f'-{commit[:7]}' if commit else ''}"
    return Imprint(app.config.project, name, date, commit), tagged


def _open_promises(project: Path, app: Any) -> Iterator[str]:
    """What a tagged commit must not leave open."""
    before, after, lost = ids.compare(app)
    yield from (f"{gone.place}: {gone.remedy}" for gone in lost)
    if before != after:
        yield "source/released-ids.toml lacks ids of this release; run make ids, commit the file and move the tag"
    if changed := git(project, "status", "--porcelain"):
        yield f"the checkout differs from its tag; commit or undo:\n{changed}"


def census_of(app: Any) -> Census:
    """The census of the book that *app* has built: its things, and the words of its own pages."""
    from book.domain import book_domain
    from book.passages import texts_in
    from book.quality import Texts

    book = book_domain(app.env).book
    planned = {entry.docname for entry in book.outline.entries}
    docnames = [page.docname for page in book if page.docname in planned or page.boxes or page.figures or page.tables]
    return take_census(book, Texts(dict(texts_in(app.doctreedir, docnames))))


def _describe(
    folder: Path, project: Path, app: Any, imprint: Imprint, census: Census, tallies: Sequence[Tally], pdfs: list[Path]
) -> None:
    """Add the bill of materials, the counts, the notes and, last, the checksums."""
    from book.desk.sbom import LOCK, bill
    from book.domain import book_domain

    lock = (project / LOCK).read_text(encoding="utf-8")
    _write(folder / "sbom.cdx.json", bill(imprint, lock, pdfs, _seconds()))
    counts = {row.edition: {count.kind: count.held for count in row.counts} for row in tallies}
    _write(folder / "counts.json", json.dumps(counts, indent=1) + "\n")
    book = book_domain(app.env).book
    listed = [f"- `{path.name}`, {_size(path.stat().st_size)}" for path in sorted(folder.iterdir())]
    table = "\n".join([counts_table(tallies, census), "", *filter(None, (edition.remark for edition in EDITIONS))])
    _write(folder / "NOTES.md", release_notes(imprint, book, census, past_of(project, book), listed, table))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())]
    _write(folder / SUMS, "".join(sums))


def _outline(app: Any) -> Any:
    from book.domain import book_domain

    return book_domain(app.env).outline


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000)):,} KB"


def _seconds() -> int:
    return int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _stop(faults: Sequence[str]) -> int:
    print("No release:", *faults, sep="\n", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m book.desk.release", description=__doc__)
    parser.add_argument("--targets", action="store_true", help="print what has to be built, as targets of the Makefile")
    parser.add_argument("--jobs", type=int, default=1, help="processes that the build uses")
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout")
    return parser


if __name__ == "__main__":
    sys.exit(main())
