"""The editions that a release holds: a new one is a row."""

from __future__ import annotations

from dataclasses import dataclass

from book.model.census import KINDS, WORD

SITE, EBOOK, PRINT, CARDS = "site", "epub", "pdf", "apkg"
"""How what an edition holds is read."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One way to read the book."""

    name: str
    """In the tables of a release."""
    target: str
    """The target of the Makefile that builds it."""
    built: str
    """Where it then lies, below the checkout: a pattern. Several files, such as volumes, hold it together.

    All are released.
    """
    format: str
    """SITE, EBOOK, PRINT or CARDS."""
    kinds: tuple[str, ...] = tuple(KINDS)
    """What of the sources it must hold, whole: one that is made of other things, such as a guide, has none."""
    without: frozenset[str] = frozenset()
    """Kinds of pages, as the outline names them, that it leaves out on purpose."""
    remark: str = ""
    """What a reader of the counts should know: a sentence."""


EDITIONS = (
    Edition("site", "zip", "build/zip/distributed-systems-site.zip", SITE),
    Edition(
        "PDF", "latexpdf", "build/latex/distributed-systems.pdf", PRINT, without=frozenset({"landing"}),
        remark="The PDF has a title page in place of the landing page.",
    ),
    Edition(
        "volumes", "volumes", "build/latex-part-*/distributed-systems-part-*.pdf", PRINT,
        without=frozenset({"landing"}),
        remark="The volumes of the parts hold together what the whole PDF does.",
    ),
    Edition("EPUB", "epub", "build/epub/*.epub", EBOOK),
    Edition("insights", "companions", "build/companions/*-insights.pdf", PRINT, ("insight", WORD)),
    Edition("diagrams", "companions", "build/companions/*-diagrams.pdf", PRINT, ("diagram",)),
    Edition("tables", "companions", "build/companions/*-tables.pdf", PRINT, ("table",)),
    Edition("summaries", "companions", "build/companions/*-summaries.pdf", PRINT, ()),
    Edition("reading group", "companions", "build/companions/*-reading-group.pdf", PRINT, ()),
    Edition("instructor", "companions", "build/companions/*-instructor.pdf", PRINT, ("question",)),
    Edition(
        "cards", "deck", "build/deck/*.apkg", CARDS, ("insight", "misconception", "question", WORD),
        remark="The cards hold what insights, misconceptions and questions say.",
    ),
)  # fmt: skip
"""In the order in which they are built and listed."""


def released_name(name: str, version: str) -> str:
    """What a built file is called in the release of *version*: ``distributed-systems-0.1.pdf``."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{version}.{ending}"
