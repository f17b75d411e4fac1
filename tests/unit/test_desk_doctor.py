from __future__ import annotations

from pathlib import Path

from book.desk.doctor import exit_code, report
from book.desk.tools import TOOLS, Tool, look_for

PYTHON = Tool("python", "everything", lambda root: "3.11", "apt python", "brew python", needed=True)
TEX = Tool("tex", "the PDF", lambda root: None, "apt tex", "brew tex")
NODE = Tool("node", "scripts", lambda root: None, "apt node", "brew node")
NPM = Tool("npm", "packages", lambda root: None, "apt node", "brew node")


def test_a_missing_tool_is_named_with_what_it_serves_and_what_installs_it(tmp_path: Path) -> None:
    lines = report(look_for([PYTHON, TEX], tmp_path), "linux")
    assert "  python  3.11" in lines
    assert "  tex     missing: the PDF" in lines
    assert lines[-1] == "  apt tex"


def test_the_remedy_is_that_of_the_system(tmp_path: Path) -> None:
    assert report(look_for([TEX], tmp_path), "darwin")[-1] == "  brew tex"


def test_a_command_that_installs_two_tools_is_printed_once(tmp_path: Path) -> None:
    assert report(look_for([NODE, NPM], tmp_path), "linux").count("  apt node") == 1


def test_nothing_missing_is_said(tmp_path: Path) -> None:
    assert report(look_for([PYTHON], tmp_path), "linux")[-1] == "Nothing is missing."


def test_only_what_the_site_needs_fails(tmp_path: Path) -> None:
    lost = Tool("python", "everything", lambda root: None, "a", "b", needed=True)
    assert exit_code(look_for([PYTHON, TEX], tmp_path)) == 0
    assert exit_code(look_for([lost, TEX], tmp_path)) == 1


def test_the_table_asks_for_nothing_but_python_to_build_the_site() -> None:
    assert {tool.name for tool in TOOLS.values() if tool.needed} == {"python", "venv"}


def test_an_npm_package_is_found_below_the_tests(tmp_path: Path) -> None:
    assert TOOLS["axe"].find(tmp_path) is None
    package = tmp_path / "tests/node_modules/axe-core/package.json"
    package.parent.mkdir(parents=True)
    package.write_text("{}")
    assert TOOLS["axe"].find(tmp_path) == str(package.parent)
