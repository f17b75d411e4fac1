"""What counts as a word: in plain text, and in Markdown that no build has read, such as a page of an old commit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from book.kinds import BOX_KINDS

_WORD = re.compile(r"\S*[^\W_]\S*")
_FENCE = re.compile(r"\s*([:`]{3,})(?:\{([\w-]+)\}[ \t]*(.*))?$")
_OPTION = re.compile(r"\s*:([\w-]+):(?:\s|$)")
_TARGET = re.compile(r"\s*\([\w-]+\)=\s*$")
_CITED = re.compile(r"\{cite:\w+\}`([^`]*)`")
_ROLE = re.compile(r"\{[\w:-]+\}`([^`<]*?)\s*(?:<[^`>]*>)?`")
_LINK = re.compile(r"\]\([^()\s]*\)")

_SHOWN_OPTIONS = frozenset(field.name for kind in BOX_KINDS.values() for field in kind.fields)
_TITLED = frozenset(name for name, kind in BOX_KINDS.items() if kind.title != "none") | {"table"}
_SILENT = frozenset(("toctree", "bibliography"))


def count_words(text: str) -> int:
    """How many whitespace-separated pieces of *text* hold at least one letter or digit."""
    return len(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much Markdown holds of what the plan counts."""

    words: int = 0
    insights: int = 0
    diagrams: int = 0
    tables: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNTED))

    def __sub__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) - getattr(other, name) for name in COUNTED))


COUNTED = tuple(Counts.__dataclass_fields__)
"""The names of what is counted, in order."""


def source_counts(markdown: str) -> Counts:
    """About as much as a build counts on the page *markdown*, without reading it as a build does.

    Of the words, names of directives, options, comments, keys of citations and targets of links are left out. On the
    book's pages the two counts differ by one word in a hundred at most.
    """
    words = 0
    kinds: list[str] = []
    silent = ""
    for line in markdown.splitlines():
        fence = _FENCE.match(line)
        if silent:
            silent = "" if fence and fence[1] == silent and not fence[2] else silent
        elif fence:
            kinds.append(fence[2] or "")
            words += count_words(_spoken(fence[3])) if fence[2] in _TITLED else 0
            silent = fence[1] if fence[2] in _SILENT else ""
        elif (option := _OPTION.match(line)) is None:
            words += 0 if line.startswith("%") or _TARGET.match(line) else count_words(_spoken(line))
        elif option[1] in _SHOWN_OPTIONS:
            words += count_words(_spoken(line[option.end() :]))
    diagrams = kinds.count("diagram") + kinds.count("explorable")
    return Counts(words, kinds.count("insight"), diagrams, kinds.count("table"))


def _spoken(line: str) -> str:
    """*line* as it is read: citations are a word for each work, roles and links their own words."""
    cited = _CITED.sub(lambda match: " ".join("x" for _ in match[1].split(",")), line)
    return _LINK.sub("]", _ROLE.sub(lambda match: match[1] or "x", cited))
