"""What Sphinx is told when it loads the book's extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from book import (
    assets,
    drafts,
    epub,
    formulas,
    ledger,
    nav,
    place,
    policy,
    print,
    quality,
    redirects,
    search_page,
    sharing,
    speed,
)
from book.badges import PlaceBadges
from book.citations import BookBibtexDomain, register_style
from book.collect import BookCollector
from book.config import add_settings, check_settings
from book.consistency import check_consistency, report_fences, report_todos
from book.data import load_data
from book.dates import forget_old_dates
from book.domain import BookDomain
from book.encoding import report_bad_bytes
from book.exports import write_exports
from book.formulas import list_missing_formulas
from book.gathered import FillGatherings
from book.pictures import remove_old_pictures
from book.rewrite import note_written, save_state
from book.transforms import HoistToctrees, ListDefinitions, MoveAnswers, WriteLabels
from book.writers import add_nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the book's settings, nodes, domain, transforms and steps of a build."""
    app.setup_extension("sphinxcontrib.bibtex")
    register_style()
    app.add_domain(BookBibtexDomain, override=True)
    add_settings(app)
    add_nodes(app)
    app.add_domain(BookDomain)
    app.add_env_collector(BookCollector)
    app.add_transform(HoistToctrees)
    for transform in (PlaceBadges, FillGatherings, MoveAnswers, WriteLabels, ListDefinitions):
        app.add_post_transform(transform)
    app.add_html_math_renderer(
        "book", (formulas.visit_math, formulas.depart), (formulas.visit_math_block, formulas.depart)
    )
    app.connect("config-inited", check_settings)
    app.connect("builder-inited", load_data)
    app.connect("env-before-read-docs", report_bad_bytes)
    app.connect("env-before-read-docs", forget_old_dates)
    app.connect("source-read", report_todos)
    app.connect("source-read", report_fences)
    app.connect("env-check-consistency", check_consistency)
    app.connect("doctree-resolved", note_written)
    for step in (save_state, list_missing_formulas, remove_old_pictures, write_exports):
        app.connect("build-finished", step)
    pages = (nav, place, search_page, assets, policy, sharing, redirects)
    for part in (speed, *pages, print, epub, drafts, quality, ledger):
        part.connect(app)
    # env_version: raise it whenever a pickled record changes.
    return {"version": "1.0", "env_version": 3, "parallel_read_safe": True, "parallel_write_safe": True}
