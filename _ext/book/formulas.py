"""Formulas on web pages and in the e-book: MathML from the store, or the TeX source while it isn't drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from book.data import drawing_store
from book.domain import book_domain
from drawings import formulas

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

MISSING_LIST = "formulas-missing.json"


def visit_math(translator: HTML5Translator, node: nodes.Element) -> None:
    _write(translator, node, display=False)
    raise nodes.SkipNode


def visit_math_block(translator: HTML5Translator, node: nodes.Element) -> None:
    _write(translator, node, display=True)
    raise nodes.SkipNode


def depart(translator: HTML5Translator, node: nodes.Element) -> None:
    """Nothing: the visitor has written everything."""


def _write(translator: HTML5Translator, node: nodes.Element, display: bool) -> None:
    tex = node.astext()
    mathml = formulas.lookup(drawing_store(translator.builder._app), tex, display)
    if display:
        translator.body.append(translator.starttag(node, "div", CLASS="book-formula"))
    elif node["ids"]:
        translator.body.append(translator.starttag(node, "span", ""))
    translator.body.append(mathml or f'<code class="book-tex">{translator.encode(tex)}</code>')
    if display:
        translator.body.append("</div>\n")
    elif node["ids"]:
        translator.body.append("</span>")


def missing_formulas(app: Sphinx) -> list[dict[str, Any]]:
    """The formulas of the book that are not in the store, once each, with the first page that has them."""
    store = drawing_store(app)
    found: dict[tuple[str, bool], dict[str, Any]] = {}
    for page in book_domain(app.env).book:
        for tex, display, line in page.formulas:
            if (tex, display) not in found and not formulas.is_drawn(store, tex, display):
                file = str(app.env.doc2path(page.docname, base=False))
                found[tex, display] = {
                    "tex": tex, "display": display, "file": file, "line": line, "docname": page.docname
                }  # fmt: skip
    return list(found.values())


def list_missing_formulas(app: Sphinx, exception: Exception | None) -> None:
    """Write the list from which ``make diagrams`` draws formulas, beside the build's output folder."""
    path = Path(app.srcdir, app.config.book_root, "build", MISSING_LIST)
    missing = missing_formulas(app)
    if missing or path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(missing, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
