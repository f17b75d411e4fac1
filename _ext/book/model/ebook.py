"""The files of an EPUB 3.3 publication as text: pages, package document, navigation, archive. No clock is read here.

The vocabulary of the metadata is that of EPUB 3.3 and of Schema.org's accessibility properties, as *EPUB
Accessibility 1.1* (W3C, 2023) asks for them.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote, unquote
from xml.etree import ElementTree

XHTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
OPS = "{http://www.idpf.org/2007/ops}"
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
}
"""The media types that every reader knows, by file name's ending."""
RESOURCES = {f"{XHTML}img": "src", f"{XHTML}link": "href"}
"""Elements that load a file, and the attribute that names it."""
CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
HIDDEN_LIST = '<ol hidden="hidden">'
"""A list that is in the panel of contents and not on the page of contents (EPUB 3.3, 7.4.2)."""
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""A zip archive can't hold a date before this one."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a library catalog and a reader with special needs are told of the book; plain text throughout."""

    identifier: str
    """The same for every edition, such as ``urn:uuid:…``."""
    title: str
    author: str
    language: str
    rights: str
    description: str
    modified: datetime
    """In UTC."""
    edition: str = ""
    """Such as ``0.1``."""
    address: str = ""
    """Where the book stands on the web; empty for nowhere."""
    features: tuple[str, ...] = ()
    """Values of schema:accessibilityFeature."""
    summary: str = ""
    """schema:accessibilitySummary: what one can count on, in a few sentences."""
    cover: str = ""
    """The path of the cover's picture; empty for none."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry of the table of contents; without *href*, a heading above its children."""

    text: str
    href: str = ""
    children: tuple[Leaf, ...] = ()
    headings: tuple[Leaf, ...] = ()
    """Places on its page: a reading system's panel offers them, the page of contents leaves them out."""


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that a reading system can offer by name; *kind* is of the EPUB Structural Semantics Vocabulary."""

    kind: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the manifest must know of a page."""

    properties: tuple[str, ...]
    """``mathml``, ``nav``, ``scripted``, ``svg``, as EPUB 3.3 §D.7 defines them."""
    resources: tuple[str, ...]
    """The files that it loads, as paths in the book, in the order of the page."""


def page(title: str, language: str, path: str, stylesheet: str, body: str) -> str:
    """The XHTML of the page at *path*; *title* is plain text, *body* XHTML, *stylesheet* a path in the book."""
    sheet = quote(posixpath.relpath(stylesheet, posixpath.dirname(path) or "."))
    lang = html.escape(language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" '
        f'xml:lang="{lang}">\n<head>\n<meta charset="utf-8"/>\n<title>{html.escape(title, quote=False)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{sheet}"/>\n</head>\n<body>\n{body.strip()}\n</body>\n</html>\n'
    )


def copyright_page(about: Metadata, path: str, stylesheet: str) -> str:
    """Who made the book, which edition this is, and what one may do with it."""
    edition = f"Edition {about.edition}, {about.modified:%Y-%m-%d}" if about.edition else f"{about.modified:%Y-%m-%d}"
    address = html.escape(about.address)
    rows = [
        f"<strong>{html.escape(about.title, quote=False)}</strong>",
        html.escape(about.author, quote=False),
        edition,
        html.escape(f"© {about.rights}", quote=False) if about.rights else "",
        f'On the web at <a href="{address}">{address}</a>' if address else "",
        html.escape(f"Identifier: {about.identifier}", quote=False),
    ]
    text = "\n".join(f"<p>{row}</p>" for row in rows if row)
    body = f'<section class="book-copyright" epub:type="copyright-page">\n<h1>Copyright</h1>\n{text}\n</section>'
    return page("Copyright", about.language, path, stylesheet, f"<main>\n{body}\n</main>")


def facts_of(path: str, xhtml: str) -> PageFacts:
    """What the manifest must say of the page at *path*.

    Raises ElementTree.ParseError when the page is not well-formed XML.
    """
    used: set[str] = set()
    resources: dict[str, None] = {}
    for element in ElementTree.fromstring(xhtml).iter():
        if element.tag == f"{MATHML}math":
            used.add("mathml")
        elif element.tag == f"{XHTML}nav" and element.get(f"{OPS}type") == "toc":
            used.add("nav")
        elif element.tag == f"{SVG}svg":
            used.add("svg")
        elif element.tag in (f"{XHTML}script", f"{XHTML}form"):
            used.add("scripted")
        address = element.get(RESOURCES.get(element.tag, ""))
        if address and not re.match(r"[a-z][a-z0-9+.-]*:", address):
            resources[posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))] = None
    return PageFacts(tuple(sorted(used)), tuple(resources))


def media_type(path: str) -> str:
    """The media type of the file at *path*.

    Raises ValueError when an EPUB reader need not know such a file.
    """
    found = MEDIA_TYPES.get(posixpath.splitext(path)[1].lower())
    if found is None:
        known = ", ".join(MEDIA_TYPES)
        raise ValueError(f"{path} is of a kind that e-book readers need not know; use one of these: {known}")
    return found


def package_document(about: Metadata, pages: Mapping[str, PageFacts], resources: Iterable[str]) -> str:
    """The package document, ``content.opf``.

    *pages* come in reading order, one of them the navigation; *resources* are all other files.
    Raises ValueError for a resource whose kind no reader need know.
    """
    stamp = about.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    items = [(f"page-{i}", path, facts.properties) for i, (path, facts) in enumerate(pages.items(), 1)]
    items += [
        (f"file-{i}", path, ("cover-image",) if path == about.cover else ()) for i, path in enumerate(resources, 1)
    ]
    cover = next((ident for ident, path, _ in items if path == about.cover), "")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" '
        f'xml:lang="{html.escape(about.language)}">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        f'<dc:identifier id="book-id">{html.escape(about.identifier, quote=False)}</dc:identifier>',
        *_elements(
            ("dc:title", about.title),
            ("dc:language", about.language),
            ("dc:rights", about.rights),
            ("dc:description", about.description),
            ("dc:date", stamp[:10]),
        ),
        f'<dc:creator id="author">{html.escape(about.author, quote=False)}</dc:creator>',
        '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>',
        *([f'<meta property="schema:bookEdition">{html.escape(about.edition)}</meta>'] if about.edition else []),
        f'<meta property="dcterms:modified">{stamp}</meta>',
        *_accessibility(about),
        *([f'<meta name="cover" content="{cover}"/>'] if cover else []),
        "</metadata>",
        "<manifest>",
        *(_item(*item) for item in items),
        "</manifest>",
        "<spine>",
        *(f'<itemref idref="{ident}"/>' for ident, path, _ in items if path in pages),
        "</spine>",
        "</package>",
    ]
    return "\n".join(lines) + "\n"


def _elements(*pairs: tuple[str, str]) -> Iterator[str]:
    return (f"<{name}>{html.escape(text, quote=False)}</{name}>" for name, text in pairs if text)


def _accessibility(about: Metadata) -> Iterator[str]:
    facts = [
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        # Every picture has words that say the same; so the text alone is enough.
        ("accessModeSufficient", "textual"),
        ("accessModeSufficient", "textual,visual"),
        *(("accessibilityFeature", feature) for feature in about.features),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", about.summary),
    ]
    return (
        f'<meta property="schema:{name}">{html.escape(value, quote=False)}</meta>' for name, value in facts if value
    )


def _item(ident: str, path: str, properties: Sequence[str]) -> str:
    about = f' properties="{" ".join(properties)}"' if properties else ""
    return f'<item id="{ident}" href="{quote(path)}" media-type="{media_type(path)}"{about}/>'


def navigation(
    title: str, language: str, stylesheet: str, leaves: Sequence[Leaf], landmarks: Sequence[Landmark]
) -> str:
    """The navigation document, ``nav.xhtml``: the table of contents, which readers see too, and the landmarks."""
    marks = "".join(
        f'<li><a epub:type="{at.kind}" href="{html.escape(at.href)}">{html.escape(at.text, quote=False)}</a></li>\n'
        for at in landmarks
    )
    body = (
        f'<nav epub:type="toc" role="doc-toc" aria-labelledby="toc-title">\n<h1 id="toc-title">'
        f"{html.escape(title, quote=False)}</h1>\n{_list(leaves)}</nav>\n"
        f'<nav epub:type="landmarks" aria-labelledby="landmarks-title" hidden="hidden">\n'
        f'<h2 id="landmarks-title">Landmarks</h2>\n<ol>\n{marks}</ol>\n</nav>'
    )
    return page(title, language, "nav.xhtml", stylesheet, body)


def _list(leaves: Sequence[Leaf], start: str = "<ol>") -> str:
    items = []
    for leaf in leaves:
        text = html.escape(leaf.text, quote=False)
        head = f'<a href="{html.escape(leaf.href)}">{text}</a>' if leaf.href else f"<span>{text}</span>"
        below = f"\n{_list(leaf.children)}" if leaf.children else ""
        below += f"\n{_list(leaf.headings, HIDDEN_LIST)}" if leaf.headings else ""
        items.append(f"<li>{head}{below}</li>\n")
    return f"{start}\n{''.join(items)}</ol>\n"


def cut(leaves: Iterable[Leaf], depth: int) -> tuple[Leaf, ...]:
    """*leaves* without what lies more than *depth* levels deep; headings without a link don't count as a level."""
    return tuple(
        replace(leaf, children=cut(leaf.children, depth - 1 if leaf.href else depth))
        for leaf in leaves
        if depth > 0 or not leaf.href
    )


def archive(files: Mapping[str, bytes], modified: datetime) -> bytes:
    """The EPUB that holds *files*, in their order, behind its ``mimetype``; the same files make the same bytes."""
    stamp = max(modified, EARLIEST)
    when = (stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in {"mimetype": b"application/epub+zip", **files}.items():
            info = zipfile.ZipInfo(name, when)
            # What differs between systems: which one wrote the archive, and a file's permissions.
            info.create_system, info.external_attr = 3, 0o100644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(info, data, compresslevel=9)
    return buffer.getvalue()
