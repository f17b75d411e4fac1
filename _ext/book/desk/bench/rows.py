"""The rows of the table: what is done to a book, and what that costs."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .layout import LaidOut
from .measure import Cost, run
from .weight import first_view_kb, search_kb

Measured = dict[str, float]
"""A value by the row's name; a row that was not asked for, or cannot be measured here, is absent."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its name on the command line, what the reader sees, and the goal at the plan's full size."""

    name: str
    label: str
    goal: float | None = None


ROWS = (
    Row("cold", "cold HTML, -j1, CPU s", 25),
    Row("cold-j2", "cold HTML, -j2, CPU s", 25),
    Row("edit", "one section edited, CPU s", 2),
    Row("insight", "an insight edited, CPU s", 2.5),
    Row("nothing", "nothing changed, CPU s", 1.3),
    Row("memory", "memory, all processes, cold -j1, MB", 450),
    Row("memory-j2", "memory, all processes, cold -j2, MB", 450),
    Row("memory-edit", "memory, all processes, an edit, MB", 130),
    Row("view", "first view of a section, gz, KB", 180),
    Row("search-before", "search index before a query, gz, KB", 0),
    Row("search-first", "search index on the first query, gz, KB", 200),
    Row("drawings-cold", "all diagrams drawn, seconds", 30),
    Row("drawings-one", "one diagram changed, seconds", 3),
    Row("drawings-none", "no diagram changed, seconds", 1),
)
"""Drawing is timed by the clock: the browser's processes outlive the wait for them, and their CPU time is not seen."""


@dataclass(slots=True)
class Bench:
    """The measurements of one book; *wanted* are names of rows."""

    book: LaidOut
    wanted: Sequence[str]
    measured: Measured = field(default_factory=dict)

    def measure(self) -> Measured:
        """Every wanted row that is a matter of building."""
        if self._wants("cold-j2", "memory-j2"):
            cost = self._build("parallel", jobs=2)
            self.measured |= {"cold-j2": cost.cpu_s, "memory-j2": cost.peak_mb}
            shutil.rmtree(self.book.root / "build")
        if self._wants("cold", "edit", "insight", "nothing", "memory", "memory-edit", "view", "search"):
            self._measure_serial()
        return {name: value for name, value in self.measured.items() if self._wants(name)}

    def _measure_serial(self) -> None:
        cost = self._build("serial")
        self.measured |= {"cold": cost.cpu_s, "memory": cost.peak_mb}
        if self._wants("view", "search"):
            out = self.book.root / "build/serial"
            page = self.book.page(out)
            if (self.book.root / "source/outline.toml").is_file():
                run([sys.executable, "-m", "book.desk.search", str(out.relative_to(self.book.root))], self.book.root)
            before, first = search_kb(page, out)
            self.measured |= {"view": first_view_kb(page), "search-before": before, "search-first": first}
        for name, edit in (("nothing", _leave), ("edit", edit_prose), ("insight", edit_insight)):
            if self._wants(name, f"memory-{name}"):
                edit(self.book.section)
                cost = self._build("serial")
                self.measured |= {name: cost.cpu_s, f"memory-{name}": cost.peak_mb}

    def _wants(self, *names: str) -> bool:
        return any(wanted.startswith(name) if name == "search" else wanted == name
                   for wanted in self.wanted for name in names)  # fmt: skip

    def _build(self, name: str, jobs: int = 1) -> Cost:
        folders = ["-d", f"build/doctrees-{name}", "source", f"build/{name}"]
        # A warning says that the generated text and the markup no longer agree: something else would be measured.
        strictly = ["-q", "-W", "--keep-going"]
        command = [sys.executable, "-m", "sphinx", *strictly, "-c", ".", "-b", "html", "-j", str(jobs), *folders]
        return run(command, self.book.root)


def measure_drawings(book: LaidOut, project: Path) -> Measured:
    """The rows of ``make diagrams``; they need Chromium and the bundles that the project has fetched."""
    cache = book.root / ".cache"
    if not cache.exists():
        cache.symlink_to(project / ".cache")
    rendered = book.root / "diagrams/rendered"
    shutil.rmtree(rendered, ignore_errors=True)
    draw = [sys.executable, "-m", "drawings", "--root", ".", "draw"]
    cold = run(draw, book.root)
    none = run(draw, book.root)
    source = min((book.root / "diagrams").rglob("*.mmd"))
    source.write_text(source.read_text(encoding="utf-8").replace("write", "read", 1), encoding="utf-8")
    one = run(draw, book.root)
    return {"drawings-cold": cold.wall_s, "drawings-one": one.wall_s, "drawings-none": none.wall_s}


def _leave(section: Path) -> None:
    """Change nothing."""


def edit_prose(section: Path) -> None:
    """Add a sentence to the opening paragraph."""
    text = section.read_text(encoding="utf-8")
    _rewrite(section, re.sub(r"(?m)^(# .+\n\n.+)$", r"\1 An edit adds this sentence.", text, count=1), text)


def edit_insight(section: Path) -> None:
    """Change the title of the section's first insight, in either dialect."""
    text = section.read_text(encoding="utf-8")
    edited = re.sub(r"(?m)^(:::\{(?:insight|admonition)\} .+/0)$", r"\1, edited", text, count=1)
    _rewrite(section, edited, text)


def _rewrite(path: Path, edited: str, text: str) -> None:
    if edited == text:
        raise RuntimeError(f"{path} has nothing to edit: the generated pages and this edit no longer agree")
    path.write_text(edited, encoding="utf-8")
    # Sphinx compares times; two edits within one tick of the file system's clock would look like one.
    newer = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(newer, newer))
