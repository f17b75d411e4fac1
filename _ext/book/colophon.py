"""What the book's last page tells of how it was made: the commit, and the versions of what made it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docutils
import sphinx
from sphinx.util.texescape import escape

from drawings.packages import MERMAID

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def revision(folder: Path) -> str:
    """The commit that *folder* is at, and whether files differ from it; empty outside of git."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    commit, dirty, _ = done.stdout.strip().partition("-dirty")
    return f"{commit} and changes since" if dirty else commit


def note_making(app: Sphinx) -> None:
    """Tell TeX the commit and the versions."""
    if app.builder.name != "latex":
        return
    builder: Any = app.builder
    commit = escape(revision(Path(app.confdir)), app.config.latex_engine)
    tools = f"Sphinx {sphinx.__version__}, Docutils {docutils.__version__} and Mermaid {MERMAID.version}"
    builder.context["preamble"] += f"\n\\bookmaking{{{commit}}}{{{tools}}}"


def connect(app: Sphinx) -> None:
    """Have the colophon's facts written into the LaTeX."""
    app.connect("builder-inited", note_making)
