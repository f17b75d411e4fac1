"""A finished page as plain text with the marks of Markdown, for programs that read rather than show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html as markup

_ASIDE = ("headerlink", "book-badge", "book-definitions", "book-forward")
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_SPACE = re.compile(r"\s+")


def plain_text(page: str) -> str:
    """The text of the HTML *page*: headings, paragraphs, lists, tables and boxes; formulas as TeX, pictures described.

    Empty when the page has no ``article``.
    """
    article = markup.document_fromstring(page).find(".//article")
    if article is None:
        return ""
    for aside in article.xpath("|".join(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in _ASIDE)):
        aside.drop_tree()
    for formula in article.xpath(".//math[@alttext]"):
        formula.text = f"${formula.get('alttext')}$"
        for child in list(formula):
            formula.remove(child)
    for mark, name in (("^", "sup"), ("_", "sub")):
        for raised in article.iter(name):
            raised.text = f"{mark}{raised.text or ''}"
    return "\n\n".join(block for block in _blocks(article) if block) + "\n"


def _blocks(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _HEADINGS:
            yield f"{_HEADINGS[tag]} {_words(child)}"
        elif "book-box-title" in child.get("class", ""):
            yield f"**{_words(child)}**"
        elif tag in ("p", "summary", "dt", "figcaption", "caption"):
            yield _words(child)
        elif tag in ("ul", "ol"):
            marks = (f"{number}." if tag == "ol" else "-" for number in range(1, len(child) + 1))
            yield "\n".join(f"{mark} {_words(item)}" for mark, item in zip(marks, child, strict=False))
        elif tag == "table":
            yield "\n\n".join(filter(None, (*map(_words, child.iterchildren("caption")), _table(child))))
        elif tag == "figure":
            described = next(iter(child.xpath(".//img/@alt")), "")
            caption = " ".join(map(_words, child.iterchildren("figcaption")))
            yield f"[{caption} {described}]".replace(" ]", "]")
        elif tag == "math":
            yield _words(child)
        else:
            yield from _blocks(child)


def _table(table: Any) -> str:
    rows = [[_words(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        lines.insert(1, f"|{' --- |' * len(rows[0])}")
    return "\n".join(lines)


def _words(element: Any) -> str:
    """The text of an *element* on one line."""
    return _SPACE.sub(" ", element.text_content()).strip()
