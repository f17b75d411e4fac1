"""What makes docutils and Sphinx cost less without changing what they do; each piece can go when they do it themselves.

Seen with docutils 0.22.4 and Sphinx 9.0.4. There is no hook for either; with other versions nothing here is applied.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docutils
from docutils import nodes
from jinja2 import Environment, FileSystemBytecodeCache

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Condition = type | Callable[[nodes.Node], bool] | None

_findall, _walkabout = nodes.Node.findall, nodes.Node.walkabout


def findall(
    self: nodes.Node,
    condition: Any = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[Any]:
    """What ``Node.findall`` yields, in the same order, also when the tree is changed meanwhile.

    That one is a generator within a generator for every level of the tree, through all of which each node is handed
    up; it took a fifth of a cold build.
    """
    if siblings or ascend or not descend:
        return _findall(self, condition, include_self, descend, siblings, ascend)
    if condition is None:
        return _walk(self, include_self)
    if isinstance(condition, type):
        return _walk_instances(self, condition, include_self)
    return filter(condition, _walk(self, include_self))


def _walk(node: nodes.Node, include_self: bool) -> Iterator[nodes.Node]:
    if include_self:
        yield node
    # Iterators over the lists of children themselves, which a caller may change between two steps.
    above = [iter(node.children)]
    while above:
        for child in above[-1]:
            yield child
            if child.children:
                above.append(iter(child.children))
                break
        else:
            above.pop()


def _walk_instances(node: nodes.Node, wanted: type, include_self: bool) -> Iterator[nodes.Node]:
    if include_self and isinstance(node, wanted):
        yield node
    above = [iter(node.children)]
    while above:
        for child in above[-1]:
            if isinstance(child, wanted):
                yield child
            if child.children:
                above.append(iter(child.children))
                break
        else:
            above.pop()


def walkabout(self: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """What ``Node.walkabout`` does, without the words for a debugger at each step; with them when they are wanted."""
    if visitor.document.reporter.debug_flag:
        return _walkabout(self, visitor)
    return _walk_about(self, visitor.dispatch_visit, visitor.dispatch_departure)


def _walk_about(node: nodes.Node, visit: Callable[[nodes.Node], None], depart: Callable[[nodes.Node], None]) -> bool:
    departs = True
    stop = False
    try:
        try:
            visit(node)
        except nodes.SkipNode:
            return False
        except nodes.SkipDeparture:
            departs = False
        try:
            for child in node.children[:]:
                if _walk_about(child, visit, depart):
                    stop = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stop = True
    if departs:
        depart(node)
    return stop


def forget_doctrees(app: Sphinx, docname: str, content: list[str]) -> None:
    """Let go of the pages read so far, which Sphinx keeps whole in memory until it writes them."""
    kept: dict[str, nodes.document] = getattr(app.env, "_write_doc_doctree_cache", {})
    for document in kept.values():
        take_apart(document)
    kept.clear()


def take_apart(document: nodes.document) -> None:
    """Free the memory of a tree that is no longer needed at once, without the garbage collector.

    Parents and children hold each other; looking for such circles among everything took a tenth of a cold build.
    """
    for node in list(_walk(document, include_self=True)):
        node.parent = None
        node.document = None  # type: ignore[assignment]  # docutils means a document, and nothing asks any more
        if node.children:
            node.children = []


def finish_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is not None:
        take_apart(doctree)


def write_alone(app: Sphinx) -> None:
    """Have the pages written by one process, also where several have read them.

    Sphinx holds the finished trees of dozens of pages for the process that prints them, which took three times the
    memory and hardly less time, since the trees are made by one process anyway.
    """
    app.builder.allow_parallel = False  # type: ignore[misc]  # Sphinx itself sets it on the class only


def keep_templates(app: Sphinx) -> None:
    """Compile the theme's templates once and not in each build."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if isinstance(environment, Environment):
        folder = Path(app.doctreedir, "templates")
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def connect(app: Sphinx) -> None:
    # A build makes millions of small objects that live until its end; the collector would walk them over and over.
    gc.set_threshold(200_000, 20, 20)
    # Nor when all is done: the process ends, and everything with it.
    atexit.register(gc.freeze)
    if docutils.__version_info__[:2] == (0, 22):
        nodes.Node.findall = findall  # type: ignore[method-assign, assignment]
        nodes.Node.walkabout = walkabout  # type: ignore[method-assign]
    app.connect("source-read", forget_doctrees)
    app.connect("builder-inited", write_alone)
    app.connect("builder-inited", keep_templates)
    app.connect("html-page-context", finish_page, priority=999)
