"""The volume of one part: the pages of that part, and of the lists at its end only what the part uses.

The setting ``book_part`` names the part, as ``-D book_part=2``; empty, as it is, means the whole book.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.texescape import escape

from book.domain import BookDomain, book_domain, docname_of
from book.model.concepts import Concepts
from book.model.outline import Entry
from book.model.volumes import part_named, parts, volume_of, written_parts
from book.nodes import book_concept, book_defines

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

TERM = "term-"
"""What the anchors of the glossary's entries begin with."""


def volume_printed(env: BuildEnvironment) -> Entry | None:
    """The part whose volume is being printed; None for the whole book."""
    return part_named(book_domain(env).outline, env.config.book_part)


def in_volume(domain: BookDomain, docname: str, volume: Entry | None) -> bool:
    """Whether the page *docname* is printed in *volume*."""
    return volume is None or volume_of(domain.outline, docname) in (None, volume)


def check_part(app: Sphinx) -> None:
    """Give the volume its file's name and its title page.

    Raises ConfigError when the part doesn't exist, or has nothing written.
    """
    name = app.config.book_part
    if not name or app.builder.name != "latex":
        return
    outline = book_domain(app.env).outline
    part = part_named(outline, name)
    if part is None:
        known = ", ".join(part.number for part in parts(outline)) or "none"
        raise ConfigError(f"book_part is {name!r}, which is no part of the outline; name one of these: {known}")
    written = written_parts(outline, app.project.discover(app.config.exclude_patterns, ("**",)))
    if part not in written:
        known = ", ".join(part.number for part in written) or "none"
        raise ConfigError(
            f"book_part is {name!r}, a part of which nothing is written; these have something to print: {known}"
        )
    number = parts(outline).index(part) + 1
    start, file, title, *rest = app.config.latex_documents[0]
    path = PurePosixPath(file)
    named = f"{path.stem}-part-{number}{path.suffix}"
    app.config.latex_documents = [(start, named, title, *rest)]
    builder: Any = app.builder
    words = escape(part.title, app.config.latex_engine)
    builder.context["preamble"] += f"\n\\bookvolume{{{part.number}}}{{{words}}}"


class TrimLists(SphinxPostTransform):
    """Leaves in a volume's glossary and bibliography what the volume uses."""

    # After references are resolved (10) and before they say where they lead (290).
    default_priority = 280
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        if volume_printed(self.env) is None:
            return
        domain, default = book_domain(self.env), self.env.docname
        used: set[str] = set()
        cited: set[str] = set()
        for node in self.document.findall(nodes.Element):
            if volume_of(domain.outline, docname_of(node, default)) is None:
                continue
            if isinstance(node, book_concept | book_defines) and node.get("concept"):
                used.add(node["concept"])
            elif isinstance(node, nodes.reference):
                cited.add(node.get("refuri", "").rpartition("#")[2])
        for work in list(self.document.findall(nodes.citation)):
            if cited.isdisjoint(work["ids"]):
                work.parent.remove(work)
        trim_glossary(self.document, with_required(domain.concepts, used))


def with_required(concepts: Concepts, used: set[str]) -> set[str]:
    """The *used* concepts, and those that they require."""
    found = (concepts.get(id) for id in used)
    return used | {required for concept in found if concept for required in concept.requires}


def trim_glossary(document: nodes.document, kept: set[str]) -> None:
    """Remove the entries of all concepts but the *kept*, then the letters without an entry."""
    for item in list(document.findall(nodes.definition_list_item)):
        terms = [id for term in item.findall(nodes.term) for id in term["ids"] if id.startswith(TERM)]
        if not terms or kept.intersection(id.removeprefix(TERM) for id in terms):
            continue
        letter = item.parent.parent
        item.parent.remove(item)
        if not any(letter.findall(nodes.definition_list_item)) and isinstance(letter, nodes.section):
            letter.parent.remove(letter)
    # What still leads to an entry that is gone keeps its words.
    anchors = {id for term in document.findall(nodes.term) for id in term["ids"]}
    for link in list(document.findall(nodes.reference)):
        ident = link.get("refuri", "").rpartition("#")[2]
        if ident.startswith(TERM) and ident not in anchors:
            link.replace_self(nodes.inline("", "", *link.children))


def connect(app: Sphinx) -> None:
    """Add the setting and what follows from it."""
    # Another volume is another selection of the same pages: nothing is read again.
    app.add_config_value("book_part", "", "", types=frozenset({str}))
    app.connect("builder-inited", check_part, priority=600)
    app.add_post_transform(TrimLists)
