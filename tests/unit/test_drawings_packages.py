from __future__ import annotations

import base64
import hashlib
import subprocess
from pathlib import Path

import pytest

from drawings import packages
from drawings.packages import MissingError, Package


def test_an_archive_that_was_changed_on_the_way_is_refused() -> None:
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(b"right").digest()).decode()
    package = Package("x", "1.0.0", integrity, ("x.js",))
    packages.verify(package, b"right")
    with pytest.raises(MissingError, match=r"x@1\.0\.0 has the hash sha512-"):
        packages.verify(package, b"wrong")


def test_a_missing_npm_is_said_with_the_line_that_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="npm is missing; install it: sudo apt-get install nodejs npm"):
        packages.fetch(tmp_path)


def test_what_is_in_the_cache_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in packages.PACKAGES:
        for path in package.paths(tmp_path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    packages.fetch(tmp_path)


def test_every_pin_is_a_version_and_a_hash() -> None:
    for package in packages.PACKAGES:
        assert package.version.replace(".", "").isdecimal()
        assert package.integrity.startswith("sha512-")
        assert len(base64.b64decode(package.integrity.removeprefix("sha512-"))) == 64


def test_a_relative_root_is_that_of_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def run(command: list[str], cwd: str, **options: object) -> subprocess.CompletedProcess[str]:
        asked.append(Path(cwd, command[command.index("--pack-destination") + 1]))
        return subprocess.CompletedProcess(command, 1, "", "no network")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("drawings.packages.shutil.which", lambda name: name)
    monkeypatch.setattr("drawings.packages.subprocess.run", run)
    with pytest.raises(MissingError, match="no network"):
        packages.fetch(Path())
    assert asked[0].parent == tmp_path / packages.CACHE
