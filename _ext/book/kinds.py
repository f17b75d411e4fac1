"""The table of box kinds: one row each; a new kind of box is a new row."""

from __future__ import annotations

from dataclasses import dataclass

RANKS = ("essential", "major", "supporting")
DEFAULT_RANK = "major"
DIAGRAM_TYPES = ("concept", "flow", "state", "comparison", "evolution")
TABLE_TYPES = ("comparison", "property", "decision", "evolution", "trade-off")
MAX_TABLE_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Field:
    """One ``:name: text`` field of a box's body and the words that introduce it to the reader."""

    name: str
    label: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class BoxKind:
    """How one kind of box is written, numbered, gathered and shown."""

    name: str
    """The directive's name and, for numbered kinds, the role's."""
    label: str
    """What the reader sees before the number or title."""
    style: str
    """The look, shared by several kinds: a CSS class ``book-style-…`` and a LaTeX frame of the same name."""
    title: str = "required"
    """``required``, ``optional`` or ``none``."""
    fields: tuple[Field, ...] = ()
    options: tuple[str, ...] = ("id", "concepts")
    numbered: bool = False
    gathered: bool = True
    needs_id: bool = False
    needs_citation: bool = False
    folded: bool = False
    """The body (an answer) is folded away in HTML and stands after the chapter in print and EPUB."""
    referable: bool = False
    """A role of the kind's name refers to it."""


BOX_KINDS: dict[str, BoxKind] = {
    kind.name: kind
    for kind in (
        BoxKind(
            "insight",
            "Insight",
            style="insight",
            fields=(
                Field("revelation", "The revelation"),
                Field("why", "Why it is non-obvious"),
                Field("implication", "The implication"),
                Field("remember", "Remember this as"),
            ),
            options=("id", "concepts", "rank"),
            numbered=True,
            referable=True,
        ),
        BoxKind(
            "misconception",
            "Misconception",
            style="warning",
            fields=(
                Field("belief", "The belief"),
                Field("tempting", "Why it is tempting", required=False),
                Field("reality", "The reality"),
                Field("tell", "How to tell", required=False),
            ),
            numbered=True,
            referable=True,
        ),
        BoxKind(
            "irreducible-truths",
            "Irreducible truths",
            style="truth",
            title="none",
            options=("ids", "concepts"),
        ),
        BoxKind(
            "production",
            "In production",
            style="case",
            options=("id", "concepts", "system", "date"),
            numbered=True,
            referable=True,
            needs_citation=True,
        ),
        BoxKind("scenario", "Illustrative scenario", style="scene", title="optional", options=("id",), gathered=False),
        BoxKind(
            "question",
            "Check your understanding",
            style="question",
            numbered=True,
            referable=True,
            needs_id=True,
            folded=True,
        ),
        BoxKind("chapter-overview", "Chapter overview", style="frame", title="none"),
        BoxKind("essential-question", "The essential question", style="frame", title="none"),
        BoxKind("mental-models", "Mental models", style="frame", title="none"),
        BoxKind("discussion", "Discussion", style="question", title="optional", referable=True),
        BoxKind("exercise", "Exercise", style="question", title="optional", referable=True),
    )
}
"""Every kind by name. Truths are numbered item by item, under the kind ``truth``."""

TRUTH = "truth"
"""The kind of one item of ``irreducible-truths``."""
NUMBERED_LABELS = {**{k.name: k.label for k in BOX_KINDS.values() if k.numbered}, TRUTH: "Truth"}
NUMBERED_LABELS["production"] = "Case"
NUMBERED_LABELS["question"] = "Question"
"""The word before the number, in a title and in a reference: "Insight 1.4", "Case 1.2"."""
