"""How large a drawing is printed, and when it is turned, so that its labels can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

# All lengths in points of TeX, 72.27 to the inch, as `texinputs/book.sty` sets them; a test compares.
INCH = 72.27
LINE = 5.2 * INCH
TEXT_HEIGHT = 580.0
OVERHANG = 0.43 * INCH
"""How far a wide drawing may hang into each margin."""
BELOW = 26.0
"""How far a turned drawing may hang below the text, where no footer stands."""
MAX_HEIGHT = 0.78 * TEXT_HEIGHT
"""The rest of the page is for the caption."""
CAPTION = 40.0
"""What the caption of a turned drawing takes of the width of the page."""
CONFINED_LINE = LINE - 24.0
"""In a box."""

NATURAL = 8 * INCH / 72 / 13
"""A label is 13 px, and 8 bp on paper where the drawing has room."""
SMALLEST_LABEL = 6.5
"""Smaller type is a strain to read; a drawing whose labels would be is turned."""

_FONT = re.compile(r'font-size="([\d.]+)(?:px)?"')


@dataclass(frozen=True, slots=True)
class Placement:
    """A drawing on paper: its width, before it is *turned* by a quarter."""

    width_pt: float
    turned: bool = False


def smallest_label(svg: str) -> float:
    """The size of the smallest letters in *svg*, in px; 0 for a drawing without words."""
    return min(map(float, _FONT.findall(svg)), default=0.0)


def place(width_px: float, height_px: float, label_px: float, confined: bool = False) -> Placement:
    """Upright, as large as fits; turned when the labels would be too small else, and larger turned.

    A drawing in a box, where nothing can be turned, is *confined*.
    """
    line = CONFINED_LINE if confined else LINE + 2 * OVERHANG
    upright = min(NATURAL, line / width_px, MAX_HEIGHT / height_px)
    turned = min(NATURAL, (TEXT_HEIGHT + BELOW) / width_px, (LINE + 2 * OVERHANG - CAPTION) / height_px)
    if confined or label_px * upright >= SMALLEST_LABEL or turned <= upright:
        return Placement(upright * width_px)
    return Placement(turned * width_px, turned=True)
