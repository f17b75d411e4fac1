"""The book's e-book, built once for all tests of a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def build_ebook(folder: Path, project: Path = ROOT, jobs: int = 1, zone: str = "UTC") -> Path:
    """The e-book of *project*, built from nothing in *folder* at a fixed date."""
    options: list[str | Path] = ["-q", "-b", "epub", "-j", str(jobs), "-c", project, "-d", folder / "doctrees"]
    command = [sys.executable, "-m", "sphinx", *options, project / "source", folder / "out"]
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1790000000",
        "TZ": zone,
        "PYTHONPATH": str(project / "_ext"),
    }
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return next((folder / "out").glob("*.epub"))


@pytest.fixture(scope="session")
def ebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-book as a reader gets it."""
    return build_ebook(tmp_path_factory.mktemp("epub"))
