from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
PROJECT = CONFTEST.parents[1]
TESTS = """
import pytest

@pytest.mark.requires("axe")
def test_axe():
    pass

@pytest.mark.xfail
def test_known_fault():
    assert False
"""


def run_tests(folder: Path, strict: str) -> subprocess.CompletedProcess[str]:
    """Run TESTS below *folder*, where no npm package is installed, under a copy of the real conftest."""
    (folder / "tests").mkdir()
    (folder / "tests/conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "tests/test_some.py").write_text(TESTS, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"STRICT": strict, "PYTHONPATH": str(PROJECT / "_ext")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)


def test_a_skip_for_want_of_a_tool_is_loud_and_passes(tmp_path: Path) -> None:
    done = run_tests(tmp_path, "")
    assert done.returncode == 0
    assert "1 skipped, 1 xfailed" in done.stdout
    assert "axe: 1 tests (the pages' check by axe); to run them: npm ci" in done.stdout


@pytest.mark.parametrize("strict", ["1", "yes"])
def test_strictly_a_skip_fails_and_an_expected_failure_does_not(strict: str, tmp_path: Path) -> None:
    done = run_tests(tmp_path, strict)
    assert done.returncode == 1
    assert "STRICT=1 allows no skip" in done.stdout
    assert "1 xfailed, 1 error" in done.stdout
