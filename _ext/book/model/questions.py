"""The questions of a page, read from its Markdown without a build: for sheets that people print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"(:{3,}|`{3,})\{question\}[ \t]*(.*)")
_OPTION = re.compile(r":([\w-]+):[ \t]*(.*)")
_CITED = re.compile(r"[ \t]*\{cite:\w+\}`[^`]*`")
_NAMED = re.compile(r"\{[\w:-]+\}`([^`<]+?)\s*<[^`>]*>`")
_SPOKEN = re.compile(r"\{(?:concept|defines|calc)\}`([^`]*)`")
_ELSEWHERE = re.compile(r"\{([\w:-]+)\}`[^`]*`")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer, as plain Markdown."""

    id: str
    asks: str
    answer: str


def questions_of(markdown: str) -> Iterator[Question]:
    """The questions of a page, in order; what the end of their fence doesn't close runs to the end of the page."""
    lines = iter(markdown.splitlines())
    for line in lines:
        opened = _OPEN.fullmatch(line.strip())
        if not opened:
            continue
        ident = ""
        body: list[str] = []
        for inner in lines:
            if inner.strip() == opened[1]:
                break
            option = _OPTION.fullmatch(inner.strip()) if not any(body) else None
            if option:
                ident = option[2].strip() if option[1] == "id" else ident
            else:
                body.append(inner)
        yield Question(ident, plain(opened[2]), plain("\n".join(body)).strip())


def plain(text: str) -> str:
    """*text* without the book's roles: terms as words, references as "(see the book)", no citations."""
    for pattern, words in ((_CITED, ""), (_NAMED, r"\1"), (_SPOKEN, r"\1"), (_ELSEWHERE, "(see the book)")):
        text = pattern.sub(words, text)
    return text
