"""The list of the companions, as nodes."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from book.listings import Lister
from book.model.companions import CompanionItem


def companion_list(lister: Lister, items: Sequence[CompanionItem]) -> nodes.Node:
    """Each companion with what it is for, linked with its page, and the name of its PDF."""
    entries = nodes.definition_list(classes=["book-companions"])
    for item in items:
        term = nodes.term("", "", lister.link(item.companion.title, item.docname))
        file = nodes.paragraph("", "As a PDF: ", classes=["book-source"])
        name = pdf_name(lister.domain.env.config.latex_documents, item.companion.name)
        file += nodes.inline("", name, classes=["book-edition"])
        body = nodes.definition("", nodes.paragraph("", item.companion.serves), file)
        entries += nodes.definition_list_item("", term, body)
    return entries


def pdf_name(documents: Sequence[Sequence[str]], name: str) -> str:
    """The file of the companion *name*, called after the book's own of *documents*."""
    book = documents[0][1].removesuffix(".tex") if documents else "book"
    return f"{book}-{name}.pdf"
