"""The directives: options and body become a node, and nothing else happens here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from docutils import nodes

from book.block import BookDirective, anchor
from book.fields import arrange_fields, fold_answer, name_truths
from book.kinds import BOX_KINDS, DEFAULT_RANK, DIAGRAM_TYPES, MAX_TABLE_COLUMNS, RANKS, TABLE_TYPES, BoxKind
from book.messages import Warn
from book.model.pages import PAGES
from book.nodes import (
    book_box,
    book_caption,
    book_figure,
    book_gathering,
    book_picture,
    book_table,
    book_title,
)
from book.options import kebab, split_names


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
        arrange_fields(box, kind, self.env.docname)
        self.check_body(box, kind)
        if "ids" in kind.options:
            self.name_truths(box, [self.valid_id(ident, "ids") for ident in split_names(options.get("ids", ""))])
        if kind.folded:
            fold_answer(box)
        return [box]

    def check_body(self, box: book_box, kind: BoxKind) -> None:
        if len(box.children) < 2:
            self.warn(f"this {kind.name} is empty; write its text between the fences", Warn.BODY_MISSING)
        if kind.needs_citation and not any(x.get("refdomain") == "cite" for x in box.findall(nodes.Element)):
            self.warn(
                f"this {kind.name} case cites nothing; say with {{cite:p}}`key` where it is told",
                Warn.CITATION_MISSING,
            )

    def title(self, kind: BoxKind) -> book_title:
        title = book_title()
        self.parse_title(title)
        given = bool(self.arguments and self.arguments[0].strip())
        if given and kind.title == "none":
            self.warn(
                f"{kind.name} has no title, but was given {self.arguments[0]!r}; it is shown as a title all the same: "
                "move it into the body",
                Warn.TITLE_UNEXPECTED,
            )
        if not given and kind.title == "required":
            self.warn(f"this {kind.name} has no title; write it after '{{{kind.name}}}'", Warn.TITLE_MISSING)
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
        if not given:
            self.warn(f"this {self.local_name} has no name; write it after '{{{self.local_name}}}'", Warn.TITLE_MISSING)
        name = self.source_name(given, options)
        slug = kebab(name.rpartition("/")[2])
        figure = book_figure(
            name=name,
            type=self.choose(options, "type", DIAGRAM_TYPES, DIAGRAM_TYPES[0]),
            concepts=split_names(options.get("concepts", "")),
            explorable=given if self.local_name == "explorable" else "",
            book_id=slug and f"fig-{slug}",
            explicit_id=True,
        )
        figure += book_picture(name=name, alt=options.get("alt", ""))
        for node in (figure, figure[0]):
            self.set_source_info(node)
        anchor(figure, self.state.document)
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

    def run(self) -> list[nodes.Node]:
        figures = super().run()
        for picture in (node for figure in figures for node in figure.findall(book_picture)):
            # Without words of its own the picture is described by its caption, which says what to see in the model.
            picture["alt"] = picture["alt"] or " ".join(
                caption.astext() for caption in figures[0].findall(book_caption)
            )
        return figures


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
        self.parse_title(title)
        if not title.children:
            self.warn("this table has no caption; write after '{table}' what it settles", Warn.TITLE_MISSING)
        if len(tables) != 1:
            self.warn(
                f"this table directive holds {len(tables)} tables; it holds exactly one, written with |",
                Warn.TABLE_MISSING,
            )
            return [nodes.rubric("", "", *title.children), *wrapper.children]
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
