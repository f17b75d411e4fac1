"""Apostrophes and quotation marks in what no page holds, as Sphinx gives them to the text of the pages."""

from __future__ import annotations

import re

_OPENING = re.compile(r"(?<![^\s(\[{“‘])(['\"])")


def curled(text: str) -> str:
    """*text* with typographic apostrophes and quotation marks; those that begin a word open."""
    opened = _OPENING.sub(lambda mark: "‘" if mark[1] == "'" else "“", text)
    return opened.replace("'", "’").replace('"', "”")
