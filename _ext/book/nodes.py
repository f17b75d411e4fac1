"""The node classes of the book's doctrees. Attributes hold facts; what the reader sees is in the children."""

from __future__ import annotations

from docutils import nodes


class book_box(nodes.General, nodes.Element):
    """A box: ``kind`` (a row of BOX_KINDS), ``book_id``, ``concepts``, ``rank``, ``system``, ``date``.

    Children: a ``book_title`` (always the first child), then ``book_field`` and other body elements.
    """


class book_title(nodes.TextElement):
    """The title line of a box; empty when the kind has none and the label alone is shown."""


class book_field(nodes.General, nodes.Element):
    """One field of a box: ``name``, and ``label`` until a transform writes the label into the tree."""


class book_answer(nodes.General, nodes.Element):
    """The part of a box that is folded away until the reader asks for it."""


def answer_id(question: str) -> str:
    """The anchor, in every edition, of the answer to the question of that id."""
    return f"answer-{question}"


class book_figure(nodes.General, nodes.Element):
    """A diagram: ``name``, ``type``, ``concepts``, ``explorable``. Children: ``book_picture``, ``book_caption``."""


class book_picture(nodes.General, nodes.Inline, nodes.Element):
    """The picture itself: ``name``, ``alt``; the writers find the file in the store of drawings."""


class book_caption(nodes.TextElement):
    """The caption of a diagram."""


class book_table(nodes.General, nodes.Element):
    """Around a table that has a type: ``type``, ``concepts``, ``columns``, ``rows``. The table has id and title."""


class book_label(nodes.inline):
    """Words that the build adds: a label, a number. Not counted and not translated."""


class book_concept(nodes.reference):
    """A link to a concept's entry in the glossary: ``concept``, ``refuri``, and ``definition`` in plain text."""


class book_defines(nodes.strong):
    """The place that introduces a concept: ``target``, ``by_id``; ``concept`` and ids once resolved."""


class book_calc(nodes.inline):
    """Checked arithmetic, typeset in its children; ``source`` text in ``calc``."""


class book_gathering(nodes.General, nodes.Element):
    """A place that is filled from the whole book when the page is written: ``kind``, ``options``."""


class book_definitions(nodes.General, nodes.Element):
    """At the end of a page, the definitions of the concepts it uses: ``items``, a list of (id, term, definition)."""


class book_row(nodes.row):
    """A row of an index: ``rank`` and ``concepts``, by which readers can filter."""


class book_bar(nodes.inline):
    """A share: its words in the children, and ``percent``, of which formats that can draw a bar."""


class book_badge(nodes.General, nodes.TextElement):
    """At the foot of a page, what of it has been checked. Not counted."""


class book_heading(nodes.TextElement):
    """In print, the title of a page or section: ``level`` and ``number``; the ids are its parent's."""


class book_entry(nodes.TextElement):
    """In print, the first child of a heading, caption or box title: its text for contents, lists and running heads."""


class book_matter(nodes.General, nodes.Element):
    """In print, the place where a matter of the book begins: ``name`` (front, main, appendix, back), ``lists``."""


class book_work(nodes.General, nodes.Element):
    """In print, a work in the list of references: ``ids``, ``docname``."""


PRINTED = (book_heading, book_entry, book_matter, book_work)
"""Made by `book.print` for LaTeX alone."""

ALL = (
    book_box, book_title, book_field, book_answer, book_figure, book_picture, book_caption, book_table, book_label,
    book_concept, book_defines, book_calc, book_gathering, book_definitions, book_row, book_bar, book_badge,
)  # fmt: skip
