"""Tables of what the book's prose does without, each with the reason (editorial standard, section 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLEARING = "clears the throat; begin with what it announces"
_HYPE = "praises in place of a mechanism or a number; say what makes it so and how much"
_STOCK = "is a stock phrase that fits any text; say the particular thing"
_VAGUE = "names no mechanism; say which request, which replica, which byte"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that the book never uses."""

    pattern: str
    reason: str
    """What follows "... here": what they do and what to do instead."""

    @property
    def regex(self) -> re.Pattern[str]:
        """Finds them in any case, over a line's end too."""
        return re.compile(self.pattern.replace(" ", r"\s+"), re.IGNORECASE)


PHRASES = (
    Phrase(r"\bit(?: is|'s|’s) (?:important|crucial|worth|vital|essential) (?:to|that|noting|mentioning)\b", _CLEARING),
    Phrase(r"\bit should be noted\b|\bit bears (?:noting|repeating)\b|\bneedless to say\b", _CLEARING),
    Phrase(r"\bin today['’]s (?:\w+ )?(?:world|age|era)\b|\bin the modern (?:world|era)\b", _CLEARING),
    Phrase(r"\blet(?:'|’)?s (?:dive|delve|explore|unpack|take a (?:closer )?look|get started|begin)\b", _CLEARING),
    Phrase(r"\bdive (?:deep )?into\b|\bdeep dives?\b", _CLEARING),
    Phrase(r"\bin this (?:section|chapter|part|book),? we(?:'ll|’ll| will| are going to| shall)?\b", _CLEARING),
    Phrase(r"\bwithout further ado\b|\bat the end of the day\b|\bfirst and foremost\b", _CLEARING),
    Phrase(r"\bas (?:we (?:have )?(?:saw|seen|mentioned)|mentioned (?:earlier|above|before)|noted (?:earlier|above))\b",
           "points back without a place; refer with {ref} or {numref}, or leave it out"),
    Phrase(r"\b(?:the )?key takeaways?\b|\bin conclusion\b|\bto (?:sum up|summarize)\b|\bin a nutshell\b",
           "announces a repetition; end where the argument ends"),
    Phrase(r"\bgame[-\s]chang(?:ing|ers?)\b|\bcutting[-\s]edge\b|\bstate[-\s]of[-\s]the[-\s]art\b", _HYPE),
    Phrase(r"\brobust(?! (?:to|against|under)\b)|\bseamless(?:ly)?\b|\bbattle[-\s]tested\b|\bworld[-\s]class\b", _HYPE),
    Phrase(r"(?<!more\s)(?<!less\s)(?<!most\s)(?<!as\s)(?<!equally\s)(?<!strictly\s)\bpowerful\b(?! than\b)", _HYPE),
    Phrase(r"\bblazing(?:ly)?[-\s]?fast\b|\brevolutioni[sz]\w+\b|\bparadigm[-\s]shift\w*\b|\bsupercharge\w*\b", _HYPE),
    Phrase(r"\bdelv(?:e|es|ed|ing)\b|\btapestry\b|\bjourneys?\b(?! time\b)|\brealms? of\b|\bin the realm\b", _STOCK),
    Phrase(r"(?<!-)\blandscapes?\b(?! (?:mode|format|orientation)\b)", _STOCK),
    Phrase(r"\bleverag(?:es|ed|ing)\b|\b(?:to|can|could|we|you|they|will|and|may|must) leverage\b",
           "is 'use' in a suit; write 'use'"),
    Phrase(r"\bunlock(?:s|ed|ing)? (?:\w+ ){0,2}(?:potential|power|value|possibilit\w+|opportunit\w+|capabilit\w+|"
           r"benefits?|insights?|performance|growth)\b", _STOCK),
    Phrase(r"\bplays? an? (?:crucial|vital|key|pivotal|central|important) role\b|\ba testament to\b", _STOCK),
    Phrase(r"\bever[-\s](?:evolving|changing|growing)\b|\bfast[-\s]paced\b|\bin the world of\b", _STOCK),
    Phrase(r"\bcan lead to (?:\w+ )?(?:problems|issues)\b|\bvarious (?:factors|reasons|issues)\b", _VAGUE),
    Phrase(r"\bvery (?:fast|quick|quickly|slow|slowly|large|small|reliable|scalable|efficient)\b", _VAGUE),
)  # fmt: skip
"""Every phrase that is not let through. Technical senses of the words (a Kerberos realm, a robust median against liars,
unlocking a mutex) are left alone; where one is caught, a comment above the paragraph allows it."""

HEADINGS = re.compile(
    r"(?:the )?(?:introduction|overview|background|motivation|conclusions?|summary|intuition|reality|insights?|"
    r"challenges|(?:key )?takeaways|best practices|trade-?offs|(?:common )?misconceptions|the problem|the solution|"
    r"production (?:implications|cases)|comparative analysis|visual understanding|how it works|the big picture|"
    r"why (?:it|this) matters|the road ahead|putting it (?:all )?together|final thoughts|next steps|going deeper|"
    r"further considerations|examples?|problem statement)",
    re.IGNORECASE,
)
"""Headings that could stand in any chapter."""

NOT_BUT = re.compile(r"\bnot (?:[^\s.;:?!]+\s+){1,7}?but\b(?!\s+also\b)", re.IGNORECASE)
MOST_NOT_BUT = 4
"""So many times a page may say "not X but Y"."""

_LOOKS_ADJECTIVE = (
    r"\w+(?:able|ible|ical|ful|ive|less|ous|ant|ent|ary|ory|ic|al)|fast|slow|simple|complex|large|small|safe|strong|weak|"
    r"cheap|clean|clear|quick|secure|flexible|modern"
)
THREE_ADJECTIVES = re.compile(
    rf"\b({_LOOKS_ADJECTIVE}),\s+({_LOOKS_ADJECTIVE}),?\s+and\s+({_LOOKS_ADJECTIVE})\b(?!\s+of\b)", re.IGNORECASE
)
MOST_THREES = 1
"""So many strings of three adjectives a page may have."""

DASH = re.compile(r"—|\s–\s")
MOST_DASHES = 2
"""One pair a paragraph."""

SHORT_ANSWER_WORDS = 4
ANSWERS = re.compile(r"[\"'“‘(]?(?:yes|no|not|because|nothing|nobody|neither|everything|exactly)\b", re.IGNORECASE)
MOST_ANSWERED = 1
"""So many questions a page may ask and answer in the next breath."""
