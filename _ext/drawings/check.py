"""Checking the store against the sources, and the sources against the chapters and the lint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import sources, uses
from .draw import superseded
from .rules import Problem, lint
from .sources import Source
from .store import Store


def check(store: Store) -> list[Problem]:
    """Everything that is wrong, by file and line: lint, drawings missing, stale or left over, sources unused."""
    used = uses.diagrams(store.root)
    found: list[Problem] = []
    for source in sources.find_all(store.root):
        found += lint(source.path, store.root)
        found += _drawing_problems(store, source)
        if source.name not in used:
            text = f"diagram {source.name!r} is used in no chapter; add its directive or delete the file"
            found.append(Problem(source.path, 1, text))
    for path in superseded(store):
        found.append(Problem(path, 1, "is no drawing of the book as it is now; run `make diagrams`, which removes it"))
    return sorted(found, key=lambda problem: (problem.path.as_posix(), problem.line, problem.text))


def _drawing_problems(store: Store, source: Source) -> Iterator[Problem]:
    try:
        target = store.target(source)
    except sources.SourceError:
        return  # The lint has said why it can't be read.
    if target.is_file():
        return
    pattern = re.compile(re.escape(source.slug) + r"-[0-9a-f]{16}\.svg")
    stale = any(pattern.fullmatch(path.name) for path in target.parent.glob(f"{source.slug}-*.svg"))
    state = "has changed since it was drawn" if stale else "has not been drawn"
    yield Problem(source.path, 1, f"diagram {source.name!r} {state}; run `make diagrams`")
