"""Sentences and words of a passage, with the place where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from book.model.words import count_words

_END = re.compile(r"[.!?]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9¤◇Ω\x02])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:al|vs|etc|cf|Dr|Mr|Mrs|Ms|St|No|Fig|Eq|Sec|Ch|pp|ca|approx|Inc|Ltd|Jr|[ap]\.m|e\.g|i\.e)|\b[A-Z])\.$"
)
_MARK = re.compile("\x02[^\x1f\x03]*\x1f[^\x03]*\x03")
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it begins in its passage."""

    text: str
    start: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of *text*, in their order; what ends without a full stop is one too."""
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if not _ABBREVIATED.search(text, max(start, match.start() - 12), match.start() + 1):
            yield Sentence(text[start:end].strip(), start)
            start = end
    if text[start:].strip():
        yield Sentence(text[start:].strip(), start)


def words_of(text: str) -> list[str]:
    """The words of *text* in small letters, with straight apostrophes."""
    return [word.replace("’", "'") for word in WORD.findall(text.casefold())]


def one_line(text: str, most: int = 70) -> str:
    """*text* for a message: on one line, without marks of references, cut after a whole word at *most* characters."""
    text = " ".join(_MARK.sub("", text).split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """``1 word``, ``2 words``, ``1,200 words``."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
