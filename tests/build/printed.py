"""A tiny book with all matters of a printed book and every kind of box."""

from __future__ import annotations

from tests.build.tiny import SECTION, toctree

S = SECTION
NASTY = r"100% of _all_ #1 & \\ {braces} ~ ^ <b> $x^2$ `co_de` dollar\$"

EVERY_BOX = f"""
:::{{insight}} {NASTY}
:id: i-one
:concepts: node
:rank: essential

:revelation: Words.
:why: Words.
:implication: Words.
:remember: Words.
:::

:::{{misconception}} A belief about a {{concept}}`node` {{cite:p}}`adams1990one`
:id: m-one

:belief: Words.
:reality: Words.
:::

:::{{irreducible-truths}}
:ids: t-one, t-two

1. First truth.
2. Second truth.
:::

:::{{production}} It happened
:id: p-one
:system: S & T

Words {{cite:p}}`adams1990one`.
:::

:::{{scenario}}
Scene.
:::

:::{{question}} Why \u200f\u05d0\u200e?
:id: q-one

Because of {{insight}}`i-one`.[^n]

[^n]: A note.
:::

:::{{chapter-overview}}
Overview.
:::

:::{{essential-question}}
What?
:::

:::{{mental-models}}
- **Model**: words
:::

:::{{discussion}}
Words.
:::

:::{{exercise}}
Words.
:::
"""

FIGURE = """
:::{diagram} ch01/critical-step
:type: concept
:alt: A picture.

A caption with a {concept}`node` in it. And more.
:::
"""
TABLE = """
:::{table} A caption with 5 %
:id: t-tab
:type: comparison

| a | b |
| --- | --- |
| 1 | {insight}`i-one` |
:::
"""


def insight(ident: str, title: str = "A title") -> str:
    fields = "".join(f":{name}: Words.\n" for name in ("revelation", "why", "implication", "remember"))
    return f":::{{insight}} {title}\n:id: {ident}\n\n{fields}:::\n"


BOOK: dict[str, str] = {
    "index": "# The Landing Page\n\nWords for the web.\n\n"
    + toctree(S["intro"], S["part1"], S["part2"], S["extra"], "glossary", "references", "companion"),
    S["intro"]: "# Introduction\n\nSee {ref}`sec-first`, {ref}`sec-never` and [the companion](/companion.md).\n",
    S["part1"]: "# Part the First\n\n## In the part\n\n" + toctree(S["alpha"]),
    S["alpha"]: "# Alpha\n\n## On the chapter's page\n\n" + toctree(S["first"], S["second"], S["summary"]),
    S["first"]: f"# First\n\n{{defines}}`node`.\n\n{EVERY_BOX}\n## Below\n\n### Further below\n{FIGURE}{TABLE}",
    S["second"]: "# Second\n\n{defines}`timeout` {question}`q-one` {truth}`t-two` {numref}`t-tab` {concept}`node`"
    f" {{numref}}`fig-critical-step` {{concept}}`lease`.\n\n{insight('i-two')}",
    S["summary"]: "# Summary\n\nWords.\n",
    S["part2"]: "# Part the Second\n\n" + toctree(S["beta"]),
    S["beta"]: "# Beta\n\n" + toctree(S["third"]),
    S["third"]: "# Third\n\n:::{question} Third?\n:id: q-third\n\nYes.\n:::\n",
    S["extra"]: "# Extra\n\n" + toctree(S["more"]),
    S["more"]: f"# More\n\n{insight('i-app')}",
    "glossary": "# Glossary\n\n:::{book-glossary}\n:::\n",
    "references": "# References\n\n```{bibliography}\n```\n",
    "companion": "# Compilation\n\n:::{insight-compilation}\n:::\n",
}
"""All matters of a book, every kind of box, and two sections and a chapter that the plan has and nobody wrote."""
