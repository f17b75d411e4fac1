"""What a search may find: the headings, boxes, figures and tables of finished pages, each a record of its own.

A hit then leads to the place itself, and a filter can ask for one kind. Pages that only gather what stands elsewhere
are left out, so nothing is found twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html as markup

from book.kinds import BOX_KINDS

TEXT, DIAGRAM, TABLE, CONCEPT = "text", "diagram", "table", "concept"

BOXES = ("insight", "misconception", "production", "question")
"""The kinds of boxes that are found as such; the others belong to the text around them."""

_ASIDE = (
    "headerlink", "book-badge", "book-definitions", "book-number", "book-box-label", "book-field-label", "book-forward",
)  # fmt: skip
"""Classes of elements whose words are not the author's, or stand in every box of a kind."""

_HEADINGS = ("h1", "h2", "h3", "h4")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One thing that a search may find."""

    kind: str
    """``text``, ``diagram``, ``table``, ``concept`` or one of BOXES."""
    address: str
    """Of the place, from the root of the site: ``part-01-…/01-flp.html#silence-has-two-explanations``."""
    title: str
    text: str
    page: str
    """Number and title of the page it stands on."""
    part: str
    """Heading of the part of the book, or the empty string."""


def records_of(page: str, address: str, name: str, part: str) -> Iterator[SearchRecord]:
    """The records of the HTML *page* at *address*, in the order boxes, figures, tables, text.

    *name* is what the page is called in a list of hits. A page without an ``article`` has no records.
    """
    article = markup.document_fromstring(page).find(".//article")
    if article is None:
        return
    for aside in article.xpath("|".join((".//summary", *(f".//*[{_of_class(word)}]" for word in _ASIDE)))):
        aside.drop_tree()

    def record(kind: str, anchor: str | None, title: str, text: str) -> SearchRecord:
        return SearchRecord(kind, f"{address}#{anchor}" if anchor else address, title, text, name, part)

    for box in article.xpath(f".//div[{_of_class('book-box')}][@id]"):
        kind = _kind_of_box(box)
        if kind in BOXES:
            names = box.xpath(".//*[@class='book-box-name']")
            title = _words(names[0]) if names else ""
            for head in box.xpath("./*[@class='book-box-title']"):
                head.drop_tree()
            text = _words(box)
            yield record(kind, box.get("id"), title or _beginning(text), text)
            box.drop_tree()
    for figure in article.xpath(".//figure[@id]"):
        caption = " ".join(map(_words, figure.iterchildren("figcaption")))
        described = dict.fromkeys(figure.xpath(".//img/@alt"))
        yield record(DIAGRAM, figure.get("id"), _beginning(caption), " ".join((caption, *described)))
        figure.drop_tree()
    for table in article.xpath(f".//div[{_of_class('book-table')}]"):
        for grid in table.xpath(".//table[@id]"):
            title = " ".join(map(_words, grid.iterchildren("caption")))
            cells = " · ".join(filter(None, map(_words, grid.iter("th", "td"))))
            yield record(TABLE, grid.get("id"), title, cells)
        table.drop_tree()
    for section in article.iter("section"):
        headings = [child for child in section if child.tag in _HEADINGS]
        text = " ".join(_words(child) for child in section if child.tag not in ("section", *_HEADINGS))
        if headings and text.strip():
            anchor = None if headings[0].tag == "h1" else section.get("id")
            yield record(TEXT, anchor, _words(headings[0]), text.strip())


def concept_records(page: str, address: str, name: str) -> Iterator[SearchRecord]:
    """The concepts of the glossary *page*, each at the place where the book introduces it, where there is one."""
    for term in markup.document_fromstring(page).xpath(f".//dl[{_of_class('book-glossary')}]/dt[@id]"):
        entry = term.getnext()
        place = f"{address}#{term.get('id')}"
        source = name
        for link in entry.xpath(f"./p[{_of_class('book-source')}]/a[@href]"):
            place, source = link.get("href"), _words(link)
        text = " ".join(_words(child) for child in entry if not _has_class(child, "book-source"))
        yield SearchRecord(CONCEPT, place, _words(term), text, source, "")


def as_page(record: SearchRecord) -> str:
    """The *record* as a page for Pagefind: its title as the heading, which counts most, and the rest as metadata."""
    meta = {"page": record.page, "kind": token(record.kind), "part": token(record.part)}
    fields = "".join(
        f'<p data-pagefind-ignore data-pagefind-meta="{key}">{html.escape(value)}</p>' for key, value in meta.items()
    )
    return (
        '<html lang="en"><body data-pagefind-body>'
        f"<h1>{html.escape(record.title)}</h1>{fields}<p>{html.escape(record.text)}</p></body></html>"
    )


def token(value: str) -> str:
    """A word that stands for *value* and that nobody writes: a search for it is the filter.

    Pagefind's own filters are written in an order that differs from run to run.
    """
    return "zz" + re.sub(r"[^a-z0-9]", "", value.lower())


def _kind_of_box(box: Any) -> str:
    classes = box.get("class", "").split()
    return next((word[5:] for word in classes if word.startswith("book-") and word[5:] in BOX_KINDS), "")


def _words(element: Any) -> str:
    """The text of an *element* on one line."""
    return _SPACE.sub(" ", element.text_content()).strip()


def _beginning(text: str) -> str:
    """The first sentence of a *text*, for a thing without a title."""
    return re.split(r"(?<=[.!?;])\s", text, maxsplit=1)[0]


def _of_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _has_class(element: Any, name: str) -> bool:
    return name in element.get("class", "").split()
