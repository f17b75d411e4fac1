"""A page loads the style sheets and scripts that it uses."""

from __future__ import annotations

import pytest

from book.assets import is_used


@pytest.mark.parametrize(
    ("filename", "body", "used"),
    [
        ("_static/css/text.css", "", True),
        ("_static/scripts/sphinx-book-theme.js", "anything", False),
        ("_static/sphinx-design.min.css", "<p>text</p>", False),
        ("_static/sphinx-design.min.css", '<div class="sd-card">', True),
        ("_static/copybutton.js", '<div class="highlight-python"><div class="highlight">', True),
        ("_static/js/figures.js", "<p>text</p>", False),
        ("_static/js/index-filter.js", '<table class="book-index">', True),
    ],
)
def test_only_what_the_body_uses_is_loaded(filename: str, body: str, used: bool) -> None:
    assert is_used(filename, body) is used
