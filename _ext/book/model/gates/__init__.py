"""The quality gates: pure functions over records and texts, a row of :data:`GATES` each, and their scorecard."""

from __future__ import annotations

from book.model.gates.gate import LEVELS, MUST, NOTE, SHOULD, Finding, Gate, Manuscript, Remark, Setting, Words, Work
from book.model.gates.scorecard import Memory, Score, Scorecard, judge
from book.model.gates.table import FAMILIES, GATES

__all__ = [
    "FAMILIES", "GATES", "LEVELS", "MUST", "NOTE", "SHOULD", "Finding", "Gate", "Manuscript", "Memory", "Remark",
    "Score", "Scorecard", "Setting", "Words", "Work", "judge",
]  # fmt: skip
