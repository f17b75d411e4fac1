"""The pages of an unwritten chapter: every piece that the editorial standard asks for, each marked ``todo:``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from book.model.outline import Entry, Unit

Concept = tuple[str, str]
"""(id, term)"""

MOVEMENTS = ("first", "second", "third", "fourth", "fifth", "sixth")
"""A section has 6 to 10 headings of the second level."""

MOVEMENT = """\
## todo: the {ordinal} movement, headed by what it shows

todo: intuition, then reality, then insight.
"""

INSIGHT = """\
:::{{insight}} todo: the sentence a reader would quote
:id: todo-{slug}-insight
:rank: major

:revelation: todo: one sentence that changes how you see it.
:why: todo: the mistaken intuition that hides it.
:implication: todo: the decision you'd now make differently.
:remember: todo: a phrase, a rule or a number.
:::
"""

FIGURE = """\
% todo: a diagram; draw diagrams/{folder}/<slug>.mmd, then
% :::{{diagram}} {folder}/<slug>
% :type: concept, flow, state, comparison or evolution
% :alt: what someone who cannot see it needs to know
%
% The caption: what to see in it.
% :::
"""

TABLE = """\
:::{{table}} todo: what the table settles
:id: todo-{slug}-table
:type: comparison

| todo: | todo: |
| --- | --- |
| todo: | todo: |
:::
"""

PRODUCTION = """\
:::{{production}} todo: what happened, where
:id: todo-{slug}-case
:system: todo:
:date: todo:

todo: what happened, the mechanism, what it teaches, with its source.
:::
"""

MISCONCEPTION = """\
:::{{misconception}} todo: the belief in a few words
:id: todo-{slug}-misconception

:belief: todo: in the words people really use.
:tempting: todo: why it is tempting.
:reality: todo: what is true.
:tell: todo: how you'd notice the difference.
:::
"""

QUESTION = """\
:::{{question}} todo: a question that asks for reasoning
:id: todo-{slug}-question

todo: an answer of 40 to 100 words that explains.
:::
"""

SECTION = """\
# {title}

% todo: the plan gives this section {words:,} words, {diagrams} diagrams, {tables} tables and {insights} insights.

todo: the opening scene.

{defines}{movements}
{insight}
{figure}
{table}
{production}
{misconception}
## Check your understanding

{question}"""

INDEX = """\
# {title}

% todo: 500 to 900 words on this page.

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

todo: a real case, with its source.

## How the sections hang together

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
:ids: todo-{slug}-truth

1. todo: 5 to 7 sentences, each one you could defend before a skeptical expert, in the model it holds in.
:::

## The mental models, again

todo: how the chapter's models serve the reader beyond it.

## How the pieces connect

todo: what each section gave the next.

## Carry forward

todo: what the next chapter takes from this one.

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

INSIGHTS = """\
# Insights of {kind} {number}: {title}

```{{insight-compilation}}
:chapter: {number}
```
"""


def insights_docname(unit: Unit) -> str:
    """The page of the insight compilation that belongs to *unit*: ``gathered/insights/08-slug``."""
    return f"gathered/insights/{_folder(unit)}"


def chapter_pages(unit: Unit, concepts: Mapping[str, Sequence[Concept]]) -> dict[str, str]:
    """The source of each page of *unit* by docname, and of its page of the insight compilation.

    *concepts* maps a section's number to the concepts it owns.
    """
    pages = {entry.docname: _page(entry, unit, concepts.get(entry.number, ())) for entry in unit.pages}
    return pages | {insights_docname(unit): INSIGHTS.format(**_names(unit))}


def _page(entry: Entry, unit: Unit, concepts: Sequence[Concept]) -> str:
    if entry.kind == "section":
        return _section(entry, unit, concepts)
    if entry.kind == "summary":
        return SUMMARY.format(**_names(unit), page=entry.title)
    names = [page.docname.rsplit("/", 1)[1] for page in unit.pages if page is not entry]
    return INDEX.format(**_names(unit), figure=FIGURE.format(folder=_diagrams(unit)), toctree="\n".join(names))


def _section(entry: Entry, unit: Unit, concepts: Sequence[Concept]) -> str:
    slug = entry.label.removeprefix("sec-")
    defines = "".join(f"% todo: introduce {term}: {{defines}}`{id_}`\n" for id_, term in concepts)
    return SECTION.format(
        title=entry.title,
        words=entry.words,
        diagrams=entry.diagrams,
        tables=entry.tables,
        insights=entry.insights,
        defines=f"{defines}\n" if defines else "",
        movements="\n".join(MOVEMENT.format(ordinal=ordinal) for ordinal in MOVEMENTS),
        insight=INSIGHT.format(slug=slug),
        figure=FIGURE.format(folder=_diagrams(unit)),
        table=TABLE.format(slug=slug),
        production=PRODUCTION.format(slug=slug),
        misconception=MISCONCEPTION.format(slug=slug),
        question=QUESTION.format(slug=slug),
    )


def _names(unit: Unit) -> dict[str, str]:
    kind = "Chapter" if unit.entry.kind == "chapter" else "Appendix"
    slug = unit.entry.label.partition("-")[2]
    return {"kind": kind, "number": unit.entry.number, "title": unit.entry.title, "slug": slug}


def _folder(unit: Unit) -> str:
    return unit.entry.docname.split("/")[-2]


def _diagrams(unit: Unit) -> str:
    """The folder of its diagrams: ``ch08``, ``app-a``."""
    number = unit.entry.number
    return f"ch{int(number):02}" if unit.entry.kind == "chapter" else f"app-{number.lower()}"
