"""Golden doctrees: what Markdown becomes, before anything is known of the rest of the book.

A file of ``tests/golden`` holds cases, each a title, the input and the expected tree, with a line of one dot after
each. ``REGENERATE=1`` writes the trees anew; review them like code.
"""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from pathlib import Path

import pytest
from docutils import nodes
from tests.build.shown import PLAIN
from tests.build.tiny import ROOT, tiny_book, toctree

from book.options import kebab

FOLDER = ROOT / "tests" / "golden"
FILES = sorted(FOLDER.glob("*.md"))
DOT = "\n.\n"


@dataclass(frozen=True, slots=True)
class Golden:
    """One case."""

    title: str
    markdown: str
    tree: str

    @property
    def docname(self) -> str:
        return kebab(self.title)


def cases_of(path: Path) -> list[Golden]:
    """The cases of a file, in its order."""
    parts = path.read_text(encoding="utf-8").split(DOT)
    return [
        Golden(title.strip(), markdown, tree.strip("\n"))
        for title, markdown, tree in zip(parts[::3], parts[1::3], parts[2::3], strict=False)
    ]


def trees_of(path: Path, root: Path) -> dict[str, str]:
    """The tree of each case of a file, by its title; all are pages of one book."""
    cases = cases_of(path)
    pages = {case.docname: f"# Page\n\n{case.markdown}\n" for case in cases}
    book = tiny_book(root, {"index": f"# The Book\n\n{toctree(*pages)}", **pages}, **PLAIN)
    book.build("dummy")
    trees = {}
    for case in cases:
        stored = root / "doctrees" / "dummy" / f"{case.docname}.doctree"
        doctree: nodes.document = pickle.loads(stored.read_bytes())
        section = doctree.next_node(nodes.section)
        assert section is not None
        trees[case.title] = "".join(child.pformat() for child in section.children[1:]).strip("\n")
    return trees


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """Every tree, by the file's name and the title."""
    found = {}
    for path in FILES:
        trees = trees_of(path, tmp_path_factory.mktemp(path.stem))
        if os.environ.get("REGENERATE"):
            text = "".join(f"{c.title}{DOT}{c.markdown}{DOT}{trees[c.title]}{DOT}\n" for c in cases_of(path))
            path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        found.update({(path.stem, title): tree for title, tree in trees.items()})
    return found


@pytest.mark.parametrize(
    ("file", "case"),
    [pytest.param(path.stem, case, id=f"{path.stem}: {case.title}") for path in FILES for case in cases_of(path)],
)
def test_markdown_becomes_this_tree(trees: dict[tuple[str, str], str], file: str, case: Golden) -> None:
    expected = next(c.tree for c in cases_of(FOLDER / f"{file}.md") if c.title == case.title)
    assert trees[file, case.title] == expected
