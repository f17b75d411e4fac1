"""Drawing what changed: all of it, or nothing."""

from __future__ import annotations

import asyncio
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from . import charts, formulas, mathml, mermaid, packages, sources, theme, uses
from .formulas import Formula
from .packages import MissingError
from .sources import Source
from .store import RENDERED, Store


@dataclass(slots=True)
class Batch:
    """What one run draws: finished texts by their place in the store, and what went wrong."""

    drawn: dict[Path, str] = field(default_factory=dict)
    names: dict[Path, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: names drawn, files removed; when there are errors, both are empty."""

    drawn: list[str]
    removed: list[str]
    errors: list[str]


def draw(store: Store, wanted: Iterable[Formula] = (), timeout_s: float | None = None) -> Outcome:
    """Draw every source that has no up-to-date drawing, and the formulas of *wanted* that are not in the store.

    The store changes only when all of them succeed; then drawings that nothing asks for any more are removed.
    Raises MissingError, and leaves the store alone, without Chromium or when a bundle can't be fetched.
    """
    batch = Batch()
    diagrams: list[tuple[Source, Path]] = []
    for source in sources.find_all(store.root):
        try:
            target = store.target(source)
            if target.is_file():
                continue
            if source.is_chart:
                _keep(batch, source, target, charts.draw(source.read(), source.slug, store.theme, store.root), store)
            else:
                diagrams.append((source, target))
        except (sources.SourceError, charts.ChartError) as error:
            batch.errors.append(message(source, store.root, str(error)))
    missing = {formulas.path(store.root, f.tex, f.display): f for f in wanted}
    missing = {path: formula for path, formula in missing.items() if not path.is_file()}
    if diagrams or missing:
        asyncio.run(_draw_in_browser(store, batch, diagrams, missing, timeout_s))
    if batch.errors:
        return Outcome([], [], batch.errors)
    _move_in(batch, store.root)
    return Outcome(list(batch.names.values()), _prune(store), [])


def message(source: Source, root: Path, text: str, line: int | None = None) -> str:
    """*text* as a message about *source*; without *line*, a leading ``line 7:`` in it says the line."""
    if line is None:
        line, text = sources.split_line(text)
    return f"{source.path.relative_to(root).as_posix()}:{line}: {text}"


async def _draw_in_browser(
    store: Store,
    batch: Batch,
    diagrams: list[tuple[Source, Path]],
    missing: dict[Path, Formula],
    timeout_s: float | None,
) -> None:
    try:
        from . import browser  # Playwright takes long to load, and most runs draw nothing.
    except ModuleNotFoundError as error:
        raise MissingError(
            f"the Python package {error.name} is missing; run `make diagrams`, which installs it"
        ) from error

    async with browser.DrawingPage(store.root, store.theme, timeout_s or browser.TIMEOUT_S) as page:
        for source, target in diagrams:
            prepared = mermaid.prepare(source.read())
            try:
                result = await page.draw_diagram(source.slug, prepared.text)
            except browser.TooSlowError as slow:
                batch.errors.append(message(source, store.root, f"diagram {source.name!r} {slow}; split it"))
                continue
            if isinstance(svg := result.get("svg"), str):
                _keep(batch, source, target, svg, store)
            else:
                text = str(result["message"])
                said = prepared.author_message(text)
                batch.errors.append(message(source, store.root, said, prepared.author_line(text)))
        for path, formula in missing.items():
            try:
                result = await page.draw_formula(formula.tex, formula.display)
            except browser.TooSlowError as slow:
                batch.errors.append(f"{formula.place}: formula `{formula.tex}` {slow}; split it")
                continue
            if isinstance(written := result.get("mathml"), str):
                try:
                    batch.drawn[path] = mathml.clean(written, formula.tex)
                except mathml.StyleNeededError as error:
                    batch.errors.append(f"{formula.place}: formula `{formula.tex}` {error}")
                batch.names[path] = f"formula {formula.tex}"
            else:
                batch.errors.append(
                    f"{formula.place}: formula `{formula.tex}`: Temml says: {str(result['message']).strip()}"
                )


def _keep(batch: Batch, source: Source, target: Path, svg: str, store: Store) -> None:
    ET.fromstring(svg)
    if strange := theme.unknown_colors(svg, store.theme):
        text = (
            f"draws with {', '.join(strange)}, which the palette doesn't have, so it can't follow light and dark; "
            "give the parts a role, or draw a flowchart, a sequence or state diagram, a mindmap, a timeline or a chart"
        )
        batch.errors.append(message(source, store.root, text))
        return
    batch.drawn[target] = svg
    batch.names[target] = source.name


def _move_in(batch: Batch, root: Path) -> None:
    cache = root / packages.CACHE
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        written = []
        for number, (target, text) in enumerate(batch.drawn.items()):
            temporary = Path(scratch) / str(number)
            temporary.write_text(text, encoding="utf-8", newline="\n")
            written.append((temporary, target))
        for temporary, target in written:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(target)


def _prune(store: Store) -> list[str]:
    removed = superseded(store)
    for path in removed:
        path.unlink()
    return [path.relative_to(store.root).as_posix() for path in removed]


def superseded(store: Store) -> list[Path]:
    """Files in the store that are not the drawing of a source, or of a formula in the book, as it is now; in order."""
    wanted = set()
    for source in sources.find_all(store.root):
        try:
            wanted.add(store.target(source))
        except sources.SourceError:
            continue
    folder = store.root / RENDERED
    old = [path for path in folder.glob("*.svg") if path not in wanted]
    drawn = sorted((store.root / formulas.FOLDER).glob("*.mml"))
    written = uses.book_letters(store.root) if drawn else ""
    for path in drawn:
        tex, display = mathml.origin(path.read_text(encoding="utf-8"))
        if path.stem != formulas.key(tex, display) or (written and uses.letters(tex) not in written):
            old.append(path)
    return sorted(old)
