"""Right pieces of a page, to be used as they are or broken on purpose."""

from __future__ import annotations

from book.kinds import BOX_KINDS

FIELDS = ":revelation: One.\n:why: Two.\n:implication: Three.\n:remember: Four.\n"
ROWS = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def insight(title: str, options: str = "", fields: str = FIELDS) -> str:
    """An insight; *options* are whole lines."""
    return f":::{{insight}}{title and ' '}{title}\n{options}\n{fields}:::\n"


def table(caption: str, options: str = ":type: property\n", body: str = ROWS) -> str:
    """A table; *options* are whole lines."""
    return f":::{{table}}{caption and ' '}{caption}\n{options}\n{body}:::\n"


def diagram(name: str, options: str = ":type: flow\n:alt: What it shows.\n", body: str = "A caption.\n") -> str:
    """A diagram; *options* are whole lines."""
    return f":::{{diagram}}{name and ' '}{name}\n{options}\n{body}:::\n"


def kind_text(name: str) -> str:
    """A right box of the kind *name*, whose id is ``good-`` and the name; truths are ``good-one`` and ``good-two``."""
    kind = BOX_KINDS[name]
    title = "" if kind.title == "none" else f" Title of {name}"
    ident = ":ids: good-one, good-two" if "ids" in kind.options else f":id: good-{name}"
    body = "".join(f":{field.name}: Text of {field.name}.\n" for field in kind.fields) or f"Body of {name}.\n"
    if name == "irreducible-truths":
        body = "1. One holds.\n2. Two holds.\n"
    if kind.needs_citation:
        body += "\nTold in {cite:t}`adams1990one`.\n"
    return f":::{{{name}}}{title}\n{ident}\n\n{body}:::\n"
