"""The chapter summaries as nodes."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from book.guide import Guide
from book.model.summaries import SummaryChapter


def chapter(guide: Guide, found: SummaryChapter) -> Iterator[nodes.Node]:
    """What a chapter asks, covers and leaves behind."""
    ident = f"summary-{found.unit}-".lower().replace("/", "-")
    yield from guide.whole(found.boxes, place=False)
    if found.truths:
        yield from guide.section("Irreducible truths", ident + "truths", guide.truths(found.truths))
    if found.sentences:
        listed = guide.list_of(found.sentences, ordered=False)
        yield from guide.section("Essential insights", ident + "insights", [listed])
    for item in found.passages:
        copy = guide.copier.copy(item)
        if copy is not None:
            title, *body = copy.children
            assert isinstance(title, nodes.title)
            yield from guide.section("", f"copy-{item.id}", body, *title.children)
