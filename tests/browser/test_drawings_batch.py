from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from drawings import Store, formulas, packages, sources, theme
from drawings.draw import Outcome, draw
from drawings.formulas import Formula

pytestmark = pytest.mark.requires("chromium")

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
Result = TypeVar("Result")

FLOW = """%% a remark
flowchart TB
  a["one & two"]:::replica -->|"a <br> label"| b("round"):::client
  b --> c{"a choice"}:::decision
  c -.-> d[("disk")]:::store
  c ==> e(["stadium"]):::good
  subgraph g ["A group"]
    f[["sub"]]:::fault --- h(("circle")):::bad
  end
  d --> f
  e ~~~ i{{"hexagon"}}:::network
  i --> j["plain"]:::muted
"""
SEQUENCE = """sequenceDiagram
  actor R as Reader
  participant L as Leader
  participant F as Follower
  R->>L: ask
  L->>F: a long message over nothing
  R-->>F: one that crosses a lifeline
  Note over L,F: both know
  alt in time
    L-->>R: yes
  else silence
    L--xR: lost
  end
"""
STATE = """stateDiagram-v2
  [*] --> A
  A --> B: goes on
  B --> [*]
  class A fault
  note right of B: a remark
"""
CHART = """{
  "data": {"values": [{"x": 0, "y": 1, "who": "a"}, {"x": 1, "y": 3, "who": "a"}, {"x": 0, "y": 2, "who": "b"},
                      {"x": 1, "y": 2, "who": "b"}]},
  "layer": [{"mark": "line"}, {"mark": "point"}],
  "encoding": {"x": {"field": "x", "type": "quantitative", "title": "Load"},
               "y": {"field": "y", "type": "quantitative", "title": "Delay (ms)"},
               "color": {"field": "who", "type": "nominal"}}
}
"""
GOOD = {"flow.mmd": FLOW, "sequence.mmd": SEQUENCE, "state.mmd": STATE, "chart.vl.json": CHART}


@pytest.fixture(scope="session")
def bundles() -> Path:
    """The project's cache, with the pinned bundles in it."""
    if not all(path.is_file() for package in packages.PACKAGES for path in package.paths(ROOT)):
        if shutil.which("npm") is None:
            pytest.skip("not on this machine: npm")
        packages.fetch(ROOT)
    return ROOT / packages.CACHE


@pytest.fixture
def root(tmp_path: Path, bundles: Path) -> Path:
    """A project with a theme and no diagram."""
    return project(tmp_path, bundles)


def project(folder: Path, bundles: Path) -> Path:
    (folder / "diagrams/ch01").mkdir(parents=True)
    shutil.copy(ROOT / theme.THEME_PATH, folder / theme.THEME_PATH)
    (folder / ".cache").mkdir()
    for package in packages.PACKAGES:
        kept = folder / packages.CACHE / package.folder(ROOT).name
        kept.parent.mkdir(exist_ok=True)
        kept.symlink_to(package.folder(ROOT))
    return folder


def write(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        (root / "diagrams/ch01" / name.replace("__", ".")).write_text(text, encoding="utf-8")


def apart(function: Callable[[], Result]) -> Result:
    """Run *function* in a thread of its own: the other browser tests keep an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function).result()


def draw_all(root: Path, wanted: list[Formula] | None = None, timeout_s: float | None = None) -> Outcome:
    return apart(lambda: draw(Store(root), wanted or [], timeout_s))


def stored(root: Path) -> dict[str, bytes]:
    folder = root / "diagrams/rendered"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, bundles: Path) -> Iterator[Path]:
    """A project whose diagrams of every kind are drawn."""
    root = project(tmp_path_factory.mktemp("drawn"), bundles)
    write(root, **{name.replace(".", "__"): text for name, text in GOOD.items()})
    outcome = draw_all(root)
    assert outcome.errors == []
    assert sorted(outcome.drawn) == ["ch01/chart", "ch01/flow", "ch01/sequence", "ch01/state"]
    yield root


NAMES = ("ch01/flow", "ch01/sequence", "ch01/state", "ch01/chart")


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_needs_no_style_sheet_and_no_script(drawn: Path, name: str) -> None:
    svg = Store(drawn).read(name)
    tree = ET.fromstring(svg)
    allowed = set("svg g defs marker clipPath path rect circle ellipse line polygon polyline text tspan".split())
    for element in tree.iter():
        assert element.tag.removeprefix(SVG) in allowed
        assert not {"class", "style"} & set(element.attrib)
        assert not [attribute for attribute in element.attrib if attribute.startswith(("on", "data-", "aria-"))]
    assert tree.get("role") == "img"
    assert {"width", "height", "viewBox", "font-family"} <= set(tree.attrib)


@pytest.mark.parametrize("name", NAMES)
def test_every_id_starts_with_the_slug_and_is_there(drawn: Path, name: str) -> None:
    svg = Store(drawn).read(name)
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert all(id_.startswith(name.replace("/", "-") + "-") for id_ in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_every_color_follows_light_and_dark(drawn: Path, name: str) -> None:
    store = Store(drawn)
    svg = store.read(name)
    assert theme.unknown_colors(svg, store.theme) == []
    dark = store.dark(svg)
    assert not set(re.findall(r'"(#[0-9a-f]{6})"', dark)) & set(store.theme.to_dark)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ch01/flow", ["one & two", "a", "label", "a choice", "disk", "stadium", "A group", "sub", "hexagon"]),
        ("ch01/sequence", ["Reader", "a long message over nothing", "both know", "[in time]", "lost"]),
        ("ch01/state", ["goes on", "a remark"]),
        ("ch01/chart", ["Load", "Delay (ms)", "who"]),
    ],
)
def test_the_words_of_a_line_are_one_run(drawn: Path, name: str, words: list[str]) -> None:
    found = {text.text for text in ET.fromstring(Store(drawn).read(name)).iter(f"{SVG}text")}
    assert set(words) <= found


def test_every_role_of_a_diagram_shows_its_symbol(drawn: Path) -> None:
    store = Store(drawn)
    svg = store.read("ch01/flow")
    for name, symbol in store.theme.symbols.items():
        assert svg.count(f'd="{symbol}"') == 1, name


def test_everything_lies_inside_the_picture(drawn: Path) -> None:
    # A lifeline runs 2,000 px down in what Mermaid writes.
    tree = ET.fromstring(Store(drawn).read("ch01/sequence"))
    bottom = float(tree.get("height", "0")) + float(tree.get("viewBox", "0 0 0 0").split()[1])
    assert bottom < 900
    assert all(float(line.get("y2", "0")) <= bottom for line in tree.iter(f"{SVG}line"))


def test_a_shape_of_straight_pieces_is_short(drawn: Path) -> None:
    assert max(len(d) for d in re.findall(r' d="([^"]+)"', Store(drawn).read("ch01/flow"))) < 1500


def test_series_of_a_chart_differ_in_their_dashes(drawn: Path) -> None:
    dashes = [
        path.get("stroke-dasharray") for path in ET.fromstring(Store(drawn).read("ch01/chart")).iter(f"{SVG}path")
    ]
    assert "7,3" in dashes


def test_two_runs_draw_the_same_bytes(drawn: Path, root: Path) -> None:
    # In another order, beside another diagram.
    write(root, a__mmd="flowchart LR\n  a --> b\n")
    write(root, **{name.replace(".", "__"): text for name, text in reversed(GOOD.items())})
    assert draw_all(root).errors == []
    again = stored(root)
    assert {name: again.get(name) for name in stored(drawn)} == stored(drawn)


def test_only_what_changed_is_drawn_and_the_old_drawing_goes(root: Path) -> None:
    write(root, one__mmd="flowchart LR\n  a --> b\n", two__mmd="flowchart LR\n  c --> d\n")
    draw_all(root)
    before = stored(root)
    write(root, two__mmd="flowchart LR\n  c --> e\n")
    outcome = draw_all(root)
    assert outcome.drawn == ["ch01/two"]
    assert [Path(path).name[:9] for path in outcome.removed] == ["ch01-two-"]
    assert len(stored(root)) == 2 and len(set(before) & set(stored(root))) == 1


def test_a_failed_run_leaves_the_store_as_it_was(root: Path) -> None:
    write(root, one__mmd="flowchart LR\n  a --> b\n")
    draw_all(root)
    before = stored(root)
    write(
        root,
        one__mmd="flowchart LR\n  a --> c\n",
        two__mmd="%% a remark\nflowchart LR\n\n  a --> b\n  b --> [\n",
        chart__vl__json='{"data": {"values": []}, "mark": "lime", "encoding": {}}',
        text__mmd="flowchart LR\n  a --> b\n",
    )
    outcome = draw_all(root)
    assert stored(root) == before
    assert outcome.drawn == outcome.removed == []
    chart, two = sorted(outcome.errors)
    assert chart.startswith("diagrams/ch01/chart.vl.json:1: Vega-Lite says: ")
    assert two.startswith("diagrams/ch01/two.mmd:5: Mermaid says: Parse error on line 5:\n")
    assert not list((root / packages.CACHE).glob("tmp*"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("flowchart LR\n  a --> b\n  style a fill:#123456\n", "draws with #123456, which the palette doesn't have"),
        ('pie\n  "a": 1\n', "draws with #000000, which the palette doesn't have"),
        ("no such diagram\n", "Mermaid says: No diagram type detected"),
        ("flowchart LR\n" + "  a --> b\n" * 400, "Mermaid says: Edge limit exceeded."),
    ],
)
def test_what_cannot_be_kept_is_refused(root: Path, text: str, said: str) -> None:
    write(root, one__mmd=text)
    [error] = draw_all(root).errors
    assert error.startswith(f"diagrams/ch01/one.mmd:1: {said}")
    assert stored(root) == {}


def test_a_diagram_that_takes_too_long_is_named_and_hides_no_other_error(root: Path) -> None:
    edges = "".join(f"  n{at % 60} --> n{(at * 13 + at // 60) % 60}\n" for at in range(299))  # 5 s
    write(root, big__mmd=f"flowchart LR\n{edges}", wrong__mmd="flowchart LR\n  a --> [\n")
    slow, wrong = draw_all(root, timeout_s=1.5).errors
    assert slow == "diagrams/ch01/big.mmd:1: diagram 'ch01/big' took more than 1.5 s; split it"
    assert wrong.startswith("diagrams/ch01/wrong.mmd:2: ")


def test_a_formula_is_drawn_once_in_each_of_its_forms(root: Path) -> None:
    tex = r"\sum_{i=1}^{n} x_i \ge 2f + 1"
    wanted = [Formula(tex, display, "a.md", 3) for display in (True, False, True)]
    assert len(draw_all(root, wanted).drawn) == 2
    assert draw_all(root, wanted).drawn == []
    store = Store(root)
    display, inline = formulas.lookup(store, tex, True), formulas.lookup(store, tex, False)
    assert display and inline and display != inline
    for mathml in (display, inline):
        tree = ET.fromstring(mathml)
        assert tree.get("alttext") == tex
        assert not [element for element in tree.iter() if "style" in element.attrib]


def test_a_formula_that_is_wrong_is_said_with_its_place(root: Path) -> None:
    wanted = [Formula(r"\frac{1}{", False, "source/a.md", 7), Formula(r"\color{red} x", False, "source/a.md", 8)]
    one, two = draw_all(root, wanted).errors
    assert one.startswith(r"source/a.md:7: formula `\frac{1}{`: Temml says: Unexpected end of input")
    assert two.startswith(r"source/a.md:8: formula `\color{red} x` needs the style color")
    assert stored(root) == {}


def test_without_chromium_the_message_says_what_installs_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, one__mmd="flowchart LR\n  a --> b\n")
    monkeypatch.setenv("CHROMIUM", "/bin/false")
    with pytest.raises(packages.MissingError, match=r"Chromium at /bin/false does not start .*install chromium"):
        draw_all(root)
    assert stored(root) == {}


@pytest.mark.requires("rsvg-convert")
@pytest.mark.parametrize("name", NAMES)
def test_rsvg_convert_draws_it(drawn: Path, name: str) -> None:
    svg = Store(drawn).read(name).encode()
    result = subprocess.run(["rsvg-convert", "--format", "pdf"], input=svg, capture_output=True, check=False)
    assert result.returncode == 0 and result.stderr == b""
    assert result.stdout.startswith(b"%PDF")


def test_a_wider_font_stays_inside_the_boxes(drawn: Path) -> None:
    """With every word 13 % wider, as in DejaVu Sans, each node's words still fit between its outlines."""
    width = json.loads(apart(lambda: _measure(Store(drawn).read("ch01/flow"))))
    assert width and all(words * 1.13 <= box for words, box in width)


def _measure(svg: str) -> str:
    from playwright.sync_api import sync_playwright

    from drawings.browser import executable

    script = """() => JSON.stringify([...document.querySelectorAll("g")]
      .filter((g) => g.firstElementChild?.matches("rect[width], path") && g.querySelector(":scope > g > text"))
      .map((g) => [g.querySelector(":scope > g > text").getBBox().width, g.firstElementChild.getBBox().width]))"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content(svg)
        found = str(page.evaluate(script))
        browser.close()
    return found


def test_sources_and_their_drawings_match(drawn: Path) -> None:
    store = Store(drawn)
    assert {store.target(source).name for source in sources.find_all(drawn)} == set(stored(drawn))
