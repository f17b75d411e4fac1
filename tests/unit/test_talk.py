"""Patterns of addresses to talk at: what may stand in them, and what they give."""

from __future__ import annotations

import pytest

from book.model.talk import fault_of, filled

VALUES = {"address": "https://b.example/a b.html", "title": "1.1 A & B", "page": "part/one"}


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("https://talk.example/new?title={title}", "https://talk.example/new?title=1.1%20A%20%26%20B"),
        ("https://note.example/{address}", "https://note.example/https%3A%2F%2Fb.example%2Fa%20b.html"),
        ("https://talk.example/t/{page}", "https://talk.example/t/part%2Fone"),
        ("https://talk.example/all", "https://talk.example/all"),
    ],
)
def test_a_pattern_is_filled_with_the_pages_data(pattern: str, address: str) -> None:
    assert fault_of(pattern, "https://b.example") == ""
    assert filled(pattern, VALUES) == address


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("talk.example/{page}", "begins with https://"),
        ("javascript:alert(1)", "begins with https://"),
        ("https://{page}.example/", "begins with https://"),
        ("https://talk.example/{id}", "has {id} in it; in braces may stand address, title, page"),
        ("https://talk.example/{page", "in braces may stand"),
        ("https://talk.example/{address}", "set book_url"),
    ],
)
def test_a_wrong_pattern_says_what_to_write(pattern: str, fault: str) -> None:
    assert fault in fault_of(pattern, "")
