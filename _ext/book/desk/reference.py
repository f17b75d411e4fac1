"""``python -m book.desk.reference``: the small book of every directive and role, each source above its look."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

PAGES = Path("tests/book/reference")
"""The small book; the tests see to it that it uses all of the markup and gives no warning."""
COPY = Path("build/reference-source")
SITE = Path("build/reference")
DOCTREES = Path("build/doctrees/reference")

_FENCE = re.compile(r"(:{3,}|`{3,})\{")
_ROLE = re.compile(r"\{[a-z]+(?::[a-z]+)?\}`|\]\(#")


def show_sources(text: str) -> str:
    """The page *text* with a literal copy before each directive written with colons and each passage with a role."""
    return "\n\n".join(_shown(block) for block in blocks(text)) + "\n"


def blocks(text: str) -> Iterator[str]:
    """The page in pieces: whole directives, and what stands between blank lines outside them."""
    piece: list[str] = []
    closing = ""
    for line in text.splitlines():
        if closing:
            piece.append(line)
            if line.rstrip() != closing:
                continue
            closing = ""
        elif match := _FENCE.match(line):
            yield from _joined(piece)
            piece, closing = [line], match[1]
            continue
        elif line.strip():
            piece.append(line)
            continue
        yield from _joined(piece)
        piece = []
    yield from _joined(piece)


def _joined(piece: list[str]) -> Iterator[str]:
    if piece:
        yield "\n".join(piece)


def _shown(block: str) -> str:
    if not block.startswith(":::") and (block.startswith(("```", "#")) or not _ROLE.search(block)):
        return block
    ticks = max((len(run) for run in re.findall("`+", block)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}markdown\n{block}\n{fence}\n\n{block}"


def copy_pages(pages: Path, copy: Path) -> None:
    """Write the small book of *pages* anew to *copy*, its Markdown with sources shown, its data as they are."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(pages, copy)
    for path in copy.rglob("*.md"):
        path.write_text(show_sources(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def main(root: Path = Path()) -> int:
    """Build the site and say where it is."""
    from sphinx.cmd.build import main as build

    root = root.resolve()
    copy_pages(root / PAGES, root / COPY)
    settings = {
        "book_root": "../..",
        "project": "The book's markup by example",
        "html_title": "The book's markup by example",
    }
    # A build lists here the formulas that `make diagrams` is to draw; this book's list must not replace the real one's.
    missing = root / "build/formulas-missing.json"
    listed = missing.read_bytes() if missing.is_file() else None
    options = [part for name, value in settings.items() for part in ("-D", f"{name}={value}")]
    folders = ["-c", str(root), "-d", str(root / DOCTREES), str(root / COPY), str(root / SITE)]
    status = build(["-q", "-b", "html", *options, *folders])
    if listed is not None:
        missing.write_bytes(listed)
    if status:
        return status
    print(f"Every directive and role, source above look: {root / SITE / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
