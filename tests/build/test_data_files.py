"""A data file or a setting that is wrong stops the build with a message that names file, key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.errors import ConfigError, SphinxError
from tests.build.shown import PLAIN, page
from tests.build.tiny import CONCEPTS, OUTLINE, tiny_book

from book.data import DataError

WRONG: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "hole-in-chapters": (
        "outline.toml", OUTLINE.replace("number = 2\nslug = \"beta\"", "number = 3\nslug = \"beta\""),
        ("chapter beta.number: is 3 where 2 comes next; leave no hole",),
    ),
    "hole-in-sections": (
        "outline.toml", OUTLINE.replace('number = "1.2"', 'number = "1.3"'),
        ("chapter alpha, section second.number: '1.3' is out of sequence; write '1.2'",),
    ),
    "label-twice": (
        "outline.toml", OUTLINE.replace('slug = "second"', 'slug = "first"'),
        ("section first.slug: the label 'sec-first' is that of", "choose another slug"),
    ),
    "unknown-key": (
        "outline.toml", OUTLINE.replace("subtitle =", "subtitel ="),
        ("subtitel: is not a known key; remove it or use one of title, subtitle", "subtitle: is missing; add"),
    ),
    "not-a-count": (
        "outline.toml", OUTLINE.replace("words = 6_000", 'words = "many"'), ("total.words: is 'many'; write",),
    ),
    "broken-toml": (
        "outline.toml", OUTLINE + "\n[[part]\n", ("is not TOML", "mend that line or the one before it"),
    ),
    "not-utf-8": ("outline.toml", "title = '\u00e9'", ("line 1: is not UTF-8; save the file as UTF-8",)),
    "cycle": (
        "concepts.toml", CONCEPTS.replace('definition = "A unit', 'requires = ["lease"]\ndefinition = "A unit'),
        ("requires: leads back to itself (node → lease → timeout → node)", "remove one of these requirements"),
    ),
    "unknown-requirement": (
        "concepts.toml", CONCEPTS.replace('requires = ["node"]', 'requires = ["nodes"]'),
        ("concept timeout.requires: 'nodes' is not a concept; did you mean 'node'?",),
    ),
    "id-twice": (
        "concepts.toml", CONCEPTS.replace('id = "timeout"', 'id = "node"'), ("concept node.id: is used twice",),
    ),
    "unknown-section": (
        "concepts.toml", CONCEPTS.replace('section = "2.2"', 'section = "7.7"'),
        ("concept lease.section: '7.7' is not a section of the outline",),
    ),
    "broken-concepts": ("concepts.toml", "[[concept]]\nid = \n", ("is not TOML",)),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_data_file_stops_the_build_and_says_where_and_how_to_mend_it(tmp_path: Path, name: str) -> None:
    file, text, parts = WRONG[name]
    data = text.encode("latin-1") if name == "not-utf-8" else text
    book = tiny_book(tmp_path, {"index": page("Text."), file: data}, **PLAIN)
    with pytest.raises(DataError) as caught:
        book.build("text")
    message = str(caught.value)
    assert all(f"{file}: " in line for line in message.splitlines())
    assert all(part in message for part in parts), message


def test_the_error_is_one_that_sphinx_shows_without_a_traceback() -> None:
    assert issubclass(DataError, SphinxError)
    assert DataError.category == "Book data error"


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    wrong = CONCEPTS.replace('section = "2.2"', 'section = "7.7"').replace(
        'requires = ["node"]', 'requires = ["gnome"]'
    )
    book = tiny_book(tmp_path, {"index": page("Text."), "concepts.toml": wrong}, **PLAIN)
    with pytest.raises(DataError) as caught:
        book.build("text")
    assert len(str(caught.value).splitlines()) == 2


def test_a_book_without_data_files_is_built(tmp_path: Path) -> None:
    book = tiny_book(tmp_path, {"index": page("Text."), "outline.toml": None, "concepts.toml": None}, **PLAIN)
    assert not book.build("text").warnings


def test_a_mended_file_lets_the_next_build_go_on(tmp_path: Path) -> None:
    book = tiny_book(tmp_path, {"index": page("Text."), "outline.toml": "title = 1"}, **PLAIN)
    with pytest.raises(DataError):
        book.build("text")
    book.write({"outline.toml": OUTLINE})
    assert book.build("text").written == {"index"}


@pytest.mark.parametrize(
    ("setting", "value", "part"),
    [
        ("book_outline", "/somewhere/outline.toml", "book_outline is the absolute path '/somewhere/outline.toml'"),
        ("book_glossary", 7, "book_glossary is 7; it is the name of the page that holds the glossary"),
        ("numfig", True, "numfig is on; the book numbers its figures and tables from the outline"),
    ],
)
def test_a_wrong_setting_stops_the_build(tmp_path: Path, setting: str, value: object, part: str) -> None:
    book = tiny_book(tmp_path, {"index": page("Text.")}, **{**PLAIN, setting: value})
    with pytest.raises(ConfigError, match=part):
        book.build("text")
