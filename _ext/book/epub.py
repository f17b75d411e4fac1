"""The e-book: one file that any reader opens, made of the same pages as the site.

Sphinx's builder renders the site's templates, packs whatever lies in the output folder and knows no accessibility
metadata or manifest properties. This one writes each page's text alone, and packs the pages in reading order with
exactly the files that they show.
"""

from __future__ import annotations

import html
import os
import time
from collections.abc import Container, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree

from sphinx.builders.epub3 import Epub3Builder
from sphinx.errors import ConfigError, ExtensionError, NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from book import ebook_notes
from book.answers_section import PlaceAnswers
from book.ebook_contents import Contents, is_workshop, page_name
from book.ebook_writer import EpubTranslator
from book.model import ebook
from book.model.ebook import Landmark, Metadata, PageFacts
from book.nav import read_tree, reading_order
from book.nodes import book_figure
from book.typeset import link_to_model

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

STYLESHEET = "_static/book-epub.css"
"""Its path in the e-book."""
STYLESHEET_SOURCE = Path(__file__).parent / "ebook" / "book-epub.css"
COVER_PAGE = "cover.xhtml"
COPYRIGHT_PAGE = "copyright.xhtml"
NAVIGATION = "nav.xhtml"
FEATURES = (
    "alternativeText",
    "ARIA",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)
"""What holds for every page: directives demand a description of each picture; the rest is how pages are written."""
SUMMARY = (
    "Every diagram and chart comes with a description in words. Headings, lists, boxes, tables with header cells, "
    "links and the language are marked up as what they are, and the order of the text is the order of reading. "
    "Nothing moves, flashes or makes a sound, nothing runs scripts, and no information is given by color alone. "
    "Text can be enlarged and restyled; the words in diagrams are enlarged with the diagram."
)
SUMMARY_OF_MATH = "Formulas are MathML."


class BookEpubBuilder(Epub3Builder):
    """Writes the pages and packs them."""

    name = "epub"
    default_translator_class = EpubTranslator

    def get_outdated_docs(self) -> Iterator[str]:
        """All pages: one that changed changes the whole file, and its answers may stand on another page."""
        yield from sorted(self.env.found_docs)

    def copy_assets(self) -> None:
        """Nothing: the site's styles and scripts have no place here."""

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        return {"body": body}

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write the page of a document; pages that extensions add to the site are left out."""
        if pagename not in self.env.titles or "body" not in addctx or is_workshop(self.env, pagename):
            return
        path = pagename + self.out_suffix
        title = page_name(self.env, pagename, self.env.titles[pagename].astext())
        body = f"<main>\n{addctx['body'].strip()}\n</main>"
        text = ebook.page(title, self.config.epub_language, path, STYLESHEET, body)
        target = self.get_output_path(pagename)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The address of a page in the e-book, or on the site for a page that is only there.

        Raises NoUri for such a page when it is not known where the site stands; the reference keeps its words.
        """
        if not is_workshop(self.env, to):
            return super().get_relative_uri(from_, to, typ)
        if not self.config.book_url:
            raise NoUri
        return f"{self.config.book_url.rstrip('/')}/{quote(to)}.html"

    def handle_finish(self) -> None:
        """Pack what was written."""
        groups = read_tree(self.env)
        names = [page.target for page in reading_order(groups, self.config.root_doc)]
        # A page outside all tables of contents comes last.
        names += sorted(self.env.found_docs - set(names))
        written = [name for name in names if not is_workshop(self.env, name)]
        bodies = {name + self.out_suffix: self.get_output_path(name).read_text(encoding="utf-8") for name in written}
        contents = Contents(self.env, self.get_target_uri)
        leaves = contents.leaves(self.config.epub_title, groups, self.config.epub_tocdepth)
        landmarks = [*self.own_landmarks(), *contents.landmarks()]
        about = self.about({mark.kind for mark in landmarks}, any("<math" in body for body in bodies.values()))
        # The landing page is the title page.
        title_page = self.config.root_doc + self.out_suffix
        pages = {
            **({COVER_PAGE: self.cover_page()} if self.cover else {}),
            title_page: bodies.pop(title_page),
            COPYRIGHT_PAGE: ebook.copyright_page(about, COPYRIGHT_PAGE, STYLESHEET),
            NAVIGATION: ebook.navigation("Contents", about.language, STYLESHEET, leaves, landmarks),
            **bodies,
        }
        facts = {path: facts_of_page(path, text) for path, text in pages.items()}
        shown = dict.fromkeys(path for page in facts.values() for path in page.resources)
        resources = {path: self.read_resource(path) for path in shown}
        package = ebook.package_document(about, facts, resources)
        texts = {"META-INF/container.xml": ebook.CONTAINER, "content.opf": package, **pages}
        files = {name: text.encode() for name, text in texts.items()} | resources
        packed = ebook.archive(files, about.modified)
        Path(self.outdir, f"{self.config.epub_basename}.epub").write_bytes(packed)
        size = f"{len(packed) / 1e6:.1f} MB, {len(pages)} documents, {len(resources)} other files"
        logger.info("%s.epub: %s", self.config.epub_basename, size)

    def about(self, places: Container[str], has_math: bool) -> Metadata:
        """The metadata; it claims what this build has seen, such as the *places* that are landmarks."""
        config = self.config
        seen = [name for name, is_there in (("index", "index" in places), ("MathML", has_math)) if is_there]
        return Metadata(
            identifier=config.epub_identifier,
            title=config.epub_title,
            author=config.epub_author,
            language=config.epub_language,
            rights=config.epub_copyright,
            description=config.epub_description,
            edition=config.version,
            address=config.book_url,
            modified=datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), UTC),
            features=(*FEATURES, *seen),
            summary=f"{SUMMARY} {SUMMARY_OF_MATH}" if has_math else SUMMARY,
            cover=self.cover,
        )

    def own_landmarks(self) -> Iterator[Landmark]:
        """The pages that no source has."""
        if self.cover:
            yield Landmark("cover", "Cover", COVER_PAGE)
        yield Landmark("titlepage", "Title page", self.get_target_uri(self.config.root_doc))
        yield Landmark("copyright-page", "Copyright", COPYRIGHT_PAGE)
        yield Landmark("toc", "Contents", NAVIGATION)

    @property
    def cover(self) -> str:
        """The cover's path, in the project as in the e-book; empty for a book without."""
        return str(self.config.epub_cover[0]) if self.config.epub_cover else ""

    def cover_page(self) -> str:
        title = self.config.epub_title
        image = f'<img src="{quote(self.cover)}" alt="{html.escape(f"Cover: {title}")}" role="doc-cover"/>'
        return ebook.page(
            title, self.config.epub_language, COVER_PAGE, STYLESHEET, f'<main class="book-cover">{image}</main>'
        )

    def read_resource(self, path: str) -> bytes:
        """A file that a page shows.

        Raises ExtensionError when there is none.
        """
        elsewhere = {STYLESHEET: STYLESHEET_SOURCE, self.cover: Path(self.confdir, self.cover)}
        file = elsewhere.get(path, Path(self.outdir, path))
        if not file.is_file():
            raise ExtensionError(f"a page of the e-book shows {path}, which the build has not written")
        return file.read_bytes()


def facts_of_page(path: str, xhtml: str) -> PageFacts:
    """What the manifest must say of a page.

    Raises ExtensionError when it is no XML: a visitor has left an element open, or has written one as in plain HTML.
    """
    try:
        return ebook.facts_of(path, xhtml)
    except ElementTree.ParseError as error:
        raise ExtensionError(f"{path} of the e-book is not well-formed XML: {error}") from error


class LinkModels(SphinxPostTransform):
    """Says under each interactive figure where it can be driven; the e-book shows its fallback."""

    default_priority = 300

    def run(self, **kwargs: Any) -> None:
        if self.env._app.builder.name != "epub" or not self.config.book_url:
            return
        for figure in self.document.findall(book_figure):
            if figure["explorable"]:
                figure += link_to_model(figure, self.config.book_url, self.env.docname)


def check_cover(app: Sphinx) -> None:
    """Stop the build of an e-book whose cover is not there: raises ConfigError."""
    cover = app.builder.cover if isinstance(app.builder, BookEpubBuilder) else ""
    if cover and not Path(app.confdir, cover).is_file():
        raise ConfigError(f"epub_cover names {cover!r}, which is no file; name a picture, its path from conf.py")


def connect(app: Sphinx) -> None:
    """Have the e-book written by our builder, with answers after the chapters."""
    app.add_builder(BookEpubBuilder, override=True)
    app.add_post_transform(PlaceAnswers)
    app.add_post_transform(LinkModels)
    ebook_notes.connect(app)
    app.connect("builder-inited", check_cover)
