"""The volumes of the printed book: each page in one of them or in all."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.tiny import OUTLINE, SECTION

from book.desk.volumes import printable
from book.model.outline import Outline, load_outline
from book.model.volumes import part_named, part_of, parts, place_in_words, volume_of, written_parts


@pytest.fixture(scope="module")
def outline(tmp_path_factory: pytest.TempPathFactory) -> Outline:
    path = tmp_path_factory.mktemp("plan") / "outline.toml"
    path.write_text(OUTLINE, encoding="utf-8")
    return load_outline(path)


@pytest.mark.parametrize("name", ["2", "II", "ii", " 2 "])
def test_a_part_is_named_by_its_number_in_either_form(outline: Outline, name: str) -> None:
    part = part_named(outline, name)
    assert part is not None
    assert part.title == "Part the Second"


@pytest.mark.parametrize("name", ["", "0", "3", "two"])
def test_other_names_mean_no_part(outline: Outline, name: str) -> None:
    assert part_named(outline, name) is None


@pytest.mark.parametrize(
    ("page", "volume"),
    [
        ("intro", "I"), ("part1", "I"), ("alpha", "I"), ("first", "I"), ("summary", "I"),
        ("part2", "II"), ("third", "II"), ("extra", "II"), ("more", "II"),
    ],
)  # fmt: skip
def test_front_matter_opens_the_first_volume_and_appendices_close_the_last(
    outline: Outline, page: str, volume: str
) -> None:
    found = volume_of(outline, SECTION[page])
    assert found is not None
    assert found.number == volume


def test_what_is_not_planned_stands_in_every_volume(outline: Outline) -> None:
    assert volume_of(outline, "glossary") is None


def test_front_matter_and_appendices_stand_in_no_part(outline: Outline) -> None:
    assert part_of(outline, SECTION["intro"]) is part_of(outline, SECTION["more"]) is None


def test_a_part_is_written_when_more_than_its_own_page_is(outline: Outline) -> None:
    assert written_parts(outline, {SECTION["part1"], SECTION["third"], SECTION["intro"]}) == (parts(outline)[1],)


def test_the_place_is_a_part_or_the_volume_of_one(outline: Outline) -> None:
    places = [place_in_words(outline, SECTION[name]) for name in ("third", "intro", "more")]
    assert places == ["Part II", "volume of Part I", "volume of Part II"]
    assert place_in_words(outline, "glossary") == ""


def test_the_command_counts_written_parts_from_one(outline: Outline, tmp_path: Path) -> None:
    page = tmp_path / f"{SECTION['third']}.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Third\n", encoding="utf-8")
    assert printable(outline, tmp_path) == (2,)
