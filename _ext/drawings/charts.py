"""Charts: Vega-Lite specifications with the book's palette, drawn by vl-convert."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from . import packages
from .keys import VL_CONVERT
from .sources import SourceError
from .theme import Theme

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

DATA_FOLDER = "source/calc/"
_SVG = "http://www.w3.org/2000/svg"
_DROPPED = re.compile(r"class|role|aria-.*|pointer-events|style|cursor")
_NUMBER = re.compile(r"-?\d*\.\d{3,}(?:e-?\d+)?|-?\d+e-\d+")
_RGB = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
_DEFAULTS = (
    ("opacity", "1"),
    ("font-weight", "normal"),
    ("text-anchor", "start"),
    ("stroke-width", "1"),
    ("stroke-dasharray", "1,0"),
    ("transform", "translate(0,0)"),
)
_SHARED = ("field", "type", "title", "sort", "legend")
_LINES = ("line", "trail")
PAINTS = ("color", "fill", "stroke", "range", "background", "labelColor", "titleColor", "value")


class ChartError(ValueError):
    """A chart that can't be drawn."""


def parse(text: str) -> dict[str, Json]:
    """The specification in *text*.

    Raises SourceError, with the line, when it is not a JSON object.
    """
    try:
        spec = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"line {error.lineno}: is not JSON ({error.msg}, column {error.colno})") from error
    if not isinstance(spec, dict):
        raise SourceError(f"line 1: is a JSON {type(spec).__name__}, not an object; write a Vega-Lite specification")
    return spec


def objects(value: Json) -> Iterator[dict[str, Json]]:
    """Every object within *value*, outer ones first."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


def data_urls(spec: dict[str, Json]) -> list[str]:
    """The files from which *spec* takes data, relative to the project, in order."""
    found = (part["data"] for part in objects(spec) if isinstance(part.get("data"), dict))
    return [url for data in found if isinstance(data, dict) and isinstance(url := data.get("url"), str)]


def data_texts(text: str, root: Path) -> list[str]:
    """What the data files of the specification *text* hold, so that a key can depend on it.

    Raises SourceError when the text is no specification or a file can't be read.
    """
    return [_data_text(url, root) for url in data_urls(parse(text))]


def config(theme: Theme) -> dict[str, Json]:
    """The Vega-Lite configuration that gives a chart the book's look."""
    page, small = theme.page, theme.small_px
    ink, axis, grid = page["ink"].light, page["axis"].light, page["grid"].light
    text: dict[str, Json] = {
        "labelColor": ink,
        "titleColor": ink,
        "labelFontSize": small,
        "titleFontSize": small,
        "titleFontWeight": "normal",
        "labelFontWeight": "normal",
    }
    return {
        # Vega measures text in this font; the finished drawing gets the whole stack.
        "font": "Arimo",
        "background": None,
        "padding": 8,
        "axis": {
            **text,
            "domainColor": axis,
            "tickColor": axis,
            "gridColor": grid,
            "titlePadding": 10,
            "labelPadding": 5,
            "labelFlush": False,
            "labelLimit": 220,
        },
        "legend": {**text, "symbolStrokeWidth": 2.25, "symbolSize": 90, "labelLimit": 260, "symbolFillColor": axis},
        "header": text,
        "title": {"color": ink, "subtitleColor": ink, "fontSize": theme.size_px, "fontWeight": "normal"},
        "view": {"stroke": None, "continuousWidth": 460, "continuousHeight": 270},
        "mark": {"color": theme.series[0].color.light},
        "line": {"strokeWidth": 2.25},
        "point": {"size": 64, "strokeWidth": 1.75, "filled": False, "opacity": 1},
        "rule": {"color": axis, "strokeWidth": 1.5},
        "tick": {"color": theme.series[0].color.light},
        "text": {"color": ink, "fontSize": small},
        "bar": {"stroke": page["paper"].light, "strokeWidth": 0.5},
        "range": {
            "category": [series.color.light for series in theme.series],
            "symbol": [series.shape for series in theme.series],
        },
    }


def config_json(theme: Theme) -> str:
    """The configuration as text that changes exactly when the look of a chart does."""
    dashes: list[Json] = [list(series.dash_px) for series in theme.series]
    return json.dumps([config(theme), dashes, theme.font_css, palette_names(theme)], sort_keys=True)


def palette_names(theme: Theme) -> dict[str, str]:
    """What a specification may write for a color, such as ``fault-line`` or ``series-2``, and the hex it means."""
    return {name: color.light for name, color in theme.colors()}


def complete(spec: dict[str, Json], theme: Theme, root: Path) -> dict[str, Json]:
    """*spec* with its data inline, palette names resolved, and a dash or shape beside each color of a series."""
    resolved = _with_data(_with_colors(spec, palette_names(theme)), root)
    assert isinstance(resolved, dict)
    dashes: list[Json] = [list(series.dash_px) or [1, 0] for series in theme.series]
    return _with_dashes(resolved, None, dashes)


def draw(text: str, slug: str, theme: Theme, root: Path) -> str:
    """The SVG of the specification *text*, on light paper, with ids that start with *slug*.

    Raises ChartError with what Vega-Lite says, and SourceError when text or data can't be read.
    """
    try:
        import vl_convert  # It takes long to load, and most runs draw no chart.
    except ModuleNotFoundError as error:
        raise packages.MissingError(
            f"the Python package {error.name} is missing; run `make diagrams`, which installs it"
        ) from error
    installed = version("vl-convert-python")
    if installed != VL_CONVERT:
        raise ChartError(
            f"needs vl-convert-python {VL_CONVERT} and {installed} is installed; "
            "install the locked version, or change VL_CONVERT in keys.py and draw all charts again"
        )
    packages.fetch(root, [packages.ARIMO])
    vl_convert.register_font_directory(str(packages.ARIMO.folder(root)))
    try:
        svg = vl_convert.vegalite_to_svg(
            json.dumps(complete(parse(text), theme, root)),
            config=config(theme),
            allowed_base_urls=[],
        )
    except ValueError as error:
        raise ChartError(f"Vega-Lite says: {_first_line(str(error))}") from error
    return flatten(svg, slug, theme)


def flatten(svg: str, slug: str, theme: Theme) -> str:
    """Vega's *svg* without classes and descriptions, with prefixed ids, hex colors and the font named once."""
    tree = ET.fromstring(svg)
    for element in tree.iter():
        for name, default in _DEFAULTS:
            if element.get(name) == default:
                del element.attrib[name]
        for name in [name for name in element.attrib if _DROPPED.fullmatch(name)]:
            del element.attrib[name]
        element.attrib.pop("font-family", None)
        for name, value in element.attrib.items():
            element.set(name, _attribute(name, value, slug))
    _tidy(tree)
    width, height, view = (tree.attrib.pop(name) for name in ("width", "height", "viewBox"))
    tree.attrib.clear()
    tree.attrib |= {
        "width": width,
        "height": height,
        "viewBox": view,
        "role": "img",
        "font-family": theme.font_css,
    }
    ET.register_namespace("", _SVG)
    return ET.tostring(tree, encoding="unicode") + "\n"


def _attribute(name: str, value: str, slug: str) -> str:
    if name == "id":
        return f"{slug}-{value}"
    if name == "font-size":
        return value.removesuffix("px")
    value = value.replace("url(#", f"url(#{slug}-")
    if name in ("fill", "stroke", "stop-color"):
        if match := _RGB.fullmatch(value):
            return "#{:02x}{:02x}{:02x}".format(*(int(part) for part in match.groups()))
        return "none" if value == "transparent" else value.lower()
    return _NUMBER.sub(lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip(".").replace("-0", "0", 0), value)


def _tidy(element: ET.Element) -> None:
    """Take out what paints nothing, and the groups that say nothing."""
    kept: list[ET.Element] = []
    for child in element:
        _tidy(child)
        name = child.tag.rpartition("}")[2]
        paints_nothing = child.get("fill", "none") == "none" and "stroke" not in child.attrib
        is_blank_shape = name in ("path", "rect") and paints_nothing and not element.tag.endswith("clipPath")
        if is_blank_shape or (name == "g" and not len(child)):
            continue
        kept += list(child) if name == "g" and not child.attrib else [child]
    element[:] = kept


def _data_text(url: str, root: Path) -> str:
    path = (root / url).resolve()
    if not url.startswith(DATA_FOLDER) or not path.is_relative_to((root / DATA_FOLDER).resolve()):
        raise SourceError(f"takes data from {url!r}; put the data in the file itself or under {DATA_FOLDER}")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"takes data from {url!r}, which can't be read; create it or correct the name") from error


def _with_data(value: Json, root: Path) -> Json:
    if isinstance(value, list):
        return [_with_data(part, root) for part in value]
    if not isinstance(value, dict):
        return value
    data = value.get("data")
    if isinstance(data, dict) and isinstance(url := data.get("url"), str):
        text, kind = _data_text(url, root), url.rpartition(".")[2]
        inline: dict[str, Json] = {key: part for key, part in data.items() if key != "url"}
        inline |= {"values": json.loads(text)} if kind == "json" else {"values": text, "format": {"type": kind}}
        value = {**value, "data": inline}
    return {key: part if key == "data" else _with_data(part, root) for key, part in value.items()}


def _with_colors(value: Json, names: dict[str, str], is_paint: bool = False) -> Json:
    if isinstance(value, dict):
        return {key: part if key == "data" else _with_colors(part, names, key in PAINTS) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_colors(part, names, is_paint) for part in value]
    return names.get(value, value) if is_paint and isinstance(value, str) else value


def _with_dashes(view: dict[str, Json], outer_color: Json, dashes: list[Json]) -> dict[str, Json]:
    encoding = view.get("encoding")
    encoding = dict(encoding) if isinstance(encoding, dict) else {}
    color = encoding.get("color", outer_color)
    view = dict(view)
    for composite in ("layer", "hconcat", "vconcat", "concat"):
        if isinstance(parts := view.get(composite), list):
            view[composite] = [_with_dashes(part, color, dashes) if isinstance(part, dict) else part for part in parts]
    if isinstance(inner := view.get("spec"), dict):
        view["spec"] = _with_dashes(inner, color, dashes)
    mark = view.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    if isinstance(color, dict) and "field" in color and color.get("type", "nominal") in ("nominal", "ordinal"):
        same: dict[str, Json] = {
            key: color[key] for key in ("field", "type", "title", "sort", "legend") if key in color
        }
        scale = color.get("scale")
        domain: dict[str, Json] = {"domain": scale["domain"]} if isinstance(scale, dict) and "domain" in scale else {}
        if kind in _LINES and "strokeDash" not in encoding:
            encoding["strokeDash"] = {**same, "scale": {**domain, "range": dashes}}
        if kind == "point" and "shape" not in encoding:
            encoding["shape"] = {**same, "scale": domain} if domain else same
        view["encoding"] = encoding
    return view


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return lines[0] if lines else "nothing"
