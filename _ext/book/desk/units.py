"""``python -m book.desk.units``: the units of checked arithmetic as a page, from the list that the build uses."""

from __future__ import annotations

from book.model.arithmetic import units

PAGE = """\
# The units of checked arithmetic

What ``{{calc}}`24 h + 11 min = 87,060 s` `` may measure in. A unit is written by its symbol or, where its name is one
word, by that or its plural: `3 min`, `3 minutes`. Units combine into rates and products, such as `10 Gb/s` and
`requests/s`. Any other word is a counted noun: `3 replicas × 4 regions = 12 copies` compares the numbers.

A year is 365 days and a month 30, as in service-level arithmetic, so twelve months are not a year; who means another
year writes its days, `365.25 days`. Prefixes of bits and bytes are decimal (`kB` is 1,000 bytes) and binary (`KiB` is
1,024).

{tables}

Grammar: `+ - × * · / ÷ ^` and parentheses between numbers with units; `=` (equal to the digits shown), `≈` (rounded),
`<`, `>`, `≤`, `≥` between sides, in chains of any length; digit groups with commas, decimal points, powers of ten,
`thousand million billion trillion`; `%` always means percent; the functions `sqrt ln log2 log10 exp min max sum
choose`, with arguments separated by a comma and a space. A derivation too long for a page stands in
`source/calc/chNN.toml` and is printed by ``{{calc}}`@name` ``.

This page is generated: `make docs` writes it from `_ext/book/model/arithmetic_units.py`.
"""


def page() -> str:
    """The page, in Markdown: a table for each kind of unit, in the order of the list."""
    kinds: dict[str, list[str]] = {}
    for name, symbol, kind, definition in units():
        kinds.setdefault(kind, []).append(f"| `{symbol}` | {name} | {definition} |")
    head = "| symbol | name | is |\n| --- | --- | --- |\n"
    tables = [f"## {kind.capitalize()}\n\n{head}" + "\n".join(rows) for kind, rows in kinds.items()]
    return PAGE.format(tables="\n\n".join(tables))


if __name__ == "__main__":
    print(page(), end="")
