"""The pages of an unwritten chapter: every piece that the editorial standard asks for, each marked ``todo:``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from book.model.gates.targets import CITATIONS, MEASURES, OTHER_CHAPTERS, STANDARD_WORDS, WORKS
from book.model.outline import Entry, Unit, share

Concept = tuple[str, str]
"""(id, term)"""

MOVEMENTS = ("first", "second", "third", "fourth", "fifth", "sixth")
"""A section has 6 to 10 headings of the second level; "Check your understanding" is one more."""

TRUTHS = 5
"""A summary has 5 to 7."""

MOVEMENT = """\
## todo: the {ordinal} movement, headed by what it shows

todo: intuition: the failure first, told by node, message and time; then its name.

todo: reality: the mechanism, what it guarantees in which model, and what it costs, with the sources.
"""

INSIGHT = """\
:::{{insight}} todo: the sentence a reader would quote
:id: todo-{slug}-insight-{count}
:rank: major

:revelation: todo: one sentence that changes how you see it.
:why: todo: the mistaken intuition that hides it.
:implication: todo: the decision you'd now make differently.
:remember: todo: a phrase, a rule or a number.
:::
"""

FIGURE = """\
% todo: a diagram: `make diagram ID={folder}/its-slug` writes its source and prints the directive that goes here.
"""

TABLE = """\
:::{{table}} todo: what the table settles
:id: todo-{slug}-table-{count}
:type: comparison

| todo: | todo: |
| --- | --- |
| todo: | todo: |
:::
"""

PRODUCTION = """\
:::{{production}} todo: what happened, where
:id: todo-{slug}-case-{count}
:system: todo:
:date: todo:

todo: what happened, the mechanism, what it teaches, with its source.
:::
"""

MISCONCEPTION = """\
:::{{misconception}} todo: the belief in a few words
:id: todo-{slug}-misconception-{count}

:belief: todo: in the words people really use.
:tempting: todo: why it is tempting.
:reality: todo: what is true.
:tell: todo: how you'd notice the difference.
:::
"""

QUESTION = """\
:::{{question}} todo: a question that asks for reasoning
:id: todo-{slug}-question-{count}

todo: an answer of 40 to 100 words that explains.
:::
"""

SECTION = """\
# {title}

% todo: the plan gives this section {words:,} words, {diagrams} diagrams, {tables} tables and {insights} insights;
% `make backlog CH={unit}` lists what its insights may be. Cite at least {works} works, {citations} times.

todo: the opening scene.

{defines}{movements}
## Check your understanding

{questions}"""

INDEX = """\
# {title}

% todo: 500 to 900 words on this page; over the chapter, refer to sections of at least {others} other chapters.

:::{{chapter-overview}}
todo: what the chapter explores, and what it changes in practice.
:::

:::{{essential-question}}
todo: the one question that the chapter answers.
:::

:::{{mental-models}}
- **todo: a model**: what it lets you do, in a line.
:::

## Why this matters

todo: a real case, cited.

## How the sections hang together

todo: what each section gives the next, as the diagram shows.

{figure}
```{{toctree}}
:hidden:

{toctree}
```
"""

SUMMARY = """\
# {page}

% todo: 600 to 1,000 words on this page.

## The irreducible truths

:::{{irreducible-truths}}
:ids: {truth_ids}

{truths}
:::

## The mental models, again

todo: how the chapter's models serve the reader beyond it.

## How the pieces connect

todo: what each section gave the next.

## Carry forward

todo: what the next chapter takes from this one, with a reference to it.

## Discuss and try

:::{{discussion}} todo: a question for a group
:id: todo-{slug}-discussion

todo: what it is meant to bring out.
:::

:::{{exercise}} todo: something to work out
:id: todo-{slug}-exercise

todo: the task.
:::

## Further reading

- todo: a cited work, and a line on why to read it.
"""

GATHERED = {
    "insights": ("Insights of", "insight-compilation"),
    "reading-group": ("Meetings on", "reading-group-guide"),
    "instructor": ("Teaching", "instructor-guide"),
}
"""The folders below ``gathered/`` that have a page for each chapter: how its title begins, and what fills it."""
GATHERED_PAGE = """\
# {words} {kind} {number}: {title}

```{{{directive}}}
:chapter: {number}
```
"""

PART = """\
# {title}

todo: the scene that the part's chapters share.

## How the chapters hang together

todo: what each chapter gives the others, as the diagram shows.

% todo: a diagram: `make diagram ID={folder}/its-slug` writes its source and prints the directive that goes here.

```{{toctree}}
:hidden:

{toctree}
```
"""

APPENDICES = """\
# Appendices

```{{toctree}}
:hidden:

{toctree}
```
"""

APPENDICES_DOCNAME = "appendices/index"


def gathered_docnames(unit: Unit) -> dict[str, str]:
    """By folder of :data:`GATHERED`, the page there that belongs to *unit*, such as ``gathered/insights/08-slug``."""
    return {folder: f"gathered/{folder}/{_folder(unit)}" for folder in GATHERED}


def chapter_pages(unit: Unit, concepts: Mapping[str, Sequence[Concept]], part: Entry | None = None) -> dict[str, str]:
    """The source of each page of *unit* by docname, of its gathered pages, and of the page above it.

    *concepts* maps a section's number to the concepts it owns; *part* is the page of its part, None for an appendix.
    """
    pages = {entry.docname: page_of(entry, unit, concepts.get(entry.number, ())) for entry in unit.pages}
    for folder, docname in gathered_docnames(unit).items():
        words, directive = GATHERED[folder]
        pages[docname] = GATHERED_PAGE.format(words=words, directive=directive, **_names(unit))
    toctree = f"{_folder(unit)}/index"
    if part:
        pages[part.docname] = PART.format(title=part.title, folder=diagram_folder(unit), toctree=toctree)
    else:
        pages[APPENDICES_DOCNAME] = APPENDICES.format(toctree=toctree)
    return pages


def page_of(entry: Entry, unit: Unit, concepts: Sequence[Concept]) -> str:
    """The source of one page of *unit*; *concepts* are those it owns."""
    if entry.kind == "section":
        return _section(entry, unit, concepts)
    if entry.kind == "summary":
        return _summary(entry, unit)
    names = [page.docname.rsplit("/", 1)[1] for page in unit.pages if page is not entry]
    figure = FIGURE.format(folder=diagram_folder(unit))
    return INDEX.format(**_names(unit), figure=figure, others=OTHER_CHAPTERS, toctree="\n".join(names))


def diagram_folder(unit: Unit) -> str:
    """The folder of its diagrams: ``ch08``, ``app-a``."""
    number = unit.entry.number
    return f"ch{int(number):02}" if unit.entry.kind == "chapter" else f"app-{number.lower()}"


def _summary(entry: Entry, unit: Unit) -> str:
    names = _names(unit)
    ids = ", ".join(f"todo-{names['slug']}-truth-{count}" for count in range(1, TRUTHS + 1))
    truth = "todo: a sentence you could defend before a skeptical expert, in the model it holds in."
    truths = "\n".join(f"{count}. {truth}" for count in range(1, TRUTHS + 1))
    return SUMMARY.format(**names, page=entry.title, truth_ids=ids, truths=truths)


def _section(entry: Entry, unit: Unit, concepts: Sequence[Concept]) -> str:
    defines = "".join(f"% todo: introduce {term}: {{defines}}`{id_}`\n" for id_, term in concepts)
    return SECTION.format(
        title=entry.title,
        words=entry.words,
        diagrams=entry.diagrams,
        tables=entry.tables,
        insights=entry.insights,
        unit=entry.unit,
        works=_scaled(WORKS, entry),
        citations=_scaled(CITATIONS, entry),
        defines=f"{defines}\n" if defines else "",
        movements="\n".join(_movements(entry, unit)),
        questions="\n".join(_pieces(QUESTION, entry, unit, _scaled(MEASURES["questions"].per_section, entry))),
    )


def _movements(entry: Entry, unit: Unit) -> Iterator[str]:
    """The movements, with the section's boxes, diagrams and tables spread over them."""
    kinds = (
        (FIGURE, entry.diagrams, False),
        (TABLE, entry.tables, True),
        (INSIGHT, entry.insights, False),
        (PRODUCTION, _scaled(MEASURES["production-cases"].per_section, entry), True),
        (MISCONCEPTION, _scaled(MEASURES["misconceptions"].per_section, entry), False),
    )
    spread = [_spread(_pieces(template, entry, unit, count), backward) for template, count, backward in kinds]
    for at, ordinal in enumerate(MOVEMENTS):
        yield "\n".join([MOVEMENT.format(ordinal=ordinal), *(piece for pieces in spread for piece in pieces[at])])


def _pieces(template: str, entry: Entry, unit: Unit, count: int) -> list[str]:
    slug, folder = entry.label.removeprefix("sec-"), diagram_folder(unit)
    return [template.format(slug=slug, folder=folder, count=i) for i in range(1, count + 1)]


def _spread(pieces: Sequence[str], backward: bool) -> list[Sequence[str]]:
    """*pieces* in their order, as many in each movement as in the next or one more; *backward*, the last get it."""
    counts = share(len(pieces), len(MOVEMENTS))
    ends = list(accumulate(reversed(counts) if backward else counts))
    return [pieces[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _scaled(count: int, entry: Entry) -> int:
    """How many a section of its size has, at least one, when one of the standard's size has *count*."""
    return max(1, round(count * entry.words / STANDARD_WORDS))


def _names(unit: Unit) -> dict[str, str]:
    kind = "Chapter" if unit.entry.kind == "chapter" else "Appendix"
    slug = unit.entry.label.partition("-")[2]
    return {"kind": kind, "number": unit.entry.number, "title": unit.entry.title, "slug": slug}


def _folder(unit: Unit) -> str:
    return unit.entry.docname.split("/")[-2]
