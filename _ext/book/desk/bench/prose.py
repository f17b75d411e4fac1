"""Sentences that mean nothing and look like prose to a builder: seeded, so that the same section is always the same."""

from __future__ import annotations

from functools import cache
from random import Random

NOUNS = (
    "replica message quorum leader clock log partition shard client coordinator timeout network disk ledger request "
    "reply ballot epoch lease lock cache queue stream snapshot commit write read vote failure delay path region rack"
).split()
VERBS = (
    "delays loses repeats orders accepts rejects copies stores forwards measures bounds hides reveals moves splits "
    "joins elects follows waits retries answers confirms"
).split()
ADJECTIVES = (
    "slow late stale local remote durable volatile shared private bounded eventual strict partial correct faulty idle "
    "loaded distant recent ordered"
).split()
VOCABULARY = 12_000
"""Made-up words beside those above: an index of a handful of words would cost nothing, and no book is like that."""
ONSETS = "b br c d dr f g gl h l m n p pr qu r s st t tr v w".split()
NUCLEI = "a e i o u ai ea ou".split()
LINKS = ("while", "because", "until", "although", "so that", "before", "after", "whenever")


@cache
def made_up(rank: int) -> str:
    """A word of two or three syllables; another one for each *rank* from 0 to ``VOCABULARY``."""
    syllables: list[str] = []
    while rank or len(syllables) < 2:
        rank, onset = divmod(rank, len(ONSETS))
        rank, nucleus = divmod(rank, len(NUCLEI))
        syllables.append(ONSETS[onset] + NUCLEI[nucleus])
    return "".join(syllables) + "n"


class Prose:
    """A source of words; what it says depends on *seed* and on nothing else."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def phrase(self) -> str:
        """A noun with its article and adjective."""
        return f"the {self.random.choice(ADJECTIVES)} {self._noun()}"

    def _noun(self) -> str:
        # A rank drawn evenly on a logarithmic scale gives the made-up words the frequencies of Zipf's law.
        if self.random.random() < 0.5:
            return self.random.choice(NOUNS)
        return made_up(int(VOCABULARY ** self.random.random()))

    def clause(self) -> str:
        """Seven words: who does what to whom."""
        return f"{self.phrase()} {self.random.choice(VERBS)} {self.phrase()}"

    def sentence(self, words: int = 16) -> str:
        """A sentence of about *words* words."""
        clauses = [self.clause()]
        while 8 * (len(clauses) + 1) <= words + 4:
            clauses.append(f"{self.random.choice(LINKS)} {self.clause()}")
        text = " ".join(clauses)
        return f"{text[0].upper()}{text[1:]}."

    def text(self, words: int) -> str:
        """Sentences of about *words* words in all, at least one."""
        return " ".join(self.sentence() for _ in range(max(1, round(words / 15))))

    def title(self) -> str:
        """A heading of seven words."""
        text = self.clause()
        return f"{text[0].upper()}{text[1:]}"
