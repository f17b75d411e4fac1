"""The Content-Security-Policy that each page of the site carries: nothing from elsewhere, no inline style, one script.

The one script inline is the one that sets the colors before the first paint; the policy names it by its hash. It is a
``meta`` element, since many a host of static files lets nobody set headers.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

from book.drafts import is_live
from book.search_page import is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

EARLY_SCRIPT = """
(() => {
  let mode = "auto";
  try { mode = localStorage.getItem("mode") || mode; } catch { /* storage may be forbidden */ }
  const dark = mode === "dark" || (mode !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  Object.assign(document.documentElement.dataset, { mode, theme: dark ? "dark" : "light", scripts: "on" });
})();
"""
"""Before the first paint, so that a page never flashes in the other theme."""

_COLUMN = re.compile(r'<col style="width: (\d+)\.\d%" ?/>')


def policy(script: str) -> str:
    """What a page may load and run whose only inline script is *script*."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' 'sha256-{digest}' 'wasm-unsafe-eval'",  # the search is WebAssembly
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme's style sheet has small pictures in it
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def without_inline_styles(body: str) -> str:
    """The HTML of a page, the widths of columns told by classes, for which ``text.css`` has the rules."""
    return _COLUMN.sub(r'<col class="book-col-\1"/>', body)


def carry_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template the script and the policy; a live preview draws in the browser, and carries none."""
    if not is_site(app):
        return
    context["book_early_script"] = EARLY_SCRIPT
    context["book_policy"] = "" if is_live(app) else policy(EARLY_SCRIPT)
    if body := context.get("body"):
        context["body"] = without_inline_styles(body)


def connect(app: Sphinx) -> None:
    """Have every page carry its policy."""
    app.connect("html-page-context", carry_policy, priority=910)
