"""What a gate is, what it judges, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from book.model.book import Book
from book.model.concepts import Concepts
from book.model.outline import Entry, Outline
from book.model.passages import Text
from book.model.records import Page
from book.model.redirects import Redirects
from book.model.released import Released

MUST, SHOULD, NOTE = LEVELS = ("must", "should", "note")
"""A chapter that fails a *must* can't be declared complete; a *should* needs a reason; a *note* is worth a look."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place that a gate doesn't let pass."""

    docname: str
    """The page it belongs to; empty for what belongs to no page, such as an entry of the bibliography."""
    line: int
    gate: str
    message: str
    """The value and the remedy, in one sentence."""
    path: str = ""
    """The file, from the project's folder, when it is not the page's own."""

    @property
    def place(self) -> str:
        """File and line, from the project's folder."""
        return f"{self.path or f'source/{self.docname}.md'}:{self.line}"


Spot = tuple[int, str]
"""Line and message of what a gate finds on the page it is given."""


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the bibliography."""

    key: str
    line: int
    fields: frozenset[str]
    """The names of its fields that aren't empty, ``author`` and ``editor`` among them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the lint says of a drawing's source."""

    drawing: str
    """Its name, such as ``ch01/critical-step``."""
    path: str
    """From the project's folder."""
    line: int
    message: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of words: wrong spellings with what is right, by the wrong one in small letters."""

    misspelled: Mapping[str, str] = field(default_factory=dict)
    british: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What a page is judged by besides its own text: the plan, the concepts, the word lists."""

    outline: Outline
    concepts: Concepts = field(default_factory=Concepts.empty)
    words: Callable[[], Words] = Words
    """Loads the word lists; called when a page has to be judged anew."""

    def entry(self, docname: str) -> Entry | None:
        """The page in the plan."""
        return self.outline.at(docname)


@dataclass(frozen=True)
class Manuscript:
    """The whole book as the gates see it."""

    book: Book
    texts: Mapping[str, Text]
    """The running text of each page, by docname."""
    setting: Setting
    works: tuple[Work, ...] = ()
    """The bibliography."""
    bibliography: str = "source/references.bib"
    remarks: tuple[Remark, ...] = ()
    released: Released = field(default_factory=Released)
    """The pages and ids of the releases so far."""
    redirects: Redirects = field(default_factory=Redirects)
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By the name of a data file and what stands there in quotes at the start of a line, that line."""
    glossary: str = "glossary"
    """The page that lists the concepts."""


FindOnPage = Callable[[Page, Text, Setting], Iterable[Spot]]
FindInBook = Callable[[Manuscript], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Gate:
    """One row of the table of gates. It looks at each page by itself, or at the whole book."""

    name: str
    family: str
    """The group it is shown in."""
    level: str
    asks: str
    """What it asks of the text, as a sentence that is true when it passes."""
    remedy: str
    """What to do when it fails."""
    on_page: FindOnPage | None = None
    in_book: FindInBook | None = None
    always: bool = False
    """What it finds stops a publication whatever is declared of the chapter, or of none."""

    def look_at(self, page: Page, text: Text, setting: Setting) -> Iterator[Finding]:
        """What it finds on one page, where it looks at pages."""
        for line, message in self.on_page(page, text, setting) if self.on_page else ():
            yield Finding(page.docname, line, self.name, message)
