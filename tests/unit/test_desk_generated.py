from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.unit.books import ROOT

from book.desk.generated import GENERATED, main
from book.desk.messages import MessagesError, warnings
from book.desk.snippets import snippets
from book.kinds import BOX_KINDS, BoxKind


@pytest.mark.parametrize("name", GENERATED)
def test_the_file_in_the_repository_is_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == GENERATED[name](), "run: make docs"


def test_what_is_right_already_is_not_written_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(tmp_path)
    assert capsys.readouterr().out.count("wrote") == len(GENERATED)
    (tmp_path / "docs/units.md").write_text("stale", encoding="utf-8")
    main(tmp_path)
    assert capsys.readouterr().out == f"wrote {tmp_path / 'docs/units.md'}\n"


def test_a_warning_is_listed_with_the_words_below_it() -> None:
    one = '    ONE = "one"\n    """What is\n    wrong."""\n'
    source = f'class Warn(StrEnum):\n    """All."""\n\n{one}    TWO = "two"\n    """B."""\n'
    assert list(warnings(source)) == [("one", "What is\n    wrong."), ("two", "B.")]


def test_a_warning_without_words_is_an_error() -> None:
    with pytest.raises(MessagesError, match="one: has no docstring"):
        list(warnings('class Warn:\n    ONE = "one"\n    TWO = "two"\n    """B."""\n'))


@pytest.mark.parametrize("kind", BOX_KINDS.values(), ids=BOX_KINDS)
def test_a_snippet_holds_every_option_and_field_of_its_kind(kind: BoxKind) -> None:
    body = snippets()[kind.name]["body"]
    assert isinstance(body, list)
    names = re.findall(r"^:([a-z]+): ", "\n".join(body), re.MULTILINE)
    assert names == [*kind.options, *(field.name for field in kind.fields)]
    assert (body[0], body[-1]) == (f":::{{{kind.name}}}" + (" ${1:title}" if kind.title != "none" else ""), ":::")


def test_the_stops_of_a_snippet_are_numbered_in_order() -> None:
    for name, snippet in snippets().items():
        numbers = re.findall(r"\$\{(\d+)[:|]", json.dumps(snippet["body"]))
        assert numbers == [str(i) for i in range(1, len(numbers) + 1)], name


def test_no_two_snippets_share_a_prefix() -> None:
    prefixes = [snippet["prefix"] for snippet in snippets().values()]
    assert len(prefixes) == len(set(prefixes))
