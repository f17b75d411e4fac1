"""What becomes of a box's parsed body: fields, the items of a list of truths, and where each node came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes

from book.kinds import BoxKind, Field
from book.messages import Warn, warn
from book.nodes import book_answer, book_box, book_field


def give_sources(node: nodes.Element, source: str, line: int) -> None:
    """Set source and line on every descendant that has none, from its parent; catalogs and warnings need them."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            if child.source is None:
                child.source = source
            if child.line is None:
                child.line = line
            give_sources(child, source, child.line)


def arrange_fields(box: book_box, kind: BoxKind, docname: str) -> None:
    """Turn the field lists among *box*'s children into ``book_field`` nodes.

    Missing, empty, unknown and repeated fields are reported; the text of an unknown or repeated one stays in the box,
    under the name its author gave it, so that nothing is lost.
    """
    if not kind.fields:
        return
    known = {field.name: field for field in kind.fields}
    seen: dict[str, book_field] = {}
    children: list[nodes.Node] = []
    for child in box.children:
        if not isinstance(child, nodes.field_list):
            children.append(child)
            continue
        for item in child.children:
            assert isinstance(item, nodes.field)
            children.append(_field(item, known, seen, kind, docname))
    box[:] = children
    for field in kind.fields:
        if field.required and field.name not in seen:
            warn(
                f"this {kind.name} has no field {field.name!r}; add a line ':{field.name}: …' after a blank line",
                Warn.FIELD_MISSING,
                (docname, box.line or 1),
            )


def _field(
    item: nodes.field, known: Mapping[str, Field], seen: dict[str, book_field], kind: BoxKind, docname: str
) -> nodes.Element:
    name = item[0].astext().strip()
    body = item[1]
    assert isinstance(body, nodes.field_body)
    place = (docname, item.line or item[0].line or 1)
    node = book_field("", *body.children, name=name)
    node.source, node.line = item.source, place[1]
    if name not in known:
        warn(
            f"{kind.name} has no field {name!r}; it has: {', '.join(known)}",
            Warn.FIELD_UNKNOWN,
            place,
        )
    elif name in seen:
        warn(
            f"field {name!r} stands twice in this {kind.name}; join the two texts or remove one",
            Warn.FIELD_REPEATED,
            place,
        )
    else:
        seen[name] = node
        if not node.astext().strip() and not any(isinstance(x, nodes.Element) for x in node.children):
            warn(
                f"field {name!r} of this {kind.name} is empty; write its text after the second colon",
                Warn.FIELD_EMPTY,
                place,
            )
    return node


def name_truths(box: book_box, ids: Sequence[str]) -> tuple[str, Warn] | None:
    """Give each item of the box's numbered list its id; return what is wrong, if anything."""
    lists = [child for child in box.children if isinstance(child, nodes.enumerated_list)]
    if len(lists) != 1:
        return (
            f"irreducible-truths holds {len(lists)} numbered lists; it holds exactly one, '1.' before each truth",
            Warn.LIST_MISSING,
        )
    items = lists[0].children
    for item, ident in zip(items, ids, strict=False):
        assert isinstance(item, nodes.list_item)
        item["book_id"] = ident
        item["explicit_id"] = True
    if len(ids) != len(items):
        return (
            f"irreducible-truths has {len(items)} items and {len(ids)} ids; give one id an item in ':ids:'",
            Warn.IDS_COUNT,
        )
    return None


def fold_answer(box: book_box) -> None:
    """Put all but the title of *box*, a question, into an answer that is folded away."""
    answer = book_answer("", *box.children[1:])
    answer.source, answer.line = box.source, box.line
    box[1:] = [answer]
