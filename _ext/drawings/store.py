"""The committed store of drawings: what is in it, and whether it is what the source says now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from . import charts, mermaid, sources, theme
from .keys import CHART_STAMP, MERMAID_STAMP, digest
from .sources import Source

RENDERED = sources.DIAGRAMS / "rendered"
_SIZE = re.compile(r'<svg\b[^>]*\bwidth="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Rendering:
    """A drawing that is up to date: its file, its key, its natural size and its source."""

    path: Path
    key: str
    width_px: float
    height_px: float
    source: Path


class Store:
    """The drawings of the project at *root*; the theme is read once, sources and drawings on each call."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.theme = theme.load(root)
        self._mermaid_config = mermaid.config_json(self.theme)
        self._chart_config = charts.config_json(self.theme)

    def source_path(self, name: str) -> Path | None:
        """The source of the drawing *name*, such as ``ch01/timeout-trade``, or None."""
        source = sources.find(self.root, name)
        return source.path if source else None

    def key(self, source: Source) -> str:
        """The key of *source*: another one whenever its text, its data, the theme or a version changes.

        Raises SourceError when the source can't be read.
        """
        if source.is_chart:
            text = source.read()
            return digest(text, *charts.data_texts(text, self.root), self._chart_config, CHART_STAMP)
        return digest(source.read(), self._mermaid_config, MERMAID_STAMP)

    def target(self, source: Source) -> Path:
        """The file that the drawing of *source* has, or would have."""
        return self.root / RENDERED / f"{source.slug}-{self.key(source)}.svg"

    def rendering(self, name: str) -> Rendering | None:
        """The drawing *name*; None when its source is missing or unreadable, or it has to be drawn (again)."""
        source = sources.find(self.root, name)
        if source is None:
            return None
        try:
            path = self.target(source)
        except sources.SourceError:
            return None
        if not path.is_file():
            return None
        with path.open(encoding="utf-8") as file:
            size = _SIZE.search(file.read(600))
        if size is None:
            return None
        return Rendering(path, path.stem.rpartition("-")[2], float(size[1]), float(size[2]), source.path)

    def read(self, name: str) -> str:
        """The SVG of the drawing *name*, on light paper.

        Raises KeyError when there is none that is up to date.
        """
        rendering = self.rendering(name)
        if rendering is None:
            raise KeyError(name)
        return rendering.path.read_text(encoding="utf-8")

    def dark(self, svg: str) -> str:
        """The drawing *svg* on dark paper; see :func:`drawings.theme.dark`."""
        return theme.dark(svg, self.theme)
