"""Dates of change that stay right: asked for again when a commit has been made since the last build.

sphinx-last-updated-by-git asks git for a page's date when the page is read; after a commit the page isn't read again,
and would keep the date it had before.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

from book.domain import book_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def forget_old_dates(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Have all dates asked for anew if the current commit isn't that of the last build."""
    dates: dict[str, Any] | None = getattr(env, "git_last_updated", None)
    if dates is None:
        return
    data, commit = book_domain(env).data, current_commit(app)
    if data.get("commit") != commit:
        data["commit"] = commit
        dates.update(dict.fromkeys(dates))


def current_commit(app: Sphinx) -> str:
    """The commit that is checked out, or an empty string outside a repository."""
    command = ["git", "rev-parse", "--verify", "--quiet", "HEAD"]
    try:
        done = subprocess.run(command, cwd=app.srcdir, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def date_of(env: BuildEnvironment, docname: str) -> object:
    """What a page shows as its date of change; None where there is none."""
    return getattr(env, "git_last_updated", {}).get(docname)
