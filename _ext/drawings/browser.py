"""The page in Chromium that draws diagrams and formulas; nothing in it can reach a network."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
from pathlib import Path
from types import TracebackType

from playwright.async_api import Browser, Page, Playwright, Route, async_playwright
from playwright.async_api import Error as BrowserFault

from . import mermaid, packages
from .packages import MissingError
from .theme import Theme

SCRIPTS = Path(__file__).parent / "page"
TIMEOUT_S = 20.0
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Without these, text is measured differently from screen to screen.
    "--font-render-hinting=none",
    "--force-device-scale-factor=1",
    "--disable-lcd-text",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/{0}.app/Contents/MacOS/{0}"
INSTALL = (
    "sudo apt-get install chromium (Debian, Ubuntu), brew install --cask chromium (macOS), "
    "or python -m playwright install chromium"
)


class TooSlowError(RuntimeError):
    """A drawing took longer than it may."""


def executable() -> str | None:
    """The system's Chromium, or None; the environment's CHROMIUM comes first."""
    named = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in _NAMES)]
    named += [_MAC.format(name) for name in ("Chromium", "Google Chrome")]
    return next((path for path in named if path and Path(path).is_file()), None)


class DrawingPage:
    """An open page with the pinned bundles in it; use it as an asynchronous context manager.

    Entering raises MissingError without Chromium, and when a bundle can't be fetched.
    """

    def __init__(self, root: Path, theme: Theme, timeout_s: float = TIMEOUT_S) -> None:
        self.root = root
        self.theme = theme
        self.timeout_s = timeout_s
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._page: Page | None = None

    async def __aenter__(self) -> DrawingPage:
        packages.fetch(self.root)
        self._playwright = await async_playwright().start()
        await self._open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._browser:
            await self._browser.close()
        if self._playwright:
            await self._playwright.stop()

    async def draw_diagram(self, slug: str, text: str) -> dict[str, object]:
        """``{"svg": …}``, flattened, with ids that start with *slug*; or ``{"message": …, "line": …}``.

        Raises TooSlowError after the timeout; the page can be used again afterwards.
        """
        return await self._call("([slug, text]) => drawDiagram(slug, text)", [slug, text])

    async def draw_formula(self, tex: str, display: bool) -> dict[str, object]:
        """``{"mathml": …}`` as Temml writes it, or ``{"message": …}``; raises TooSlowError as above."""
        options = {
            "displayMode": display,
            "xml": True,
            "throwOnError": True,
            "strict": True,
            "trust": False,
        }
        return await self._call("([tex, options]) => drawFormula(tex, options)", [tex, options])

    async def _call(self, function: str, argument: object) -> dict[str, object]:
        assert self._page is not None
        try:
            result = await asyncio.wait_for(self._page.evaluate(function, argument), self.timeout_s)
        except TimeoutError:
            # A script that loops can't be interrupted, so the browser goes and another one comes.
            assert self._browser is not None
            await self._browser.close()
            await self._open()
            raise TooSlowError(f"took more than {self.timeout_s:g} s") from None
        assert isinstance(result, dict)
        return result

    async def _open(self) -> None:
        assert self._playwright is not None
        path = executable()
        try:
            self._browser = await self._playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        except BrowserFault as fault:
            reason = "was not found" if path is None else f"at {path} does not start ({fault.message.splitlines()[0]})"
            raise MissingError(f"Chromium {reason}; drawing needs it, install it: {INSTALL}") from fault
        context = await self._browser.new_context(offline=True)
        await context.route("**/*", _refuse)
        self._page = page = await context.new_page()
        await page.add_script_tag(path=SCRIPTS / "still.js")
        await page.add_style_tag(content=_font_faces(packages.ARIMO.paths(self.root)))
        for package in (packages.MERMAID, packages.TEMML):
            await page.add_script_tag(path=package.paths(self.root)[0])
        for script in ("outline.js", "flatten.js", "draw.js"):
            await page.add_script_tag(path=SCRIPTS / script)
        look = {
            "fontFamily": self.theme.font_css,
            "sizePx": self.theme.size_px,
            "paper": self.theme.page["paper"].light,
            "symbols": {
                name: {"path": role.symbol, "line": role.line.light}
                for name, role in self.theme.roles.items()
                if role.symbol
            },
        }
        await page.evaluate("([config, look]) => prepareDrawing(config, look)", [mermaid.config(self.theme), look])


async def _refuse(route: Route) -> None:
    await route.abort()


def _font_faces(fonts: list[Path]) -> str:
    # The faces take the name of the stack's first font: what Mermaid measures is then Arimo on every machine, and
    # a little wide, so that a reader's font with broader letters (DejaVu Sans: 13 %) still fits the box.
    looks = ("", "font-weight: bold;", "font-style: italic;")
    return "".join(
        f"@font-face {{ font-family: Arial; size-adjust: 106%; {look} "
        f"src: url(data:font/ttf;base64,{base64.b64encode(font.read_bytes()).decode()}); }}\n"
        for font, look in zip(fonts, looks, strict=True)
    )
