"""``python -m book.desk.diagram ch08/slug``: the source of a new diagram to start from, and the directive to paste."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from book.kinds import DIAGRAM_TYPES
from book.model.outline import Outline

from .chapter import outline_of
from .template import diagram_folder

CHART = ".vl.json"
MERMAID = ".mmd"
FRONT_FOLDER = "ch00"
"""The folder of the front matter's diagrams."""

_FLOWCHART = """\
flowchart {direction}
  first["todo: what starts it"]:::client
  second["todo: what follows"]:::replica
  third["todo: what comes of it"]:::decision
  first -->|"todo: how"| second
  second --> third
"""

SKELETONS = {
    "concept": _FLOWCHART.format(direction="TB"),
    "flow": """\
sequenceDiagram
  participant A as todo: caller
  participant B as todo: callee
  A->>B: todo: request
  Note over B: todo: what happens
  B-->>A: todo: answer
""",
    "state": """\
stateDiagram-v2
  [*] --> First
  First --> Second: todo: event
  Second --> First: todo: other event
  Second --> [*]
""",
    "comparison": """\
flowchart LR
  subgraph one ["todo: one design"]
    a["todo: its step"]:::replica --> b["todo: its outcome"]:::good
  end
  subgraph other ["todo: the other"]
    c["todo: its step"]:::replica --> d["todo: its outcome"]:::bad
  end
""",
    "evolution": _FLOWCHART.format(direction="LR"),
}
"""The Mermaid source to start from, by the diagram's type."""

CHART_SKELETON = """\
{
  "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
  "description": "todo: what is measured, of what, where the numbers are from.",
  "width": 440,
  "height": 260,
  "data": {
    "values": [
      {"x": 0, "y": 0},
      {"x": 1, "y": 1}
    ]
  },
  "mark": {"type": "line", "point": true},
  "encoding": {
    "x": {"field": "x", "type": "quantitative", "axis": {"title": "todo: quantity, unit"}},
    "y": {"field": "y", "type": "quantitative", "axis": {"title": "todo: quantity, unit"}}
  }
}
"""

DIRECTIVE = """\
:::{{diagram}} {name}
:type: {type}
:alt: todo: what someone who cannot see it needs to know, in a sentence or three; not the caption again.

todo: the caption, a sentence that says what to see in it.
:::
"""


def split_id(given: str) -> tuple[str, str]:
    """Name and ending of the source that *given* asks for; the ending is Mermaid's unless it says otherwise."""
    for ending in (CHART, MERMAID):
        if given.endswith(ending):
            return given.removesuffix(ending), ending
    return given, MERMAID


def fault_of(name: str, outline: Outline, diagrams: Path) -> str:
    """What is wrong with *name* for a new diagram below *diagrams*, and the remedy; empty when nothing is."""
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9]+(-[a-z0-9]+)*", name):
        return f"{name!r} is not the id of a diagram; write the chapter's folder and a slug, such as ch08/retry-storm"
    folder, slug = name.split("/")
    folders = [FRONT_FOLDER, *map(diagram_folder, outline.units())]
    if folder not in folders:
        return f"the plan has no chapter whose diagrams are in {folder!r}; the folders are {', '.join(folders)}"
    for path in sorted(diagrams.rglob(f"{slug}.*")):
        other = split_id(path.relative_to(diagrams).as_posix())[0]
        if other != name and other.rpartition("/")[2] == slug and not other.startswith("rendered/"):
            return f"{path} has the slug {slug!r} already, and fig-{slug} can lead to one diagram only; choose another"
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the source unless it is there, and print the directive."""
    parser = argparse.ArgumentParser(
        prog="make diagram", usage="make diagram ID=ch08/slug [TYPE=flow]   (ID=ch08/slug.vl.json for a chart)"
    )
    parser.add_argument("id", help="the chapter's folder and the slug")
    parser.add_argument("--type", choices=DIAGRAM_TYPES, help="what it shows; concept unless given, comparison a chart")
    parser.add_argument("--root", type=Path, default=Path())
    options = parser.parse_args(arguments)
    diagrams: Path = options.root / "diagrams"
    if (outline := outline_of(options.root / "source")) is None:
        return 1
    name, ending = split_id(options.id)
    if fault := fault_of(name, outline, diagrams):
        print(fault, file=sys.stderr)
        return 1
    kind = options.type or ("comparison" if ending == CHART else "concept")
    there = [path for path in (diagrams / f"{name}{MERMAID}", diagrams / f"{name}{CHART}") if path.exists()]
    if there:
        print(f"kept  {there[0]}, which is there already")
    else:
        path = diagrams / f"{name}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        skeleton = CHART_SKELETON if ending == CHART else SKELETONS[kind]
        path.write_text(skeleton, encoding="utf-8", newline="\n")
        print(f"wrote {path}")
    print(f"paste where the text speaks of {{numref}}`fig-{name.rpartition('/')[2]}`:\n")
    print(DIRECTIVE.format(name=name, type=kind))
    print("next: write what is marked todo:, then draw it: make diagrams")
    return 0


if __name__ == "__main__":
    sys.exit(main())
