"""The version history of the book's text, read from git: what the book held at each commit, and what is new since one.

A commit's pages are told from its parent's by one ``git log``, what a page holds is counted once for all time and kept
in ``.cache/counts.json`` by the page's blob. So a build that finds no new commit asks git for one name, and one
that does counts only what changed. Without git, or with a clone that lacks its past, there is no history.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from book.model.history import Point
from book.model.words import COUNTED, Counts, source_counts

CACHE = Path(".cache", "counts.json")
_FORMAT = 1
"""Raised when a page is counted in another way."""
_PAGE = re.compile(r"(?!gathered/|(?:.*/)?_).*\.md")
"""What is counted: not the gathered pages, whose words stand elsewhere, nor what begins with an underscore."""
_NO_BLOB = "0" * 40
_INSIGHT = re.compile(r"[+-]\s*:{3,}\{insight\}\s+(.*\S)")


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit, seen from its first parent, does to one page; an empty *blob* removes it."""

    path: str
    blob: str


def read_history(source: Path, root: Path) -> tuple[Point, ...]:
    """What the pages below *source* held after each commit of the branch, oldest first; empty without a history.

    The cache is kept below *root*.
    """
    head = _git(source, "rev-parse", "HEAD", "--is-shallow-repository", "--show-prefix")
    lines = head.split("\n") if head else []
    if len(lines) < 3 or lines[1] != "false":
        return ()
    name, prefix = f"{lines[0]} {lines[2]}", lines[2]
    cache = _load(root / CACHE)
    if cache.get("head") == name:
        return tuple(Point(at_s, Counts(*counts)) for at_s, *counts in cache["points"])
    commits = list(_commits(source, prefix))
    counted = {blob: Counts(*row) for blob, row in cache.get("counts", {}).items()}
    blobs = {change.blob for _, changes in commits for change in changes if change.blob}
    counted |= dict(_count(source, sorted(blobs - counted.keys())))
    points = tuple(replay(commits, counted))
    rows = [[point.at_s, *_row(point.counts)] for point in points]
    counts = {blob: _row(counted[blob]) for blob in sorted(blobs)}
    _save(root / CACHE, {"format": _FORMAT, "head": name, "points": rows, "counts": counts})
    return points


def replay(commits: Iterable[tuple[int, list[Change]]], counts: Mapping[str, Counts]) -> Iterator[Point]:
    """The book after each of *commits*, (time, changes) in their order, given what each blob holds."""
    pages: dict[str, str] = {}
    total = Counts()
    for at_s, changes in commits:
        for change in changes:
            if old := pages.pop(change.path, ""):
                total -= counts[old]
            if change.blob:
                pages[change.path] = change.blob
                total += counts[change.blob]
        yield Point(at_s, total)


def present(source: Path) -> Counts:
    """What the pages below *source* hold now, committed or not."""
    pages = sorted(path for path in source.rglob("*.md") if is_counted(path.relative_to(source).as_posix()))
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in pages)
    return sum(map(source_counts, texts), Counts())


def is_counted(path: str) -> bool:
    """True for a page, by its path below the source folder, that isn't gathered from others."""
    return _PAGE.fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class News:
    """What is new in some time."""

    pages: tuple[str, ...]
    """Docnames of the pages that were added or changed."""
    insights: tuple[str, ...]
    """Titles of insights that stand there and did not before."""


def news_between(source: Path, since_s: int, until_s: int | None) -> News:
    """What has changed below *source* from one moment to another, told by the last commit before each.

    Without *until_s* it is what has changed up to now, committed or not. Nothing without a version history.
    """
    since = _commit_before(source, since_s)
    if since is None:
        return News((), ())
    span, loose = [since], [""]
    if until_s is not None:
        span.append(_commit_before(source, until_s) or since)
    else:
        loose = (_git(source, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or "").split("\x00")
    diff = (
        _git(source, "diff", "-U0", "--no-renames", "--no-color", "--no-prefix", "--relative", *span, "--", ".") or ""
    )
    added = [path for path in loose if is_counted(path)]
    lines = diff.splitlines()
    lines += [f"+{line}" for path in added for line in (source / path).read_text(encoding="utf-8").splitlines()]
    changed = {line[4:] for line in lines if line.startswith("+++ ")} | set(added)
    pages = sorted(path.removesuffix(".md") for path in changed if is_counted(path))
    old, new = ([m[1] for line in lines if (m := _INSIGHT.match(line)) and line[0] == sign] for sign in "-+")
    return News(tuple(pages), tuple(dict.fromkeys(title for title in new if title not in old)))


def _commit_before(source: Path, moment_s: int) -> str | None:
    """The last commit of the branch before a moment, or the empty tree; None without a version history."""
    commit = _git(source, "rev-list", "-1", "--first-parent", f"--before={moment_s - 1}", "HEAD")
    if commit is None:
        return None
    return commit.strip() or (_git(source, "hash-object", "-t", "tree", os.devnull) or "").strip()


def _commits(source: Path, prefix: str) -> Iterator[tuple[int, list[Change]]]:
    """Time and changed pages of each commit on the branch, oldest first."""
    log = _git(
        source, "log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "--no-abbrev",
        "--no-renames", "-z", "--format=%x01%ct", "--", "."
    )  # fmt: skip
    for commit in (log or "").split("\x01")[1:]:
        time, _, rest = commit.partition("\x00")
        fields = rest.strip("\n\x00").split("\x00")
        changes = []
        for meta, path in zip(fields[::2], fields[1::2], strict=False):
            blob = meta.split()[3]
            if is_counted(path.removeprefix(prefix)):
                changes.append(Change(path, "" if blob == _NO_BLOB else blob))
        yield int(time), changes


def _count(source: Path, blobs: list[str]) -> Iterator[tuple[str, Counts]]:
    """What each of *blobs* holds."""
    if not blobs:
        return
    done = subprocess.run(
        ["git", "-C", str(source), "cat-file", "--batch"],
        input="".join(f"{blob}\n" for blob in blobs).encode(),
        capture_output=True,
        check=True,
    )
    out, at = done.stdout, 0
    for blob in blobs:
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[2])
        yield blob, source_counts(out[end + 1 : end + 1 + size].decode("utf-8", "replace"))
        at = end + size + 2


def _row(counts: Counts) -> list[int]:
    return [getattr(counts, name) for name in COUNTED]


def _git(source: Path, *arguments: str) -> str | None:
    """What git says about the folder *source*; None when it fails or is missing."""
    try:
        done = subprocess.run(["git", "-C", str(source), *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(data) if isinstance(data, dict) and data.get("format") == _FORMAT else {}


def _save(path: Path, state: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(state), encoding="utf-8")
