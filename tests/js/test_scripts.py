"""The site's scripts: their pure parts under ``node --test``, their types by the TypeScript compiler."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TSC = HERE.parent / "node_modules" / ".bin" / "tsc"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True)


@pytest.mark.requires("node")
def test_the_scripts_do_what_their_tests_say() -> None:
    done = run("node", "--test", *sorted(HERE.glob("*.test.js")))
    assert done.returncode == 0, done.stdout


@pytest.mark.requires("node", "tsc")
@pytest.mark.parametrize("project", ["tsconfig.json", "worker.tsconfig.json"])
def test_the_scripts_have_no_type_errors(project: str) -> None:
    done = run(TSC, "--project", HERE / project)
    assert done.returncode == 0, done.stdout
