from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drawings import mermaid, theme

ROOT = Path(__file__).parents[2]
THEME = theme.load(ROOT)


def test_comments_and_front_matter_do_not_reach_mermaid() -> None:
    prepared = mermaid.prepare("---\ntitle: x\n---\n\n%% a remark\nflowchart LR\n  %% another\n  a --> b\n")
    assert prepared.text == "flowchart LR\n  a --> b\n"
    assert prepared.lines == (6, 8)


def test_a_message_names_the_authors_line() -> None:
    prepared = mermaid.prepare("%% one\nflowchart LR\n%% two\n  a --> [\n")
    said = "Mermaid says: Parse error on line 2:\n…a --> [\n--^\nExpecting 'X'\n\nInitialize mermaid with more."
    assert prepared.author_line(said) == 4
    assert prepared.author_message(said) == "Mermaid says: Parse error on line 4:\n…a --> [\n--^\nExpecting 'X'"


def test_a_place_given_as_an_offset_is_found() -> None:
    prepared = mermaid.prepare("%% one\npie\n  oops\n")
    assert prepared.author_line("unexpected character at offset: 6") == 3


def test_a_line_past_the_end_is_the_last_one() -> None:
    assert mermaid.prepare("flowchart LR\n  a -->\n").author_line("Parse error on line 9") == 2


@given(st.text())
def test_every_line_that_reaches_mermaid_is_one_of_the_authors(text: str) -> None:
    prepared = mermaid.prepare(text)
    written = text.split("\n")
    kept = prepared.text.removesuffix("\n").split("\n")
    assert [written[number - 1] for number in prepared.lines] == kept or not prepared.text.strip()
    assert list(prepared.lines) == sorted(prepared.lines)
    assert 1 <= prepared.author_line("line 1") <= len(written)


def test_every_role_has_a_rule_of_its_own() -> None:
    css = mermaid.theme_css(THEME)
    for name, role in THEME.roles.items():
        assert role.fill.light in css and role.line.light in css and role.text.light in css, name


def test_the_configuration_has_no_color_outside_the_palette() -> None:
    text = mermaid.config_json(THEME)
    found = theme.unknown_colors("".join(f' fill="{word}"' for word in text.replace(";", '"').split('"')), THEME)
    assert found == []


def test_the_configuration_is_safe() -> None:
    config = mermaid.config(THEME)
    assert (config["securityLevel"], config["htmlLabels"], config["theme"], config["look"]) == (
        "strict",
        False,
        "base",
        "classic",
    )
    assert config["deterministicIds"] is True
