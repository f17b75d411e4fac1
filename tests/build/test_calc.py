"""Checked arithmetic: what is right is set, what is wrong or can't be read is told at its line and shown as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.build.shown import PLAIN, Case, Shown, check_case, one, page, show, show_cases, warnings_of, words
from tests.build.tiny import tiny_book, toctree

DERIVATIONS = """\
[[derivation]]
name = "reads-at-peak"
steps = ["200 million × 5 × 10 = 10^10", "10^10 / 86,400 s ≈ 116,000/s", "116,000/s × 3 = 348,000/s"]
result = "348,000/s"
"""


def calc(text: str, words: str = "") -> Case:
    """Arithmetic that is right, and how it reads."""
    return Case(f"It takes {{calc}}`{text}` here.\n", says=(f"It takes {words or text} here.",))


def wrong(text: str, part: str, shown: str = "", subtype: str = "calc") -> Case:
    """Arithmetic on line 3 that is not, a part of the message, and how it reads all the same."""
    return Case(
        f"Some words.\n\nIt takes {{calc}}`{text}` here.\n", ((3, subtype),), (f"It takes {shown or text} here.",),
        {subtype: part},
    )  # fmt: skip


CASES: dict[str, Case] = {
    "time": calc("24 h + 11 min = 87,060 s"),
    "chain": calc("1 - 0.99^100 ≈ 1 - 0.366 ≈ 63 %", "1 − 0.99100 ≈ 1 − 0.366 ≈ 63 %"),
    "nouns": calc("3 replicas × 4 regions = 12 copies"),
    "power": calc("2^10 = 1,024", "210 = 1,024"),
    "less": calc("2 s < 3 s", "2 s < 3 s"),
    "derivation": calc("@reads-at-peak", "348,000/s"),
    "wrong": wrong("1 + 1 = 3", "'1 + 1' comes to 2, not '3'"),
    "by-zero": wrong("1 / 0 = 1", "divides by zero"),
    "unlike-units": wrong("5 km + 2 s = 7 km", "a time (s) can't be added to a length (m)"),
    "unknown-unit": wrong("5 parsecs = 5 m", "'5 parsecs' is a plain number and '5 m' is a length"),
    "import": wrong("__import__('os')", "has no meaning here", "__import__(‘os’)"),
    "call": wrong("open(1) = 1", "'open(1) = 1'"),
    "attribute": wrong("1.real = 1", "'1.real = 1'"),
    "open-parenthesis": wrong("(1 + 2 = 3", "can't be read"),
    "huge": wrong("10^100000 = 1", "a power is beyond 10^1000", "10100000 = 1"),
    "tower": wrong("9^9^9^9 = 1", "a power is beyond 10^1000", "99^(9⁹) = 1"),
    "unknown-derivation": wrong(
        "@nope", "no derivation is named 'nope' in calc/; write it there or correct the name", subtype="calc-unknown"
    ),
    "in-a-box": Case(
        ":::{scenario} T\n\nWords.\n\nSo {calc}`2 s = 3 s` here.\n:::\n", ((5, "calc"),), ("So 2 s = 3 s here.",)
    ),
    "in-a-cell": Case("| a |\n| --- |\n| {calc}`2 s = 3 s` |\n", ((3, "calc"),), ("2 s = 3 s",)),
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return show_cases(tmp_path_factory.mktemp("calc"), CASES, **{"calc/ch01.toml": DERIVATIONS})


@pytest.mark.parametrize("name", CASES)
def test_arithmetic_is_checked(shown: Shown, name: str) -> None:
    check_case(shown, name, CASES[name])


def test_an_exponent_is_raised(shown: Shown) -> None:
    assert words(one(shown.body("power"), ".book-calc sup")) == "10"


def test_a_wrong_derivation_is_told_where_it_is_used_and_where_it_stands(tmp_path: Path) -> None:
    bad = DERIVATIONS.replace("= 348,000/s", "= 349,000/s")
    shown = show(tmp_path, {"x": page("So {calc}`@reads-at-peak`."), "calc/ch01.toml": bad})
    assert shown.warned("x") == [(1, "calc")]
    message = shown.message("x", "calc")
    assert "calc/ch01.toml: reads-at-peak.steps[3]" in message
    assert "comes to 348,000" in message
    assert "So @reads-at-peak. The page goes on." in shown.text("x")


def test_a_derivation_set_right_is_printed(tmp_path: Path) -> None:
    book = tiny_book(tmp_path, {"index": page("{calc}`@reads-at-peak`"), "calc/ch01.toml": "derivation = 1"}, **PLAIN)
    assert "calc/ch01.toml" in warnings_of(book.build())[0].message
    book.write({"calc/ch01.toml": DERIVATIONS})
    result = book.build()
    assert not result.warnings
    assert "348,000/s" in result.page("index")


def test_a_changed_derivation_writes_the_pages_that_print_it_again_and_no_others(tmp_path: Path) -> None:
    pages = {
        "index": f"# B\n\n{toctree('x', 'y')}",
        "x": page("So {calc}`@reads-at-peak`."),
        "y": page("{calc}`1 = 1`"),
    }
    book = tiny_book(tmp_path, {**pages, "calc/ch01.toml": DERIVATIONS}, **PLAIN)
    assert not book.build().warnings
    book.write({"calc/ch01.toml": DERIVATIONS.replace('result = "348,000/s"', 'result = "0.348 million/s"')})
    result = book.build()
    # Sphinx always writes the page whose table of contents names a page that was read.
    assert result.written == {"x", "index"}
    assert "0.348 million/s" in words(BeautifulSoup(result.page("x"), "html.parser"))
    book.write({"calc/ch01.toml": None})
    result = book.build()
    assert [w.subtype for w in warnings_of(result)] == ["book.calc-unknown"]
    book.write({"calc/other.toml": DERIVATIONS})
    result = book.build()
    assert not result.warnings
    assert result.written == {"x", "index"}
