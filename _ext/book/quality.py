"""Runs the quality gates in a build: gathers what they judge, and keeps what they found beside the doctrees."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from book.data import DataError, drawing_store
from book.domain import book_domain
from book.model import redirects, released
from book.model.book import Book
from book.model.datafile import DataFileError
from book.model.gates import Manuscript, Memory, Remark, Scorecard, Setting, Words, Work, judge
from book.model.gates.spelling import load_words
from book.model.passages import Text, decode
from book.passages import texts_in
from drawings.rules import lint

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DICTIONARY = "dictionary.txt"
_CODE = ("model/gates", "model/passages.py", "model/metrics.py", "model/words.py", "passages.py")
"""What decides about a page besides its text, below this folder."""
_KEY = re.compile(r'"([^"]+)"\s*=')
_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)


def connect(app: Sphinx) -> None:
    """Let the book be judged when a page or the command asks for its scorecard."""
    app.connect("builder-inited", set_judge)


def set_judge(app: Sphinx) -> None:
    """Give the domain the function that judges its book."""
    book_domain(app.env).judge = partial(judge_book, app)


def judge_book(app: Sphinx, book: Book) -> Scorecard:
    """The scorecard of *book*; pages whose text is what it was at the last build are not looked at again."""
    domain, source = book_domain(app.env), Path(app.srcdir)
    texts = Texts(dict(texts_in(app.doctreedir, book.pages)))
    digests = {docname: _digest([data]) for docname, data in texts.kept.items()}
    kept = _load(_kept_file(app))
    key = _key(app)
    if kept.memory.key != key:
        kept = Kept(Memory(key))
    before = _state(kept)
    try:
        kept_ids = released.load_released(source / released.NAME)
        moved = redirects.load_redirects(source / redirects.NAME, book.pages)
    except DataFileError as error:
        raise DataError(str(error)) from error
    setting = Setting(domain.outline, domain.concepts, partial(_words, source / DICTIONARY))
    bibliography, works = works_of(app.env, Path(app.srcdir, app.config.book_root).resolve())
    remarks = tuple(_remarks(app, book, kept))
    lines = {name: _key_lines(source / name) for name in (released.NAME, redirects.NAME)}
    manuscript = Manuscript(
        book, texts, setting, works, bibliography, remarks, kept_ids, moved, lines, app.config.book_glossary
    )
    scorecard = judge(manuscript, digests, kept.memory)
    if _state(kept) != before:
        _kept_file(app).write_bytes(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
    return scorecard


class Texts(Mapping[str, Text]):
    """The text of each page, read from what is kept of it when it is asked for."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        self.kept = kept
        self._read: dict[str, Text] = {}

    def __getitem__(self, docname: str) -> Text:
        if docname not in self._read:
            data = self.kept[docname]
            self._read[docname] = decode(data.decode("utf-8", "surrogatepass")) if data else Text(docname)
        return self._read[docname]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


@dataclass(slots=True)
class Kept:
    """What is kept from one build to the next."""

    memory: Memory = field(default_factory=Memory)
    lint: dict[str, tuple[tuple[int, int], tuple[Remark, ...]]] = field(default_factory=dict)
    """By the name of a drawing, time and size of its source, and what the lint said of it."""


def works_of(env: BuildEnvironment, root: Path) -> tuple[str, tuple[Work, ...]]:
    """The file of the bibliography, seen from *root*, and its works; without citations, no works."""
    cite: Any = env.domains.get("cite")
    if cite is None:
        return "", ()
    works: list[Work] = []
    name = ""
    for path in cite.bibdata.bibfiles:
        file = Path(path)
        lines = _lines(file, file.stat().st_mtime_ns)
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else f"source/{file.name}"
        for key, entry in cite.bibdata.data.entries.items():
            if key in lines:
                given = {field.casefold() for field, value in entry.fields.items() if str(value).strip()}
                people = {role for role, persons in entry.persons.items() if persons}
                works.append(Work(key, lines[key], frozenset(given | people)))
    return name, tuple(works)


@cache
def _lines(path: Path, changed: int) -> dict[str, int]:
    """The line of each entry of a bibliography by its key; *changed* is the file's time."""
    text = path.read_text(encoding="utf-8", errors="replace")
    found: dict[str, int] = {}
    line, at = 1, 0
    for match in _ENTRY.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        found.setdefault(match[1], line)
    return found


def _key_lines(path: Path) -> dict[str, int]:
    """The line of each key in quotes of a data file; none where there is no file."""
    rows = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {match[1]: line for line, row in enumerate(rows, 1) if (match := _KEY.match(row))}


def _remarks(app: Sphinx, book: Book, kept: Kept) -> Iterator[Remark]:
    """What the lint says of the drawings that *book* shows, from *kept* where the source is what it was."""
    store = drawing_store(app)
    names = dict.fromkeys(figure.name for page in book for figure in page.figures if figure.name)
    for name in kept.lint.keys() - names.keys():
        del kept.lint[name]
    for name in names:
        path = store.source_path(name)
        if path is None:
            continue
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        if name not in kept.lint or kept.lint[name][0] != stamp:
            file = path.relative_to(store.root).as_posix()
            problems = lint(path, store.root)
            kept.lint[name] = (stamp, tuple(Remark(name, file, p.line, p.text, p.is_note) for p in problems))
        yield from kept.lint[name][1]


@cache
def _words(dictionary: Path) -> Words:
    return load_words(dictionary)


def _key(app: Sphinx) -> str:
    """Changes when pages have to be judged anew although their texts are what they were."""
    here, source = Path(__file__).parent, Path(app.srcdir)
    code = [path for name in _CODE for path in (sorted((here / name).glob("*.py")) or [here / name])]
    data = [source / name for name in (app.config.book_outline, app.config.book_concepts, DICTIONARY)]
    files = (path.read_bytes() if path.is_file() else b"" for path in (*code, *data))
    return _digest([version("codespell").encode(), *files])


def _state(kept: Kept) -> object:
    """Differs when something has to be written."""
    return (
        {docname: judged.digest for docname, judged in kept.memory.pages.items()},
        {name: stamp for name, (stamp, _) in kept.lint.items()},
    )


def _kept_file(app: Sphinx) -> Path:
    return Path(app.doctreedir, "book-gates.pickle")


def _load(path: Path) -> Kept:
    """What the last build left, or nothing where it is not what this version writes."""
    try:
        kept = pickle.loads(path.read_bytes())
    except Exception:  # Whatever an older version has left, it is only worth not judging again.
        return Kept()
    return kept if isinstance(kept, Kept) else Kept()


def _digest(parts: Iterable[bytes]) -> str:
    h = blake2b(digest_size=12)
    for part in parts:
        h.update(len(part).to_bytes(8, "big"))
        h.update(part)
    return h.hexdigest()
