"""Draws the cover of the e-book, ``_static/cover.png``, from the book's title and the palette of its diagrams.

``python -m book.desk.cover`` draws it anew, which takes ``rsvg-convert``; a build takes the picture as it is.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WIDTH_PX, HEIGHT_PX = 1600, 2560
MARGIN_PX = 150
FIRST_LINE_PX = 400
TITLE_CHARACTERS, SUBTITLE_CHARACTERS = 13, 24
"""What fits on a line."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of the cover, which is dark."""

    paper: str
    ink: str
    edge: str
    replica: str
    good: str
    bad: str
    note: str


def palette_of(theme: Path) -> Palette:
    """The dark colors in the theme of the diagrams; raises KeyError when it lacks one."""
    data = tomllib.loads(theme.read_text(encoding="utf-8"))
    page, roles = data["page"], data["roles"]
    lines = (roles[name]["line"][1] for name in ("replica", "good", "fault", "decision"))
    return Palette(page["paper"][1], page["ink"][1], page["edge"][1], *lines)


def wrapped(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* characters, where its words allow."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cover_svg(title: str, subtitle: str, colors: Palette) -> str:
    """The cover: the title over a diagram of five processes, time running down, of which one stops."""
    words = []
    y = FIRST_LINE_PX
    for text, width, size, step, weight in (
        (title, TITLE_CHARACTERS, 200, 215, 700),
        (subtitle, SUBTITLE_CHARACTERS, 84, 112, 400),
    ):
        for line in wrapped(text, width):
            words.append(
                f'<text x="{MARGIN_PX}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colors.ink}">'
                f"{html.escape(line)}</text>"
            )
            y += step
        y += 10
    rule = f'<rect x="{MARGIN_PX}" y="{FIRST_LINE_PX - 230}" width="150" height="16" fill="{colors.note}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{HEIGHT_PX}" '
        f"font-family=\"'TeX Gyre Heros', Arial, Helvetica, sans-serif\">\n"
        f'<rect width="{WIDTH_PX}" height="{HEIGHT_PX}" fill="{colors.paper}"/>\n{rule}\n'
        + "\n".join([*words, *space_time(y + 90, HEIGHT_PX - MARGIN_PX, colors)])
        + "\n</svg>\n"
    )


MESSAGES = (
    (0, 0.04, 1, 0.12), (1, 0.14, 3, 0.30), (0, 0.18, 2, 0.27), (2, 0.29, 4, 0.46), (3, 0.33, 1, 0.49),
    (4, 0.10, 3, 0.19), (1, 0.52, 0, 0.60), (4, 0.50, 3, 0.58), (3, 0.61, 0, 0.82), (0, 0.63, 1, 0.71),
    (1, 0.74, 4, 0.96), (3, 0.66, 4, 0.74), (0, 0.86, 1, 0.93),
)  # fmt: skip
"""From process, at time, to process, at time; times as shares of the diagram's height."""
CRASH = (2, 0.44)
LOST = ((1, 0.33, 1.62, 0.405), (3, 0.44, 2.4, 0.50))
"""Messages that don't arrive, and where they end: one under way, one at the process that has stopped."""


def space_time(top: float, bottom: float, colors: Palette) -> Iterator[str]:
    """Five processes over the width of the cover, from *top* to *bottom*."""
    step = (WIDTH_PX - 2 * MARGIN_PX - 80) / 4

    def at(process: float, time: float) -> Point:
        return MARGIN_PX + 40 + process * step, top + time * (bottom - top)

    for process in range(5):
        (x, start), (_, end) = at(process, 0), at(process, CRASH[1] if process == CRASH[0] else 1)
        yield _line((x, start), (x, end), colors.edge, 6)
    for sender, sent, receiver, received in MESSAGES:
        yield from _arrow(at(sender, sent), at(receiver, received), colors.replica)
        yield _dot(at(sender, sent), colors.replica)
        yield _dot(at(receiver, received), colors.good)
    for sender, sent, where, when in LOST:
        yield _line(at(sender, sent), at(where, when), colors.bad, 6, dash="22 16")
        yield _dot(at(sender, sent), colors.replica)
        yield _cross(at(where, when), 20, colors.bad, 8)
    yield _cross(at(*CRASH), 40, colors.bad, 16)


def _line(start: Point, end: Point, color: str, width: float, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{start[0]:.0f}" y1="{start[1]:.0f}" x2="{end[0]:.0f}" y2="{end[1]:.0f}" stroke="{color}" '
        f'stroke-width="{width}"{dashes}/>'
    )


def _arrow(start: Point, end: Point, color: str) -> Iterator[str]:
    """A line with a head that ends before the dot of the receiver."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / length, dy / length
    tip = end[0] - 18 * ux, end[1] - 18 * uy
    base = tip[0] - 34 * ux, tip[1] - 34 * uy
    yield _line(start, base, color, 6)
    sides = (base[0] - 15 * uy, base[1] + 15 * ux), (base[0] + 15 * uy, base[1] - 15 * ux)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, *sides))
    yield f'<polygon points="{points}" fill="{color}"/>'


def _dot(at: Point, color: str) -> str:
    return f'<circle cx="{at[0]:.0f}" cy="{at[1]:.0f}" r="15" fill="{color}"/>'


def _cross(at: Point, size: float, color: str, width: float) -> str:
    x, y = at
    return (
        f'<path d="M{x - size:.0f} {y - size:.0f}L{x + size:.0f} {y + size:.0f}'
        f'M{x - size:.0f} {y + size:.0f}L{x + size:.0f} {y - size:.0f}" stroke="{color}" stroke-width="{width}"/>'
    )


def main(root: Path) -> int:
    """Draw the cover of the book in *root*; the exit status."""
    converter = shutil.which("rsvg-convert")
    if converter is None:
        print("rsvg-convert is not installed; make doctor says how to install it", file=sys.stderr)
        return 1
    outline = tomllib.loads((root / "source" / "outline.toml").read_text(encoding="utf-8"))
    title, _, more = outline["title"].partition(": ")
    svg = cover_svg(title, more, palette_of(root / "diagrams" / "theme.toml"))
    target = root / "_static" / "cover.png"
    subprocess.run([converter, "-f", "png", "-o", str(target)], input=svg.encode(), check=True)
    print(f"The cover: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
