from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drawings
from drawings import Store, formulas, keys, sources, uses
from drawings.check import check
from drawings.draw import superseded
from drawings.theme import THEME_PATH

ROOT = Path(__file__).parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80.5" viewBox="0 0 120 80.5"></svg>\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a theme, one diagram and one page that shows it."""
    write(tmp_path, THEME_PATH.as_posix(), (ROOT / THEME_PATH).read_text(encoding="utf-8"))
    write(tmp_path, "diagrams/ch01/one.mmd", "flowchart LR\n  a --> b\n")
    write(tmp_path, "source/page.md", ":::{diagram} ch01/one\n:alt: One.\n\nOne.\n:::\n")
    return tmp_path


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def pretend_to_draw(root: Path, name: str = "ch01/one") -> Path:
    store = Store(root)
    source = sources.find(root, name)
    assert source
    return write(root, store.target(source).relative_to(root).as_posix(), SVG)


def messages(root: Path) -> list[str]:
    return [problem.message(root) for problem in check(Store(root))]


def test_a_drawing_that_is_up_to_date_is_found_with_its_size(root: Path) -> None:
    path = pretend_to_draw(root)
    rendering = Store(root).rendering("ch01/one")
    assert rendering and (rendering.path, rendering.width_px, rendering.height_px) == (path, 120, 80.5)
    assert path.name == f"ch01-one-{rendering.key}.svg"
    assert Store(root).read("ch01/one") == SVG


def test_a_drawing_is_stale_once_its_source_changes(root: Path) -> None:
    pretend_to_draw(root)
    write(root, "diagrams/ch01/one.mmd", "flowchart LR\n  a --> c\n")
    assert Store(root).rendering("ch01/one") is None
    with pytest.raises(KeyError):
        Store(root).read("ch01/one")


def test_a_drawing_is_stale_once_the_theme_changes(root: Path) -> None:
    pretend_to_draw(root)
    theme = root / THEME_PATH
    theme.write_text(theme.read_text(encoding="utf-8").replace("#4a5260", "#4a5261"), encoding="utf-8")
    assert Store(root).rendering("ch01/one") is None


def test_a_chart_is_stale_once_its_data_change(root: Path) -> None:
    write(root, "diagrams/ch01/two.vl.json", '{"data": {"url": "source/calc/two.csv"}, "mark": "line"}')
    write(root, "source/calc/two.csv", "x,y\n1,2\n")
    pretend_to_draw(root, "ch01/two")
    assert Store(root).rendering("ch01/two")
    write(root, "source/calc/two.csv", "x,y\n1,3\n")
    assert Store(root).rendering("ch01/two") is None


def test_line_ends_are_no_change(root: Path) -> None:
    pretend_to_draw(root)
    (root / "diagrams/ch01/one.mmd").write_bytes(b"flowchart LR\r\n  a --> b\r\n")
    assert Store(root).rendering("ch01/one")


@pytest.mark.parametrize("name", ["ch01/none", "../ch01/one", "ch01/../ch01/one", "/etc/passwd", "ch01//one", ""])
def test_a_name_without_a_source_has_no_drawing(root: Path, name: str) -> None:
    assert Store(root).source_path(name) is None
    assert Store(root).rendering(name) is None


def test_the_two_kinds_of_sources_are_found(root: Path) -> None:
    chart = write(root, "diagrams/ch01/two.vl.json", "{}")
    assert Store(root).source_path("ch01/one") == root / "diagrams/ch01/one.mmd"
    assert Store(root).source_path("ch01/two") == chart


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_parts_have_different_digests(one: list[str], other: list[str]) -> None:
    assert (keys.digest(*one) == keys.digest(*other)) == (one == other)


def test_a_formula_in_a_line_and_on_display_are_two(root: Path) -> None:
    assert formulas.key("x", False) != formulas.key("x", True)
    write(root, formulas.path(root, "x", False).relative_to(root).as_posix(), "<math><mi>x</mi></math>\n")
    store = Store(root)
    assert formulas.lookup(store, " x ", False) == "<math><mi>x</mi></math>"
    assert formulas.lookup(store, "x", True) is None


def test_a_list_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(formulas.FormulaError, match="no list of formulas"):
        formulas.read_list(write(tmp_path, "list.json", '[{"tex": "x"}]'))


def test_a_formula_of_an_older_temml_is_superseded(root: Path) -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x &lt; y"><mi>x</mi></math>\n'
    current = formulas.path(root, "x < y", False)
    write(root, current.relative_to(root).as_posix(), math)
    write(root, "source/page.md", "> $x <\n> y$\n")
    old = write(root, f"diagrams/rendered/math/{'0' * 16}.mml", math)
    assert superseded(Store(root)) == [old]


def test_a_formula_that_the_book_no_longer_has_is_superseded(root: Path) -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x^{27}"><mi>x</mi></math>\n'
    path = write(root, formulas.path(root, "x^{27}", False).relative_to(root).as_posix(), math)
    write(root, "source/concepts.toml", 'definition = "it grows as $x ^ {27}$"')
    assert superseded(Store(root)) == []
    write(root, "source/concepts.toml", 'definition = "it grows as $x ^ {28}$"')
    assert superseded(Store(root)) == [path]


def test_nothing_is_wrong_with_a_store_that_is_up_to_date(root: Path) -> None:
    pretend_to_draw(root)
    assert messages(root) == []


def test_a_missing_drawing_is_told_from_a_stale_one(root: Path) -> None:
    assert messages(root) == ["diagrams/ch01/one.mmd:1: diagram 'ch01/one' has not been drawn; run `make diagrams`"]
    old = pretend_to_draw(root)
    write(root, "diagrams/ch01/one.mmd", "flowchart LR\n  a --> c\n")
    assert messages(root) == [
        "diagrams/ch01/one.mmd:1: diagram 'ch01/one' has changed since it was drawn; run `make diagrams`",
        f"{old.relative_to(root).as_posix()}:1: is no drawing of the book as it is now; "
        "run `make diagrams`, which removes it",
    ]


def test_a_source_that_no_chapter_shows_is_unused(root: Path) -> None:
    pretend_to_draw(root)
    write(root, "source/page.md", "Nothing here: `:::{diagram} ch01/one`\n")
    assert messages(root) == [
        "diagrams/ch01/one.mmd:1: diagram 'ch01/one' is used in no chapter; add its directive or delete the file"
    ]


def test_figures_and_fallbacks_are_uses(tmp_path: Path) -> None:
    write(tmp_path, "source/a.md", "::::{diagram} ch01/a\n::::\n```{diagram} ch01/b\n```\n")
    write(tmp_path, "source/deep/b.md", ":::{explorable} x\n:fallback: ch01/c\n:::\n")
    assert uses.diagrams(tmp_path) == {"ch01/a", "ch01/b", "ch01/c"}


def test_a_source_that_is_not_utf_8_is_said_once(root: Path) -> None:
    (root / "diagrams/ch01/one.mmd").write_bytes(b'flowchart LR\n  a["\xff"]\n')
    assert messages(root) == ["diagrams/ch01/one.mmd:1: is not UTF-8 at byte 18; save it again as UTF-8"]
    assert Store(root).rendering("ch01/one") is None


def test_asking_the_store_loads_no_browser_and_no_chart_library(root: Path) -> None:
    pretend_to_draw(root)
    code = (
        "import sys; from pathlib import Path; from drawings import Store; from drawings.__main__ import main\n"
        f"assert Store(Path({str(root)!r})).rendering('ch01/one')\n"
        f"assert main(['--root', {str(root)!r}, 'draw']) == 0\n"
        f"assert main(['--root', {str(root)!r}, 'check']) == 0\n"
        "assert not {'playwright', 'vl_convert', 'sphinx', 'docutils'} & set(sys.modules), 'too much loaded'\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "every drawing is up to date\n"


def test_the_package_gives_what_the_book_uses() -> None:
    assert set(drawings.__all__) == {"Problem", "Rendering", "Store", "css", "dark", "formulas", "lint"}
