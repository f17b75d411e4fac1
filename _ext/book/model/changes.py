"""Which pages of a site say something else than before, and how much: for those who look at a proposed change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from book.model.plaintext import plain_text
from book.model.words import count_words

NEW, GONE, CHANGED = "new", "gone", "changed"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A page that is new, gone, or says something else."""

    path: str
    """From the root of the site."""
    kind: str
    added: int = 0
    """Words in lines that it didn't have before."""
    removed: int = 0


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What changed between two states of a site, HTML by path: new and gone pages, and changed texts, by path.

    Only what the article of a page says counts: neither the sidebar nor the date at the foot.
    """
    found: list[Change] = []
    for path in before.keys() | after.keys():
        old, new = (
            Counter(plain_text(pages[path]).splitlines()) if path in pages else None for pages in (before, after)
        )
        if old == new:
            continue
        added, removed = (
            _words((new or Counter()) - (old or Counter())),
            _words((old or Counter()) - (new or Counter())),
        )
        found.append(Change(path, NEW if old is None else GONE if new is None else CHANGED, added, removed))
    return sorted(found)


def _words(lines: Counter[str]) -> int:
    return sum(count_words(line) * times for line, times in lines.items())


def changes_table(found: Iterable[Change]) -> str:
    """The changes as a table in Markdown; gathered pages, which follow from the others, last."""
    rows = sorted(found, key=lambda change: (change.path.startswith("gathered/"), change))
    if not rows:
        return "No page says anything else than before.\n"
    lines = [
        f"{len(rows)} page{'' if len(rows) == 1 else 's'} changed.",
        "",
        "| page | | words |",
        "| --- | --- | ---: |",
    ]
    lines += [f"| `{row.path}` | {row.kind} | +{row.added:,} −{row.removed:,} |" for row in rows]
    return "\n".join(lines) + "\n"
