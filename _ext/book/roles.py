"""The roles: what stands between the backticks becomes a node, and nothing else happens here."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.nodes import system_message
from sphinx import addnodes
from sphinx.util.docutils import ReferenceRole, SphinxRole

from book.calculations import calc_nodes, derivation_files, find_derivation
from book.messages import Warn, warn
from book.model.arithmetic import Verdict, check
from book.model.derivations import DerivationError
from book.model.reading_time import labels_in
from book.nodes import book_calc, book_defines


class LinkRole(ReferenceRole):
    """A reference that the domain answers when the page is written: ``target`` or ``text <target>``."""

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        node = addnodes.pending_xref(
            self.rawtext,
            nodes.inline(self.rawtext, self.title),
            refdoc=self.env.docname,
            refdomain="book",
            reftype=self.name.rpartition(":")[2],
            reftarget=self.target.strip(),
            refexplicit=self.has_explicit_title,
            refwarn=False,
        )
        self.set_source_info(node)
        return [node], []


class RoadRole(SphinxRole):
    """A road through the book: how long it takes in all, then each of its places with its own time."""

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        labels = labels_in(self.text)
        out: list[nodes.Node] = []
        if len(labels) != 1:
            out += [nodes.strong("", "", self.link("minutes", ", ".join(labels))), nodes.Text(": ")]
        for index, label in enumerate(labels):
            out += [nodes.Text(", ")] if index else []
            out += [self.link("ref", label), nodes.Text(" ("), self.link("minutes", label), nodes.Text(")")]
        return out, []

    def link(self, role: str, target: str) -> addnodes.pending_xref:
        node = addnodes.pending_xref(
            self.rawtext, nodes.inline("", target), refdoc=self.env.docname, refdomain="book", reftype=role,
            reftarget=target, refexplicit=False, refwarn=False,
        )  # fmt: skip
        self.set_source_info(node)
        return node


class DefinesRole(ReferenceRole):
    """The place that introduces a concept."""

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        node = book_defines(
            self.rawtext, self.title, target=self.target.strip(), by_id=self.has_explicit_title, refdoc=self.env.docname
        )
        self.set_source_info(node)
        return [node], []


class CalcRole(SphinxRole):
    """Arithmetic that the build checks: a chain of sides, or ``@name`` for a derivation in ``source/calc``."""

    def run(self) -> tuple[list[nodes.Node], list[system_message]]:
        text = self.text.strip()
        verdict = self.derived(text[1:]) if text.startswith("@") else check(text)
        if verdict is None:
            return [nodes.inline(self.rawtext, text)], []
        if not verdict.ok:
            self.warn(verdict.message, Warn.CALC)
        node = book_calc(self.rawtext, "", *calc_nodes(verdict.rendering), calc=text)
        self.set_source_info(node)
        return [node], []

    def derived(self, name: str) -> Verdict | None:
        """The result of the derivation *name*; None when it can't be had, which is reported."""
        folder = Path(self.env.srcdir, self.config.book_calculations)
        for file in derivation_files(folder):
            self.env.note_dependency(file)
        try:
            derivation = find_derivation(folder, name)
        except DerivationError as error:
            self.warn(f"the derivations can't be used until they are right: {error}", Warn.CALC)
            return None
        if derivation is not None:
            return derivation.result
        # A folder is no file, so the page is read again on each build until some file has the derivation.
        self.env.note_dependency(folder)
        self.warn(
            f"no derivation is named {name!r} in {self.config.book_calculations}/; write it there or correct the name",
            Warn.CALC_UNKNOWN,
        )
        return None

    def warn(self, message: str, kind: Warn) -> None:
        warn(message, kind, (self.env.docname, self.lineno))
