"""Derivations in their own files: what is read, and the faults that are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from book.model.arithmetic import plain_text
from book.model.derivations import DerivationError, load_all_derivations, load_derivations

PEAK = """
[[derivation]]
name = "feed-reads-at-peak"
steps = ["200 million × 5 × 10 = 10^10", "10^10 / 86,400 s ≈ 116,000/s", "116,000/s × 3 = 348,000/s"]
result = "348,000/s"
"""


def write(folder: Path, text: str, name: str = "ch15.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> str:
    with pytest.raises(DerivationError) as caught:
        load_derivations(write(folder, text))
    return str(caught.value)


def test_a_derivation_is_read_with_its_steps_and_result(tmp_path: Path) -> None:
    found = load_derivations(write(tmp_path, PEAK))
    assert list(found) == ["feed-reads-at-peak"]
    derivation = found["feed-reads-at-peak"]
    assert [step.ok for step in derivation.steps] == [True, True, True]
    assert derivation.result.ok
    assert plain_text(derivation.result.rendering) == "348,000/s"


def test_a_result_may_be_a_calculation_of_its_own(tmp_path: Path) -> None:
    text = PEAK.replace('result = "348,000/s"', 'result = "116,000/s × 3 = 348,000/s"')
    assert load_derivations(write(tmp_path, text))["feed-reads-at-peak"].result.ok


def test_a_wrong_step_is_named_by_derivation_and_number(tmp_path: Path) -> None:
    message = faults(tmp_path, PEAK.replace("116,000/s × 3", "116,000/s × 4"))
    assert "ch15.toml: feed-reads-at-peak.steps[3]: " in message
    assert "comes to 464,000/s" in message


def test_a_result_that_the_last_step_does_not_give_is_named(tmp_path: Path) -> None:
    message = faults(tmp_path, PEAK.replace('result = "348,000/s"', 'result = "384,000/s"'))
    assert "feed-reads-at-peak.result: is not what the last step comes to" in message
    assert "348,000/s" in message


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        (
            'name = "feed-reads-at-peak"',
            'name = "Feed reads"',
            "derivation 1.name: is 'Feed reads'; write lower-case words",
        ),
        ('name = "feed-reads-at-peak"', "", "derivation 1.name: is missing"),
        ("result", "outcome", "derivation 1.outcome: is not a known key"),
        ("[[derivation]]", "[[derivations]]", "derivations: is not a known key"),
        ("[[derivation]]", "[derivation]", "derivation: is "),
        ('["200', '[] # ["200', "derivation 1.steps: is empty; write a list of calculations"),
        ("[[derivation]]", "[[derivation", "is not TOML"),
        ('"348,000/s"\n', '"348,000/s + "\n', "feed-reads-at-peak.result: '348,000/s +' can't be read"),
    ],
)
def test_a_fault_of_form_names_file_key_and_remedy(tmp_path: Path, old: str, new: str, piece: str) -> None:
    message = faults(tmp_path, PEAK.replace(old, new, 1))
    assert "ch15.toml" in message
    assert piece in message


def test_a_name_used_twice_is_named(tmp_path: Path) -> None:
    assert "'feed-reads-at-peak' stands twice in the file" in faults(tmp_path, PEAK + PEAK)


def test_all_files_of_the_folder_are_read_and_share_one_set_of_names(tmp_path: Path) -> None:
    assert load_all_derivations(tmp_path / "none") == {}
    write(tmp_path, PEAK)
    write(tmp_path, PEAK.replace("feed-reads-at-peak", "another"), "ch16.toml")
    assert list(load_all_derivations(tmp_path)) == ["feed-reads-at-peak", "another"]
    write(tmp_path, PEAK, "ch17.toml")
    with pytest.raises(DerivationError, match=r"ch17\.toml: name: 'feed-reads-at-peak' stands in ch15\.toml too"):
        load_all_derivations(tmp_path)
