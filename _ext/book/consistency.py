"""Mistakes that a page does not show where it is parsed: marks of what is unwritten, and what only the book shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from book.data import drawing_store, rendering_of
from book.domain import book_domain
from book.formulas import missing_formulas
from book.messages import Warn, warn
from book.model.fences import find_fence_faults
from book.model.problems import find_problems, place_of
from book.model.records import Box, Figure, Page, Table
from book.model.todos import find_todos

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def report_todos(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of each mark that something on a page is still to be written."""
    for todo in find_todos(source[0]):
        warn(f"still to be written: {todo.task!r}; write it and remove the mark", Warn.TODO, (docname, todo.line))


def report_fences(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of each fence that takes in what its author did not mean."""
    for fault in find_fence_faults(source[0]):
        warn(fault.message, Warn.FENCE, (docname, fault.line))


def check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of every problem between pages, of drawings that are not drawn and of formulas not in the store."""
    domain = book_domain(env)
    store = drawing_store(app)
    cite: Any = env.domains.get("cite")
    standard = env.domains.standard_domain
    problems = find_problems(
        domain.book,
        diagram_exists=lambda name: rendering_of(app, name) is not None or store.source_path(name) is not None,
        cited_keys=cite.bibdata.data.entries if cite is not None else None,
        labels=standard.anonlabels.keys() | standard.labels.keys(),
    )
    for problem in problems:
        warn(problem.message, Warn(problem.subtype), (problem.docname, problem.line))
    for page in domain.book:
        for record, other in clashes(page, standard.anonlabels):
            warn(
                f"the id {record.id!r} ({place_of(page.docname, record.line)}) is that of {other}; choose another",
                Warn.ID_DUPLICATE,
                (page.docname, record.line),
            )
    if app.builder.format not in ("html", "latex"):
        return
    for page in domain.book:
        for figure in page.figures:
            if rendering_of(app, figure.name) is None and store.source_path(figure.name) is not None:
                warn(
                    f"diagram {figure.name!r} is not drawn, or drawn from an older source; run 'make diagrams'",
                    Warn.DIAGRAM_STALE,
                    (page.docname, figure.line),
                )
    if app.builder.format == "html":
        for formula in missing_formulas(app):
            warn(
                f"formula {formula['tex']!r} is not in the store, its source is shown; run 'make diagrams'",
                Warn.FORMULA_MISSING,
                (formula["docname"], formula["line"]),
            )


def clashes(page: Page, labels: Mapping[str, tuple[str, str]]) -> Iterator[tuple[Box | Figure | Table, str]]:
    """Boxes, figures and tables whose id a heading of the page or a label of the book has, with what has it.

    *labels* tells docname and id of each label that authors have set.
    """
    # A heading that comes second gets another id than its words; a link to its words would lead to the box.
    headings = {ident: heading for heading in page.headings for ident in (heading.id, nodes.make_id(heading.title))}
    records: tuple[Box | Figure | Table, ...] = (*page.boxes, *page.figures, *page.tables)
    for record in records:
        if heading := headings.get(record.id):
            yield record, f"the heading {heading.title!r} at {place_of(page.docname, heading.line)}"
        elif record.id in labels:
            yield record, f"the label '({record.id})=' in {labels[record.id][0]}.md"
