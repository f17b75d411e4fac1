"""Draws the pictures that previews of links show, ``_static/share``: one for the book and one for each written chapter.

``python -m book.desk.share_pictures`` draws those that are missing or whose title has changed, which takes
``rsvg-convert``; a build takes the pictures as they are.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from book.model.outline import Outline, load_outline
from book.model.sharing import PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX

from .cover import MARGIN_PX, WIDTH_PX, Palette, palette_of, space_time, wrapped

EDGE_PX = 70
TITLE_PX, LINE_PX, SMALL_PX = 58, 68, 28
TITLE_CHARACTERS, SMALL_CHARACTERS = 21, 44
MOTIF_PX = 430
"""Width of the drawing at the right, which is that of the cover."""


def picture_svg(above: str, title: str, below: str, colors: Palette) -> str:
    """A picture with a line *above* its *title* and the words *below* it."""
    lines = wrapped(title, TITLE_CHARACTERS)
    y = (PICTURE_HEIGHT_PX - len(lines) * LINE_PX) / 2 + TITLE_PX * 0.7
    words = [_text(above, y - LINE_PX - 12, SMALL_PX, 400, colors.note)] if above else []
    words += [_text(line, y + number * LINE_PX, TITLE_PX, 700, colors.ink) for number, line in enumerate(lines)]
    small = wrapped(below, SMALL_CHARACTERS)
    bottom = PICTURE_HEIGHT_PX - EDGE_PX - (len(small) - 1) * SMALL_PX * 1.3
    words += [
        _text(line, bottom + number * SMALL_PX * 1.3, SMALL_PX, 400, colors.edge) for number, line in enumerate(small)
    ]
    scale = MOTIF_PX / (WIDTH_PX - 2 * MARGIN_PX)
    left = PICTURE_WIDTH_PX - EDGE_PX / 2 - MOTIF_PX - MARGIN_PX * scale
    motif = "\n".join(space_time(0, (PICTURE_HEIGHT_PX - 2 * EDGE_PX) / scale, colors))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PICTURE_WIDTH_PX}" height="{PICTURE_HEIGHT_PX}" '
        f"font-family=\"'TeX Gyre Heros', Arial, Helvetica, sans-serif\">\n"
        f'<rect width="{PICTURE_WIDTH_PX}" height="{PICTURE_HEIGHT_PX}" fill="{colors.paper}"/>\n'
        f'<g transform="translate({left:.1f} {EDGE_PX}) scale({scale:.4f})" opacity="0.75">\n{motif}\n</g>\n'
        + "\n".join(words)
        + "\n</svg>\n"
    )


def pictures(outline: Outline, source: Path, colors: Palette) -> Iterator[tuple[str, str]]:
    """Name and drawing of the book's picture and of that of each chapter with a page."""
    name, _, more = outline.title.partition(": ")
    yield "book", picture_svg("An open book", name, more, colors)
    for entry in outline.entries:
        if entry.kind in ("chapter", "appendix") and (source / f"{entry.docname}.md").is_file():
            label = "Chapter" if entry.kind == "chapter" else "Appendix"
            yield entry.unit, picture_svg(f"{label} {entry.number}", entry.title, outline.title, colors)


def is_drawn(folder: Path, name: str, svg: str) -> bool:
    """Whether *folder* has the picture *name* as *svg* has it: the drawing is kept beside it."""
    drawing = folder / f"{name}.svg"
    return (folder / f"{name}.png").is_file() and drawing.is_file() and drawing.read_text(encoding="utf-8") == svg


def _text(words: str, y: float, size: int, weight: int, color: str) -> str:
    return (
        f'<text x="{EDGE_PX}" y="{y:.0f}" font-size="{size}" font-weight="{weight}" fill="{color}">'
        f"{html.escape(words)}</text>"
    )


def main(root: Path) -> int:
    """Draw what is missing or has changed for the book in *root*; the exit status."""
    converter = shutil.which("rsvg-convert")
    if converter is None:
        print("rsvg-convert is not installed; make doctor says how to install it", file=sys.stderr)
        return 1
    source, folder = root / "source", root / "_static" / "share"
    folder.mkdir(parents=True, exist_ok=True)
    drawn = 0
    for name, svg in pictures(load_outline(source / "outline.toml"), source, palette_of(root / "diagrams/theme.toml")):
        if not is_drawn(folder, name, svg):
            subprocess.run([converter, "-f", "png", "-o", str(folder / f"{name}.png")], input=svg.encode(), check=True)
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
            drawn += 1
    print(f"{drawn} pictures drawn; they are in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
