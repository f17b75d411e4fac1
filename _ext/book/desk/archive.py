"""``python -m book.desk.archive build/html``: the site as one zip file that works from a folder on disk.

It holds the pages, what they load and what they link to. What needs a host is left out: the worker, and the index of
the search, for which a page on disk reads ``search/records.js``. Two archives of one site are the same bytes.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from book.model.offline import linked_from_page

from .offline import files_of, loaded_always, pages_of

NAME = "distributed-systems"
"""The folder in the archive, and how the file's name begins."""
OUTPUT = Path("build/zip")
ATTRIBUTES = 0o644 << 16


def members(site: Path) -> list[str]:
    """Paths in the *site* of the files that go into the archive, sorted."""
    pages = pages_of(site)
    linked = {path for page in pages for path in linked_from_page((site / page).read_text(encoding="utf-8"), page)}
    return sorted({*files_of(site, [*pages, *linked]), *loaded_always(site)})


def write_archive(site: Path, paths: Iterable[str], output: Path, when: int) -> None:
    """Put the files at *paths* of the *site* into the zip file *output*, all dated *when*, in seconds since 1970."""
    output.parent.mkdir(parents=True, exist_ok=True)
    date = max(time.gmtime(when)[:6], (1980, 1, 1, 0, 0, 0))  # where the dates of zip files begin
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in paths:
            member = zipfile.ZipInfo(f"{NAME}/{path}", date)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix, whatever this machine is
            member.external_attr = ATTRIBUTES
            archive.writestr(member, (site / path).read_bytes())


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack a finished site; 1 when there is none."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.archive", description=__doc__)
    parser.add_argument("site", type=Path, help="the folder that the site was built into")
    parser.add_argument("--output", type=Path, default=OUTPUT / f"{NAME}-site.zip")
    options = parser.parse_args(arguments)
    site: Path = options.site
    if not (site / "search" / "records.js").is_file():
        print(f"{site} holds no finished site; make html makes it", file=sys.stderr)
        return 1
    paths = members(site)
    write_archive(site, paths, options.output, int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    size = options.output.stat().st_size
    print(f"The site as an archive: {options.output.resolve()} ({len(paths):,} files, {size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
