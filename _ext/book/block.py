"""What all directives of the book share: options as literal text, mistakes with their line, permanent ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from book.fields import give_sources
from book.messages import Warn, warn
from book.options import KEBAB, kebab, split_block


class BookDirective(SphinxDirective):
    """A directive whose options are literal text and whose mistakes are warnings with their own line."""

    # Without an option_spec MyST hands over everything between the fences; its own reading is YAML, in which "#" cuts
    # a value, a quote loses all options and a repeated option silently wins.
    option_spec = None
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def warn(self, message: str, kind: Warn, line: int | None = None) -> None:
        warn(message, kind, (self.env.docname, self.lineno if line is None else line))

    def line_at(self, index: int) -> int:
        """The line, from 1, of the content's line *index* in the source file."""
        return self.lineno + self.content_offset + index + 1

    def take(
        self, allowed: Collection[str], fields: Collection[str] = (), required: Collection[str] = ()
    ) -> tuple[dict[str, str], int]:
        """The options by name, and the index of the body's first line; mistakes are reported and left out."""
        block = split_block(list(self.content), fields)
        options: dict[str, str] = {}
        self.option_lines: dict[str, int] = {}
        for option in block.options:
            line = self.line_at(option.line)
            self.option_lines.setdefault(option.name, line)
            if option.name not in allowed:
                known = ", ".join(allowed) or "none"
                self.warn(
                    f"{self.local_name} has no option {option.name!r}; it has: {known}", Warn.OPTION_UNKNOWN, line
                )
            elif option.name in options:
                self.warn(
                    f"option {option.name!r} stands twice in this {self.local_name}; the first, "
                    f"{options[option.name]!r}, is used: remove the other",
                    Warn.OPTION_REPEATED,
                    line,
                )
            elif not option.value:
                self.warn(
                    f"option {option.name!r} of this {self.local_name} is empty; give it a value or remove it",
                    Warn.OPTION_EMPTY,
                    line,
                )
            else:
                options[option.name] = option.value
        written = {option.name for option in block.options}
        for name in required:
            if name not in written:
                self.warn(
                    f"this {self.local_name} has no option {name!r}; add a line ':{name}: …'", Warn.OPTION_MISSING
                )
        return options, block.body_line

    def choose(self, options: Mapping[str, str], name: str, allowed: Collection[str], default: str) -> str:
        """The value of option *name*, or *default*; a value that is not allowed is reported."""
        value = options.get(name)
        if value is None:
            return default
        if value not in allowed:
            self.warn(
                f"{name} {value!r} is none of {', '.join(allowed)}; choose one of them",
                Warn.OPTION_VALUE,
                self.option_lines[name],
            )
            return default
        return value

    def parse_body(self, into: nodes.Element, start: int) -> None:
        """Parse the content from line *start* into *into*."""
        body = StringList(list(self.content[start:]), self.content.source(0) if self.content else "")
        if any(line.strip() for line in body):
            self.state.nested_parse(body, self.content_offset + start, into)
        give_sources(into, self.get_source_info()[0] or "", self.lineno)

    def parse_title(self, into: nodes.Element) -> None:
        """Parse the directive's first line, with inline markup, into *into*."""
        text = self.arguments[0].strip() if self.arguments else ""
        # MyST counts the lines of inline text from the one after the line it is told.
        children, messages = self.parse_inline(text, lineno=self.lineno - 1)
        into += [*children, *messages]
        self.set_source_info(into)
        give_sources(into, into.source or "", self.lineno)

    def name_node(self, node: nodes.Element, written: str | None, title: str) -> None:
        """Give *node* its permanent id: the author's, or one made from *title*, or from the page and the kind."""
        if written is not None:
            written = self.valid_id(written, "id") or None
        node["book_id"] = written or kebab(title) or kebab(f"{self.page_slug()} {self.local_name}")
        node["explicit_id"] = written is not None
        anchor(node, self.state.document)

    def valid_id(self, written: str, option: str) -> str:
        """*written* in kebab-case, empty when nothing of it can be; an id that isn't is reported at its option."""
        made = kebab(written)
        if KEBAB.match(written):
            return written
        self.warn(
            f"id {written!r} is not in kebab-case; write {made or 'a-claim-in-a-few-words'!r}",
            Warn.ID_INVALID,
            self.option_lines[option],
        )
        return made

    @property
    def local_name(self) -> str:
        return self.name.rpartition(":")[2]

    def page_slug(self) -> str:
        """What an untitled box on this page is named after."""
        parts = self.env.docname.split("/")
        return parts[-2] if parts[-1] == "index" and len(parts) > 1 else "-".join(parts[-2:])


def anchor(node: nodes.Element, document: nodes.document) -> None:
    """Make ``book_id`` an id of the document, unless another element of the page has it already.

    Not ``add_name``: a name would make Markdown's ``[](#id)`` ambiguous. A clash within the page is reported with all
    others, by the records; docutils would stop at the first.
    """
    ident = node["book_id"]
    if ident and ident not in document.ids:
        node["ids"] = [ident]
        document.note_explicit_target(node)
