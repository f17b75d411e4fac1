"""The book's growth, read from a small repository made for the test, and its picture."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.books import ROOT

from book.model.history import DAY_S, Point, counts_on, is_short, thinned
from book.model.words import Counts
from book.versions import CACHE, Change, is_counted, news_between, present, read_history, replay
from drawings import theme
from drawings.timeline import nice_ceiling, time_ticks, timeline

NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp())


def git(root: Path, *arguments: str, at_s: int = NOON) -> None:
    moment = f"{at_s} +0000"
    person = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    environment = {**os.environ, **person, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env=environment)


def commit(root: Path, at_s: int, **pages: str | None) -> None:
    """Commit pages of ``source``, ``a__b`` for ``a/b.md``; None deletes."""
    for name, text in pages.items():
        path = root / "source" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "x", at_s=at_s)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("history")
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("/.cache/\n", encoding="utf-8")
    commit(root, NOON, one="Three words here.\n", gathered__list="Not counted at all.\n")
    commit(root, NOON + DAY_S, one="Three words here, and four more.\n", part__two=":::{insight} Old one\n:::\n")
    git(root, "mv", "source/one.md", "source/part/first.md")
    commit(root, NOON + 2 * DAY_S)
    commit(root, NOON + 3 * DAY_S, part__two=None, three=":::{insight} New one\n:::\n")
    return root


GROWTH = [3, 8, 8, 8]


def test_each_commit_has_the_words_of_its_pages(root: Path, tmp_path: Path) -> None:
    history = read_history(root / "source", tmp_path)
    assert [point.words for point in history] == GROWTH
    assert [point.counts.insights for point in history] == [0, 1, 1, 1]
    assert [point.day.day for point in history] == [20, 21, 22, 23]


def test_what_was_counted_is_not_counted_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_history(root / "source", tmp_path)

    def count(source: Path, blobs: list[str]) -> list[tuple[str, Counts]]:
        assert not blobs, "a page is counted again"
        return []

    monkeypatch.setattr("book.versions._count", count)
    assert read_history(root / "source", tmp_path) == first
    cache = (tmp_path / CACHE).read_text(encoding="utf-8")
    (tmp_path / CACHE).write_text(cache.replace('"head": "', '"head": "another '), encoding="utf-8")
    assert read_history(root / "source", tmp_path) == first


def test_a_spoiled_cache_is_made_anew(root: Path, tmp_path: Path) -> None:
    (tmp_path / CACHE).parent.mkdir()
    (tmp_path / CACHE).write_text("{", encoding="utf-8")
    assert [point.words for point in read_history(root / "source", tmp_path)] == GROWTH


def test_a_folder_outside_any_repository_has_no_history(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    assert read_history(tmp_path / "source", tmp_path) == ()
    assert not (tmp_path / CACHE).exists()


def test_a_clone_without_its_past_has_no_history(root: Path, tmp_path: Path) -> None:
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(tmp_path / "clone"))
    assert read_history(tmp_path / "clone" / "source", tmp_path) == ()


def test_what_is_there_now_counts_committed_or_not(root: Path) -> None:
    loose = root / "source" / "loose.md"
    loose.write_text("Five words not committed yet.\n", encoding="utf-8")
    try:
        assert present(root / "source").words == GROWTH[-1] + 5
        assert news_between(root / "source", NOON + 3 * DAY_S + 1, None).pages == ("loose",)
    finally:
        loose.unlink()


def test_news_are_the_pages_and_insights_of_the_time(root: Path) -> None:
    source = root / "source"
    everything = news_between(source, NOON - 1, None)
    assert everything.pages == ("part/first", "three")
    assert everything.insights == ("New one",)
    second = news_between(source, NOON + 1, NOON + DAY_S + 1)
    assert (second.pages, second.insights) == (("one", "part/two"), ("Old one",))
    last = news_between(source, NOON + 3 * DAY_S - 1, NOON + 4 * DAY_S)
    assert (last.pages, last.insights) == (("three",), ("New one",))


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("index.md", True),
        ("part/_note.md", False),
        ("gathered/x.md", False),
        ("part/gathered/x.md", True),
        ("a.toml", False),
    ],
)
def test_pages_that_are_gathered_or_private_are_not_counted(path: str, counted: bool) -> None:
    assert is_counted(path) is counted


changes = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=4)


@settings(max_examples=40, deadline=None)
@given(st.lists(changes, max_size=6))
def test_the_words_of_a_commit_are_those_of_the_pages_it_leaves(commits: list[list[tuple[str, int]]]) -> None:
    counts = {f"blob{n}": Counts(n) for n in range(10)}
    made = [(i, [Change(path, f"blob{n}" if n else "") for path, n in changes]) for i, changes in enumerate(commits)]
    pages: dict[str, int] = {}
    expected = []
    for changed in commits:
        pages.update(changed)
        expected.append(sum(pages.values()))
    assert [point.words for point in replay(made, counts)] == expected


# History as numbers


def points(*moments: tuple[int, int]) -> tuple[Point, ...]:
    return tuple(Point(at_s, Counts(words)) for at_s, words in moments)


def test_a_long_history_is_told_day_by_day_and_a_short_one_commit_by_commit() -> None:
    short = points((NOON, 1), (NOON + 60, 2), (NOON + 60, 3))
    assert is_short(short)
    assert [point.words for point in thinned(short)] == [1, 3]
    long = points((NOON, 1), (NOON + 60, 2), (NOON + 9 * DAY_S, 4), (NOON + 9 * DAY_S - 60, 3))
    assert not is_short(thinned(long))
    assert [point.words for point in thinned(long)] == [2, 4]


def test_what_the_book_held_on_a_day() -> None:
    history = points((NOON, 1), (NOON + 60, 2), (NOON + 2 * DAY_S, 4))
    words = [counts_on(history, date(2026, 11, day)).words for day in (19, 20, 21, 22, 30)]
    assert words == [0, 2, 2, 4, 4]


# Its picture

THEME = theme.load(ROOT)
LINE = ((NOON, 0), (NOON + DAY_S, 5_000), (NOON + 9 * DAY_S, 14_200))


def test_a_picture_is_the_same_each_time_and_has_a_dark_one() -> None:
    svg = timeline(LINE, "words", THEME)
    assert svg == timeline(LINE, "words", THEME)
    assert theme.unknown_colors(svg, THEME) == []
    assert theme.dark(svg, THEME) != svg


def test_a_picture_says_its_scale_and_draws_each_step() -> None:
    drawn = ElementTree.fromstring(timeline(LINE, "words & more", THEME))
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"0", "10,000", "20,000", "words & more", "2026-11-23"} <= set(texts)
    line = next(p.get("d") for p in drawn.iter("{http://www.w3.org/2000/svg}path") if p.get("stroke-width") == "2.5")
    assert line == "M72 264H142V202H702V87.9"


@pytest.mark.parametrize("moments", [LINE[:1], ((NOON, 1), (NOON, 2))])
def test_one_moment_cannot_be_drawn(moments: Sequence[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=f"all points are of the moment {NOON}"):
        timeline(moments, "words", THEME)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2_000_000_000), st.integers(1, 400_000_000))
def test_ticks_stand_in_the_picture_and_are_few(start_s: int, span_s: int) -> None:
    ticks = [tick for tick, _ in time_ticks(start_s, start_s + span_s)]
    assert len(ticks) <= 7
    assert all(start_s <= tick <= start_s + span_s for tick in ticks)


@given(st.integers(0, 10**9))
def test_the_scale_holds_every_value_and_has_whole_quarters(value: int) -> None:
    ceiling = nice_ceiling(value)
    assert value <= ceiling <= max(4, 2.5 * value)
    assert ceiling % 4 == 0
