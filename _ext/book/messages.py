"""Every warning the extension gives: its name, and the one function that gives it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger("book")


class Warn(StrEnum):
    """The subtypes of ``book.…`` warnings; each can be listed in ``suppress_warnings`` by itself."""

    TITLE_MISSING = "title-missing"
    """A box whose kind needs a title has none."""
    TITLE_UNEXPECTED = "title-unexpected"
    """A box whose kind has no title was given one."""
    BODY_MISSING = "body-missing"
    """A box, diagram or table without content."""
    FIELD_MISSING = "field-missing"
    """A required field is not there."""
    FIELD_EMPTY = "field-empty"
    """A field has a name and no text."""
    FIELD_UNKNOWN = "field-unknown"
    """A field that this kind of box does not have."""
    FIELD_REPEATED = "field-repeated"
    """A field stands twice in one box."""
    OPTION_UNKNOWN = "option-unknown"
    """An option that this directive does not have."""
    OPTION_EMPTY = "option-empty"
    """An option has a name and no value."""
    OPTION_REPEATED = "option-repeated"
    """An option stands twice."""
    OPTION_MISSING = "option-missing"
    """A required option is not there."""
    OPTION_VALUE = "option-value"
    """An option's value is not one of those allowed."""
    ID_INVALID = "id-invalid"
    """An id that is not kebab-case."""
    ID_DUPLICATE = "id-duplicate"
    """An id used twice in the book."""
    IDS_COUNT = "ids-count"
    """A list of truths with more or fewer ids than items."""
    LIST_MISSING = "list-missing"
    """A directive that holds a list has none."""
    CITATION_UNKNOWN = "citation-unknown"
    """A citation of a work that the bibliography does not hold."""
    CITATION_MISSING = "citation-missing"
    """A production case without a citation."""
    CONCEPT_UNKNOWN = "concept-unknown"
    """A concept that ``concepts.toml`` does not hold."""
    CONCEPT_DEFINED_TWICE = "concept-defined-twice"
    """A concept introduced in two places."""
    CONCEPT_MISPLACED = "concept-misplaced"
    """A concept introduced outside the section that owns it."""
    CONCEPT_UNDEFINED = "concept-undefined"
    """A written section does not introduce a concept that it owns."""
    CONCEPT_BEFORE_DEFINITION = "concept-before-definition"
    """A concept used on its own page before it is introduced there."""
    TARGET_UNKNOWN = "target-unknown"
    """A reference to an id or label that is nowhere in the book or its plan."""
    COUNT_UNKNOWN = "count-unknown"
    """A figure of the book that the build does not count."""
    DIAGRAM_MISSING = "diagram-missing"
    """A diagram whose source does not exist."""
    DIAGRAM_STALE = "diagram-stale"
    """A diagram whose picture is not drawn, or is older than its source."""
    TABLE_MISSING = "table-missing"
    """A table directive that does not hold exactly one table."""
    TABLE_WIDE = "table-wide"
    """A table with more columns than fit a page."""
    CALC = "calc"
    """An arithmetic mistake, or arithmetic that cannot be read."""
    CALC_UNKNOWN = "calc-unknown"
    """A derivation that ``source/calc`` does not hold."""
    FORMULA_MISSING = "formula-missing"
    """A formula that is not in the store yet."""
    FENCE = "fence"
    """A fence that is never closed, or closed by that of a box inside it."""
    TODO = "todo"
    """A piece of a page that is marked as still to be written."""
    CONVERTER_MISSING = "converter-missing"
    """No program to convert a picture for this format."""
    PAGE_UNREADABLE = "page-unreadable"
    """A source file that is not UTF-8."""


def warn(message: str, kind: Warn, location: Node | tuple[str, int] | str | None) -> None:
    """Warn of *message*, which names the place's value and the remedy, at *location*."""
    logger.warning("%s", message, type="book", subtype=kind.value, location=location)
