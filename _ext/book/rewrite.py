"""Which pages must be written again: those whose fingerprint differs from the one they were last written with.

A page's fingerprint covers everything on it that comes from elsewhere in the book: numbers, the words and places of
what it refers to, definitions, drawings, gathered contents, the navigation. The fingerprints of what was written are
kept beside the doctrees, one file a builder, so that an interrupted build and a second builder on the same doctrees
are right too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import ensuredir

from book.data import drawing_store, rendering_of
from book.dates import date_of
from book.domain import BookDomain, book_domain
from book.model.items import ConceptItem, Item
from book.model.outline import Unit
from book.model.pages import copied, gather, inputs
from book.model.records import Gathering, Mention, Page, Reference
from book.nav import navigation_fingerprint
from drawings import formulas

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from drawings import Store


def pages_to_write(app: Sphinx) -> list[str]:
    """The pages whose output is not what a clean build would write; also removes the output of pages that are gone."""
    domain = book_domain(app.env)
    domain.forget()
    domain.renderings = {}
    domain.fingerprints = fingerprints(app)
    domain.written = set()
    before = _load(_state_file(app))
    return [docname for docname, now in domain.fingerprints.items() if before.get(docname) != now]


def fingerprints(app: Sphinx) -> dict[str, str]:
    """The fingerprint of every page, by docname."""
    env, domain = app.env, book_domain(app.env)
    shared = _digest([navigation_fingerprint(env, domain.outline), _static_digest(app), *_unit_ends(domain)])
    store = drawing_store(app)
    citations = citation_labels(env)
    within = _by_item(domain.pages.values())
    return {
        docname: _digest([shared, *_page_inputs(app, page, store, citations, within)])
        for docname, page in domain.pages.items()
    }


def note_written(app: Sphinx, doctree: object, docname: str) -> None:
    """Remember that *docname* is being written with its present fingerprint."""
    book_domain(app.env).written.add(docname)


def save_state(app: Sphinx, exception: Exception | None) -> None:
    """Keep the fingerprints of what was written, unless the build failed; remove the output of pages that are gone."""
    domain = book_domain(app.env)
    if exception is not None or not domain.fingerprints:
        return
    path = _state_file(app)
    before = _load(path)
    for docname in before.keys() - domain.fingerprints.keys():
        _remove_output(app, docname)
    state = {
        docname: now if docname in domain.written else before.get(docname, "")
        for docname, now in sorted(domain.fingerprints.items())
    }
    if state != before:
        ensuredir(path.parent)
        path.write_text(json.dumps(state, indent=0), encoding="utf-8")


def citation_labels(env: BuildEnvironment) -> dict[str, tuple[str, str, str]]:
    """Label, page and anchor of each cited work, by key."""
    cite: Any = env.domains.get("cite")
    if cite is None:
        return {}
    return {
        c.key: (c.formatted_entry.label, c.bibliography_key.docname, f"{c.citation_id} {_entry_digest(c)}")
        for c in cite.citations
    }


def _entry_digest(citation: Any) -> str:
    entry = citation.entry
    people = [(role, [str(person) for person in persons]) for role, persons in entry.persons.items()]
    return _digest([entry.type, repr(sorted(entry.fields.items())), repr(people)])


def _page_inputs(
    app: Sphinx,
    page: Page,
    store: Store,
    citations: dict[str, tuple[str, str, str]],
    within: dict[str, list[Mention | Reference]],
) -> Iterator[str]:
    """Everything that *page* shows and does not hold itself, as text."""
    env, domain = app.env, book_domain(app.env)
    numbers = domain.book.numbers
    yield repr([(numbers.boxes.get(box.id), domain.compiled.get(box.id)) for box in page.boxes])
    yield repr([numbers.figures.get(figure.id) for figure in page.figures])
    yield repr([numbers.tables.get(table.id) for table in page.tables])
    yield repr(domain.outline.at(page.docname))
    yield repr((domain.badge(page.docname), domain.review_page))
    yield repr(date_of(env, page.docname))
    uses: list[Mention | Reference] = [*page.mentions, *page.references]
    names = [figure.name for figure in page.figures]
    for gathering in page.gatherings:
        yield inputs(domain.book, gathering)
        yield store.theme.canonical if gathering.kind == "words-over-time" else ""
        yield repr([domain.spell(title) for title in _titles(domain, gathering)])
        for item in copied(domain.book, gathering):
            uses += within.get(item, [])
            if item in domain.answers.figures:
                names.append(domain.answers.figures[item].name)
    for use in uses:
        yield repr(_use(use, page.docname, domain, env, citations))
    for name in names:
        rendering = rendering_of(app, name)
        yield f"{name} {rendering.key if rendering else _draft(store, name)}"
    if page.docname == citations_page(citations):
        yield repr(sorted(citations.items()))
    if page.formulas:
        yield repr([formulas.is_drawn(store, tex, display) for tex, display, _ in page.formulas])


def _titles(domain: BookDomain, gathering: Gathering) -> Iterator[str]:
    for group in gather(domain.book, gathering):
        for item in group.items:
            listed = [item] if isinstance(item, Item) else []
            if isinstance(item, ConceptItem):
                listed += (use for _, uses in item.uses for use in uses)
            yield from (each.title for each in listed if "\x02" in each.title)


def _draft(store: Store, name: str) -> str:
    """The source of a drawing that is not drawn; live builds show it."""
    source = store.source_path(name)
    return source.read_text(encoding="utf-8", errors="replace") if source is not None else ""


def citations_page(citations: dict[str, tuple[str, str, str]]) -> str:
    """The page that holds the bibliography, or an empty string."""
    return next(iter(citations.values()))[1] if citations else ""


def _use(
    use: Mention | Reference,
    docname: str,
    domain: BookDomain,
    env: BuildEnvironment,
    citations: dict[str, tuple[str, str, str]],
) -> object:
    if isinstance(use, Mention):
        found = domain.answers.concept(use.target, use.by_id, docname)
        if found is None or use.defines:
            return found and (found.concept.id, found.concept.term)
        return (found.concept, found.section, found.docname, env.config.book_glossary in domain.pages)
    if use.role == "cite":
        return citations.get(use.target)
    if use.role in ("doc", "any"):
        title = env.titles.get(use.target.removesuffix(".md"))
        standard = env.domains.standard_domain
        return (
            title.astext() if title is not None else None,
            domain.answer("any", use.target),
            standard.labels.get(use.target),
            standard.anonlabels.get(use.target),
        )
    answer = domain.answer(use.role, use.target)
    if answer is None and use.role == "ref":
        return env.domains.standard_domain.labels.get(use.target)
    return answer


def _by_item(pages: Iterable[Page]) -> dict[str, list[Mention | Reference]]:
    """What stands in each box, figure and table, by its id."""
    found: dict[str, list[Mention | Reference]] = {}
    for page in pages:
        uses: list[Mention | Reference] = [*page.mentions, *page.references]
        for use in uses:
            if use.within:
                found.setdefault(use.within, []).append(use)
    return found


def _unit_ends(domain: BookDomain) -> list[str]:
    """The last written page of each chapter: answers to its questions stand there in print."""
    return [f"{unit.entry.docname}:{last_written(unit, domain)}" for unit in domain.outline.units()]


def last_written(unit: Unit, domain: BookDomain) -> str:
    """The last page of *unit* that exists, or an empty string."""
    return next((entry.docname for entry in reversed(unit.pages) if entry.docname in domain.pages), "")


def _remove_output(app: Sphinx, docname: str) -> None:
    if app.builder.format == "html" and hasattr(app.builder, "get_outfilename"):
        Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)


def _state_file(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"book-written-{app.builder.name}.json")


def _load(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _static_digest(app: Sphinx) -> str:
    """Changes when a file that pages link to with a checksum changes."""
    files = [
        file
        for folder in app.config.html_static_path
        for file in sorted(Path(app.confdir, folder).rglob("*"))
        if file.suffix in (".css", ".js")
    ]
    return _files_digest(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _files_digest(files: tuple[tuple[Path, int], ...]) -> str:
    return _digest([file.read_text(encoding="utf-8") for file, _ in files])


def _digest(parts: Iterable[str]) -> str:
    h = blake2b(digest_size=12)
    for part in parts:
        h.update(part.encode("utf-8", "surrogatepass"))
        h.update(b"\x00")
    return h.hexdigest()
