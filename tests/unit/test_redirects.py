"""Old addresses go on working, or the file that should lead them on says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from book.model.redirects import RedirectsError, load_redirects

DOCNAMES = {"one", "two"}


def load(tmp_path: Path, text: str) -> object:
    path = tmp_path / "redirects.toml"
    path.write_text(text, encoding="utf-8")
    return load_redirects(path, DOCNAMES)


def test_without_a_file_nothing_has_moved(tmp_path: Path) -> None:
    assert load_redirects(tmp_path / "redirects.toml", DOCNAMES).pages == {}


def test_a_page_knows_the_ids_that_have_left_it(tmp_path: Path) -> None:
    path = tmp_path / "redirects.toml"
    path.write_text('[pages]\nold = "one"\n[ids]\n"one#a" = "two#b"\n"old#c" = "two#d"\n', encoding="utf-8")
    redirects = load_redirects(path, DOCNAMES)
    assert redirects.moved_from("one") == {"a": "two#b"}
    assert redirects.moved_from("old") == {"c": "two#d"}
    assert redirects.moved_from("two") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[pages]\none = "two"\n', "pages.one: is a page of the book"),
        ('[pages]\nold = "three"\n', "leads to 'three', which is no page"),
        ('[ids]\n"one#a" = "three#b"\n', "whose page the book doesn't have"),
        ('[ids]\n"gone#a" = "one#b"\n', "has no line under [pages]"),
        ('[ids]\n"one" = "two#b"\n', "is no place"),
        ('[ids]\n"one#a" = "two"\n', "write a page and an id"),
        ('[moved]\none = "two"\n', "is not a known key"),
    ],
)
def test_a_line_that_leads_nowhere_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RedirectsError, match=r"redirects\.toml") as caught:
        load(tmp_path, text)
    assert said in str(caught.value)
