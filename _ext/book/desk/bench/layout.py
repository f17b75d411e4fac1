"""Lays the generated book out in a folder, ready for ``sphinx-build``: in the project's markup, or plain."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import drawn
from .dialects import Dialect, Own, Plain
from .pages import (
    chapter_page,
    chapter_title,
    concepts_of,
    diagram_name,
    section_page,
    section_title,
    source_key,
    summary_page,
)
from .prose import Prose
from .shape import PLAN, Section, Shape, chapter_folder, part_folder

if TYPE_CHECKING:
    from drawings.sources import Source

FRONT = ("introduction", "preface", "how-to-read")
GATHERED = {
    "concepts": "concept-index",
    "misconceptions": "misconception-list",
    "truths": "truth-list",
    "production": "production-list",
    "diagrams": "diagram-collection",
    "tables": "table-guide",
    "summaries": "chapter-summaries",
    "questions": "question-bank",
    "outline": "book-outline",
    "quality": "quality-report",
}
"""The gathered pages besides the glossary and those with a page a chapter, and the directive that fills each."""
BY_CHAPTER = {
    "insights": ("Insights", "insight-compilation"),
    "reading-group": ("Meetings", "reading-group-guide"),
    "instructor": ("Classes", "instructor-guide"),
}
"""The gathered pages with a page a chapter: how they are called, and the directive that fills them."""

PLAIN_CONF = """\
project = "A Generated Book"
author = copyright = "the bench"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton", "sphinxcontrib.mermaid", "sphinxcontrib.bibtex"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"]
bibtex_bibfiles = ["source/references.bib"]
html_theme = "sphinx_book_theme"
mermaid_output_format = "raw"
numfig = True
"""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A book on disk, and what a build of it is given."""

    root: Path
    """Holds ``conf.py`` and ``source``."""
    section: Path
    """A section from the middle of the book, to be edited."""

    @property
    def source(self) -> Path:
        """The source folder."""
        return self.root / "source"

    def page(self, out: Path) -> Path:
        """What a build to *out* made of the section."""
        return (out / self.section.relative_to(self.source)).with_suffix(".html")


def lay_own(root: Path, project: Path, shape: Shape) -> LaidOut:
    """The book in the markup of the project at *project*, built by its ``conf.py`` as it stands."""
    dialect, source = Own(), root / "source"
    _write_chapters(source, shape, dialect)
    _write(source / "outline.toml", "".join(_outline(shape)))
    _write(source / "concepts.toml", "".join(_concepts(shape)))
    _write(source / "references.bib", _bibliography(shape))
    gathered = [*(f"{name}/index" for name in BY_CHAPTER), *GATHERED]
    toctree = "\n".join([*FRONT, *_tops(shape), *(f"gathered/{name}" for name in gathered)])
    _write(source / "index.md", f"# A Generated Book\n\n```{{toctree}}\n{toctree}\nglossary\nreferences\n```\n")
    _write(source / "glossary.md", "# Glossary\n\n```{book-glossary}\n```\n")
    _write(source / "references.md", "# References\n\n```{bibliography}\n```\n")
    for name, directive in GATHERED.items():
        _write(source / f"gathered/{name}.md", f"# {name.capitalize()}\n\n```{{{directive}}}\n```\n")
    names = "\n".join(f"{chapter:02}-chapter-{chapter}" for chapter in shape.chapters())
    for name, (words, directive) in BY_CHAPTER.items():
        for chapter in shape.chapters():
            text = f"# {words} chapter {chapter}\n\n```{{{directive}}}\n:chapter: {chapter}\n```\n"
            _write(source / f"gathered/{name}/{chapter:02}-chapter-{chapter}.md", text)
        index = f"# {words}\n\n```{{{directive}}}\n```\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
        _write(source / f"gathered/{name}/index.md", index)
    shutil.copy(project / "conf.py", root / "conf.py")
    for folder in ("_ext", "_static", "_templates"):
        (root / folder).symlink_to(project / folder)
    _draw(root, project, shape)
    _commit(root)
    return LaidOut(root, _middle(source, shape))


def lay_plain(root: Path, shape: Shape) -> LaidOut:
    """The same text for plain Sphinx: no gathered pages, since nothing in it makes them."""
    source = root / "source"
    _write_chapters(source, shape, Plain())
    _write(source / "references.bib", _bibliography(shape))
    toctree = "\n".join([*FRONT, *_tops(shape), "glossary", "references"])
    text = f"# A Generated Book\n\n```{{toctree}}\n:numbered:\n\n{toctree}\n```\n"
    _write(source / "index.md", text)
    terms = "".join(f"{term}\n  {definition}\n\n" for _, _, term, definition in _defined(shape))
    _write(source / "glossary.md", f"# Glossary\n\n:::{{glossary}}\n{terms}:::\n")
    _write(source / "references.md", "# References\n\n```{bibliography}\n```\n")
    _write(root / "conf.py", PLAIN_CONF)
    return LaidOut(root, _middle(source, shape))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _middle(source: Path, shape: Shape) -> Path:
    return source / f"{shape.sections[len(shape.sections) // 2].docname}.md"


def _write_chapters(source: Path, shape: Shape, dialect: Dialect) -> None:
    for name in FRONT:
        prose = Prose(name)
        _write(source / f"{name}.md", f"# {name.replace('-', ' ').title()}\n\n{prose.text(1_600)}\n")
    parts: dict[int, list[int]] = {}
    for chapter, sections in shape.chapters().items():
        part = sections[0].part
        parts.setdefault(part, []).append(chapter)
        folder = source / chapter_folder(part, chapter)
        _write(folder / "index.md", chapter_page(sections, dialect))
        _write(folder / "summary.md", summary_page(chapter))
        for section in sections:
            _write(source / f"{section.docname}.md", section_page(section, shape, dialect))
    for part, chapters in parts.items():
        names = "\n".join(f"{chapter:02}-chapter-{chapter}/index" for chapter in chapters)
        text = f"# Part {part}\n\n{Prose(f'part {part}').text(200)}\n\n```{{toctree}}\n{names}\n```\n"
        _write(source / part_folder(part) / "index.md", text)


def _tops(shape: Shape) -> Iterator[str]:
    for part in dict.fromkeys(section.part for section in shape.sections):
        yield f"{part_folder(part)}/index"


def _outline(shape: Shape) -> Iterator[str]:
    def targets(sections: tuple[Section, ...] | list[Section]) -> str:
        sums = {key: sum(section.holds[key] for section in sections) for key in list(PLAN)[:4]}
        return "".join(f"{key} = {value}\n" for key, value in sums.items())

    yield 'title = "A Generated Book"\nsubtitle = "For the Bench"\n\n[total]\n' + targets(shape.sections)
    yield "\n[front_matter]\nwords = 4800\ndiagrams = 0\ntables = 0\ninsights = 0\nsections = [\n"
    for i, name in enumerate(FRONT, 1):
        title = name.replace("-", " ").title()
        yield f'  {{ number = "0.{i}", slug = "{name}", title = "{title}", file = "{name}.md" }},\n'
    yield "]\n"
    part = 0
    for chapter, sections in shape.chapters().items():
        if sections[0].part != part:
            part = sections[0].part
            yield f'\n[[part]]\nnumber = {part}\nslug = "part-{part}"\ntitle = "Part {part}"\n'
        yield f'\n[[part.chapter]]\nnumber = {chapter}\nslug = "chapter-{chapter}"\n'
        yield f'title = "{chapter_title(chapter)}"\n{targets(sections)}sections = [\n'
        for section in sections:
            title = section_title(section)
            yield f'  {{ number = "{section.number}", slug = "{section.slug}", title = "{title}" }},\n'
        yield "]\n"


def _defined(shape: Shape) -> Iterator[tuple[Section, str, str, str]]:
    """Each concept: its section, id, term and definition."""
    concepts = concepts_of(shape)
    for section in shape.sections:
        for id, term in concepts[section.slug]:
            yield section, id, term, Prose(id).text(30)


def _concepts(shape: Shape) -> Iterator[str]:
    previous = ""
    for section, id, term, definition in _defined(shape):
        yield f'[[concept]]\nid = "{id}"\nterm = "{term}"\nsection = "{section.number}"\ndefinition = "{definition}"\n'
        yield f'requires = ["{previous}"]\n\n' if previous else "\n"
        previous = id


def _bibliography(shape: Shape) -> str:
    entries = []
    for i in range(shape.sources):
        prose = Prose(f"source {i}")
        entries.append(
            f"@article{{{source_key(i)},\n  author = {{Author{i}, A. and Writer{i % 97}, B.}},\n"
            f"  title = {{{prose.title()}}},\n  journal = {{Journal of {prose.phrase().title()}}},\n"
            f"  year = {{{1970 + i % 55}}},\n  doi = {{10.1000/{i}}},\n}}\n"
        )
    return "\n".join(entries)


def _draw(root: Path, project: Path, shape: Shape) -> None:
    """The sources of all diagrams, and a store that holds every drawing already."""
    from drawings import formulas
    from drawings.sources import Source
    from drawings.store import Store

    _write(root / "diagrams/theme.toml", (project / "diagrams/theme.toml").read_text(encoding="utf-8"))
    store = Store(root)
    for source in _sources(root, shape, Source):
        _write(store.target(source), drawn.drawing())
    for tex in drawn.FORMULAS:
        _write(formulas.path(root, tex, display=False), drawn.mathml(tex))


def _commit(root: Path) -> None:
    """Give the pages a history of one commit: the dates of the last change come from git, and cost what they cost."""
    if not shutil.which("git"):
        return
    settings = ["user.name=bench", "user.email=bench@localhost", "commit.gpgsign=false", "core.hooksPath=/dev/null"]
    git = ["git", *(word for setting in settings for word in ("-c", setting))]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Generate the book"]):
        subprocess.run([*git, *command], cwd=root, check=True)


def _sources(root: Path, shape: Shape, source: type[Source]) -> Iterator[Source]:
    for section in shape.sections:
        for i in range(section.holds["diagrams"]):
            name = diagram_name(section, i)
            path = root / f"diagrams/{name}.mmd"
            _write(path, drawn.mermaid_source(f"write {section.number}/{i}"))
            yield source(name, path)
