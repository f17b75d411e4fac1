"""The fingerprint of a text, small enough to keep in a review record: it tells how much of the text has changed since.

A text is a bag of sentences, each with its words and a short digest. A sentence that differs in one word counts with
all its words, since a reviewer vouches for what a sentence says; one that has only moved counts with none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b, sha256

from book.model.words import count_words

# Blank lines; ends of sentences, with what closes them; borders of cells; the lines of fields and options.
_ENDS = re.compile(r"\n[ \t]*\n|(?<=[.!?])[\"')\]*_]*\s+|\s\|\s|\n(?=[ \t]*:[\w-]+:[ \t])")
_MOST_WORDS = 255
_TOKEN = re.compile(r"[0-9a-f]{8}")


def text_hash(source: str) -> str:
    """The SHA-256 of Markdown *source*, the same however its lines are wrapped, indented or ended."""
    return sha256(" ".join(source.split()).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text."""

    hash: str = ""
    """:func:`text_hash` of the whole; empty for no text at all."""
    sentences: str = ""
    """Sorted tokens joined by spaces: six hexadecimal digits of a digest, two of the number of words, at most 255."""


NO_TEXT = Fingerprint()


def fingerprint(source: str) -> Fingerprint:
    """The fingerprint of Markdown *source*."""
    text = source.replace("\r\n", "\n")
    tokens = []
    for piece in _ENDS.split(text):
        words = count_words(piece)
        if words:
            digest = blake2b(" ".join(piece.split()).encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
            tokens.append(f"{digest}{min(words, _MOST_WORDS):02x}")
    return Fingerprint(text_hash(source), " ".join(sorted(tokens)))


def changed_share(then: Fingerprint, now: Fingerprint) -> float | None:
    """How much of a text has changed, from 0 to 1: words of sentences lost or new, whichever are more, of all words.

    All words are those of the longer text. None when *then* holds no sentences and the text isn't the same: it has
    changed, and nobody can say how much.
    """
    if then.hash == now.hash:
        return 0.0
    if not then.sentences:
        return None
    before, after = Counter(then.sentences.split()), Counter(now.sentences.split())
    lost, new = before - after, after - before
    whole = max(_words(before), _words(after))
    return max(_words(lost), _words(new)) / whole if whole else 0.0


def is_token(text: str) -> bool:
    """True when *text* is one sentence of a fingerprint, as records hold it."""
    return _TOKEN.fullmatch(text) is not None


def _words(bag: Counter[str]) -> int:
    return sum(int(token[6:], 16) * times for token, times in bag.items())
