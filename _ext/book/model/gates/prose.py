"""Gates on the prose: phrases, habits, lengths, and what is not prose at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from book.model.gates import phrases
from book.model.gates.gate import Setting, Spot
from book.model.gates.sentences import counted, one_line, sentences, words_of
from book.model.metrics import reading_minutes
from book.model.passages import Passage, Text
from book.model.records import Page
from book.model.words import count_words

MOST_SENTENCE_WORDS = 50
MOST_PARAGRAPH_WORDS = 180
MOST_MINUTES = 45
"""A page that takes longer is more than one sitting; a section of 7,500 words takes 32."""

_PHRASES = tuple((phrase.regex, phrase.reason) for phrase in phrases.PHRASES)
_HTML = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|button|center|code|dd|details|div|dl|dt|em|figure|font|form|h[1-6]|hr|i|iframe|img|"
    r"input|kbd|li|ol|p|pre|s|script|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul|video)"
    r"(?:\s[^<>]*)?/?>|<!--|-->",
    re.IGNORECASE,
)


def banned_phrases(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Each phrase of the table."""
    for passage in text.passages:
        for regex, reason in _PHRASES:
            for match in regex.finditer(passage.text):
                yield passage.line_at(match.start()), f"{one_line(match[0])!r} {reason}"


def heading_content(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Headings that could stand in any chapter; those of a chapter's summary are the same in all."""
    entry = setting.entry(page.docname)
    for heading in page.headings if entry and entry.kind in ("section", "front", "part", "chapter") else ():
        if heading.level > 1 and phrases.HEADINGS.fullmatch(heading.title.strip(" .:?!")):
            yield heading.line, f"the heading {heading.title!r} could stand in any chapter; say what this part shows"


def answered_questions(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Rhetorical questions that the next breath answers, after the first of a page."""
    found = [spot for passage in text.prose() for spot in _answered(passage)]
    for line, question in found[phrases.MOST_ANSWERED :]:
        yield (
            line,
            f"{one_line(question)!r} is asked and answered at once, not for the first time; just say it",
        )


def _answered(passage: Passage) -> Iterator[Spot]:
    for one, after in pairwise(sentences(passage.text)):
        asks = one.text.rstrip("\"'”’)").endswith("?") and not one.text.startswith(('"', "“", "'", "‘"))
        asks = asks and not after.text.endswith("?")  # A row of questions answers none of them.
        if asks and (after.words <= phrases.SHORT_ANSWER_WORDS or phrases.ANSWERS.match(after.text)):
            yield passage.line_at(one.start), one.text


def not_but(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """What a page says by "not X but Y" after the first few times."""
    yield from _too_often(
        text, phrases.NOT_BUT, phrases.MOST_NOT_BUT, "is one 'not X but Y' too many on this page; say Y alone"
    )


def three_adjectives(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Strings of three adjectives after the first of a page."""
    remedy = "is another string of three adjectives on this page; keep the one that says something"
    yield from _too_often(text, phrases.THREE_ADJECTIVES, phrases.MOST_THREES, remedy)


def _too_often(text: Text, regex: re.Pattern[str], most: int, remedy: str) -> Iterator[Spot]:
    found = [(p.line_at(match.start()), match[0]) for p in text.prose() for match in regex.finditer(p.text)]
    for line, words in found[most:]:
        yield line, f"{one_line(words)!r} {remedy}"


def dashes(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Paragraphs with more than a pair of dashes."""
    for passage in text.passages:
        found = list(phrases.DASH.finditer(passage.text))
        if len(found) > phrases.MOST_DASHES:
            message = f"{len(found)} dashes in a paragraph; keep one pair, and make sentences of the rest"
            yield passage.line_at(found[phrases.MOST_DASHES].start()), message


def parallel_sentences(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Three sentences in a row that begin with the same two words."""
    for passage in text.prose():
        found = list(sentences(passage.text))
        heads = [tuple(words_of(sentence.text)[:2]) for sentence in found]
        for i in range(2, len(found)):
            if len(heads[i]) == 2 and heads[i] == heads[i - 1] == heads[i - 2]:
                message = f"three sentences in a row begin {' '.join(heads[i])!r}; let the reflex go"
                yield passage.line_at(found[i].start), message
                break


def sentence_length(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Sentences that lose a reader on the way."""
    for passage in text.passages:
        if passage.kind in ("paragraph", "item"):
            for sentence in sentences(passage.text):
                if sentence.words > MOST_SENTENCE_WORDS:
                    message = f"a sentence of {sentence.words} words begins {one_line(sentence.text, 40)!r}; divide it"
                    yield passage.line_at(sentence.start), message


def paragraph_length(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Paragraphs with more than one idea, as far as words can tell."""
    for passage in text.prose():
        if (words := count_words(passage.text)) > MOST_PARAGRAPH_WORDS:
            yield passage.line, f"a paragraph of {words} words; give each idea its own"


def reading_time(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Pages that take more than a sitting."""
    if setting.entry(page.docname) and (minutes := reading_minutes(page.words)) > MOST_MINUTES:
        yield 1, f"this page takes {counted(minutes, 'minute')} to read; more than {MOST_MINUTES} are two sittings"


def raw_html(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """HTML, which prints as it stands, and raw output for one format."""
    for passage in text.passages:
        if passage.kind == "raw":
            yield passage.line, "this is raw output for one format and missing from all others; write it in Markdown"
        for match in _HTML.finditer(passage.text):
            yield (
                passage.line_at(match.start()),
                f"{one_line(match[0])!r} is HTML and prints as it is; use Markdown",
            )


def code_blocks(page: Page, text: Text, setting: Setting) -> Iterator[Spot]:
    """Listings: the book has none."""
    for passage in text.passages:
        if passage.kind == "code":
            first = one_line(passage.text, 40)
            yield passage.line, f"a code block, {first!r}; tell it in prose, a table or a sequence diagram"
