"""Keys: a drawing's name in the store says exactly what it was drawn from."""

from __future__ import annotations

import hashlib

from .packages import ARIMO, MERMAID, TEMML

# Raise these when the code below page/, charts.py or formulas.py comes to draw differently.
FLATTENER = 1
CHART_STYLE = 1
FORMULA_STYLE = 1

# The library that draws charts; the version is part of every chart's key, so another one is refused.
VL_CONVERT = "1.9.0"

MERMAID_STAMP = f"mermaid {MERMAID.version} arimo {ARIMO.version} flattener {FLATTENER}"
CHART_STAMP = f"vl-convert {VL_CONVERT} arimo {ARIMO.version} style {CHART_STYLE}"
FORMULA_STAMP = f"temml {TEMML.version} style {FORMULA_STYLE}"


def digest(*parts: str) -> str:
    """The first 16 hex digits of the SHA-256 of *parts*; where a part ends matters."""
    total = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        total.update(b"%d:" % len(encoded))
        total.update(encoded)
    return total.hexdigest()[:16]
