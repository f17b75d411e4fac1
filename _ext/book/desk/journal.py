"""``python -m book.desk.journal daily`` or ``weekly``: the figures of a day or week, with room for what they mean.

A note goes to ``journal/2026-11-25.md``, a review to ``journal/2026-W48.md``. The journal is kept with the sources and
is not published; nothing in it is ever overwritten.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from book.model.answers import entry_name
from book.model.gates import GATES, LEVELS, Finding
from book.model.history import counts_on
from book.model.outline import Entry, Outline, OutlineError, load_outline
from book.model.progress import phases
from book.versions import news_between, present, read_history

from .check import check
from .journal_pages import Judged, Span, daily_note, target_of, week_of, weekly_review

DAILY_WORDS = 2_000
"""New words in a day of writing, by the plan's daily routine."""
WEEKLY_WORDS = 15_000
"""By the plan's phases: 120,000 words in 8 weeks, 90,000 in 6, 60,000 in 4."""

Judge = Callable[[Path], tuple[Judged, ...] | None]
"""What the gates say of each written page of the book whose folder it gets, the best first."""


def span_of(root: Path, first: date, last: date, words: int, outline: Outline, judge: Judge, today: date) -> Span:
    """What is known of the days from *first* to *last*, both UTC; up to now, where *last* is not over."""
    source = root / "source"
    history = read_history(source, root)
    now = present(source) if last >= today else counts_on(history, last)
    before = counts_on(history, first - timedelta(days=1))
    news = news_between(source, midnight_s(first), None if last >= today else midnight_s(last + timedelta(days=1)))
    return Span(
        first,
        last,
        target_of(words, outline.total),
        now - before if history else now,
        now,
        tuple(page_names(news.pages, outline)),
        phase_of(news.pages, outline),
        news.insights,
        judge(root),
        bool(history),
    )


def midnight_s(day: date) -> int:
    """The moment at which *day* begins in UTC."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def page_names(docnames: Sequence[str], outline: Outline) -> list[str]:
    """How text refers to each of *docnames*, in reading order."""
    entries = ((docname, outline.at(docname)) for docname in sorted(docnames, key=outline.position))
    return [entry_name(entry) if entry and entry.label else docname for docname, entry in entries]


def phase_of(docnames: Sequence[str], outline: Outline) -> str:
    """The phases of the plan that *docnames* belong to."""
    found = [p.name for p in phases(outline) if any(entry.docname in docnames for entry in p.pages)]
    return ", ".join(found)


def ask_gates(root: Path) -> tuple[Judged, ...] | None:
    """What `make check` finds on each written page of the plan; None when the book does not build."""
    from sphinx.errors import SphinxError

    try:
        checked, _ = check(root.resolve())
    except SphinxError:
        return None
    findings = [finding for score in checked.scorecard.scores for finding in score.findings]
    outline = load_outline(root / "source" / "outline.toml")
    written = [entry for entry in outline.entries if (root / "source" / f"{entry.docname}.md").is_file()]
    return judged(written, findings)


def judged(written: Iterable[Entry], findings: Sequence[Finding]) -> tuple[Judged, ...]:
    """The sections of *written*, the one with the fewest and least findings first."""
    found = Counter((finding.docname, GATES[finding.gate].level) for finding in findings)
    pages = [
        Judged(entry_name(entry), *(found[entry.docname, level] for level in LEVELS))
        for entry in written
        if entry.kind in ("section", "front")
    ]
    return tuple(sorted(pages, key=lambda page: (page.musts, page.shoulds, page.notes)))


def main(arguments: Sequence[str] | None = None, judge: Judge = ask_gates) -> int:
    """Write the note or review unless it is there."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.journal", description=__doc__)
    parser.add_argument("which", choices=("daily", "weekly"))
    parser.add_argument("--date", type=date.fromisoformat, help="a day (of the week) other than today, UTC")
    parser.add_argument("--words", type=int, help=f"the target; {DAILY_WORDS:,} a day, {WEEKLY_WORDS:,} a week")
    parser.add_argument("--root", type=Path, default=Path())
    options = parser.parse_args(arguments)
    today = datetime.now(UTC).date()
    day: date = options.date or today
    try:
        outline = load_outline(options.root / "source" / "outline.toml")
    except OutlineError as fault:
        print(fault, file=sys.stderr)
        return 1
    if options.which == "daily":
        name, first, last, words, write = day.isoformat(), day, day, DAILY_WORDS, daily_note
    else:
        (first, last), (year, week, _) = week_of(day), day.isocalendar()
        name, words, write = f"{year}-W{week:02}", WEEKLY_WORDS, weekly_review
    path = options.root / "journal" / f"{name}.md"
    if path.exists():
        print(f"{path} is there and is left as it is", file=sys.stderr)
        return 1
    if options.words is not None:
        words = options.words
    text = write(span_of(options.root, first, last, words, outline, judge, today))
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {path}; the judgement is yours to add, where it says …")
    return 0


if __name__ == "__main__":
    sys.exit(main())
