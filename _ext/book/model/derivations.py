"""The derivations too long for a page, read from ``source/calc/chNN.toml`` and checked.

The form of a file::

    [[derivation]]
    name = "feed-reads-at-peak"      # kebab-case; unique in the book
    steps = [                        # in order; each a whole calculation of the checked arithmetic
      "200 million × 5 × 10 = 10^10",
      "10^10 / 86,400 s ≈ 116,000/s",
      "116,000/s × 3 = 348,000/s",
    ]
    result = "348,000/s"             # what the last step comes to, or a calculation of its own

A step takes the values of the steps before it as numbers: there are no names to remember.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from book.model.arithmetic import Verdict, check, same_value
from book.model.datafile import KEBAB, TABLES, TEXT, TEXTS, DataFileError, Faults, Shape, read_toml

_STEPS = Shape("a list of calculations, at least one", lambda v: TEXTS.fits(v) and len(v) > 0)
_REQUIRED = {"name": KEBAB, "steps": _STEPS, "result": TEXT}


class DerivationError(DataFileError):
    """A file of derivations has the wrong form or is wrong."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A result with the steps that lead to it, all of them right."""

    name: str
    steps: tuple[Verdict, ...]
    result: Verdict
    """Its rendering is what ``@name`` prints."""


def load_derivations(path: Path) -> Mapping[str, Derivation]:
    """The derivations of the file at *path* by name, in its order.

    Raises DerivationError with a line for every fault, each with file, key and remedy.
    """
    faults = Faults(path)
    data = read_toml(path, DerivationError)
    faults.check("", data, {"derivation": TABLES})
    if faults.lines:
        raise DerivationError(*faults.lines)
    found: dict[str, Derivation] = {}
    for number, table in enumerate(data["derivation"], 1):
        where = f"derivation {number}."
        before = len(faults.lines)
        faults.check(where, table, _REQUIRED)
        if len(faults.lines) > before:
            continue
        name = table["name"]
        if name in found:
            faults.add(f"{where}name", f"{name!r} stands twice in the file; give one of them another name")
            continue
        found[name] = _derive(name, table["steps"], table["result"], faults)
    if faults.lines:
        raise DerivationError(*faults.lines)
    return MappingProxyType(found)


def load_all_derivations(folder: Path) -> Mapping[str, Derivation]:
    """The derivations of every ``.toml`` file in *folder*, by name; none when there is no folder.

    Raises DerivationError with the faults of all files, and for a name that two files use.
    """
    found: dict[str, Derivation] = {}
    home: dict[str, Path] = {}
    lines: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            loaded = load_derivations(path)
        except DerivationError as error:
            lines += map(str, error.args)
            continue
        for name, derivation in loaded.items():
            if name in home:
                lines.append(f"{path}: name: {name!r} stands in {home[name].name} too; give one of them another name")
            home.setdefault(name, path)
            found.setdefault(name, derivation)
    if lines:
        raise DerivationError(*lines)
    return MappingProxyType(found)


def _derive(name: str, steps: Iterable[str], result: str, faults: Faults) -> Derivation:
    """Check the steps and the result of *name*, noting every fault."""
    verdicts = []
    last = ""
    for number, step in enumerate(steps, 1):
        last = step
        verdicts.append(check(step))
        if not verdicts[-1].ok:
            faults.add(f"{name}.steps[{number}]", verdicts[-1].message)
    verdict = check(result)
    if verdict.kind == "nothing-to-check":
        fault = same_value(last, result) if verdicts[-1].ok else ""
        if fault:
            faults.add(f"{name}.result", f"is not what the last step comes to: {fault}")
        verdict = Verdict(not fault, verdict.rendering)
    elif not verdict.ok:
        faults.add(f"{name}.result", verdict.message)
    return Derivation(name, tuple(verdicts), verdict)
