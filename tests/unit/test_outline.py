from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.books import CH1, CH2, FLP, OUTLINE, PART1, ROOT, SUMMARY1, small_outline

from book.model.outline import Outline, OutlineError, load_outline, roman, share


def faults(tmp_path: Path, text: str | bytes) -> list[str]:
    path = tmp_path / "outline.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(OutlineError) as caught:
        load_outline(path)
    prefix = f"{path}: "
    lines = str(caught.value).splitlines()
    assert all(line.startswith(prefix) for line in lines)
    return [line.removeprefix(prefix) for line in lines]


def test_entries_stand_in_reading_order() -> None:
    numbers = [(entry.kind, entry.number) for entry in small_outline().entries]
    assert numbers == [
        ("landing", ""), ("front", "0.1"),
        ("part", "I"), ("chapter", "1"), ("section", "1.1"), ("section", "1.2"), ("summary", ""),
        ("part", "II"), ("chapter", "2"), ("section", "2.1"), ("summary", ""),
        ("appendix", "A"), ("section", "A.1"), ("summary", ""),
    ]  # fmt: skip


def test_an_entry_knows_its_place_in_the_plan() -> None:
    section = small_outline().by_section("1.1")
    assert section is not None
    assert (section.docname, section.label, section.unit, section.parent) == (FLP, "sec-flp", "1", CH1)
    assert section.secnumber == (1, 1)
    appendix = small_outline().by_label("app-maths")
    assert appendix is not None
    assert (appendix.docname, appendix.secnumber, appendix.unit) == ("appendices/a-maths/index", ("A",), "A")
    part = small_outline().at(PART1)
    assert part is not None
    assert (part.label, part.unit, part.secnumber, part.parent) == ("part-reality", "I", (), "")
    front = small_outline().at("introduction")
    assert front is not None
    assert (front.unit, front.secnumber, front.label) == ("0", (), "sec-introduction")


def test_sections_share_what_index_and_summary_leave() -> None:
    outline = small_outline()
    sections = [entry for entry in outline.entries if entry.unit == "1" and entry.kind == "section"]
    assert [entry.words for entry in sections] == [2_000, 2_000]
    assert [entry.diagrams for entry in sections] == [2, 1]
    assert [entry.insights for entry in sections] == [3, 2]


def test_a_part_aims_at_what_its_chapters_aim_at_and_shares_their_status() -> None:
    outline = small_outline()
    first, second = (entry for entry in outline.entries if entry.kind == "part")
    assert (first.words, first.diagrams, first.tables, first.insights) == (5_500, 3, 2, 5)
    assert (first.status, second.status) == ("planned", "drafting")


def test_pages_outside_the_plan_come_last() -> None:
    outline = small_outline()
    assert outline.position("index") == 0
    assert outline.position(CH2) > outline.position(SUMMARY1)
    assert outline.position("elsewhere") > max(outline.position(entry.docname) for entry in outline.entries)
    assert outline.at("elsewhere") is None


def test_units_are_chapters_then_appendices_with_their_pages() -> None:
    units = small_outline().units()
    assert [unit.entry.number for unit in units] == ["1", "2", "A"]
    assert units[0].docnames == (CH1, FLP, "part-01-reality/01-limits/02-cap", SUMMARY1)


def test_an_empty_outline_has_nothing() -> None:
    outline = Outline.empty()
    assert outline.entries == ()
    assert outline.units() == ()
    assert outline.by_section("1.1") is None


def test_the_real_outline_is_whole() -> None:
    outline = load_outline(ROOT / "source" / "outline.toml")
    chapters = [entry for entry in outline.entries if entry.kind == "chapter"]
    assert [entry.number for entry in chapters] == [str(n) for n in range(1, 22)]
    assert len({entry.docname for entry in outline.entries}) == len(outline.entries)
    flp = outline.by_label("sec-flp-impossibility")
    assert flp is not None
    assert flp.docname == "part-01-fundamental-reality/01-impossibility-results/01-flp-impossibility"
    assert flp.words == 5_700


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'number = 2\nslug = "storage"',
            'number = 3\nslug = "storage"',
            "chapter storage.number: is 3 where 2 comes next",
        ),
        ('number = 2\nslug = "storage"', 'number = 1\nslug = "storage"', "is that of chapter limits already; write 2"),
        (
            'number = 2\nslug = "solutions"',
            'number = 5\nslug = "solutions"',
            "part solutions.number: is 5 where 2 comes",
        ),
        ('letter = "A"', 'letter = "C"', "appendix maths.letter: is 'C' where 'A' comes next"),
        ('letter = "A"', 'letter = "a"', "appendix maths.letter: is 'a'; write a capital letter"),
        ('number = "1.2"', 'number = "1.3"', "section cap.number: '1.3' is out of sequence; write '1.2'"),
        ('number = "1.2"', 'number = "1.1"', "section cap.number: '1.1' is used twice; write '1.2'"),
        ('slug = "logs"', 'slug = "flp"', "the label 'sec-flp' is that of chapter limits, section flp already"),
        ('slug = "limits"', 'slug = "Lim its"', "chapter at place 1.slug: is 'Lim its'; write lower-case words"),
        ('title = "Limits"', 'titel = "Limits"', "chapter limits.titel: is not a known key; remove it or use one of"),
        ('title = "Limits"', "", "chapter limits.title: is missing; add a text"),
        ("words = 5_500", 'words = "many"', "chapter limits.words: is 'many'; write a whole number"),
        ("words = 5_500", "words = true", "chapter limits.words: is True; write a whole number"),
        ("words = 5_500", "words = -1", "chapter limits.words: is -1; write a whole number, 0 or more"),
        ('status = "drafting"', 'status = "done"', "is 'done'; write one of planned, drafting, complete"),
        ('subtitle = "Of Tests"', "", "subtitle: is missing"),
        ('file = "introduction.md"', 'file = "../x.md"', "is '../x.md'; write a file name"),
        ("[[appendix]]", "[[apendix]]", "apendix: is not a known key"),
    ],
)
def test_each_fault_says_its_key_and_its_remedy(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in OUTLINE
    found = faults(tmp_path, OUTLINE.replace(old, new, 1))
    assert any(message in fault for fault in found), found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = OUTLINE.replace('title = "Limits"', "").replace('status = "drafting"', 'status = "done"')
    assert len(faults(tmp_path, broken)) == 2


def test_one_hole_is_one_fault(tmp_path: Path) -> None:
    broken = OUTLINE.replace('number = 1\nslug = "limits"', 'number = 4\nslug = "limits"')
    broken = broken.replace('number = 2\nslug = "storage"', 'number = 5\nslug = "storage"')
    found = [fault for fault in faults(tmp_path, broken) if "comes next" in fault]
    assert found == ["chapter limits.number: is 4 where 1 comes next; leave no hole in the sequence"]


def test_a_file_that_is_not_toml_names_the_line(tmp_path: Path) -> None:
    assert faults(tmp_path, 'title = "x"\nnumber = = 1\n')[0].startswith("line 2, column 10: is not TOML (")


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    assert faults(tmp_path, b'title = "x"\nsubtitle = "\xff"\n') == ["line 2: is not UTF-8; save the file as UTF-8"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutlineError, match=r"outline\.toml: file: cannot be read"):
        load_outline(tmp_path / "outline.toml")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_shares_add_up_and_differ_by_one(total: int, count: int) -> None:
    shares = share(total, count)
    assert sum(shares) == total
    assert len(shares) == count
    assert max(shares) - min(shares) <= 1


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 4, 7, 9, 14, 40, 1994)] == ["I", "IV", "VII", "IX", "XIV", "XL", "MCMXCIV"]
