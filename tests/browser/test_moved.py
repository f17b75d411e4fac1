"""Old addresses in a browser: a page and an id that have moved lead on to where they are now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import ROOT
from tests.build.tiny import SECTION, tiny_book, toctree
from tests.served import served_folder

pytestmark = pytest.mark.requires("chromium")
FIRST, SECOND = SECTION["first"], SECTION["second"]
SCRIPT = [("js/reading.js", {"defer": "defer"})]
REDIRECTS = f"""\
[pages]
"old/place" = "{FIRST}"
[ids]
"index#gone" = "{FIRST}#below"
"old/place#left" = "{SECOND}#there"
"{FIRST}#twice" = "index#gone"
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a tiny book in which things have moved."""
    pages: dict[str, str | bytes | None] = {
        "index": f"# Book\n\nWords.\n\n{toctree(FIRST, SECOND)}",
        FIRST: "# First\n\nWords.\n\n## Below\n\nWords.\n",
        SECOND: "# Second\n\nWords.\n\n## There\n\nWords.\n",
        "redirects.toml": REDIRECTS,
    }
    root = tmp_path_factory.mktemp("moved")
    tiny = tiny_book(root, pages, templates_path=[str(ROOT / "_templates")], html_js_files=SCRIPT)
    with served_folder(tiny.build().out) as address:
        yield address


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("index.html#gone", f"{FIRST}.html#below"),
        ("old/place.html", f"{FIRST}.html"),
        ("old/place.html#below", f"{FIRST}.html#below"),
        ("old/place.html#left", f"{SECOND}.html#there"),
        ("old/place.html#twice", f"{FIRST}.html#below"),
        ("index.html", "index.html"),
    ],
)
def test_an_old_address_leads_to_the_new_one(browser: Browser, moved: str, asked: str, reached: str) -> None:
    page = browser.new_page()
    page.goto(moved + asked)
    page.wait_for_url(moved + reached)
    page.close()
