"""``python -m drawings draw``, ``check``, ``list`` and ``fetch``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import packages
from .check import check
from .draw import draw
from .formulas import FormulaError, read_list
from .packages import MissingError
from .sources import find_all
from .store import Store
from .theme import ThemeError

# A build lists here the formulas that it did not find in the store.
MISSING_FORMULAS = Path("build/formulas-missing.json")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when all is well, 1 when something has to be done."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (ThemeError, MissingError, FormulaError) as error:
        print(error, file=sys.stderr)
        return 1


def run_draw(options: argparse.Namespace) -> int:
    """Draw what changed; print a line for each drawing, and messages to the error stream."""
    listed = options.formulas or options.root / MISSING_FORMULAS
    outcome = draw(Store(options.root), read_list(listed) if options.formulas or listed.is_file() else ())
    for name in outcome.drawn:
        print(f"drew {name}")
    for path in outcome.removed:
        print(f"removed {path}")
    for text in outcome.errors:
        print(text, file=sys.stderr)
    if outcome.errors:
        print(f"{len(outcome.errors)} drawings failed; the store is as it was", file=sys.stderr)
        return 1
    if not outcome.drawn and not outcome.removed:
        print("every drawing is up to date")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Print what is wrong with sources and store; notes are printed too, and fail nothing."""
    problems = check(Store(options.root))
    for problem in problems:
        print(problem.message(options.root))
    return int(any(not problem.is_note for problem in problems))


def run_list(options: argparse.Namespace) -> int:
    """Print each source with the state of its drawing."""
    store = Store(options.root)
    for source in find_all(options.root):
        rendering = store.rendering(source.name)
        size = f"{rendering.width_px:g} x {rendering.height_px:g} px" if rendering else "not drawn"
        print(f"{source.name}\t{size}")
    return 0


def run_fetch(options: argparse.Namespace) -> int:
    """Fetch the pinned bundles, and print where they are."""
    packages.fetch(options.root)
    for package in packages.PACKAGES:
        for path in package.paths(options.root):
            print(path.relative_to(options.root).as_posix())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m drawings", description="The book's diagrams, charts and formulas.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2], help="the project's folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    drawing = commands.add_parser("draw", help="draw what changed")
    drawing.add_argument("--formulas", type=Path, help=f"a list of formulas instead of {MISSING_FORMULAS}")
    drawing.set_defaults(run=run_draw)
    for name, run, text in (
        ("check", run_check, "say what is stale, missing, unused or breaks the lint"),
        ("list", run_list, "list the sources and the state of their drawings"),
        ("fetch", run_fetch, "fetch the bundles that drawing and drafts need"),
    ):
        commands.add_parser(name, help=text).set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
