from __future__ import annotations

from pathlib import Path

import pytest

from drawings import lint
from drawings.mermaid_rules import has_raw_quote, labels, node_ids

ROOT = Path(__file__).parents[2]


def problems(tmp_path: Path, text: str, name: str = "one.mmd") -> list[tuple[int, str]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [(problem.line, problem.text) for problem in lint(path, tmp_path)]


def flaws(tmp_path: Path, line: str) -> list[str]:
    """The first words of what is wrong with a flowchart of *line*, which stands in its line 3."""
    found = problems(tmp_path, f"%% a remark: style, <b>, $$\nflowchart LR\n  {line}\n")
    assert all(number == 3 for number, _ in found)
    return [text.split(";")[0] for _, text in found]


@pytest.mark.parametrize(
    ("line", "flaw"),
    [
        ('a["$$x^2$$"]', "`$$` formulas are not drawn"),
        ('a["done ✅"]', "an emoji looks different on every device"),
        ('a["rocket 🚀"]', "an emoji looks different on every device"),
        ('a["合意"]', "this writing is in none of the drawings' fonts"),
        ("style a fill:red", "a style is set by hand and can't follow light, dark and print"),
        ("classDef hot stroke:red", "a style is set by hand and can't follow light, dark and print"),
        ("linkStyle 0 stroke:red", "a style is set by hand and can't follow light, dark and print"),
        ("%%{init: {'theme': 'dark'}}%%", "a configuration is set by hand and can't follow light, dark and print"),
        ('a["<b>bold</b>"]', "HTML in a label is not drawn"),
        ('a["say "yes" now"]', "a label has a raw quote in it"),
        ('a[say "yes" now]', "a label has a raw quote in it"),
        ('a["open]', "a label has a raw quote in it"),
    ],
)
def test_what_the_drawings_do_not_do_is_found(tmp_path: Path, line: str, flaw: str) -> None:
    assert flaw in flaws(tmp_path, line)


@pytest.mark.parametrize(
    "line",
    [
        'a["one"] --> b("two"):::replica',
        'a -->|"a label"| b',
        'a -- "a label" --> b',
        'a@{ shape: cyl, label: "disk" }',
        'subgraph g ["A group"]',
        'a["first<br>second"]',
        'a["#quot;yes#quot;"] --> b["#128257;"]',
        'a["x < y, n ≥ 2f + 1"]',
        'a["◇P: right in the end"] <--> b[("Ω")]',
        "a[(disk)] & b --> c{{x}} & d([y]):::good",
    ],
)
def test_ordinary_lines_pass(tmp_path: Path, line: str) -> None:
    assert flaws(tmp_path, line) == []


@pytest.mark.parametrize("kind", ["journey", "xychart-beta", "xychart"])
def test_kinds_without_our_look_are_refused(tmp_path: Path, kind: str) -> None:
    [(line, text)] = problems(tmp_path, f"{kind}\n  title x\n")
    assert line == 1 and text.startswith(f"`{kind.removesuffix('-beta')}` ")


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("a --> b", {"a", "b"}),
        ("a-->b-.->c==>d", {"a", "b", "c", "d"}),
        ('a["x --> y"]:::good -->|maybe --> not| b(("z"))', {"a", "b"}),
        ("a & b --> c & d", {"a", "b", "c", "d"}),
        ("a -- some text --> b", {"a", "b"}),
        ("a == thick ==> b -. dotted .-> c", {"a", "b", "c"}),
        ('a@{ shape: cyl, label: "disk --> x" } --> b', {"a", "b"}),
        ("a <--> b --x c --o d ~~~ e --- f", {"a", "b", "c", "d", "e", "f"}),
        ("box --> ox --> x1", {"box", "ox", "x1"}),
        ("a{choice} --> b[(store)] --> c([round]);", {"a", "b", "c"}),
    ],
)
def test_nodes_are_counted_by_their_ids(line: str, ids: set[str]) -> None:
    assert node_ids(line) == ids


def test_labels_are_those_of_nodes_and_edges() -> None:
    assert labels('a["one two"] -->|three| b(four)') == ["one two", "three", "four"]
    assert labels("a -- five six --> b") == ["five six"]


def test_a_quote_is_raw_unless_it_stands_around_a_label() -> None:
    assert not has_raw_quote('a["x"] -- "y" --> b("z")')
    assert has_raw_quote('a["x"y"]')


def chain(count: int) -> str:
    return "flowchart LR\n" + "".join(f"  n{number} --> n{number + 1}\n" for number in range(count - 1))


def test_fourteen_nodes_pass_and_fifteen_do_not(tmp_path: Path) -> None:
    assert problems(tmp_path, chain(14)) == []
    [(line, text)] = problems(tmp_path, chain(15))
    assert line == 1 and text.startswith("has 15 nodes")


def exchange(people: int, messages: int) -> str:
    lines = [f"  participant p{number} as Person" for number in range(people)]
    lines += [f"  p{number % people}->>p{(number + 1) % people}: hello" for number in range(messages)]
    return "sequenceDiagram\n" + "\n".join(lines) + "\n"


def test_eight_participants_and_fourteen_messages_pass(tmp_path: Path) -> None:
    assert problems(tmp_path, exchange(8, 14)) == []


def test_nine_participants_or_fifteen_messages_do_not(tmp_path: Path) -> None:
    found = problems(tmp_path, exchange(9, 15))
    assert [text.split(",")[0] for _, text in found] == ["has 9 participants", "has 15 messages"]


@pytest.mark.parametrize("arrow", ["->>", "-->>", "->", "-->", "-x", "--x", "-)", "--)", "<<->>", "->>+", "-->>-"])
def test_every_arrow_is_a_message(tmp_path: Path, arrow: str) -> None:
    lines = "".join(f"  A{arrow}B: hello\n" for _ in range(15))
    assert [text.split(",")[0] for _, text in problems(tmp_path, f"sequenceDiagram\n{lines}")] == ["has 15 messages"]


def test_notes_and_blocks_are_no_messages(tmp_path: Path) -> None:
    lines = "".join("  Note over A,B: x->y: z\n  alt a->>b: c\n  A->>B: d\n  end\n" for _ in range(14))
    assert problems(tmp_path, f"sequenceDiagram\n{lines}") == []


def test_states_are_counted(tmp_path: Path) -> None:
    lines = "  [*] --> s0\n" + "".join(f"  s{number} --> s{number + 1}: next\n" for number in range(14))
    [(_, text)] = problems(tmp_path, f"stateDiagram-v2\n{lines}")
    assert text.startswith("has 15 states")


def test_a_long_label_is_a_note(tmp_path: Path) -> None:
    path = tmp_path / "one.mmd"
    path.write_text('flowchart LR\n  a["one two three four five six"]\n', encoding="utf-8")
    [problem] = lint(path)
    assert problem.is_note
    assert problem.message(tmp_path).startswith("one.mmd:2: note: the label 'one two three four five six' has 6 words")


def test_an_empty_diagram_is_said(tmp_path: Path) -> None:
    assert problems(tmp_path, "%% nothing\n\n") == [(1, "is empty; write the diagram")]


CHART = """{
  "data": {"values": [{"x": 1, "y": 2, "who": "a"}]},
  "mark": "line",
  "encoding": {
    "x": {"field": "x", "type": "quantitative", "title": "Load (requests/s)"},
    "y": {"field": "y", "type": "quantitative", "title": "Delay (ms)"},
    "color": {"field": "who", "type": "nominal"}
  }
}
"""


def chart(tmp_path: Path, old: str = "", new: str = "") -> list[tuple[int, str]]:
    assert old in CHART
    return problems(tmp_path, CHART.replace(old, new) if old else CHART, "one.vl.json")


def test_an_ordinary_chart_passes(tmp_path: Path) -> None:
    assert chart(tmp_path) == []


def test_json_that_is_none_is_said_with_its_line(tmp_path: Path) -> None:
    [(line, text)] = chart(tmp_path, '"mark": "line",', '"mark": "line"')
    assert line == 4 and text.startswith("is not JSON (Expecting ',' delimiter, column 3)")


def test_an_axis_needs_a_title(tmp_path: Path) -> None:
    [(line, text)] = chart(tmp_path, ', "title": "Delay (ms)"')
    assert (line, text.split(";")[0]) == (2, "the y axis (y) has no title")


def test_an_axis_title_may_stand_in_the_axis(tmp_path: Path) -> None:
    assert chart(tmp_path, '"title": "Delay (ms)"', '"axis": {"title": "Delay (ms)"}') == []


@pytest.mark.parametrize("color", ["#ff0000", "red", "rgb(1,2,3)", "steelblue"])
def test_a_color_set_by_hand_is_found(tmp_path: Path, color: str) -> None:
    [(line, text)] = chart(tmp_path, '"mark": "line"', f'"mark": {{"type": "line", "color": "{color}"}}')
    assert line == 3 and text.startswith(f"the color {color} is set by hand")


def test_a_color_of_the_palette_passes(tmp_path: Path) -> None:
    assert chart(tmp_path, '"mark": "line"', '"mark": {"type": "line", "color": "fault-line"}') == []


def test_data_from_elsewhere_are_refused(tmp_path: Path) -> None:
    where = '"url": "https://example.org/x.csv"'
    [(line, text)] = chart(tmp_path, '"values": [{"x": 1, "y": 2, "who": "a"}]', where)
    assert line == 2 and text.startswith("takes data from 'https://example.org/x.csv'")


def test_data_that_do_not_exist_are_said(tmp_path: Path) -> None:
    [(_, text)] = chart(tmp_path, '"values": [{"x": 1, "y": 2, "who": "a"}]', '"url": "source/calc/x.csv"')
    assert text == "takes data from 'source/calc/x.csv', which does not exist; create it or correct the name"


def test_bars_told_apart_by_color_alone_are_found(tmp_path: Path) -> None:
    [(_, text)] = chart(tmp_path, '"line"', '"bar"')
    assert text.startswith("bars tell who apart by color alone")


@pytest.mark.parametrize("path", sorted((ROOT / "diagrams/symbols").iterdir()), ids=lambda path: path.name)
def test_the_symbol_sheet_keeps_the_rules(path: Path) -> None:
    assert lint(path, ROOT) == []
