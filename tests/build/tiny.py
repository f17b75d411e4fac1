"""Tiny books, written as ``{docname: text}`` and built in this process through the pickled environment."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parent.parent.parent

OUTLINE = """\
title = "A Tiny Book"
subtitle = "For Tests"

[total]
words = 6_000
diagrams = 4
tables = 4
insights = 8

[front_matter]
words = 500
diagrams = 0
tables = 0
insights = 1
sections = [{ number = "0.1", slug = "introduction", title = "Introduction", file = "introduction.md" }]

[[part]]
number = 1
slug = "one"
title = "Part the First"

[[part.chapter]]
number = 1
slug = "alpha"
title = "Alpha"
words = 3_000
diagrams = 2
tables = 2
insights = 4
sections = [
  { number = "1.1", slug = "first", title = "First" },
  { number = "1.2", slug = "second", title = "Second" },
]

[[part]]
number = 2
slug = "two"
title = "Part the Second"

[[part.chapter]]
number = 2
slug = "beta"
title = "Beta"
words = 3_000
diagrams = 2
tables = 2
insights = 4
sections = [
  { number = "2.1", slug = "third", title = "Third" },
  { number = "2.2", slug = "never", title = "Never Written" },
]

[[appendix]]
letter = "A"
slug = "extra"
title = "Extra"
words = 1_500
diagrams = 0
tables = 0
insights = 0
sections = [{ number = "A.1", slug = "more", title = "More" }]
"""

CONCEPTS = """\
[[concept]]
id = "node"
term = "node"
section = "1.1"
aliases = ["machine"]
definition = "A unit that fails on its own."

[[concept]]
id = "timeout"
term = "timeout"
section = "1.2"
definition = "A limit on waiting."
requires = ["node"]

[[concept]]
id = "lease"
term = "lease"
section = "2.2"
definition = "A promise with an end."
requires = ["timeout"]
"""

BIB = """\
@article{adams1990one, author = {Ann Adams}, title = {One}, journal = {J}, year = {1990}}
@article{adams1990two, author = {Ann Adams}, title = {Two}, journal = {J}, year = {1990}}
@article{baker2001three, author = {Bo Baker and Cy Clark and Di Dunn}, title = {Three}, journal = {J}, year = {2001}}
"""

SECTION = {
    "intro": "introduction",
    "part1": "part-01-one/index",
    "alpha": "part-01-one/01-alpha/index",
    "first": "part-01-one/01-alpha/01-first",
    "second": "part-01-one/01-alpha/02-second",
    "summary": "part-01-one/01-alpha/summary",
    "part2": "part-02-two/index",
    "beta": "part-02-two/02-beta/index",
    "third": "part-02-two/02-beta/01-third",
    "extra": "appendices/a-extra/index",
    "more": "appendices/a-extra/01-more",
}
"""Short names of the pages of the tiny book's plan."""


@dataclass
class Result:
    """What one build did."""

    warnings: list[str]
    written: set[str]
    """The docnames whose output was written."""
    out: Path

    def page(self, docname: str) -> str:
        return (self.out / f"{docname}.html").read_text(encoding="utf-8")

    def pages(self) -> dict[str, str]:
        """Every page of the site by its path."""
        return {
            str(path.relative_to(self.out)): path.read_text(encoding="utf-8")
            for path in sorted(self.out.rglob("*.html"))
        }

    def data(self) -> dict[str, str]:
        """Every file of data beside the site by its name."""
        files = sorted([*self.out.glob("*.json"), *self.out.glob("*.csv")])
        return {path.name: path.read_text(encoding="utf-8") for path in files}


@dataclass
class TinyBook:
    """A folder with a book in it."""

    root: Path
    overrides: dict[str, object] = field(default_factory=dict)

    @property
    def source(self) -> Path:
        return self.root / "source"

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write pages by docname (``.md`` is added) and data files by name; None deletes."""
        for name, text in files.items():
            path = self.source / (name if re.search(r"\.(toml|bib|md)$", name) else f"{name}.md")
            if text is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            data = text.encode() if isinstance(text, str) else text
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)

    def build(self, builder: str = "html", *, jobs: int = 1, clean: bool = False, into: str = "") -> Result:
        """Build; from nothing when *clean*, else from what the last build of the same *into* left."""
        name = into or builder
        out, doctrees = self.root / "out" / name, self.root / "doctrees" / name
        if clean:
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(doctrees, ignore_errors=True)
        warnings, written = StringIO(), set[str]()
        overrides: dict[str, object] = {
            "bibtex_bibfiles": [str(self.source / "references.bib")],
            "extensions": ["myst_parser", "sphinxcontrib.bibtex", "book.extension"],
            "book_root": os.path.relpath(ROOT, self.source),
            "html_static_path": [str(ROOT / "_static")],
            "latex_elements": {},
            **self.overrides,
        }
        with patch_docutils(ROOT), docutils_namespace():
            app = Sphinx(
                self.source, ROOT, out, doctrees, builder, confoverrides=overrides, status=None, warning=warnings,
                parallel=jobs,
            )  # fmt: skip
            app.connect("doctree-resolved", lambda app, doctree, docname: written.add(docname))
            app.build()
        lines = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()).splitlines()
        return Result([line.replace(f"{self.source}/", "") for line in lines if line.strip()], written, out)


def tiny_book(root: Path, pages: Mapping[str, str | bytes | None], **overrides: object) -> TinyBook:
    """A book of *pages* over the tiny outline, concepts and bibliography; pages may replace these too."""
    book = TinyBook(root, dict(overrides))
    book.write({"outline.toml": OUTLINE, "concepts.toml": CONCEPTS, "references.bib": BIB, **pages})
    return book


def toctree(*docnames: str) -> str:
    """A hidden table of contents of *docnames*, written from the source folder."""
    return "```{toctree}\n:hidden:\n\n" + "\n".join(f"/{name}" for name in docnames) + "\n```\n"
