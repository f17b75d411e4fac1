"""Loads the book's data files once a build, and gives the rest of the extension its store of drawings."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from book.domain import book_domain
from book.model.concepts import Concepts, load_concepts
from book.model.datafile import DataFileError
from book.model.outline import Outline, load_outline
from book.model.reviews import load_reviews
from book.versions import read_history
from drawings import Rendering, Store

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class DataError(SphinxError):
    """A data file of the book is wrong; the message names file, key and remedy."""

    category = "Book data error"


def load_data(app: Sphinx) -> None:
    """Read outline, concepts, reviews and the version history; a file that is not there means none of what it holds.

    Raises DataError with everything that is wrong in the first file that is wrong.
    """
    domain = book_domain(app.env)
    source = Path(app.srcdir)
    outline, concepts = source / app.config.book_outline, source / app.config.book_concepts
    try:
        domain.outline = load_outline(outline) if outline.is_file() else Outline.empty()
        domain.concepts = load_concepts(concepts, domain.outline) if concepts.is_file() else Concepts.empty()
        domain.reviews = load_reviews(source / app.config.book_reviews, domain.outline)
        domain.history = read_history(source, source / app.config.book_root)
    except DataFileError as error:
        raise DataError(str(error)) from error
    domain.forget()


def rendering_of(app: Sphinx, name: str) -> Rendering | None:
    """The drawing *name* as it was when the build first asked for it; None while it has to be drawn."""
    found = book_domain(app.env).renderings
    if name not in found:
        found[name] = drawing_store(app).rendering(name)
    return found[name]


def drawing_store(app: Sphinx) -> Store:
    """The store of drawings of this book."""
    return _store(Path(app.srcdir, app.config.book_root).resolve())


@lru_cache(maxsize=8)
def _store(root: Path) -> Store:
    return Store(root)
