"""``python -m book.desk.twice``: makes the release of the present commit twice and compares every byte.

Each is made in a clone of its own, and as much as can differ does: where it lies, the time zone, the clock (where
`faketime` is installed), the language, the number of processes, and who may read its files. The two share the
virtual environment of this checkout.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from book.desk.release import FOLDER

STAMPED = ("requirements.lock", "requirements-dev.lock", "pyproject.toml")
"""What `make` compares the virtual environment with, by date."""
LINES = 40
"""Of what a failed build has printed, the last so many are shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a release is made."""

    folder: str
    zone: str
    language: str
    jobs: int
    mask: int
    clock: str
    """For `faketime`, in the future: what a build can't know must not matter."""


PLACES = (
    Place("one", "Pacific/Kiritimati", "C.UTF-8", 1, 0o022, "+3d"),
    Place("deeper/in a folder/two", "America/Anchorage", "C", 2, 0o077, "+400d"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make both and compare; 1 when a build fails or a file differs."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.twice", description=__doc__)
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout")
    parser.add_argument("--keep", type=Path, help="an empty folder to leave both clones in")
    options = parser.parse_args(arguments)
    project = options.project.resolve()
    with TemporaryDirectory() as scratch:
        root = options.keep.resolve() if options.keep else Path(scratch)
        folders = [clone(project, root / place.folder) for place in PLACES]
        with ThreadPoolExecutor(len(PLACES)) as both:
            failed = [said for said in both.map(make, folders, PLACES) if said]
        if failed:
            print(*failed, sep="\n\n", file=sys.stderr)
            return 1
        differences = compare(*(folder / FOLDER for folder in folders))
        count = len(list((folders[0] / FOLDER).iterdir()))
    if differences:
        print("The two releases differ:", *differences, sep="\n", file=sys.stderr)
        return 1
    print(f"Two releases, {count} files: the same bytes.")
    return 0


def clone(project: Path, folder: Path) -> Path:
    """A clone of the present commit of *project* at *folder*, with the virtual environment of *project*."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = ["git", "clone", "--quiet", "--no-hardlinks", str(project), str(folder)]
    subprocess.run(command, check=True)
    (folder / ".venv").symlink_to((project / ".venv").resolve())
    for name in STAMPED:
        # Older than the environment, which therefore counts as made from them.
        os.utime(folder / name, (0, 0))
    return folder


def make(folder: Path, place: Place) -> str:
    """Make the release in *folder*; empty, or what the build said last when it failed."""
    command, variables = ["make", "--silent", "release", f"JOBS={place.jobs}"], environment(os.environ, folder, place)
    if faketime := shutil.which("faketime"):
        command = [faketime, "-f", place.clock, *command]
        variables["PATH"] = f"{_shims(folder.parent, faketime, place)}{os.pathsep}{variables['PATH']}"
    done = subprocess.run(command, cwd=folder, env=variables, umask=place.mask, capture_output=True, text=True)
    said = (done.stdout + done.stderr).splitlines()[-LINES:]
    return "" if done.returncode == 0 else "\n".join([f"make release failed in {place.folder}:", *said])


def _shims(folder: Path, faketime: str, place: Place) -> Path:
    """A folder with programs of TeX: latexmk, which compares it with files, sees the true clock."""
    shims = folder / f"bin-{place.jobs}"
    shims.mkdir(exist_ok=True)
    for name, prefix in (("latexmk", "env -u LD_PRELOAD -u FAKETIME"), ("xelatex", f"{faketime} -f {place.clock}")):
        if program := shutil.which(name):
            (shims / name).write_text(f'#!/bin/sh\nexec {prefix} {program} "$@"\n', encoding="utf-8")
            (shims / name).chmod(0o755)
    return shims


def environment(outer: Mapping[str, str], folder: Path, place: Place) -> dict[str, str]:
    """The variables that the build sees: not those that would make both builds alike, or that a test run has set."""
    kept = {name: value for name, value in outer.items() if name not in ("SOURCE_DATE_EPOCH", "MAKEFLAGS", "MAKELEVEL")}
    home = folder.parent / f"home-{place.jobs}"
    home.mkdir(exist_ok=True)
    return {
        **kept, "TZ": place.zone, "LC_ALL": place.language, "LANG": place.language, "HOME": str(home),
        "PYTHONPATH": str(folder / "_ext"), "PYTHONHASHSEED": str(place.jobs), "NO_FAKE_STAT": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


def compare(one: Path, other: Path) -> list[str]:
    """The files of the two folders that are not the same, each with what is wrong."""
    first, second = _digests(one), _digests(other)
    only = [f"{name}: only one has it" for name in sorted(first.keys() ^ second.keys())]
    return only + [f"{name}: differs" for name in sorted(first) if name in second and first[name] != second[name]]


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


if __name__ == "__main__":
    sys.exit(main())
