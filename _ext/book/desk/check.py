"""Checks the book: a strict build, the drawings, and the quality gates, by chapter.

The build is that of `make html`, so a book that was built and has not changed is checked in a second or two; warnings
that earlier builds gave count as long as they are true.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from book.model.gates import GATES, LEVELS, NOTE, Finding, Score, Scorecard
from book.model.metrics import grouped, reading_minutes
from book.model.selection import units_of_chapter


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found."""

    warnings: tuple[str, ...]
    """Of the strict build, each with its place."""
    drawings: tuple[str, ...]
    """What `python -m drawings check` says."""
    scorecard: Scorecard

    @property
    def is_good(self) -> bool:
        """True when the build warns of nothing, the drawings are right and no failing gate stops it."""
        return not self.warnings and not self.drawings and not self.scorecard.is_broken


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, print, and return 0 only for a book that may be published."""
    options = _parser().parse_args(arguments)
    checked, units = check(options.project.resolve(), options.chapter, options.jobs)
    if units is None:
        print(f"the outline has no chapter {options.chapter!r}; write its number, a letter or 0", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(as_json(checked), ensure_ascii=False, indent=1))
    else:
        print("\n".join(report(checked, with_notes=options.notes or bool(options.chapter))))
    return 0 if checked.is_good else 1


def check(project: Path, chapter: str = "", jobs: int = 1) -> tuple[Checked, frozenset[str] | None]:
    """Build the book at *project* and judge it, or *chapter* alone; also the units judged, None for no such chapter."""
    from book.domain import book_domain
    from drawings import Store
    from drawings.check import check as check_drawings

    app, warnings = build(project, jobs)
    domain = book_domain(app.env)
    scorecard = domain.book.scorecard or Scorecard()
    units = units_of_chapter(domain.outline, chapter) if chapter else frozenset(s.unit for s in scorecard.scores)
    scores = tuple(score for score in scorecard.scores if units and score.unit in units)
    store = Store(Path(app.srcdir, app.config.book_root).resolve())
    problems = (problem.message(store.root) for problem in check_drawings(store) if not problem.is_note)
    return Checked(tuple(warnings), tuple(problems), Scorecard(scores)), units


def build(project: Path, jobs: int) -> tuple[Any, list[str]]:
    """Bring the site of *project* up to date, as `make html` does; the application, and all that is to be warned of."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from book.ledger import kept_ledger, warnings_of

    doctrees, site = project / "build/doctrees/html", project / "build/html"
    # Doctrees without a ledger were left by another version, and nobody knows what it warned of.
    fresh = not kept_ledger(doctrees, "html").is_file()
    with patch_docutils(project), docutils_namespace():
        app = Sphinx(
            project / "source", project, site, doctrees, "html", status=None, warning=StringIO(), freshenv=fresh,
            parallel=jobs,
        )  # fmt: skip
        app.build()
    found = warnings_of(app) or []
    return app, [f"source/{w.docname}.md:{max(w.line, 1)}: {w.message}" if w.docname else w.message for w in found]


def report(checked: Checked, with_notes: bool) -> Iterator[str]:
    """The scorecard and every failure, a line each."""
    for score in checked.scorecard.scores:
        yield from _of_score(score, with_notes)
    yield from scorecard_lines(checked.scorecard)
    yield ""
    yield from _listed("The strict build", checked.warnings, "warning")
    yield from _listed("The drawings", checked.drawings, "problem")
    for score in checked.scorecard.scores:
        if score.is_broken:
            declared = "is declared complete and " if score.status else ""
            yield f"{score.heading} {declared}fails {', '.join(score.counting)}"
    yield "Good." if checked.is_good else "Not good."


def scorecard_lines(scorecard: Scorecard) -> Iterator[str]:
    """A table of the chapters: how much each is, and how many gates of each level it passes."""
    asked = {level: sum(gate.level == level for gate in GATES.values()) for level in LEVELS}
    rows: list[tuple[str, ...]] = [("", "declared", "words", "min", *LEVELS)]
    for score in scorecard.scores:
        passed = (f"{asked[level] - len(score.failed(level))}/{asked[level]}" for level in LEVELS)
        words = score.totals.words
        rows.append((score.heading, score.status, grouped(words), str(reading_minutes(words)), *passed))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = row
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def _of_score(score: Score, with_notes: bool) -> Iterator[str]:
    if not score.findings:
        return
    yield f"== {score.heading}"
    for level in LEVELS:
        failed = score.failed(level)
        number = sum(map(len, failed.values()))
        if level == NOTE and not with_notes and number:
            yield f"{number} notes; 'make check CH={score.unit or '…'}' or --notes lists them"
            continue
        for findings in failed.values():
            yield from (f"{finding.place}: {level}: {finding.message} [{finding.gate}]" for finding in findings)
    yield ""


def _listed(what: str, lines: Sequence[str], noun: str) -> Iterator[str]:
    yield f"{what}: {len(lines) or 'no'} {noun}{'' if len(lines) == 1 else 's'}"
    yield from lines


def as_json(checked: Checked) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "good": checked.is_good,
        "warnings": list(checked.warnings),
        "drawings": list(checked.drawings),
        "chapters": [_score_json(score) for score in checked.scorecard.scores],
    }


def _score_json(score: Score) -> dict[str, Any]:
    return {
        "unit": score.unit,
        "heading": score.heading,
        "declared": score.status,
        "words": score.totals.words,
        "failed": {level: {name: len(found) for name, found in score.failed(level).items()} for level in LEVELS},
        "findings": [_finding_json(finding) for finding in score.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    path, _, line = finding.place.rpartition(":")
    gate = GATES[finding.gate]
    return {
        "file": path, "line": int(line), "gate": gate.name, "level": gate.level, "message": finding.message,
        "remedy": gate.remedy,
    }  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m book.desk.check", description=__doc__)
    parser.add_argument("--chapter", default="", help="a chapter by its number, an appendix by its letter")
    parser.add_argument("--notes", action="store_true", help="list the notes too")
    parser.add_argument("--json", action="store_true", help="print everything for a program to read")
    parser.add_argument("--jobs", type=int, default=1, help="processes that the build uses")
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout")
    return parser


if __name__ == "__main__":
    sys.exit(main())
