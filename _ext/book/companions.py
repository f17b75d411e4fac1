"""The companions as PDF: the builder ``companions`` writes a LaTeX document for each, from the records of the book."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.util.osutil import copyfile

from book import companion_print, companion_works
from book.companion_page import pdf_name
from book.domain import book_domain
from book.model.companions import COMPANIONS, Companion, door

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOOK = Path(__file__).parent / "texinputs" / "companion.sty"
"""What companions look like, over the look of the book."""


class CompanionsBuilder(LaTeXBuilder):
    """Writes each companion that the book has a page for.

    Sphinx's builder joins the pages below a root page; a companion's root page is its door on the site, and what
    follows it is not joined but made by `companion_print` from what stands all over the book.
    """

    name = "companions"
    epilog = "The LaTeX files of the companions are in %(outdir)s."
    companion: Companion
    """The one that is being written."""
    homes: dict[str, str]
    """By id, the anchor of each thing that it shows."""

    def init_context(self) -> None:
        super().init_context()
        self.context["extrapackages"] = f"{self.context['extrapackages']}\\usepackage{{{LOOK.stem}}}"

    def init_document_data(self) -> None:
        """A document for each companion, called after the first of ``latex_documents``."""
        self.titles = []
        self.companions: dict[str, Companion] = {}
        _, _, title, author, look = self.config.latex_documents[0][:5]
        book = book_domain(self.env).book
        for companion in COMPANIONS.values():
            root = door(book, companion)
            if root:
                file = pdf_name(self.config.latex_documents, companion.name).removesuffix(".pdf")
                self.companions[root] = companion
                about = f"{companion.title}: A companion to {title}"
                self.document_data.append((root, f"{file}.tex", about, author, look, False))

    def prepare_writing(self, docnames: Set[str]) -> None:
        self.document_data = []
        super().prepare_writing(docnames)

    def assemble_doctree(self, indexfile: str, toctree_only: bool, appendices: list[str]) -> nodes.document:
        """The root page; `companion_print` arranges it before its references are resolved."""
        tree = self.env.get_doctree(indexfile)
        tree["docname"] = indexfile
        self.companion, self.homes, self.docnames = self.companions[indexfile], {}, {indexfile}
        self.env.resolve_references(tree, indexfile, self)
        return tree

    def copy_assets(self) -> None:
        super().copy_assets()
        copyfile(LOOK, Path(self.outdir, LOOK.name), force=True)


def companions_builder(app: Sphinx) -> CompanionsBuilder:
    """The builder of *app*, which writes companions."""
    builder: Any = app.builder
    assert isinstance(builder, CompanionsBuilder)
    return builder


def connect(app: Sphinx) -> None:
    """Add the builder, and the transforms that make its trees."""
    app.add_builder(CompanionsBuilder)
    companion_print.connect(app)
    companion_works.connect(app)
