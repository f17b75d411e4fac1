"""What this machine can't run is skipped, loudly; with ``STRICT=1`` every skip is a failure.

A test that needs a program outside Python says so: ``@pytest.mark.requires("chromium")``, a name of
``book.desk.tools.TOOLS``. At the end of the run the names, the number of tests skipped for them and the lines that
install them are printed.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

from book.desk.tools import TOOLS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
STRICT = os.environ.get("STRICT", "") not in ("", "0")
REASON = "not on this machine: "
# How long an example takes says what else the machine does, not whether the rule holds.
settings.register_profile("book", deadline=None)
settings.load_profile("book")
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@cache
def _is_here(tool: str) -> bool:
    return TOOLS[tool].find(ROOT) is not None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium: one for all tests of a process, in which Playwright can run only once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=TOOLS["chromium"].find(ROOT), args=["--no-sandbox"])
        yield browser
        browser.close()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "requires(*tools): programs that the test runs, by name in book.desk.tools.TOOLS"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip *item* when a tool that it requires is missing; raises KeyError for a name that the table doesn't have."""
    wanted = [name for marker in item.iter_markers("requires") for name in marker.args]
    if missing := [name for name in wanted if not _is_here(name)]:
        pytest.skip(REASON + ", ".join(missing))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _strictly(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _strictly(report)


def _strictly(report: Report) -> Report:
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and STRICT=1 allows no skip: {_why(report)}"
    return report


def _why(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not tested here, and what would let it be."""
    reports = [*terminalreporter.getreports("skipped"), *terminalreporter.getreports("error")]
    reasons = [_why(report) for report in reports if REASON in _why(report)]
    missing = Counter(name for why in reasons for name in why.rpartition(REASON)[2].split("\n")[0].split(", "))
    if not missing:
        return
    terminalreporter.section("not tested on this machine", sep="!", red=True, bold=True)
    for name, count in sorted(missing.items()):
        tool = TOOLS[name]
        terminalreporter.line(f"{name}: {count} tests ({tool.serves}); to run them: {tool.remedy(sys.platform)}")
