"""Gates on spelling, and the word lists they use: codespell's, and the project's own dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from book.model.gates.gate import Setting, Spot, Words
from book.model.gates.sentences import WORD
from book.model.passages import Text
from book.model.records import Page

# What codespell's list of British spellings lacks.
_MORE_BRITISH = {
    "whilst": "while", "amongst": "among", "learnt": "learned", "spelt": "spelled", "ageing": "aging",
    "acknowledgement": "acknowledgment", "acknowledgements": "acknowledgments", "cancelled": "canceled",
    "cancelling": "canceling", "signalled": "signaled", "signalling": "signaling", "channelled": "channeled",
    "tunnelled": "tunneled", "tunnelling": "tunneling", "instalment": "installment", "enrol": "enroll",
    "sceptical": "skeptical", "sceptic": "skeptic", "mould": "mold", "tyre": "tire", "kerb": "curb",
    "draught": "draft", "plough": "plow", "artefact": "artifact", "artefacts": "artifacts",
}  # fmt: skip


_INSIDE = re.compile(r"[\w,;)]\s+$")


def misspelled(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Words that the lists know to be wrong."""
    return _wrong(text, setting.words().misspelled, "is misspelled", names_pass=True)


def british(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Words that are spelled the British way."""
    return _wrong(text, setting.words().british, "is British spelling", names_pass=False)


def _wrong(text: Text, wrong: Mapping[str, str], what: str, names_pass: bool) -> Iterator[Spot]:
    for passage in text.passages:
        said = passage.text.replace("’", "'")
        for match in WORD.finditer(said):
            right = wrong.get(match[0].casefold())
            if right is None or (names_pass and _is_name(said, match.start())):
                continue
            line = passage.line_at(match.start())
            yield line, f"{match[0]!r} {what}; write {right!r}, or add it to source/dictionary.txt if it is right"


def _is_name(said: str, start: int) -> bool:
    """True for a capital inside a sentence: names are spelled as their owners like."""
    return said[start].isupper() and _INSIDE.search(said[max(0, start - 3) : start]) is not None


def load_words(dictionary: Path) -> Words:
    """The word lists of codespell, corrected by the project's *dictionary*, which need not be there.

    A line of it is a word that is right in this book, or ``wrong->right``; ``#`` begins a comment.
    """
    right, more = read_dictionary(dictionary)
    lists = codespell_lists()
    wrong = {**read_codespell(lists / "dictionary.txt"), **more}
    british = {**read_codespell(lists / "dictionary_en-GB_to_en-US.txt"), **_MORE_BRITISH}
    return Words(
        {word: fix for word, fix in wrong.items() if word not in right and word not in british},
        {word: fix for word, fix in british.items() if word not in right},
    )


def read_dictionary(path: Path) -> tuple[frozenset[str], dict[str, str]]:
    """The words that *path* calls right, and those that it calls wrong with what is right."""
    right: set[str] = set()
    wrong: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        word, arrow, fix = (part.strip() for part in line.partition("#")[0].partition("->"))
        if arrow:
            wrong[word.casefold()] = fix
        elif word:
            right.add(word.casefold())
    return frozenset(right), wrong


def codespell_lists() -> Path:
    """The folder of codespell's word lists; raises ModuleNotFoundError when codespell is not installed."""
    found = find_spec("codespell_lib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("codespell is not installed; run 'make html', which installs what a build needs")
    return Path(found.origin).parent / "data"


def read_codespell(path: Path) -> dict[str, str]:
    """By wrong word, what codespell's list at *path* would write."""
    return dict(_rows(path.read_text(encoding="utf-8").splitlines()))


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        wrong, _, fixes = line.partition("->")
        yield wrong.casefold(), " or ".join(fix.strip() for fix in fixes.split(",") if fix.strip())
