"""Writes what the site's translator writes, in the vocabulary of e-books."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

TYPES = {
    "doc-appendix": "appendix",
    "doc-backlink": "backlink",
    "doc-biblioref": "biblioref",
    "doc-bibliography": "bibliography",
    "doc-chapter": "chapter",
    "doc-footnote": "footnote",
    "doc-glossary": "glossary",
    "doc-index": "index",
    "doc-introduction": "introduction",
    "doc-noteref": "noteref",
    "doc-part": "part",
    "doc-preface": "preface",
    "doc-qna": "qna",
}
"""The role by which assistive technology knows an element, and the type by which reading systems do.

DPUB-ARIA 1.1 and the EPUB Structural Semantics Vocabulary 1.1 (W3C, 2023).
"""
GLOSSARY_TYPES = {"dt": "glossterm", "dd": "glossdef"}
SITE_CLASSES = frozenset({"tex2jax_ignore", "mathjax_ignore", "reference", "internal", "external", "docutils"})
"""Classes for the site's scripts and styles."""
_CLASSES = re.compile(r' class="([^"]*)"')


class EpubTranslator(HTML5Translator):
    """Adds roles and types, and leaves out what serves the site alone."""

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        if isinstance(node, nodes.Element):
            attributes |= _said(node)
        if attributes.get("role") == "doc-biblioentry":
            # docutils writes it on each work; DPUB-ARIA 1.1 has deprecated it for the role that items of a list have.
            attributes["role"] = "listitem"
        if (kind := TYPES.get(attributes.get("role", ""))) is not None:
            attributes["epub:type"] = kind
        if tagname in GLOSSARY_TYPES and "book-glossary" in node.parent.parent.get("classes", ()):
            attributes["epub:type"] = GLOSSARY_TYPES[tagname]
        return _CLASSES.sub(_of_the_text, super().starttag(node, tagname, suffix, empty, **attributes))

    def visit_compound(self, node: nodes.compound) -> None:
        # What holds a hidden table of contents is empty here.
        if not node.children:
            raise nodes.SkipNode
        super().visit_compound(node)

    def visit_inline(self, node: nodes.inline) -> None:
        if node["ids"] or node["classes"]:
            super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        if node["ids"] or node["classes"]:
            super().depart_inline(node)

    def visit_footnote(self, node: nodes.Element) -> None:
        # docutils puts notes into an aside of their own, which would stay as an empty one where they pop up.
        if not isinstance(node.previous_sibling(), nodes.footnote):
            self.body.append('<div class="book-notes">\n')
        self.body.append(self.starttag(node, "aside", CLASS="footnote", role="doc-footnote"))

    def depart_footnote(self, node: nodes.Element) -> None:
        self.body.append("</aside>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote):
            self.body.append("</div>\n")


def _said(node: nodes.Element) -> dict[str, str]:
    """What a transform has put on *node* for those who read by ear."""
    names = {"doc_role": "role", "doc_label": "aria-label"}
    return {attribute: str(node[name]) for name, attribute in names.items() if name in node}


def _of_the_text(found: re.Match[str]) -> str:
    kept = " ".join(name for name in found[1].split() if name not in SITE_CLASSES)
    return f' class="{kept}"' if kept else ""
