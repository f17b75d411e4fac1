"""The book's drawings: diagrams, charts and formulas, drawn once and kept in a committed store.

Importing it, and asking the store, loads neither a browser nor a chart library.
"""

from __future__ import annotations

from . import formulas
from .rules import Problem, lint
from .store import Rendering, Store
from .theme import css, dark

__all__ = ["Problem", "Rendering", "Store", "css", "dark", "formulas", "lint"]
