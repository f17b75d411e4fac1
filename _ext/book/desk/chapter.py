"""``python -m book.desk.chapter N``: the folder of a chapter or an appendix, from the outline and the template."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from book.model.outline import Outline, OutlineError, Unit, load_outline

from .template import APPENDICES_DOCNAME, Concept, chapter_pages, gathered_docnames


def write_new(pages: Mapping[str, str], source: Path) -> tuple[list[Path], list[Path]]:
    """Write each page that isn't there yet below *source*; the files written, and those left as they were."""
    written, kept = [], []
    for docname, text in pages.items():
        path = source / f"{docname}.md"
        if path.exists():
            kept.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written, kept


def report(written: Sequence[Path], kept: Sequence[Path], steps: Sequence[str]) -> None:
    """Say what was written, what was there before, and what is left to do by hand."""
    for path in written:
        print(f"wrote {path}")
    for path in kept:
        print(f"kept  {path}, which is there already")
    for step in steps:
        print(f"next: {step}")


def owned_concepts(path: Path) -> dict[str, list[Concept]]:
    """The concepts that each section introduces, by the section's number, in the order of the file *path*."""
    owned: dict[str, list[Concept]] = {}
    for row in tomllib.loads(path.read_text(encoding="utf-8")).get("concept", []):
        owned.setdefault(row["section"], []).append((row["id"], row["term"]))
    return owned


def next_steps(unit: Unit, source: Path) -> Iterator[str]:
    """The toctree lines that the pages of *unit* still need: no page that exists is edited."""
    folder, page = unit.entry.docname.rsplit("/", 2)[-2:]
    parent = unit.entry.parent or APPENDICES_DOCNAME
    wanted = {
        "index": parent,
        parent: f"{folder}/{page}",
    }
    for name, docname in gathered_docnames(unit).items():
        wanted[f"gathered/{name}/index"] = docname.rsplit("/", 1)[1]
    for docname, line in wanted.items():
        yield from toctree_step(source / f"{docname}.md", line)


def toctree_step(path: Path, line: str) -> Iterator[str]:
    """What to do when the toctree of the page *path* lacks *line*."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if line not in map(str.strip, lines):
        yield f"add to the toctree of {path}{'' if path.exists() else ' (to be written)'}: {line}"


def outline_of(source: Path) -> Outline | None:
    """The outline of the book in *source*; None when it is faulty, which has then been said."""
    try:
        return load_outline(source / "outline.toml")
    except OutlineError as fault:
        print(fault, file=sys.stderr)
        return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what is missing of one chapter and say what else it needs."""
    parser = argparse.ArgumentParser(prog="make chapter", usage="make chapter N=8   (or N=A for an appendix)")
    parser.add_argument("number", help="the chapter's number or the appendix's letter")
    parser.add_argument("--source", type=Path, default=Path("source"))
    options = parser.parse_args(arguments)
    source: Path = options.source
    if (outline := outline_of(source)) is None:
        return 1
    units = {unit.entry.number: unit for unit in outline.units()}
    if (unit := units.get(options.number.upper())) is None:
        print(f"{source / 'outline.toml'} has no chapter {options.number}; it has {', '.join(units)}", file=sys.stderr)
        return 1
    pages = chapter_pages(unit, owned_concepts(source / "concepts.toml"), outline.at(unit.entry.parent))
    report(*write_new(pages, source), list(next_steps(unit, source)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
