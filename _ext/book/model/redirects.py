"""``redirects.toml``: where pages and ids have gone that links from outside still ask for.

::

    [pages]
    "part-01-one/old" = "part-01-one/new"
    [ids]
    "part-01-one/new#old-id" = "part-02-two/other#new-id"
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from book.model.datafile import TABLE, TEXT, DataFileError, Faults, Shape, read_toml

NAME = "redirects.toml"

_PLACE = Shape("a page and an id, such as 'part-01-one/page#an-id'", lambda v: isinstance(v, str) and v.count("#") == 1)


class RedirectsError(DataFileError):
    """``redirects.toml`` leads nowhere, or away from what is still there."""


@dataclass(frozen=True, slots=True)
class Redirects:
    """What has moved, by where it was."""

    pages: Mapping[str, str] = field(default_factory=dict)
    """New docname by old."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """``docname#id`` of now by that of before; the old page may itself have moved."""

    def moved_from(self, docname: str) -> dict[str, str]:
        """For the page *docname*, the old ids on it and where each is now."""
        found = (key.partition("#") for key in self.ids)
        return {anchor: self.ids[f"{page}#{anchor}"] for page, _, anchor in found if page == docname}

    def led_on(self, place: str) -> str:
        """Where a reader who asks for *place*, ``docname#id``, ends, as pages and scripts lead.

        What hasn't moved stays; a circle ends where it is met again.
        """
        seen: set[str] = set()
        while place not in seen:
            seen.add(place)
            docname, _, anchor = place.partition("#")
            place = self.ids.get(place) or f"{self.pages.get(docname, docname)}#{anchor}"
        return place


def load_redirects(path: Path, docnames: Collection[str]) -> Redirects:
    """What has moved, where the book has the pages *docnames*; nothing where there is no file.

    Raises RedirectsError that names every fault, a line each.
    """
    if not path.is_file():
        return Redirects()
    data = read_toml(path, RedirectsError)
    faults = Faults(path)
    faults.check("", data, {}, {"pages": TABLE, "ids": TABLE})
    pages, ids = ({} if not TABLE.fits(found := data.get(name, {})) else found for name in ("pages", "ids"))
    faults.check("pages.", pages, dict.fromkeys(pages, TEXT))
    faults.check("ids.", ids, dict.fromkeys(ids, _PLACE))
    if not faults.lines:
        _check_places(pages, ids, docnames, faults)
    if faults.lines:
        raise RedirectsError(*faults.lines)
    return Redirects(pages, ids)


def _check_places(pages: Mapping[str, str], ids: Mapping[str, str], docnames: Collection[str], faults: Faults) -> None:
    for old, new in pages.items():
        if old in docnames:
            faults.add(f"pages.{old}", "is a page of the book; take the line out, or give the page another name")
        if new not in docnames:
            faults.add(f"pages.{old}", f"leads to {new!r}, which is no page of the book; correct the name")
    for old, new in ids.items():
        if not _PLACE.fits(old):
            faults.add(f"ids.{old}", f"is no place; write {_PLACE.words}")
            continue
        page = old.partition("#")[0]
        if page not in docnames and page not in pages:
            faults.add(
                f"ids.{old}", f"was on {page!r}, which is no page of the book and has no line under [pages]; add one"
            )
        if new.partition("#")[0] not in docnames:
            faults.add(f"ids.{old}", f"leads to {new!r}, whose page the book doesn't have; correct it")
