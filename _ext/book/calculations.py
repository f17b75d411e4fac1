"""Checked arithmetic in the doctree: tokens become nodes, derivations are found in their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from docutils import nodes

from book.model.arithmetic import Token, plain_text
from book.model.derivations import Derivation, load_all_derivations


def calc_nodes(tokens: Iterable[Token]) -> Iterator[nodes.Node]:
    """Text for everything but exponents, which become superscripts."""
    run: list[Token] = []
    for token in tokens:
        if token.kind == "superscript":
            if run:
                yield nodes.Text(plain_text(run))
                run = []
            yield nodes.superscript("", token.text)
        else:
            run.append(token)
    if run:
        yield nodes.Text(plain_text(run))


def derivation_files(folder: Path) -> tuple[Path, ...]:
    """The files of derivations in *folder*."""
    return tuple(sorted(folder.glob("*.toml")))


def find_derivation(folder: Path, name: str) -> Derivation | None:
    """The derivation *name* in the files of *folder*.

    Raises DerivationError with everything that is wrong in them.
    """
    return _load(folder, tuple((file, file.stat().st_mtime_ns) for file in derivation_files(folder))).get(name)


@lru_cache(maxsize=8)
def _load(folder: Path, files: tuple[tuple[Path, int], ...]) -> Mapping[str, Derivation]:
    return load_all_derivations(folder)
