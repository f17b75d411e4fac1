"""Gates on what is said twice: passages, insights and misconceptions, sentence openings, captions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from book.model.gates.boxes import alike
from book.model.gates.gate import Finding, Manuscript, Setting, Spot
from book.model.gates.sentences import counted, one_line, sentences, words_of
from book.model.gates.shingles import Pair, Prints, candidates, fingerprints, share, shingles
from book.model.passages import Passage, Text
from book.model.records import Box, Figure, Page, Table

SHARE = 0.3
"""From this share of the shorter passage on, two passages repeat each other ..."""
SHINGLES = 5
"""... if they have as many shingles in common: 12 words in a row."""
LIKENESS = 0.6
"""From this likeness of their titles, or of titles and revelations, on, two boxes say the same thing."""
OPENINGS = 3
"""So often may a section begin a sentence with the same words."""
OPENING_WORDS = 3

_COMPARED = frozenset(("paragraph", "item", "caption"))


def prints_of(text: Text) -> Prints:
    """The fingerprints of the passages of a page that are long enough to be repeated."""
    found = ((i, fingerprints(p.text)) for i, p in enumerate(text.passages) if p.kind in _COMPARED)
    return {i: prints for i, prints in found if prints}


def repeats(
    prints: Mapping[str, Prints], texts: Mapping[str, Text], order: Sequence[str], changed: set[str]
) -> Iterator[tuple[Pair, float]]:
    """Passages that repeat each other, with the share of the shorter; at least one on a page of *changed*."""
    for pair in candidates(prints, order, changed):
        one = texts[pair.page].passages[pair.passage]
        other = texts[pair.other_page].passages[pair.other_passage]
        first, second = shingles(one.text), shingles(other.text)
        if len(first & second) >= SHINGLES and share(first, second) >= SHARE:
            yield pair, share(first, second)


def repeated_passages(manuscript: Manuscript) -> Iterator[Finding]:
    """Each passage that says in the same words what an earlier one has said."""
    order = tuple(page.docname for page in manuscript.book)
    prints = {docname: prints_of(manuscript.texts[docname]) for docname in order}
    for pair, part in repeats(prints, manuscript.texts, order, set(order)):
        yield repeat_finding(pair, part, manuscript.texts)


def repeat_finding(pair: Pair, part: float, texts: Mapping[str, Text]) -> Finding:
    """What is said of two passages that repeat each other, at the second."""
    one, other = texts[pair.page].passages[pair.passage], texts[pair.other_page].passages[pair.other_passage]
    place = f"source/{pair.page}.md:{one.line}"
    message = f"{part:.0%} of {_shorter(one, other)!r} stands at {place} as well; say it once and refer to it"
    return Finding(pair.other_page, other.line, "repeated-passage", message)


def _shorter(one: Passage, other: Passage) -> str:
    return one_line(min(one.text, other.text, key=len))


def repeated_boxes(manuscript: Manuscript) -> Iterator[Finding]:
    """Insights, and misconceptions, that say the same thing as an earlier one in nearly the same words."""
    for kind in ("insight", "misconception"):
        boxes = [box for page in manuscript.book for box in page.boxes if box.kind == kind]
        for one, other in _neighbors(boxes):
            likeness = max(alike(one.title, other.title), alike(_claim(one), _claim(other)))
            if likeness >= LIKENESS:
                place = f"source/{one.docname}.md:{one.line}"
                message = f"{kind} {other.id!r} is {likeness:.0%} like {one.id!r} at {place}; keep one of the two"
                yield Finding(other.docname, other.line, "repeated-box", message)


def _claim(box: Box) -> str:
    fields = dict(box.fields)
    return f"{box.title} {fields.get('revelation') or fields.get('belief') or ''}"


def _neighbors(boxes: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Pairs of boxes that have enough rare words in common to be worth comparing, in the order of the book."""
    words = [frozenset(words_of(_claim(box))) for box in boxes]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, found in enumerate(words):
        for word in found:
            holders[word].append(i)
    # Words that many boxes have say nothing; what is left finds every pair that shares a few of its own.
    most = max(4, len(boxes) // 20)
    shared: Counter[tuple[int, int]] = Counter()
    for found_in in holders.values():
        if len(found_in) <= most:
            shared.update((i, j) for at, i in enumerate(found_in) for j in found_in[at + 1 :])
    for (i, j), number in sorted(shared.items()):
        if number >= 3 and len(words[i] & words[j]) >= 0.4 * min(len(words[i]), len(words[j])):
            yield boxes[i], boxes[j]


def sentence_openings(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Words that begin more sentences of a page's running text than a reader overlooks."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for passage in text.prose():
        for sentence in sentences(passage.text):
            words = tuple(words_of(sentence.text)[:OPENING_WORDS])
            if len(words) == OPENING_WORDS:
                places[words].append(passage.line_at(sentence.start))
    for words, lines in places.items():
        if len(lines) > OPENINGS:
            message = f"{counted(len(lines), 'sentence')} of this page begin {' '.join(words)!r}; begin some otherwise"
            yield lines[OPENINGS], message


def repeated_captions(manuscript: Manuscript) -> Iterator[Finding]:
    """Captions that another diagram or table has."""
    seen: dict[str, Figure | Table] = {}
    for page in manuscript.book:
        records: tuple[Figure | Table, ...] = (*page.figures, *page.tables)
        for record in records:
            words = " ".join(words_of(record.caption))
            first = seen.setdefault(words, record) if words else record
            if first is not record:
                place = f"source/{first.docname}.md:{first.line}"
                message = f"the caption {one_line(record.caption)!r} is that of {first.id!r} at {place}"
                yield Finding(page.docname, record.line, "repeated-caption", f"{message}; say what to see in this one")
