"""The directives: options and body become a node, and nothing else happens here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from book.fields import arrange_fields, give_sources, name_truths
from book.kinds import BOX_KINDS, DEFAULT_RANK, DIAGRAM_TYPES, MAX_TABLE_COLUMNS, RANKS, TABLE_TYPES, BoxKind
from book.messages import Warn, warn
from book.model.pages import PAGES
from book.nodes import (
    book_answer,
    book_box,
    book_caption,
    book_figure,
    book_gathering,
    book_picture,
    book_table,
    book_title,
)
from book.options import KEBAB, kebab, split_block, split_names


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
        into += children
        into += messages

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


class BoxDirective(BookDirective):
    """Every kind of box; which one, the directive's name says."""

    def run(self) -> list[nodes.Node]:
        kind = BOX_KINDS[self.local_name]
        names = [field.name for field in kind.fields]
        required = [name for name in ("ids",) if name in kind.options] + (["id"] if kind.needs_id else [])
        options, start = self.take(kind.options, names, required)
        box = book_box(kind=kind.name, concepts=split_names(options.get("concepts", "")))
        self.set_source_info(box)
        for name in ("system", "date"):
            if name in options:
                box[name] = options[name]
        if "rank" in kind.options:
            box["rank"] = self.choose(options, "rank", RANKS, DEFAULT_RANK)
        box += self.title(kind)
        self.name_node(box, options.get("id"), box[0].astext())
        self.parse_body(box, start)
        if len(box.children) < 2:
            self.warn(f"this {kind.name} is empty; write its text between the fences", Warn.BODY_MISSING)
        arrange_fields(box, kind, self.env.docname)
        if kind.name == "irreducible-truths":
            self.name_truths(box, [self.valid_id(ident, "ids") for ident in split_names(options.get("ids", ""))])
        if kind.folded:
            answer = book_answer("", *box.children[1:])
            self.set_source_info(answer)
            box[1:] = [answer]
        if kind.needs_citation and not any(x.get("refdomain") == "cite" for x in box.findall(nodes.Element)):
            self.warn(
                f"this {kind.name} case cites nothing; say with {{cite:p}}`key` where it is told",
                Warn.CITATION_MISSING,
            )
        return [box]

    def title(self, kind: BoxKind) -> book_title:
        title = book_title()
        self.set_source_info(title)
        given = bool(self.arguments and self.arguments[0].strip())
        if given and kind.title == "none":
            self.warn(
                f"{kind.name} has no title, but was given {self.arguments[0]!r}; it is shown as a title all the same: "
                "move it into the body",
                Warn.TITLE_UNEXPECTED,
            )
        if not given and kind.title == "required":
            self.warn(f"this {kind.name} has no title; write it after '{{{kind.name}}}'", Warn.TITLE_MISSING)
        if given:
            self.parse_title(title)
            give_sources(title, title.source or "", self.lineno)
        return title

    def name_truths(self, box: book_box, ids: Sequence[str]) -> None:
        problem = name_truths(box, ids)
        if problem is not None and problem[1] is not Warn.IDS_COUNT:
            self.warn(*problem)
        elif problem is not None and ids:
            # Without any, the option is missing, and that has been said.
            self.warn(*problem, self.option_lines["ids"])
        for item in box.findall(nodes.list_item):
            if item.get("book_id"):
                anchor(item, self.state.document)


class DiagramDirective(BookDirective):
    """A picture drawn from ``diagrams/<name>`` with its caption."""

    allowed: ClassVar[tuple[str, ...]] = ("type", "alt", "concepts")
    required: ClassVar[tuple[str, ...]] = ("type", "alt")

    def run(self) -> list[nodes.Node]:
        options, start = self.take(self.allowed, required=self.required)
        given = self.arguments[0].strip() if self.arguments else ""
        name = self.source_name(given, options)
        if not given:
            self.warn(f"this {self.local_name} has no name; write it after '{{{self.local_name}}}'", Warn.TITLE_MISSING)
        figure = book_figure(
            name=name,
            type=self.choose(options, "type", DIAGRAM_TYPES, DIAGRAM_TYPES[0]),
            concepts=split_names(options.get("concepts", "")),
            explorable=given if self.local_name == "explorable" else "",
        )
        self.set_source_info(figure)
        slug = kebab(name.rpartition("/")[2])
        figure["book_id"] = slug and f"fig-{slug}"
        figure["explicit_id"] = True
        anchor(figure, self.state.document)
        picture = book_picture(name=name, alt=options.get("alt", ""))
        self.set_source_info(picture)
        figure += picture
        self.parse_caption(figure, start)
        return [figure]

    def source_name(self, given: str, options: Mapping[str, str]) -> str:
        return given

    def parse_caption(self, figure: book_figure, start: int) -> None:
        body = nodes.container()
        self.parse_body(body, start)
        caption = book_caption()
        self.set_source_info(caption)
        rest = list(body.children)
        if rest and isinstance(rest[0], nodes.paragraph):
            first = rest.pop(0)
            assert isinstance(first, nodes.paragraph)
            caption.rawsource = first.rawsource
            caption.line = first.line
            caption += first.children
        else:
            self.warn(
                f"this {self.local_name} has no caption; say between the fences what to see in it", Warn.BODY_MISSING
            )
        figure += caption
        figure += rest


class ExplorableDirective(DiagramDirective):
    """An interactive figure; where it cannot run, its fallback diagram stands for it."""

    allowed = ("concepts", "fallback", "alt", "type")
    required = ("fallback",)

    def source_name(self, given: str, options: Mapping[str, str]) -> str:
        return options.get("fallback", "")


class TableDirective(BookDirective):
    """A table with a type, a caption and a permanent id."""

    def run(self) -> list[nodes.Node]:
        options, start = self.take(("id", "type", "concepts"), required=("type",))
        wrapper = book_table(
            type=self.choose(options, "type", TABLE_TYPES, TABLE_TYPES[0]),
            concepts=split_names(options.get("concepts", "")),
        )
        self.set_source_info(wrapper)
        self.parse_body(wrapper, start)
        tables = [child for child in wrapper.children if isinstance(child, nodes.table)]
        title = nodes.title()
        self.set_source_info(title)
        self.parse_title(title)
        give_sources(title, title.source or "", self.lineno)
        if not title.children:
            self.warn("this table has no caption; write after '{table}' what it settles", Warn.TITLE_MISSING)
        if len(tables) != 1:
            self.warn(
                f"this table directive holds {len(tables)} tables; it holds exactly one, written with |",
                Warn.TABLE_MISSING,
            )
            return list(wrapper.children)
        table = tables[0]
        table.insert(0, title)
        self.name_node(table, options.get("id"), title.astext())
        title["ids"] = [table["book_id"] + "-caption"] if table["ids"] else []
        self.measure(wrapper, table)
        return [wrapper]

    def measure(self, wrapper: book_table, table: nodes.table) -> None:
        wrapper["columns"] = len(list(table.findall(nodes.colspec)))
        wrapper["rows"] = sum(len(body) for body in table.findall(nodes.tbody))
        if wrapper["columns"] > MAX_TABLE_COLUMNS:
            self.warn(
                f"this table has {wrapper['columns']} columns; at most {MAX_TABLE_COLUMNS} fit a page: split it or "
                "turn columns into rows",
                Warn.TABLE_WIDE,
            )


class GatheringDirective(BookDirective):
    """A place that is filled from the whole book; what with, the directive's name says."""

    def run(self) -> list[nodes.Node]:
        options, _ = self.take(PAGES[self.local_name].options)
        node = book_gathering(kind=self.local_name, options=options)
        self.set_source_info(node)
        return [node]
