"""What boxes, figures, tables, headings and the links to them are called by programs that read a page aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

LINK_TITLE = re.compile(r'title="([^"]*)"')


def headerlink(translator: HTML5Translator, ident: str, what: str) -> str:
    """The small link to a box, figure or table that readers can copy."""
    if not ident or not translator.config.html_permalinks or not translator.builder.add_permalinks:
        return ""
    icon = translator.config.html_permalinks_icon
    named = f'title="Link to this {what}" aria-label="Link to this {what}"'
    return f'<a class="headerlink" href="#{ident}" {named}>{icon}</a>'


def ident_of(node: nodes.Element) -> str:
    return str(node["ids"][0]) if node["ids"] else ""


def named_by(node: nodes.Element, line: nodes.Element | None, *parts: str) -> dict[str, Any]:
    """The attribute that names *node* by those *parts* of its title or caption *line* which it has.

    Not by the whole line: its links would be read out with the name. Each part gets the id of *node* with the last
    word of its class.
    """
    if not ident_of(node) or line is None:
        return {}
    named = []
    for child in line.children:
        for part in parts:
            if isinstance(child, nodes.inline) and part in child["classes"]:
                child["ids"] = [f"{ident_of(node)}-{part.rpartition('-')[2]}"]
                named.append(child["ids"][0])
    return {"aria-labelledby": " ".join(named)} if named else {}


def has_link(self: HTML5Translator, heading: nodes.title) -> bool:
    """Whether the small link to its section ends *heading*."""
    linked = self.config.html_permalinks and self.builder.add_permalinks
    return bool(linked and isinstance(heading.parent, nodes.section) and ident_of(heading.parent))


def words_of(table: nodes.Element) -> str:
    """The id of the words in the caption of *table*, without its link."""
    return f"{ident_of(table)}-words"


def visit_heading(self: HTML5Translator, node: nodes.title) -> None:
    start = len(self.body)
    type(self).visit_title(self, node)
    if isinstance(node.parent, nodes.table) and ident_of(node.parent):
        words = words_of(node.parent)
        self.body[start - 1] = self.body[start - 1].replace("<table", f'<table aria-labelledby="{words}"', 1)
        self.body[-1] = self.body[-1].replace("<span", f'<span id="{words}"', 1)
    if has_link(self, node):
        # By its words alone: its link would be read out with its name, here and in lists of headings.
        words = f"{ident_of(node.parent)}-heading"
        self.body[start] = self.body[start].replace(">", f' aria-labelledby="{words}"><span id="{words}">', 1)


def depart_heading(self: HTML5Translator, node: nodes.title) -> None:
    if has_link(self, node):
        self.body.append("</span>")
    type(self).depart_title(self, node)
    # Sphinx's link is called "#", and its title is a description.
    for index in range(max(0, len(self.body) - 3), len(self.body)):
        if self.body[index].startswith('<a class="headerlink"'):
            self.body[index] = LINK_TITLE.sub(r'\g<0> aria-label="\1"', self.body[index])
