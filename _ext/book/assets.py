"""Which style sheets and scripts a page loads: only those it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

NEVER = ("sphinx-book-theme.js", "documentation_options.js", "doctools.js", "sphinx_highlight.js")
"""Scripts that our own in ``_static/js`` replace: the theme's, which needs Bootstrap's and Font Awesome's, and those
of Sphinx's search."""

ONLY_WITH = {
    "sphinx-design.min.css": ('class="sd-', 'class="octicon', " sd-"),
    "design-tabs.js": ("sd-tab-set",),
    "clipboard.min.js": ('<div class="highlight',),
    "copybutton.js": ('<div class="highlight',),
    "copybutton.css": ('<div class="highlight',),
    "figures.js": ("book-picture",),
    "links.js": ("headerlink",),
    "notes.js": ("footnote-reference",),
    "definitions.js": ("book-definitions",),
    "index-filter.js": ("book-index",),
    "print-chapter.js": ("book-chapter-overview",),
}
"""File name → pieces of HTML; a page with none of them does not load the file."""


def is_used(filename: str, body: str) -> bool:
    """Whether a page with the HTML *body* has a use for the style sheet or script of that name."""
    name = filename.rpartition("/")[2]
    if name in NEVER:
        return False
    return name not in ONLY_WITH or any(piece in body for piece in ONLY_WITH[name])


def keep_used_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Drop from the page's style sheets and scripts those that its body does not use."""
    if app.builder.name == "epub":
        return
    body = context.get("body") or ""
    for key in ("css_files", "script_files"):
        # An asset without a file name is a line of script; the theme's are for scripts that are not loaded.
        context[key] = [
            asset for asset in context[key] if (name := getattr(asset, "filename", asset)) and is_used(str(name), body)
        ]


def connect(app: Sphinx) -> None:
    """Have the list shortened after all other extensions have added to it."""
    app.connect("html-page-context", keep_used_assets, priority=900)
