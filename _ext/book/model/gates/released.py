"""The ids of the last release: links from outside the book lead to them, so none may go."""

from __future__ import annotations

from pathlib import Path

from book.model.book import Book
from book.model.datafile import TABLE, TEXT, DataFileError, Faults, read_toml

NAME = "released-ids.toml"


class ReleasedError(DataFileError):
    """``released-ids.toml`` is not a list of ids."""


def load_released(path: Path) -> dict[str, str]:
    """The kind of each released box, diagram and table by its id; none where there is no file, before any release.

    Raises ReleasedError that names every fault, a line each.
    """
    if not path.is_file():
        return {}
    data = read_toml(path, ReleasedError)
    faults = Faults(path)
    faults.check("", data, {"ids": TABLE})
    ids = data["ids"] if TABLE.fits(data.get("ids")) else {}
    faults.check("ids.", ids, dict.fromkeys(ids, TEXT))
    if faults.lines:
        raise ReleasedError(*faults.lines)
    return dict(ids)


def released_ids(book: Book) -> str:
    """The file that a release of *book* leaves behind."""
    kinds: dict[str, str] = {}
    for page in book:
        kinds.update((box.id, box.kind) for box in page.boxes if box.id)
        kinds.update((figure.id, "diagram") for figure in page.figures)
        kinds.update((table.id, "table") for table in page.tables)
    lines = "".join(f'"{id}" = "{kind}"\n' for id, kind in sorted(kinds.items()))
    return f"# The ids of the last release; an id that is gone breaks links from outside.\n\n[ids]\n{lines}"
