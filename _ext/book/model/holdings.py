"""What a finished page, print or set of cards holds of the things that it should hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from lxml import html as markup

from book.model.census import BOXES, CHAPTER, LABELS, SECTION, Census, Held, Thing, words_of
from book.model.deck import guid_of
from book.model.items import DIAGRAM, TABLE

_INLINE = frozenset("a abbr b cite code dfn em i q small span strong sub sup time var".split())
"""What may stand within a word."""
_SPACE = re.compile(r"\s+")
_TAGS = re.compile(r"<[^>]*>")


def held_by_pages(census: Census, pages: Mapping[str, str]) -> Held:
    """What of *census* the HTML or XHTML *pages* hold, by docname: each thing on the page that it belongs to."""
    found: set[tuple[str, str, str]] = set()
    words: dict[str, Counter[str]] = {}
    for docname, page in pages.items():
        article = _article(page)
        words[docname] = Counter(words_of("".join(_spoken(article))))
        found.update((docname, kind, id) for kind, id in _marked(article))
        if article.find(".//h1") is not None:
            found.update((docname, kind, "") for kind in (CHAPTER, SECTION))
    return Held(frozenset(t for t in census.things if (t.docname, t.kind, t.id) in found), words)


def _spoken(element: Any) -> Iterator[str]:
    """The text of *element*, with a space wherever something begins or ends that is no part of a line."""
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if event != "comment" and node.tag not in _INLINE:
            yield " "
        yield (node.text if event == "start" else node.tail) or ""


def _article(page: str) -> Any:
    # The declaration of an XML page would forbid a string; what the page is written in is known by now.
    document = markup.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    article = document.find(".//article")
    return document if article is None else article


def _marked(article: Any) -> Iterator[tuple[str, str]]:
    """Kind and id of each box, diagram and table of the *article* that has something in it."""
    for element in article.iter("div", "figure", "table"):
        classes, id = element.get("class", "").split(), element.get("id", "")
        if not id or not element.text_content().strip():
            continue
        if element.tag == "figure" and "book-figure" in classes and element.find(".//img") is not None:
            yield DIAGRAM, id
        elif element.tag == "table" and element.find(".//td") is not None:
            yield TABLE, id
        elif "book-box" in classes:
            yield from ((kind, id) for kind in BOXES if f"book-{kind}" in classes)


def held_by_print(census: Census, texts: Iterable[str], headings: Iterable[str]) -> Held:
    """What of *census* is printed in *texts*, those of one or more PDFs, whose bookmarks are *headings*.

    Things are known by label, number and the first word of the title, chapters and sections by number and title.
    """
    whole = "\n".join(texts)
    plain = _SPACE.sub(" ", whole)
    marks = {_SPACE.sub(" ", heading).strip() for heading in headings}
    labels = sorted({label for kind, label in LABELS.items() if kind in (*BOXES, DIAGRAM, TABLE)})
    rows = re.findall(rf"\b(?=({'|'.join(labels)}) (\S+)\. (?:Essential\. )?(\S+))", plain)
    printed = {(label, number, "".join(words_of(word))) for label, number, word in rows}

    def is_held(thing: Thing) -> bool:
        if thing.id:
            first = "".join(words_of(thing.title.split()[0])) if thing.title.split() else ""
            return (LABELS[thing.kind], thing.number, first) in printed
        title = _SPACE.sub(" ", thing.title)
        return any(mark.endswith(title) and (not is_numbered(thing) or thing.number in mark) for mark in marks)

    return Held(frozenset(filter(is_held, census.things)), {"": Counter(words_of(whole))})


def is_numbered(thing: Thing) -> bool:
    """True when the number of a chapter or section is printed before its title: that of front matter isn't."""
    return bool(thing.number) and not thing.number.startswith("0.")


def held_by_cards(census: Census, notes: Iterable[tuple[str, str]]) -> Held:
    """What of *census* is on cards, by the GUID and the fields, HTML, of each of the *notes*."""
    fields = dict(notes)
    words = Counter(word for text in fields.values() for word in words_of(markup_free(text)))
    return Held(frozenset(t for t in census.things if guid_of(t.kind, t.id) in fields), {"": words})


def markup_free(text: str) -> str:
    """The words of HTML that need not be a whole document."""
    return "".join(_spoken(markup.fromstring(f"<div>{text}</div>"))) if _TAGS.search(text) or "&" in text else text
