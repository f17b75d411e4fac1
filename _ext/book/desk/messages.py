"""``python -m book.desk.messages``: every warning of the extension as a page, from its names and their docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from book.model.datafile import DataFileError

SOURCE = Path(__file__).parents[1] / "messages.py"
ENUM = "Warn"

PAGE = """\
# How errors read

Every mistake on a page is a warning that names the file and the line, what is wrong, and what would be right:

```text
source/part-02-evolution/06-storage-revolution/04-log-and-disaggregation.md:118: WARNING: diagram
'ch06/lsm-tree' has no file diagrams/ch06/lsm-tree.mmd; create it or correct the name [book.diagram-missing]
```

The rest of the page is built all the same. `make html` and `make live` go on; `make check` turns every warning into an
error. The word in brackets is the warning's name. A name in `suppress_warnings` in `conf.py` silences all of its kind,
which a published edition never does: mend the page, or the rule.

A setting in `conf.py` that can't be used stops the build, and so does a data file that contradicts itself
(`outline.toml`, `concepts.toml`, a review record). All faults of such a file are named at once, a line each: the file,
the key, what is wrong, and the remedy.

| name | what is wrong |
| --- | --- |
{rows}

This page is generated: `make docs` writes it from `_ext/book/messages.py`.
"""


class MessagesError(DataFileError):
    """``messages.py`` does not hold the enum of warnings as this module reads it."""


def warnings(source: str) -> Iterator[tuple[str, str]]:
    """Name and meaning of each member of the enum in *source*, in its order.

    Read from the syntax: a string after a member is no attribute of it. Raises MessagesError for a member without one.
    """
    found = [n for n in ast.parse(source).body if isinstance(n, ast.ClassDef) and n.name == ENUM]
    if not found:
        raise MessagesError(f"{SOURCE}: class {ENUM}: is missing; correct ENUM in this module")
    body = found[0].body
    for at, node in enumerate(body):
        if not isinstance(node, ast.Assign):
            continue
        name = ast.literal_eval(node.value)
        following = body[at + 1] if at + 1 < len(body) else None
        if not isinstance(following, ast.Expr) or not isinstance(following.value, ast.Constant):
            raise MessagesError(f"{SOURCE}: {name}: has no docstring; say below it what is wrong")
        yield name, str(following.value.value)


def page() -> str:
    """The page, in Markdown."""
    members = warnings(SOURCE.read_text(encoding="utf-8"))
    rows = [f"| `book.{name}` | {' '.join(text.split()).replace('``', '`')} |" for name, text in members]
    return PAGE.format(rows="\n".join(rows))


if __name__ == "__main__":
    print(page(), end="")
