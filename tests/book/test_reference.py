"""The authors' reference: a small book that uses every directive, role and option, and is right."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from tests.build.tiny import ROOT, Result, TinyBook

from book.directives import BoxDirective, DiagramDirective, ExplorableDirective
from book.domain import BookDomain
from book.kinds import BOX_KINDS, RANKS
from book.model.pages import PAGES

REFERENCE = Path(__file__).parent / "reference"
_FENCE = re.compile(r"^:::+\{([a-z-]+)\}.*\n((?::[a-z]+:.*\n(?:[ \t]+\S.*\n)*)*)\n?((?::[a-z]+:.*\n)*)", re.MULTILINE)
_ROLE = re.compile(r"\{([a-z]+)(?::[pt])?\}`")
_NAME = re.compile(r"^:([a-z]+):", re.MULTILINE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Result:
    root = tmp_path_factory.mktemp("reference")
    shutil.copytree(REFERENCE, root / "source")
    return TinyBook(root, {"bibtex_bibfiles": [str(ROOT / "source" / "references.bib")]}).build()


def test_the_reference_gives_no_warning(built: Result) -> None:
    assert built.warnings == []


def used() -> tuple[dict[str, set[str]], set[str], str]:
    """The options and fields of each directive, the roles, and all of the text."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.md")))
    options: dict[str, set[str]] = defaultdict(set)
    for name, leading, fields in _FENCE.findall(text):
        options[name].update(_NAME.findall(leading), _NAME.findall(fields))
    return options, set(_ROLE.findall(text)), text


def test_every_directive_and_role_occurs() -> None:
    options, roles, _ = used()
    assert BookDomain.directives.keys() == options.keys()
    assert BookDomain.roles.keys() <= roles


def test_every_option_and_field_of_a_box_occurs() -> None:
    options, _, text = used()
    for kind in BOX_KINDS.values():
        assert options[kind.name] == {*kind.options, *(field.name for field in kind.fields)}, kind.name
    assert BookDomain.directives[BOX_KINDS["insight"].name] is BoxDirective
    assert all(f"`{rank}`" in text for rank in RANKS)


def test_every_option_of_a_figure_a_table_and_a_gathered_page_occurs() -> None:
    options, _, _ = used()
    assert options["diagram"] == set(DiagramDirective.allowed)
    assert options["explorable"] == set(ExplorableDirective.allowed)
    assert options["table"] == {"id", "type", "concepts"}
    assert set().union(*(options[name] for name in PAGES)) == {name for spec in PAGES.values() for name in spec.options}


def test_every_type_of_diagram_and_table_is_named() -> None:
    _, _, text = used()
    from book.kinds import DIAGRAM_TYPES, TABLE_TYPES

    assert all(name in text for name in (*DIAGRAM_TYPES, *TABLE_TYPES))
