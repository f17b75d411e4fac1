from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.books import ROOT

from book.desk.reference import PAGES, blocks, copy_pages, show_sources

BOX = ":::{insight} A claim\n:id: a-claim\n\n:why: x\n:::"
OUTER = "::::{scenario} A scene\n:::{insight} Inside\n:::\n::::"


@pytest.mark.parametrize("directive", [BOX, OUTER, ":::{book-glossary}\n:::"])
def test_a_directive_stands_below_its_source(directive: str) -> None:
    assert show_sources(f"Before.\n\n{directive}\n\nAfter.\n") == (
        f"Before.\n\n```markdown\n{directive}\n```\n\n{directive}\n\nAfter.\n"
    )


def test_a_passage_with_a_role_stands_below_its_source_in_a_longer_fence() -> None:
    passage = "It is ``{calc}`1 + 1 = 2` ``, or {calc}`1 + 1 = 2`."
    assert show_sources(f"{passage}\n") == f"```markdown\n{passage}\n```\n\n{passage}\n"
    assert show_sources("It is ```` a ````, {ref}`a`\n").startswith("`````markdown\n")


@pytest.mark.parametrize("plain", ["# Title {x}", "Prose with `code`.", "```{toctree}\n:hidden:\n\nboxes\n```"])
def test_what_is_no_example_stands_alone(plain: str) -> None:
    assert show_sources(f"{plain}\n") == f"{plain}\n"


@given(st.lists(st.sampled_from(["text", "", ":::", ":::{insight} T", "```{toctree}", "```", ":id: a", "{ref}`x`"])))
def test_no_line_of_a_page_is_lost(lines: list[str]) -> None:
    kept = [line for block in blocks("\n".join(lines)) for line in block.splitlines()]
    assert [line for line in kept if line] == [line for line in lines if line]


def test_every_directive_of_the_small_book_is_shown(tmp_path: Path) -> None:
    copy_pages(ROOT / PAGES, tmp_path / "copy")
    for page in (ROOT / PAGES).glob("*.md"):
        text, shown = page.read_text(encoding="utf-8"), (tmp_path / "copy" / page.name).read_text(encoding="utf-8")
        assert shown.count("\n:::{") == 2 * text.count("\n:::{"), page.name
    assert (tmp_path / "copy/outline.toml").is_file()
