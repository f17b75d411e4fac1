"""``python -m book.desk.backlog 8``: the insights that a chapter may be built to, and what became of them."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from book.model.backlog import (
    PLANNED,
    STATES,
    WRITTEN,
    BacklogError,
    Standing,
    Written,
    beside,
    load_backlog,
    standings,
    tally,
)
from book.model.outline import Outline
from book.options import kebab, split_block

from .chapter import outline_of

_OPENING = re.compile(r"^(:{3,}|`{3,})\{insight\}[ \t]*(.*)$")


def written_insights(outline: Outline, source: Path) -> list[Written]:
    """The insights on the pages of the plan in reading order, read from their Markdown, without a build."""
    found: list[Written] = []
    for entry in outline.entries:
        path = source / f"{entry.docname}.md"
        if path.is_file():
            for line, title, id in insights_in(path.read_text(encoding="utf-8")):
                found.append(Written(id, title, entry.number, entry.docname, line))
    return found


def insights_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, title and id of each insight box of a page."""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if match := _OPENING.match(line):
            options = {option.name: option.value for option in split_block(lines[number:], ()).options}
            yield number, match[2].strip(), options.get("id") or kebab(match[2])


def listing(rows: Sequence[Standing], others: Sequence[Written]) -> Iterator[str]:
    """A line for each candidate with its state, the lines that belong to it, and the insights that are none's."""
    for row in rows:
        candidate = row.candidate
        words = " ".join(filter(None, (f"[{candidate.rank}]" if candidate.rank else "", candidate.sentence)))
        yield f"{candidate.name:8}{row.state:8}  {words}{' (keeps its words as a title)' if candidate.slogan else ''}"
        if candidate.limit:
            yield f"{'':18}limit: {candidate.limit}"
        if candidate.near and row.state == PLANNED:
            yield f"{'':18}says nearly the same as {', '.join(candidate.near)}"
        if candidate.reason:
            yield f"{'':18}{candidate.reason}"
        if row.written:
            yield f"{'':18}{row.written.docname}.md:{row.written.line}: {row.written.title}"
    for insight in others:
        yield f"{'beside':8}{WRITTEN:8}  {insight.title}"
        yield f"{'':18}{insight.docname}.md:{insight.line}"


def summary(rows: Sequence[Standing], outline: Outline) -> Iterator[str]:
    """A line for each chapter: how many candidates are in which state, and how many insights the plan has for it."""
    heads = (entry for entry in outline.entries if entry.kind in ("landing", "chapter", "appendix"))
    planned = {entry.unit: entry.insights for entry in heads}
    counts: dict[str, Counter[str]] = {}
    for section, states in tally(rows).items():
        counts.setdefault(section.partition(".")[0], Counter()).update(states)
    yield f"{'':4}{'candidates':>10}{''.join(f'{state:>9}' for state in STATES)}{'wanted':>9}"
    for unit, states in counts.items():
        columns = "".join(f"{states[state]:>9}" for state in STATES)
        yield f"{unit:4}{sum(states.values()):>10}{columns}{planned.get(unit, 0):>9}"
    total = sum(counts.values(), Counter())
    columns = "".join(f"{total[state]:>9}" for state in STATES)
    yield f"{'all':4}{sum(total.values()):>10}{columns}{sum(planned.get(unit, 0) for unit in counts):>9}"


def main(arguments: Sequence[str] | None = None) -> int:
    """List one chapter's candidates, or count them all by chapter; 1 when the file is faulty or names what isn't."""
    parser = argparse.ArgumentParser(
        prog="make backlog", usage="make backlog [CH=8]   (CH=A an appendix, CH=0 the front)"
    )
    parser.add_argument(
        "chapter", nargs="?", default="", help="a chapter's number, an appendix's letter, or a section's"
    )
    parser.add_argument("--source", type=Path, default=Path("source"))
    options = parser.parse_args(arguments)
    source: Path = options.source
    path = source / "backlog.toml"
    if (outline := outline_of(source)) is None:
        return 1
    try:
        candidates = load_backlog(path, outline)
    except BacklogError as fault:
        print(fault, file=sys.stderr)
        return 1
    written = written_insights(outline, source)
    rows = standings(candidates, written)
    chapter = options.chapter.upper()
    if not chapter:
        print("\n".join(summary(rows, outline)))
        print(f"Written without a candidate: {len(beside(rows, written))}")
    else:
        chosen = [row for row in rows if is_within(row.candidate.section, chapter)]
        if not chosen:
            units = dict.fromkeys(row.candidate.section.partition(".")[0] for row in rows)
            print(f"{path} has nothing for {options.chapter}; it has chapters {', '.join(units)}", file=sys.stderr)
            return 1
        others = [insight for insight in beside(rows, written) if is_within(insight.section, chapter)]
        print("\n".join(listing(chosen, others)))
    lost = [row.candidate for row in rows if row.state == WRITTEN and row.written is None]
    for candidate in lost:
        wrong = f"no page has the insight {candidate.id!r}; correct the id, or change the state"
        print(f"{path}: insight {candidate.name}.id: {wrong}", file=sys.stderr)
    return 1 if lost else 0


def is_within(section: str, chosen: str) -> bool:
    """True when *section* is the chapter or section *chosen*, or in it."""
    return section == chosen or section.startswith(f"{chosen}.")


if __name__ == "__main__":
    sys.exit(main())
