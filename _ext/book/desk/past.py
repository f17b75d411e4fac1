"""What the version history says of the last release and of the time since."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from book.model import released
from book.model.book import Book
from book.model.release_notes import Correction, Past, Revision
from book.model.words import source_counts

TAGS = "v[0-9]*"
"""What release tags look like."""


def git(project: Path, *arguments: str) -> str:
    """What git prints, without the last line end; empty when it fails, as outside a repository."""
    try:
        done = subprocess.run(["git", *arguments], cwd=project, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.rstrip("\n") if done.returncode == 0 else ""


def past_of(project: Path, book: Book) -> Past:
    """What the notes on *book* tell of the release before the present commit, and of what was done since."""
    tags = git(
        project, "tag", "--list", TAGS, "--merged", "HEAD", "--no-contains", "HEAD", "--sort=-version:refname"
    ).splitlines()
    if not tags:
        return Past()
    tag = tags[0]
    path = f"source/{released.NAME}"
    text = git(project, "show", f"{tag}:{path}")
    before = released.read_released(tomllib.loads(text), Path(path)) if text else released.Released()
    count = git(project, "rev-list", "--count", f"{tag}..HEAD")
    corrections = tuple(_corrections(project, tag, book, before))
    return Past(tag, before, corrections, tuple(_revisions(project, tag, book, before)), int(count or 0))


def _corrections(project: Path, tag: str, book: Book, before: released.Released) -> Iterator[Correction]:
    """The settled major findings of reviews since *tag*, of pages that the release had."""
    names = git(project, "diff", "--name-only", "--no-renames", tag, "HEAD", "--", "source/reviews").splitlines()
    for name in sorted(names):
        now, known = _record(project, "HEAD", name), _record(project, tag, name)
        label = now.get("section", "")
        entry = book.outline.by_label(label)
        docname = entry.docname if entry else label
        old = {finding.get("what") for finding in known.get("finding", ()) if finding.get("settled")}
        for finding in now.get("finding", ()):
            is_news = finding.get("settled") and finding.get("what") not in old
            if is_news and finding.get("severity") == "major" and docname in before.pages:
                yield Correction(docname, finding["what"], finding["settled"])


def _record(project: Path, commit: str, name: str) -> dict[str, Any]:
    return tomllib.loads(git(project, "show", f"{commit}:{name}"))


def _revisions(project: Path, tag: str, book: Book, before: released.Released) -> Iterator[Revision]:
    """The pages of the outline that the release had and that differ since, by how many words."""
    changed = set(git(project, "diff", "--name-only", "--no-renames", tag, "HEAD", "--", "source").splitlines())
    for entry in book.outline.entries:
        name = f"source/{entry.docname}.md"
        if entry.docname in before.pages and name in changed and book.is_written(entry):
            words = [source_counts(git(project, "show", f"{commit}:{name}")).words for commit in (tag, "HEAD")]
            yield Revision(entry.docname, words[1] - words[0])
