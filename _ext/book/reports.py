"""The state of the work as nodes: the matrix of progress, the book's growth as a picture, the review records."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from book.data import drawing_store
from book.listings import Lister, of
from book.model.history import HistoryItem, Point, is_short
from book.model.items import PartItem
from book.model.metrics import grouped
from book.model.outline import Targets
from book.model.progress import ProgressItem, State
from book.model.review_pages import ReviewItem, anchor_of
from book.model.reviews import RUBRIC
from book.nodes import book_bar, book_caption, book_figure, book_picture
from drawings.timeline import timeline

_HEADS = ("Words", "Diagrams", "Tables", "Insights")


def progress_table(lister: Lister, items: Sequence[ProgressItem]) -> nodes.table:
    """A row a stretch of the book: what there is of it and of what, in numbers and as a bar, and its state."""
    by_phase = any(item.stretch.chapters for item in items)
    rows = []
    for item in items:
        target, actual = item.stretch.target, item.actual
        name = lister.link(item.stretch.name, item.docname)
        cells: list[nodes.Node] = [nodes.strong("", "", name) if item.is_total else name]
        if by_phase:
            cells.append(nodes.Text(item.stretch.chapters))
        counts = [
            (actual.words, target.words),
            (actual.diagrams, target.diagrams),
            (actual.tables, target.tables),
            (actual.insights, target.insights),
        ]
        cells += [nodes.Text(of(done, goal)) for done, goal in counts]
        percent: nodes.Node = book_bar("", f"{item.percent} %", percent=item.percent)
        cells += [percent if target != Targets() else nodes.Text("–"), nodes.Text(item.state.words)]
        row = lister.row(cells)
        row["classes"] = ["book-planned" if item.state is State.NOT_STARTED else "book-written"]
        rows.append(row)
    heads = ["Phase", "Chapters"] if by_phase else ["Chapter or section"]
    widths = [12, 12] if by_phase else [30]
    table = lister.table([*heads, *_HEADS, "Percent", "State"], rows, [*widths, 17, 10, 10, 10, 12, 14])
    table["classes"].append("book-progress")
    return table


def parts_table(lister: Lister, items: Sequence[PartItem]) -> nodes.table:
    """A row a part: what it is about, and how many of its sections and words are written."""
    rows = []
    for item in items:
        name = nodes.paragraph("", "", lister.link(item.title, item.docname))
        name += nodes.inline("", f" {item.chapters}", classes=["book-part-chapters"])
        sections, planned = item.sections
        written = f"{sections} of {planned}" if sections else f"planned: {planned}"
        percent = round(100 * item.words[0] / item.words[1]) if item.words[1] else 0
        words = of(*item.words) if item.words[0] else f"planned: {grouped(item.words[1])}"
        row = lister.row([name, nodes.Text(written), book_bar("", words, percent=percent)])
        row["classes"] = ["book-written" if sections else "book-planned"]
        rows.append(row)
    table = lister.table(["Part", "Sections", "Words"], rows, [54, 20, 26])
    table["classes"].append("book-parts")
    return table


def growth(lister: Lister, items: Sequence[HistoryItem]) -> nodes.Element:
    """The words after each commit as a line, or a sentence when there is nothing to draw it from."""
    points = items[0].points
    if not points:
        return nodes.paragraph("", "This copy of the book has no version history, so its growth can't be drawn.")
    last = points[-1]
    if len(points) < 2:
        return nodes.paragraph(
            "", f"The version history has one moment so far: {_when(last, points)}, with {grouped(last.words)} words."
        )
    svg = timeline(
        [(point.at_s, point.words) for point in points], "words", drawing_store(lister.domain.env._app).theme
    )
    alt = f"The line climbs from {grouped(points[0].words)} words on {_when(points[0], points)} "
    alt += f"to {grouped(last.words)} on {_when(last, points)}."
    told = "commit by commit" if is_short(points) else "day by day"
    caption = f"Words of the Markdown source, without its marks, {told}; times are UTC."
    figure = book_figure(book_id="", name=GROWTH, type="evolution", concepts=[], explorable="")
    figure += [book_picture(name=GROWTH, alt=alt, svg=svg), book_caption("", caption)]
    return figure


GROWTH = "words-over-time"
"""The name of the picture and of the directive that shows it."""


def review_records(lister: Lister, items: Sequence[ReviewItem]) -> nodes.definition_list:
    """Each record with its anchor: what was read, what was found, how each finding was settled, the scores."""
    entries = nodes.definition_list(classes=["book-reviews"])
    for item in items:
        term = nodes.term("", "", lister.link(item.page, item.docname), ids=[anchor_of(item.name)])
        body = nodes.definition("", nodes.paragraph("", f"{item.sentence} Read by: {item.reviewer}."))
        if item.findings:
            findings = nodes.bullet_list()
            for finding in item.findings:
                settled = finding.settled.strip() or (
                    "asks for nothing" if finding.severity == "note" else "still open"
                )
                words = nodes.paragraph("", "", nodes.strong("", f"{finding.severity.capitalize()}. "))
                words += [nodes.Text(f"{finding.what} "), nodes.emphasis("", "Settled: "), nodes.Text(settled)]
                findings += nodes.list_item("", words)
            body += findings
        if item.scores:
            rows = [
                lister.row([nodes.Text(score.insight), *(nodes.Text(str(points)) for points in score.points)])
                for score in item.scores
            ]
            heads = ["Insight", *(name.replace("_", "-").capitalize() for name in RUBRIC)]
            body += lister.table(heads, rows, [30, *[14] * len(RUBRIC)])
        entries += nodes.definition_list_item("", term, body)
    return entries


def _when(point: Point, points: Sequence[Point]) -> str:
    return f"{point.moment:%Y-%m-%d, %H:%M}" if is_short(points) else point.day.isoformat()
