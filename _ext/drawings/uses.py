"""What the book shows: diagrams by their names, formulas by their letters."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path("source")
_REFERENCE = re.compile(r"^\s*(?::{3,}|`{3,}|~{3,})\s*\{diagram\}\s+(\S+)|^\s*:fallback:\s*(\S+)", re.MULTILINE)
_NOT_LETTERS = re.compile(r"[^A-Za-z0-9]+")
_WRITTEN = (".md", ".toml", ".bib")


def diagrams(root: Path) -> set[str]:
    """The names of all diagrams that the chapters show, as figures or as fallbacks."""
    names: set[str] = set()
    for path in (root / SOURCE).rglob("*.md"):
        for match in _REFERENCE.finditer(path.read_text(encoding="utf-8", errors="replace")):
            names.add(match[1] or match[2])
    return names


def letters(text: str) -> str:
    """The letters and digits of *text*: what of a formula no indentation, quoting or line break can change."""
    return _NOT_LETTERS.sub("", text)


def book_letters(root: Path) -> str:
    """The letters and digits of everything written in the book, for a formula's letters to be looked for.

    A formula whose letters are not in it is shown nowhere; the reverse need not be true.
    """
    paths = sorted(path for path in (root / SOURCE).rglob("*") if path.suffix in _WRITTEN)
    return "\n".join(letters(path.read_text(encoding="utf-8", errors="replace")) for path in paths)
