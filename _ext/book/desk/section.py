"""``python -m book.desk.section 8.2``: the page of one section, from the outline and the template."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .chapter import outline_of, owned_concepts, report, toctree_step, write_new
from .template import page_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page unless it is there, and say what else it needs."""
    parser = argparse.ArgumentParser(prog="make section", usage="make section N=8.2   (or N=A.3)")
    parser.add_argument("number", help="the section's number")
    parser.add_argument("--source", type=Path, default=Path("source"))
    options = parser.parse_args(arguments)
    source: Path = options.source
    if (outline := outline_of(source)) is None:
        return 1
    number = options.number.upper()
    found = {entry.number: (entry, unit) for unit in outline.units() for entry in unit.pages if entry.kind == "section"}
    if number not in found:
        near = [known for known in found if known.partition(".")[0] == number.partition(".")[0]]
        has = f"its chapter has {', '.join(near)}" if near else "write chapter and section, such as N=8.2"
        print(f"{source / 'outline.toml'} has no section {options.number}; {has}", file=sys.stderr)
        return 1
    entry, unit = found[number]
    pages = {entry.docname: page_of(entry, unit, owned_concepts(source / "concepts.toml").get(number, ()))}
    written, kept = write_new(pages, source)
    index = source / f"{unit.entry.docname}.md"
    if index.exists():
        steps = list(toctree_step(index, entry.docname.rsplit("/", 1)[1]))
    else:
        steps = [f"write the rest of the chapter, which keeps this page: make chapter N={unit.entry.number}"]
    report(written, kept, steps)
    return 0


if __name__ == "__main__":
    sys.exit(main())
