"""The works that a companion cites, as its list of works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.nodes import bibliography as bibliography_node

from book.rewrite import citation_labels, citations_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

BUILDER = "companions"


def works_page(env: BuildEnvironment, builder: Any) -> list[nodes.Node]:
    """The page of references, which `TrimWorks` then cuts to what the companion cites."""
    docname = citations_page(citation_labels(env))
    if not docname:
        return []
    builder.docnames = {*builder.docnames, docname}
    tree = env.get_doctree(docname)
    page = addnodes.start_of_file(docname=docname)
    section = next(tree.findall(nodes.section), None)
    if section is None:
        return []
    section[:] = [nodes.title("", "Works cited"), *section.findall(bibliography_node)]
    page += section
    # Each document fills these nodes of the environment, and would add to what the one before has left in them.
    cite: Any = env.domains["cite"]
    for bibliography in cite.bibliographies.values():
        for work in bibliography.citation_nodes.values():
            work[:] = []
    return [page]


class TrimWorks(SphinxPostTransform):
    """Leaves in the list of works those that the companion cites, and no list when there are none."""

    # After references are resolved (10) and before the works are typeset.
    default_priority = 270
    builders = (BUILDER,)

    def run(self, **kwargs: Any) -> None:
        cited = {node.get("refuri", "").rpartition("#")[2] for node in self.document.findall(nodes.reference)}
        for work in list(self.document.findall(nodes.citation)):
            if cited.isdisjoint(work["ids"]):
                work.parent.remove(work)
        for page in list(self.document.findall(addnodes.start_of_file)):
            if not any(page.findall(nodes.citation)):
                page.parent.remove(page)


def connect(app: Sphinx) -> None:
    """Have the list of works cut to those cited."""
    app.add_post_transform(TrimWorks)
