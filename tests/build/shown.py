"""Many small pages built as one book, and what the reader and the author see of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from tests.build.tiny import Result, tiny_book, toctree

PLAIN: dict[str, object] = {
    "html_theme": "basic",
    "html_theme_options": {},
    "templates_path": [],
    "html_static_path": [],
    "html_css_files": [],
    "html_js_files": [],
}
"""Settings for a site without the book's theme, which these tests don't look at and which takes most of the time."""
REFERENCES = "# References\n\n```{bibliography}\n```\n"
GLOSSARY = "# Glossary\n\n:::{book-glossary}\n:::\n"
HEAD = 2
"""The lines that `page` puts above a text."""
AFTER = "The page goes on."

_WARNING = re.compile(
    r"(?:(?P<page>[^:\s]+)\.md:)?(?:(?P<line>\d+): )?\s*(?:WARNING|ERROR|SEVERE): (?P<text>.*)", re.DOTALL
)
_SUBTYPE = re.compile(r" \[([\w.-]+)\]$")


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning of a build."""

    docname: str
    line: int
    subtype: str
    """Such as ``book.field-empty``."""
    message: str


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and what author and reader see of it."""

    text: str
    warned: tuple[tuple[int, str], ...] = ()
    """Line of the text and subtype of each warning."""
    says: tuple[str, ...] = ()
    """Words that the page shows."""
    messages: Mapping[str, str] = field(default_factory=dict)
    """By subtype, a part of its message."""


def page(text: str, title: str = "Page") -> str:
    """A page of *text* below a title, and then a paragraph that must be there whatever is wrong above it."""
    return f"# {title}\n\n{text.rstrip()}\n\n{AFTER}\n"


def warnings_of(result: Result) -> list[Warned]:
    """What a build warned of, in its order."""
    return [_warned(text) for text in _joined(result.warnings)]


def _joined(lines: list[str]) -> Iterator[str]:
    """Whole messages; one may run over several lines."""
    whole = ""
    for line in lines:
        if whole and (_WARNING.match(line) or _SUBTYPE.search(whole)):
            yield whole
            whole = ""
        whole = f"{whole}\n{line}" if whole else line
    if whole:
        yield whole


def _warned(text: str) -> Warned:
    match = _WARNING.match(text)
    assert match, text
    subtype = _SUBTYPE.search(match["text"])
    message = match["text"][: subtype.start()] if subtype else match["text"]
    return Warned(match["page"] or "", int(match["line"] or 0), subtype[1] if subtype else "", message)


@dataclass(frozen=True, slots=True)
class Shown:
    """A book that has been built."""

    result: Result
    warnings: tuple[Warned, ...]

    def body(self, docname: str) -> Tag:
        """The element that holds the text of a page of the site."""
        return one(BeautifulSoup(self.result.page(docname), "html.parser"), "div.body")

    def text(self, docname: str) -> str:
        """The words of a page of the site."""
        return words(self.body(docname))

    def warned(self, docname: str, head: int = HEAD) -> list[tuple[int, str]]:
        """Line of the page's text and subtype of each warning of that page, by line."""
        return sorted((w.line - head, w.subtype.removeprefix("book.")) for w in self.warnings if w.docname == docname)

    def message(self, docname: str, subtype: str) -> str:
        """The message of the only warning of that subtype on that page."""
        found = [w.message for w in self.warnings if w.docname == docname and w.subtype == f"book.{subtype}"]
        assert len(found) == 1, found
        return found[0]


def show_cases(root: Path, cases: Mapping[str, Case], **more: str | bytes) -> Shown:
    """Each case on a page of its name, all in one book; *more* are other pages and data files."""
    return show(root, {**{name: page(case.text) for name, case in cases.items()}, **more})


def check_case(shown: Shown, name: str, case: Case) -> None:
    """Assert that the page of *case* warns of just what it should, and that all the rest of it is there."""
    assert shown.warned(name) == sorted(case.warned)
    text = shown.text(name)
    for expected in (*case.says, AFTER):
        assert expected in text
    for subtype, part in case.messages.items():
        assert part in shown.message(name, subtype)


def one(element: Tag, selector: str) -> Tag:
    """The only element that a CSS selector finds in *element*."""
    found = element.select(selector)
    assert len(found) == 1, f"{len(found)} of {selector} in {element}"
    return found[0]


def words(element: Tag) -> str:
    """The words of *element*, with single spaces; not the small links that readers copy."""
    links = {id(text) for link in element.select("a.headerlink") for text in link.strings}
    return " ".join("".join(text for text in element.strings if id(text) not in links).split())


def show(root: Path, pages: Mapping[str, str | bytes], builder: str = "html", **overrides: object) -> Shown:
    """Build *pages*, by docname, as one book with a bibliography and a glossary; *overrides* are settings."""
    rest: dict[str, str] = {"references": REFERENCES, "glossary": GLOSSARY}
    listed = [name for name in (*pages, *rest) if not name.endswith((".toml", ".bib"))]
    index = {"index": f"# The Book\n\n{toctree(*listed)}"}
    result = tiny_book(root, {**index, **rest, **pages}, **{**PLAIN, **overrides}).build(builder)
    return Shown(result, tuple(warnings_of(result)))
