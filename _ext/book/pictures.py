"""Puts the drawings that pages show into a builder's output folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from book.data import drawing_store, rendering_of
from book.domain import book_domain
from book.messages import Warn, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from drawings import Rendering

IMAGES = "_images"
PRINTED = "drawing-"
"""What the names of drawings made for print begin with, so that they are told from the book's own PDF."""


DRAWN = "drawn-"
"""What the names of pictures begin with that are drawn as their page is written."""
_ROOT = re.compile(r'<svg [^>]*\bviewBox="([^"]*)"[^>]*>')
_SIZE = re.compile(r'<svg [^>]*\bwidth="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as placed in the output: file names in the folder of images, and natural size."""

    light: str
    dark: str
    width_px: float
    height_px: float

    @classmethod
    def of(cls, rendering: Rendering) -> Picture:
        """*rendering* as it is called in the output."""
        stem = rendering.path.stem
        return cls(f"{stem}.svg", f"{stem}-dark.svg", rendering.width_px, rendering.height_px)


def place_picture(app: Sphinx, name: str) -> Picture | None:
    """Write the drawing *name* into the output, once, for light and for dark paper; None while it is not drawn.

    On the site its source stands beside it, as plain text under the same name.
    """
    rendering = rendering_of(app, name)
    if rendering is None:
        return None
    picture = Picture.of(rendering)
    folder = Path(app.outdir, IMAGES)
    folder.mkdir(parents=True, exist_ok=True)
    light = folder / picture.light
    if app.builder.name == "epub":
        light.write_text(on_paper(rendering.path.read_text(encoding="utf-8"), _paper(app)), encoding="utf-8")
    elif not light.is_file():
        light.write_bytes(rendering.path.read_bytes())
    dark = folder / picture.dark
    if app.builder.name != "epub" and not dark.is_file():
        dark.write_text(drawing_store(app).dark(rendering.path.read_text(encoding="utf-8")), encoding="utf-8")
    source, copy = drawing_store(app).source_path(name), light.with_suffix(".txt")
    if app.builder.name != "epub" and source is not None and not copy.is_file():
        copy.write_bytes(source.read_bytes())
    return picture


def place_drawn(app: Sphinx, name: str, svg: str) -> Picture:
    """Write *svg*, drawn on light paper for the page being written, into the output, for both papers."""
    stem = f"{DRAWN}{name}-{blake2b(svg.encode(), digest_size=8).hexdigest()}"
    size = _SIZE.search(svg)
    assert size, "a drawing says its width and height"
    picture = Picture(f"{stem}.svg", f"{stem}-dark.svg", float(size[1]), float(size[2]))
    folder = Path(app.outdir, IMAGES)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{DRAWN}{name}-*.svg"):
        if not old.name.startswith(stem):
            old.unlink()
    (folder / picture.light).write_text(
        on_paper(svg, _paper(app)) if app.builder.name == "epub" else svg, encoding="utf-8"
    )
    if app.builder.name != "epub":
        (folder / picture.dark).write_text(drawing_store(app).dark(svg), encoding="utf-8")
    return picture


def on_paper(svg: str, color: str) -> str:
    """*svg* with a ground of *color*, so that it can be read where a reader has set dark paper."""
    root = _ROOT.search(svg)
    assert root, "a drawing says its view box"
    x, y, width, height = root[1].split()
    ground = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{color}"/>'
    return f"{svg[: root.end()]}{ground}{svg[root.end() :]}"


def _paper(app: Sphinx) -> str:
    return drawing_store(app).theme.page["paper"].light


def remove_old_pictures(app: Sphinx, exception: Exception | None) -> None:
    """Remove drawings that no page shows any more from the output folder."""
    if exception is not None or app.builder.format not in ("html", "latex"):
        return
    names = {figure.name for page in book_domain(app.env).pages.values() for figure in page.figures}
    stems = {rendering.path.stem for name in names if (rendering := rendering_of(app, name))}
    if app.builder.format == "latex":
        for file in Path(app.outdir).glob(f"{PRINTED}*.pdf"):
            if file.stem.removeprefix(PRINTED) not in stems:
                file.unlink()
        return
    keep = {f"{stem}{end}" for stem in stems for end in (".svg", "-dark.svg", ".txt")}
    keep |= {Path(image).name for image in app.env.images}
    keep |= {target for _, target in app.env.images.values()}
    for file in Path(app.outdir, IMAGES).glob("*.*"):
        if file.suffix in (".svg", ".txt") and file.name not in keep and not file.name.startswith(DRAWN):
            file.unlink()


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A drawing as a PDF beside the LaTeX source; *file* without its ending."""

    file: str
    width_px: float


def note_printed_picture(app: Sphinx, name: str) -> PrintedPicture | None:
    """Convert the drawing *name* for print, once; None while it is not drawn or cannot be converted."""
    rendering = drawing_store(app).rendering(name)
    if rendering is None:
        return None
    target = Path(app.outdir, f"{PRINTED}{rendering.path.stem}.pdf")
    if not target.is_file():
        converter = shutil.which("rsvg-convert")
        if converter is None:
            warn(
                f"diagram {name!r} can't be printed without rsvg-convert; 'make doctor' says how to install it",
                Warn.CONVERTER_MISSING,
                None,
            )
            return None
        # cairo writes the time of conversion into a PDF unless told another; the same drawing is to be the same bytes.
        fixed_date = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
        subprocess.run([converter, "-f", "pdf", "-o", str(target), str(rendering.path)], check=True, env=fixed_date)
    return PrintedPicture(target.stem, rendering.width_px)
