"""The command: generate, measure, print."""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from book.desk.tools import TOOLS

from .layout import lay_own, lay_plain
from .rows import ROWS, Bench, Measured, measure_drawings
from .shape import shape_of
from .table import growth_table, size_table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size and print a table for each, then the growth from one size to the next."""
    options = _parser().parse_args(arguments)
    measured: dict[float, tuple[Measured, Measured]] = {}
    print(_machine())
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        for size in options.size:
            measured[size] = _measure(size, options, (options.keep or Path(scratch)) / f"{size:g}")
            print(f"\n### {size:.0%} of the plan\n\n{size_table(size, *measured[size])}", flush=True)
    for small, large in zip(options.size, options.size[1:], strict=False):
        print(f"\n### From {small:.0%} to {large:.0%}\n\n{growth_table(small, large, measured)}")
    return 0


def _measure(size: float, options: argparse.Namespace, folder: Path) -> tuple[Measured, Measured]:
    """Plain Sphinx's rows and the book's."""
    shape, project = shape_of(size), options.project.resolve()
    plain: Measured = {}
    own: Measured = {}
    if options.side != "own":
        plain = Bench(lay_plain(folder / "plain", shape), options.rows).measure()
    if options.side != "plain":
        book = lay_own(folder / "own", project, shape)
        own = Bench(book, options.rows).measure()
        if any(name.startswith("drawings-") for name in options.rows):
            if TOOLS["chromium"].find(project):
                own |= measure_drawings(book, project)
            else:
                print("no Chromium here: the rows of the drawings are left out", file=sys.stderr)
    if not options.keep:
        shutil.rmtree(folder)
    return plain, own


def _machine() -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("sphinx", "myst-parser"))
    return f"Python {platform.python_version()}, {versions}, {platform.system()} {platform.machine()}"


def _parser() -> argparse.ArgumentParser:
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(prog="python -m book.desk.bench", description=__doc__)
    parser.add_argument(
        "--size", type=_sizes, default=[0.01, 0.1, 1.0], help="shares of the plan, by commas: 0.01,0.1,1"
    )
    parser.add_argument("--rows", type=_rows, default=names, help=f"rows, by commas, of {', '.join(names)}")
    parser.add_argument("--side", choices=("both", "own", "plain"), default="both")
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout whose conf.py builds the book")
    parser.add_argument("--keep", type=_new_folder, help="leave the generated books and builds in this new folder")
    return parser


def _new_folder(text: str) -> Path:
    if Path(text).exists():
        raise argparse.ArgumentTypeError(f"{text} is there already; name a new folder")
    return Path(text).resolve()


def _sizes(text: str) -> list[float]:
    return [float(size) for size in text.split(",")]


def _rows(text: str) -> list[str]:
    wanted = text.split(",")
    if unknown := sorted(set(wanted) - {row.name for row in ROWS}):
        raise argparse.ArgumentTypeError(f"there is no row {', '.join(unknown)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
