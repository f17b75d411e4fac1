"""Links out of the book: where each stands, what an answer says of it, and the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import html as markup

FINE, DEAD, UNSURE = "fine", "dead", "unsure"
REFUSING = frozenset((401, 403, 405, 406, 418, 425, 429, 451, 999))
"""Answers that many hosts give to programs, and not to readers: they tell nothing of the page."""
_CITATION = "cite-"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said of an address."""

    address: str
    status: int = 0
    """Of HTTP; 0 when there was no answer at all."""
    reason: str = ""
    """In words, when there was none."""
    unknown_host: bool = False

    @property
    def verdict(self) -> str:
        """FINE, DEAD, or UNSURE: refused, a fault of the host, or no answer in time."""
        if 200 <= self.status < 400:
            return FINE
        if self.unknown_host or (400 <= self.status < 500 and self.status not in REFUSING and self.status != 408):
            return DEAD
        return UNSURE

    @property
    def said(self) -> str:
        return f"answers {self.status}" if self.status else self.reason or "no answer"


def links_in(page: str) -> Iterator[tuple[str, str]]:
    """Each address outside the book that the article of the HTML *page* links to, and the work that it belongs to.

    The work is a key of the bibliography, empty in running text.
    """
    article = markup.document_fromstring(page).find(".//article")
    for link in article.iter("a") if article is not None else ():
        address = link.get("href", "").partition("#")[0]
        if address.startswith(("http://", "https://")):
            cited = next((e for e in link.iterancestors() if (e.get("id") or "").startswith(_CITATION)), None)
            yield address, "" if cited is None else cited.get("id").removeprefix(_CITATION)


def gather(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """By address, where it stands: works of the bibliography, and the sources of the *pages*, HTML by docname."""
    places: dict[str, list[str]] = {}
    for docname, page in pages.items():
        for address, work in links_in(page):
            place = f"source/references.bib: {work}" if work else f"source/{docname}.md"
            if place not in places.setdefault(address, []):
                places[address].append(place)
    return places


def report(answers: Sequence[Answer], places: Mapping[str, Sequence[str]], archived: Mapping[str, str]) -> str:
    """What was found, in Markdown: dead links with where they stand and an archived copy, then the unsure ones."""
    dead = [answer for answer in answers if answer.verdict == DEAD]
    unsure = [answer for answer in answers if answer.verdict == UNSURE]
    lines = [f"{len(answers):,} links asked: {len(dead)} dead, {len(unsure)} that can't be told.", ""]
    lines += _section("Dead", dead, places, archived)
    lines += _section("Can't be told: refused to programs, a fault of the host, or no answer", unsure, places, None)
    return "\n".join(lines)


def _section(
    title: str, answers: Iterable[Answer], places: Mapping[str, Sequence[str]], archived: Mapping[str, str] | None
) -> Iterator[str]:
    rows = sorted(answers, key=lambda answer: answer.address)
    if not rows:
        return
    yield from (f"## {title}", "")
    for answer in rows:
        yield f"- <{answer.address}> {answer.said}; in {', '.join(places.get(answer.address, ()))}"
        if archived is not None:
            copy = archived.get(answer.address)
            yield f"  - archived copy: <{copy}>" if copy else "  - no archived copy is known; look for another source"
    yield ""
