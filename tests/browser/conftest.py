"""A browser and the built site, served from a local address, for the tests that look at pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.served import served_folder

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("BOOK_HTML", ROOT / "build" / "html"))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the built site is served, with a slash at the end."""
    if not (SITE / "index.html").is_file():
        pytest.fail(f"{SITE} holds no site; run make html first, or name a built site in BOOK_HTML")
    with served_folder(SITE) as address:
        yield address


class Visit:
    """One open page and what it did: what it said on the console, what it asked for, what was answered."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.answered: list[str] = []
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", lambda response: self.answered.append(response.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


class Visitor:
    """Opens pages in windows of a given width and color scheme."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.contexts: list[BrowserContext] = []

    def __call__(
        self, path: str, *, width: int = 1280, dark: bool = False, scripts: bool = True, touch: bool = False
    ) -> Visit:
        context = self.browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            has_touch=touch,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        visit = Visit(context.new_page(), self.address)
        visit.open(path)
        return visit


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitor]:
    """Open a page of the site: ``visit("index.html", width=390, dark=True)``."""
    visitor = Visitor(browser, address)
    yield visitor
    for context in visitor.contexts:
        context.close()
