"""One diagram and a few formulas, drawn ahead: the bench measures building, so no browser may be needed for it."""

from __future__ import annotations

NODES = ("client", "gateway", "leader", "follower", "follower two", "log", "snapshot", "ledger", "auditor")
EDGES = ((0, 1), (1, 2), (2, 3), (2, 4), (2, 5), (3, 5), (4, 5), (5, 6), (6, 7), (7, 8), (8, 0))


def mermaid_source(label: str = "write") -> str:
    """A flow of nine nodes and eleven edges, the first of them called *label*."""
    lines = ["flowchart LR", *(f"  n{i}[{name}]" for i, name in enumerate(NODES))]
    for i, (start, end) in enumerate(EDGES):
        lines.append(f"  n{start} -->|{label if i == 0 else f'step {i}'}| n{end}")
    return "\n".join(lines) + "\n"


def drawing() -> str:
    """A flat SVG of the size and the parts that such a flow has once drawn."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 360" width="900" height="360" role="img">']
    for i, (start, end) in enumerate(EDGES):
        x1, y1, x2, y2 = (*_center(start), *_center(end))
        parts.append(
            f'<path d="M{x1},{y1}C{x1 + 40},{y1} {x2 - 40},{y2} {x2},{y2}" fill="none" stroke="#333333"/>'
            f'<text x="{(x1 + x2) / 2}" y="{(y1 + y2) / 2}" font-size="13" fill="#222222">step {i}</text>'
        )
    for i, name in enumerate(NODES):
        x, y = _center(i)
        parts.append(
            f'<rect x="{x - 50}" y="{y - 20}" width="100" height="40" rx="3" fill="#f4f6f8" stroke="#445566"/>'
            f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="14" fill="#222222">{name}</text>'
        )
    return "".join([*parts, "</svg>\n"])


def _center(node: int) -> tuple[int, int]:
    return 80 + 180 * (node % 5), 80 + 180 * (node // 5)


FORMULAS = {
    "n \\ge 2f + 1": "<mi>n</mi><mo>≥</mo><mn>2</mn><mi>f</mi><mo>+</mo><mn>1</mn>",
    "r + w > n": "<mi>r</mi><mo>+</mo><mi>w</mi><mo>&gt;</mo><mi>n</mi>",
    "p = 1 - (1 - q)^k": (
        "<mi>p</mi><mo>=</mo><mn>1</mn><mo>−</mo><msup><mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>q</mi><mo>)</mo></mrow>"
        "<mi>k</mi></msup>"
    ),
    "t = \\frac{d}{c}": "<mi>t</mi><mo>=</mo><mfrac><mi>d</mi><mi>c</mi></mfrac>",
}
"""TeX source and the inside of its MathML."""


def mathml(tex: str) -> str:
    """The stored form of one of ``FORMULAS``."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{FORMULAS[tex]}</math>\n'
