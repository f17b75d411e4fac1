"""Parts of the site kept in a browser, and the site as an archive opened from a folder on disk."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import ROOT, SITE, Visit, Visitor
from tests.served import QuietHandler

from book.desk import archive
from book.desk.offline import FOLDER, MANIFEST, WORKER, write_offline
from book.model.outline import load_outline

pytestmark = pytest.mark.requires("chromium")

PART = "part-01-fundamental-reality/"
SECTION = PART + "01-impossibility-results/01-flp-impossibility.html"
OTHER = "gathered/misconceptions.html"
TITLE = "Fundamental Reality"
REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length"
CACHES = "() => caches.keys()"
SHOWN = """async () => Promise.all([...document.querySelectorAll('article img')]
    .filter((image) => image.checkVisibility())
    .map(async (image) => { image.loading = 'eager'; await image.decode(); return image.naturalWidth; }))"""


class Host:
    """A copy of the site at an address of its own, which can be changed, and shut down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SITE, folder)
        handler = functools.partial(QuietHandler, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self) -> None:
        if self.thread.is_alive():
            self.server.shutdown()
            self.thread.join()
            self.server.server_close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path / "site")
    yield host
    host.stop()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 844}, reduced_motion="reduce")
    yield context
    context.close()


def keep(page: Page, address: str, title: str = TITLE) -> None:
    """Open the page "Read offline" and keep the part called *title*."""
    page.goto(f"{address}offline.html")
    page.get_by_role("button", name=f"Keep {title}").click()
    expect(page.get_by_role("button", name=f"Remove {title}")).to_be_enabled(timeout=60_000)


def test_a_part_that_is_kept_is_read_without_a_network_and_without_its_host(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host.address)
    reader.set_offline(True)
    host.stop()
    visit = Visit(page, host.address)
    visit.open(SECTION + "#the-model")
    assert page.locator("article h1").inner_text().startswith("1.1")
    widths = page.evaluate(SHOWN)
    assert len(widths) >= 3
    assert all(widths)
    assert page.evaluate("() => getComputedStyle(document.querySelector('.book-box')).paddingLeft") == "19.2px"
    page.goto(host.address + PART)
    page.get_by_role("link", name="Consensus").first.click()
    expect(page.locator("article h1")).to_contain_text("Consensus")
    page.locator("article a.book-concept").first.focus()
    page.locator("article a.book-concept").first.press("Enter")
    page.wait_for_url("**/glossary.html#*")
    assert visit.complaints == []


def test_the_search_goes_on_without_a_network(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host.address)
    reader.set_offline(True)
    host.stop()
    page.goto(host.address + SECTION)
    page.keyboard.press("/")
    page.keyboard.type("bivalent configuration")
    expect(page.locator(".book-hit a").first).to_be_visible()
    assert "Section 1.1" in page.locator(".book-hit").first.inner_text()


def test_a_page_that_is_not_kept_says_so_without_a_network(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host.address)
    assert page.goto(host.address + OTHER).ok  # type: ignore[union-attr]
    host.stop()
    page.goto(host.address + "gathered/truths.html")
    expect(page.locator(".book-offline-asked")).to_contain_text("gathered/truths.html")
    expect(page.get_by_role("button", name=f"Remove {TITLE}")).to_be_enabled()


def test_what_is_forgotten_leaves_nothing_behind(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host.address)
    assert page.evaluate(REGISTERED) == 1
    assert len(page.evaluate(CACHES)) == 2
    page.get_by_role("button", name=f"Remove {TITLE}").click()
    expect(page.locator(".book-offline-status")).to_have_text("Nothing of the book is kept on this device.")
    assert page.evaluate(REGISTERED) == 0
    assert page.evaluate(CACHES) == []


def test_a_reader_who_asks_for_nothing_gets_no_worker(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    for path in ("index.html", SECTION, "offline.html"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(REGISTERED) == 0
        assert page.evaluate(CACHES) == []


def test_each_part_says_its_size(visit: Visitor) -> None:
    page = visit("offline.html").page
    row = page.get_by_role("row", name=TITLE)
    size = row.locator("td").nth(1)
    expect(size).to_have_text(_megabytes(SITE))


def _megabytes(site: Path) -> str:
    """What the files of the part add up to, by the list of them."""
    files = json.loads((site / FOLDER / f"{PART.strip('/')}.json").read_text(encoding="utf-8"))["files"]
    return f"{sum((site / path).stat().st_size for path in files) / 1e6:.1f} MB"


def republish(host: Host) -> None:
    """Change a section and a style sheet on the *host*, as a new edition would."""
    page, sheet = host.folder / SECTION, host.folder / "_static/css/boxes.css"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", " (second edition)</h1>", 1), encoding="utf-8")
    with sheet.open("a", encoding="utf-8") as style:
        style.write("html { --edition: second; }\n")
    write_offline(host.folder, load_outline(ROOT / "source/outline.toml"))


EDITION = """() => [document.querySelector('article h1').textContent.includes('second edition'),
    getComputedStyle(document.documentElement).getPropertyValue('--edition') === 'second']"""


def test_a_new_edition_replaces_the_old_one_whole(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    keep(page, host.address)
    before = set(page.evaluate(CACHES))
    page.goto(host.address + SECTION)
    assert page.evaluate(EDITION) == [False, False]
    republish(host)
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistration()).waiting !== null")
    # The page that is open still belongs to the old edition, and so does what it loads.
    old = "async () => (await (await fetch('../../_static/css/boxes.css')).text()).includes('second')"
    assert page.evaluate(old) is False
    for _ in range(5):  # the older worker may hear of the newer one a page later
        page.goto(host.address + SECTION)
        page.wait_for_selector("article h1")
        shown = page.evaluate(EDITION)
        assert shown in ([False, False], [True, True])
        if shown[0]:
            break
    assert page.evaluate(EDITION) == [True, True]
    page.wait_for_function("async (old) => (await caches.keys()).every((name) => !old.includes(name))", arg=[*before])
    assert len(page.evaluate(CACHES)) == len(before)
    host.stop()
    page.goto(host.address + SECTION)
    assert page.evaluate(EDITION) == [True, True]


def test_a_host_in_the_middle_of_a_change_is_not_kept(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(f"{host.address}offline.html")
    (host.folder / SECTION).write_text("<p>Another edition</p>", encoding="utf-8")
    page.get_by_role("button", name=f"Keep {TITLE}").click()
    expect(page.locator(".book-offline-status")).to_contain_text("isn't what this edition has there", timeout=60_000)
    expect(page.get_by_role("button", name=f"Keep {TITLE}")).to_be_enabled()
    assert not any(PART.strip("/") in name for name in page.evaluate(CACHES))


def test_the_site_can_be_installed(visit: Visitor) -> None:
    opened = visit("offline.html")
    opened.page.wait_for_selector("link[rel=manifest]", state="attached")
    session = opened.page.context.new_cdp_session(opened.page)
    found: Any = session.send("Page.getAppManifest")
    assert found["url"].endswith(MANIFEST)
    assert found["errors"] == []


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    assert archive.main([str(SITE), "--output", str(folder / "site.zip")]) == 0
    with zipfile.ZipFile(folder / "site.zip") as packed:
        packed.extractall(folder)
    return folder / archive.NAME


def test_the_archive_works_from_a_folder_on_disk(unpacked: Path, reader: BrowserContext) -> None:
    failed: list[str] = []
    visit = Visit(reader.new_page(), unpacked.as_uri() + "/")
    # Leaving a page stops what it is loading, such as its icon.
    visit.page.on("requestfailed", lambda r: failed.append(r.url) if r.failure != "net::ERR_ABORTED" else None)
    pages = sorted(path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.html"))
    assert len(pages) >= 50
    for path in pages:
        page = visit.open(path)
        assert all(page.evaluate(SHOWN)), path
    assert visit.complaints == []
    assert failed == []
    assert all(url.startswith(("file:", "data:")) for url in visit.requests)


def test_the_archive_can_be_searched_on_disk(unpacked: Path, reader: BrowserContext) -> None:
    visit = Visit(reader.new_page(), unpacked.as_uri() + "/")
    page = visit.open("index.html")
    page.keyboard.press("/")
    page.keyboard.type("bivalent configuration")
    page.locator(".book-hit a").first.click()
    expect(page.locator("article h1")).to_be_visible()
    assert visit.complaints == []


def test_a_copy_on_disk_says_that_it_is_one_and_holds_no_worker(unpacked: Path, reader: BrowserContext) -> None:
    page = Visit(reader.new_page(), unpacked.as_uri() + "/").open("offline.html")
    expect(page.locator(".book-offline-status")).to_contain_text("This copy lies on your disk")
    assert not (unpacked / WORKER).exists()
