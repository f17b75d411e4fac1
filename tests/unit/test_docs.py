from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.unit.books import ROOT

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_TARGET = re.compile(r"`make ([a-z-]+)|^make ([a-z-]+)", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [link for link in _LINK.findall(text) if not (document.parent / link).exists()] == []


def test_every_target_that_the_documents_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        named = {quoted or plain for quoted, plain in _TARGET.findall(document.read_text(encoding="utf-8"))}
        assert named <= targets, document.name


def test_every_document_is_in_the_list() -> None:
    listed = set(_LINK.findall((ROOT / "docs/README.md").read_text(encoding="utf-8")))
    assert {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"} <= listed


@pytest.mark.parametrize("file", ["settings.json", "extensions.json", "book.code-snippets"])
def test_the_editors_files_are_json(file: str) -> None:
    assert json.loads((ROOT / ".vscode" / file).read_text(encoding="utf-8"))
