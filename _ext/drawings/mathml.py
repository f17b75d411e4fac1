"""Temml's MathML, made fit for a page and an e-book: plain XML without styles, its TeX as alternative text.

The TeX stands in ``alttext`` and not in an annotation: an annotation is text of the page, and ends up in search
indexes, copied passages and text extracted from an e-book.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

NAMESPACE = "http://www.w3.org/1998/Math/MathML"

# What the browsers' MathML Core has no attribute for: alignment and spacing of cells.
CSS = """\
mtd.math-left { text-align: start; }
mtd.math-right { text-align: end; }
mtd.math-tight { padding-inline: 0; }
mtd.math-gap { padding-inline: 1em 0; }
mtable.math-jot mtd { padding-block: 0.35ex; }
math[display="block"] { display: block math; }
"""
_CLASSES = {"tml-left": "math-left", "tml-right": "math-right", "tml-jot": "math-jot"}
_PADDINGS = {("0em", "0em"): "math-tight", ("1em", "0em"): "math-gap"}
_NEEDLESS = {"display", "math-depth", "padding-left", "padding-right"}
# Temml writes these out of an object that has them unset.
_UNSET = {"level", "font", "font-family", "font-size", "font-weight", "font-shape", "max-size"}


class StyleNeededError(ValueError):
    """The formula needs a style of its own, which the book's pages and e-book don't allow."""


def clean(written: str, tex: str) -> str:
    """Temml's *written* MathML as the store keeps it.

    Raises StyleNeededError when it depends on a color, a border or a position.
    """
    math = ET.fromstring(written)
    for element in math.iter():
        classes = [_CLASSES[name] for name in element.attrib.pop("class", "").split() if name in _CLASSES]
        style = _declarations(element.attrib.pop("style", ""))
        padding = (style.get("padding-left", ""), style.get("padding-right", ""))
        if padding in _PADDINGS:
            classes.append(_PADDINGS[padding])
        if strange := set(style) - _NEEDLESS:
            raise StyleNeededError(
                f"needs the style {', '.join(sorted(strange))}, which an e-book can't show everywhere; "
                r"write it without \color, \boxed and \tag"
            )
        if classes:
            element.set("class", " ".join(classes))
    math.set("alttext", tex.strip())
    ET.register_namespace("", NAMESPACE)
    return ET.tostring(math, encoding="unicode", short_empty_elements=False) + "\n"


def origin(text: str) -> tuple[str, bool]:
    """The TeX that a formula of the store was drawn from, and whether it stands on display."""
    math = ET.fromstring(text)
    return math.get("alttext", ""), math.get("display") == "block"


def plain_message(message: str) -> str:
    """Temml's *message* on one line, without the marks by which it underlines the place."""
    return " ".join(message.replace("\u0332", "").split())


def _declarations(style: str) -> dict[str, str]:
    found = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name and name not in _UNSET and (name, value) != ("color", "undefined"):
            found[name] = value
    return found
