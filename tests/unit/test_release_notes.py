"""Release notes say what is new since the last release, and of a first one what it holds."""

from __future__ import annotations

from tests.unit.books import CAP, FLP, LOGS, book_of

from book.model.census import take_census
from book.model.passages import Passage, Text
from book.model.records import Box, Page
from book.model.release_notes import Correction, Imprint, Past, Revision, release_notes
from book.model.released import Released

IMPRINT = Imprint("A Book", "0.2", "2026-11-26", "0123456789abcdef")


def insight(id: str, docname: str) -> Box:
    return Box(id, "insight", f"Claim of {id}", docname, 3)


BOOK = book_of([
    Page(FLP, "FLP", boxes=(insight("old", FLP), Box("c", "production", "A case", FLP, 9))),
    Page(CAP, "CAP", boxes=(insight("new", CAP),)), Page(LOGS, "Logs"),
])  # fmt: skip
TEXTS = {FLP: Text(FLP, (Passage("paragraph", "Four words of text.", 1),)), CAP: Text(CAP), LOGS: Text(LOGS)}
LAST = Past(
    "v0.1",
    Released({FLP: "section", LOGS: "section", "gone": "page"}, {f"{FLP}#old": "insight", f"{LOGS}#away": "table"}),
    (Correction(FLP, "It said 3.", "It says 4."),),
    (Revision(FLP, 12), Revision(LOGS, -1)),
    7,
)


def notes(past: Past) -> list[str]:
    return release_notes(IMPRINT, BOOK, take_census(BOOK, TEXTS), past, ["- `a.pdf`, 1 KB"], "| table |").splitlines()


def test_a_first_release_says_what_each_chapter_holds() -> None:
    lines = notes(Past())
    assert "Made on 2026-11-26 from commit `0123456789ab`. The first release." in lines
    assert "| Chapter 1. Limits | 2 | 2 | 0 | 1 | 0 | 0 | 0 | 4 |" in lines
    assert "## New insights" not in lines


def test_a_later_release_names_what_is_new_gone_corrected_and_revised() -> None:
    lines = notes(LAST)
    assert "Made on 2026-11-26 from commit `0123456789ab`, 7 changes after v0.1." in lines
    expected = {
        "## New chapters and sections": "- 1.2 CAP",
        "## New insights": "- Insight 1.2. Claim of new",
        "## Moved or taken out": "- the page `gone`",
        "## Corrected": "- 1.1 FLP: It said 3. *Now:* It says 4.",
        "## Revised": "- 1.1 FLP: 12 words more",
    }
    assert {head: lines[lines.index(head) + 2] for head in expected} == expected
    assert "Also new: 1 case." in lines
    assert "- table `away`, which was in 2.1 Logs" in lines
    assert "- 2.1 Logs: 1 word fewer" in lines
    assert not [line for line in lines if "Claim of old" in line]
