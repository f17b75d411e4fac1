"""Counting in a printed edition: what poppler reads out of lines as a page has them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from book.desk.editions import count
from book.model.census import WORD, Census
from book.model.editions import PRINT, Edition
from book.model.outline import Outline, Targets

PDF = Edition("PDF", "latexpdf", "*.pdf", PRINT, ("insight", WORD))
OUTLINE = Outline("Book", "", Targets(), ())


def printed(path: Path, *lines: str) -> Path:
    """A PDF of one page with *lines*; it has no table of objects, which readers make up for."""
    shown = " ".join(f"({line}) Tj 0 -12 Td" for line in lines)
    text = f"BT /F1 10 Tf 50 700 Td {shown} ET"
    path.write_text(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 800]/Contents 4 0 R"
        "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        f"4 0 obj<</Length {len(text)}>>stream\n{text}\nendstream endobj\ntrailer<</Root 1 0 R>>\n",
        encoding="ascii",
    )
    return path


def lost(path: Path, words: Counter[str]) -> tuple[str, ...]:
    return count(PDF, [path], Census((), {"page": {"insight": words}}), OUTLINE).counts[1].lost


@pytest.mark.requires("poppler")
def test_a_word_broken_at_a_line_is_held_with_or_without_a_hyphen_of_its_own(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", "tolerates crashed members; a half-", "connected member is not silent, and con-",
                   "nected ones are the best")  # fmt: skip
    wanted = Counter(["half", "connected", "connected", "member", "silent", "best"])
    assert lost(path, wanted) == ()
    assert lost(path, wanted + Counter(["third"])) == ("third",)
