from __future__ import annotations

import json
from pathlib import Path

import pytest

from drawings import charts, theme
from drawings.charts import Json
from drawings.sources import SourceError

ROOT = Path(__file__).parents[2]
THEME = theme.load(ROOT)
COLOR: dict[str, Json] = {"field": "who", "type": "nominal", "sort": ["b", "a"]}


def complete(spec: dict[str, Json], root: Path = ROOT) -> dict[str, Json]:
    return charts.complete(spec, THEME, root)


def encoding(spec: Json) -> dict[str, Json]:
    assert isinstance(spec, dict)
    found = spec["encoding"]
    assert isinstance(found, dict)
    return found


def test_lines_of_a_series_get_dashes_in_the_order_of_their_colors() -> None:
    dash = encoding(complete({"mark": "line", "encoding": {"color": COLOR}}))["strokeDash"]
    assert isinstance(dash, dict) and dash["sort"] == ["b", "a"]
    assert dash["scale"] == {"range": [list(series.dash_px) or [1, 0] for series in THEME.series]}


def test_points_of_a_series_get_shapes() -> None:
    shape = encoding(complete({"mark": {"type": "point"}, "encoding": {"color": COLOR}}))["shape"]
    assert shape == COLOR


def test_layers_inherit_the_series() -> None:
    spec = complete({"encoding": {"color": COLOR}, "layer": [{"mark": "line"}, {"mark": "text"}]})
    layers = spec["layer"]
    assert isinstance(layers, list)
    assert "strokeDash" in encoding(layers[0])
    assert "strokeDash" not in encoding(layers[1])


def test_an_authors_own_dashes_stay() -> None:
    own: dict[str, Json] = {"field": "kind", "type": "nominal"}
    assert encoding(complete({"mark": "line", "encoding": {"color": COLOR, "strokeDash": own}}))["strokeDash"] == own


def test_names_of_the_palette_become_colors_and_words_do_not() -> None:
    spec = complete({"mark": {"type": "rule", "color": "fault-line"}, "title": "ink", "data": {"values": ["ink"]}})
    assert spec["mark"] == {"type": "rule", "color": THEME.roles["fault"].line.light}
    assert spec["title"] == "ink"
    assert spec["data"] == {"values": ["ink"]}


def test_data_of_the_project_are_put_in(tmp_path: Path) -> None:
    folder = tmp_path / "source/calc"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("x\n1\n", encoding="utf-8")
    (folder / "b.json").write_text('[{"x": 1}]', encoding="utf-8")
    assert complete({"data": {"url": "source/calc/a.csv"}}, tmp_path)["data"] == {
        "values": "x\n1\n",
        "format": {"type": "csv"},
    }
    assert complete({"data": {"url": "source/calc/b.json"}}, tmp_path)["data"] == {"values": [{"x": 1}]}


@pytest.mark.parametrize("url", ["source/calc/none.csv", "source/calc/../../x.csv", "/etc/passwd", "https://a.org/x"])
def test_no_other_data_are_read(tmp_path: Path, url: str) -> None:
    with pytest.raises(SourceError, match="takes data from"):
        charts.data_texts(json.dumps({"data": {"url": url}}), tmp_path)


SVG = """<svg class="marks" width="100" height="50" viewBox="0 0 100 50" xmlns="http://www.w3.org/2000/svg">
<defs><clipPath id="clip0"><rect x="0" y="0" width="9" height="9"/></clipPath></defs>
<rect width="100" height="50" fill="none"/>
<g fill="none" transform="translate(0,0)"><g class="mark-text role-x" role="graphics-object" aria-label="copied">
<path d="M0,0h1.23456v0" pointer-events="none"/>
<g clip-path="url(#clip0)"><path d="M0,1.23456L2,3" stroke="rgb(30, 94, 167)" stroke-width="2"/></g>
<text font-family="Arimo" font-size="13px" fill="#1B1F24" transform="translate(4.98765,1)" opacity="1">a &amp; b</text>
</g></g></svg>"""


def test_a_chart_is_flattened() -> None:
    svg = charts.flatten(SVG, "ch01-one", THEME)
    for gone in ("class=", "aria-", "graphics-object", "pointer-events", 'Arimo"', "opacity", "px", "h1.23"):
        assert gone not in svg, gone
    assert 'width="100" height="50" viewBox="0 0 100 50" role="img"' in svg
    assert '<clipPath id="ch01-one-clip0"><rect' in svg and 'clip-path="url(#ch01-one-clip0)"' in svg
    assert 'd="M0,1.23L2,3" stroke="#1e5ea7"' in svg
    assert '<text font-size="13" fill="#1b1f24" transform="translate(4.99,1)">a &amp; b</text>' in svg
