"""``python -m book.desk.review sec-…``: the skeleton of a review record, with hash and fingerprint of the present text.

``--complete`` instead gives each record without a fingerprint that of the page, where the page is still the text read.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from book.model.fingerprint import fingerprint
from book.model.outline import Entry, Outline, OutlineError, load_outline
from book.model.reviews import EXPERT, KINDS, TECHNICAL, ReviewError, load_reviews


def skeleton(section: str, day: date, kind: str, source: str) -> str:
    """A record of a reading of Markdown *source*; what is empty in it must be filled in before the book builds."""
    read = fingerprint(source)
    signed = 'signed = ""  # the expert, by full name; nobody else enters this record\n' if kind == EXPERT else ""
    return (
        f'section = "{section}"\n'
        f"date = {day.isoformat()}\n"
        f'kind = "{kind}"\n'
        'reviewer = ""  # the role, never the author of the text\n'
        f'text_hash = "{read.hash}"\n'
        f"{signed}\n"
        "# One table for each finding; none at all when nothing was found.\n"
        "[[finding]]\n"
        'severity = ""  # major, minor or note\n'
        'what = ""\n'
        'settled = ""  # how it was settled; empty while it is open\n\n'
        f"{fingerprint_table(read.sentences)}"
    )


def fingerprint_table(sentences: str) -> str:
    """The end of a record: the sentences that were read."""
    lines = "\n".join(textwrap.wrap(sentences, 116))
    return f'[fingerprint]\nsentences = """\n{lines}\n"""\n'


def completed(source: Path, outline: Outline) -> Iterator[tuple[Path, bool]]:
    """Give each record that lacks a fingerprint that of its page; the record, and False where the text has changed."""
    for review in load_reviews(source / "reviews", outline):
        entry, path = review.entry(outline), source / "reviews" / f"{review.name}.toml"
        if review.sentences or entry is None:
            continue
        page = source / f"{entry.docname}.md"
        now = fingerprint(page.read_text(encoding="utf-8")) if page.is_file() else None
        same = now is not None and now.hash == review.text_hash
        if now is not None and same:
            record = path.read_text(encoding="utf-8").rstrip()
            path.write_text(f"{record}\n\n{fingerprint_table(now.sentences)}", encoding="utf-8", newline="\n")
        yield path, same


def record_path(source: Path, entry: Entry, kind: str, day: date) -> Path:
    """Where the record goes: named after the page, the day and the kind."""
    slug = entry.label.partition("-")[2] or entry.docname.replace("/", "-")
    return source / "reviews" / f"{slug}-{day.isoformat()}-{kind.replace(' ', '-')}.toml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the skeleton unless there is such a record."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.review", description=__doc__)
    parser.add_argument("section", nargs="?", help="a label of the outline, or a page's name below source/")
    parser.add_argument("--kind", choices=KINDS, default=TECHNICAL)
    parser.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date(), help="when it ended")
    parser.add_argument("--complete", action="store_true", help="add the fingerprints that are missing")
    parser.add_argument("--source", type=Path, default=Path("source"))
    options = parser.parse_args(arguments)
    source: Path = options.source
    try:
        outline = load_outline(source / "outline.toml")
        if options.complete:
            for path, same in completed(source, outline):
                print(
                    f"completed {path}" if same else f"stale     {path}: its page has changed, and how much is unknown"
                )
            return 0
    except (OutlineError, ReviewError) as fault:
        print(fault, file=sys.stderr)
        return 1
    entry = outline.by_label(options.section or "") or outline.at(options.section or "")
    page = source / f"{entry.docname}.md" if entry else None
    if entry is None or page is None or not page.is_file():
        print(f"{options.section!r} is no written page of the outline; name one, such as sec-slug", file=sys.stderr)
        return 1
    path = record_path(source, entry, options.kind, options.date)
    if path.exists():
        print(f"{path} is there; a record is changed only to settle its findings", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    text = skeleton(entry.label or entry.docname, options.date, options.kind, page.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {path}; fill in the reviewer, and what was found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
