"""The lint of charts: axes with titles, data at hand, no color set by hand, no series told apart by color alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from . import charts
from .charts import Json

_HUES = "red|green|blue|orange|purple|gr[ae]y|black|white|yellow|pink|teal|brown|cyan|steelblue|firebrick|crimson"
_HAND = re.compile(rf"#[0-9a-fA-F]{{3,8}}|(?:rgb|hsl)a?\(.*|(?:dark|light)?(?:{_HUES})")
_PLACES = ("x", "y", "xOffset", "yOffset", "row", "column", "facet", "strokeDash", "shape", "text")
_AREAS = ("bar", "area", "arc", "rect", "circle", "square")


def problems(text: str, root: Path | None) -> Iterator[tuple[int, str]]:
    """Each problem of the specification *text* with its line.

    Raises SourceError when it is no specification.
    """
    spec = charts.parse(text)
    for url in charts.data_urls(spec):
        yield from _data(text, url, root)
    if not any("data" in part for part in charts.objects(spec)):
        yield 1, f"has no data; write them under data.values, or name a file under {charts.DATA_FOLDER}"
    parts = list(charts.objects({key: value for key, value in spec.items() if key != "data"}))
    yield from _axes(text, [encoding for part in parts if isinstance(encoding := part.get("encoding"), dict)])
    for part in parts:
        yield from _colors(text, part)
        encoding = part.get("encoding")
        if isinstance(encoding, dict):
            yield from _color_alone(text, part.get("mark"), encoding)
    for key in ("config", "background"):
        if key in spec:
            yield _line(text, f'"{key}"'), f"`{key}` sets a look by hand; leave it out, the theme sets it"


def _data(text: str, url: str, root: Path | None) -> Iterator[tuple[int, str]]:
    line = _line(text, f'"{url}"')
    if not url.startswith(charts.DATA_FOLDER) or ".." in url:
        yield line, f"takes data from {url!r}; put the data in the file itself or under {charts.DATA_FOLDER}"
    elif root and not (root / url).is_file():
        yield line, f"takes data from {url!r}, which does not exist; create it or correct the name"


def _axes(text: str, encodings: list[dict[str, Json]]) -> Iterator[tuple[int, str]]:
    # Layers share their axes, so a title in one of them titles all.
    for channel in ("x", "y"):
        rows = [row for encoding in encodings if isinstance(row := encoding.get(channel), dict)]
        fields = [row.get("field", row.get("aggregate")) for row in rows if _shows_axis(row)]
        if any(fields) and not any(_title(row) for row in rows):
            field = str(next(filter(None, fields)))
            line = _line(text, f'"{field}"')
            yield line, f'the {channel} axis ({field}) has no title; add "title" with the quantity and its unit'


def _shows_axis(row: dict[str, Json]) -> bool:
    return "axis" not in row or row["axis"] is not None


def _title(row: dict[str, Json]) -> Json:
    axis = row.get("axis")
    return row.get("title") or (axis.get("title") if isinstance(axis, dict) else None)


def _colors(text: str, part: dict[str, Json]) -> Iterator[tuple[int, str]]:
    for key, value in part.items():
        if key in ("scheme",):
            yield _line(text, f'"{key}"'), "a color scheme set by hand can't follow light, dark and print; leave it out"
        values = value if isinstance(value, list) else [value]
        if key in charts.PAINTS:
            for shade in values:
                if isinstance(shade, str) and _HAND.fullmatch(shade):
                    yield (
                        _line(text, f'"{shade}"'),
                        f"the color {shade} is set by hand and can't follow light, dark and print; "
                        "leave it out, or write a name of the palette, such as series-2 or fault-line",
                    )


def _color_alone(text: str, mark: Json, encoding: dict[str, Json]) -> Iterator[tuple[int, str]]:
    kind = mark.get("type") if isinstance(mark, dict) else mark
    color = encoding.get("color")
    if kind not in _AREAS or not isinstance(color, dict) or "field" not in color:
        return
    field = color["field"]
    others = (encoding.get(place) for place in _PLACES)
    if not any(isinstance(other, dict) and other.get("field") == field for other in others):
        yield (
            _line(text, f'"{field}"'),
            f"{kind}s tell {field} apart by color alone; place them by it too (x, xOffset, row), or draw lines",
        )


def _line(text: str, piece: str) -> int:
    at = text.find(piece)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
