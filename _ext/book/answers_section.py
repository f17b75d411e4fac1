"""Where the e-book, which can't fold an answer away, puts it: in a section after the chapter's last page.

Print does the same with the tree of the whole book at hand (`book.print`); here each page is written by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from book.copies import Copier
from book.domain import BookDomain, book_domain
from book.kinds import BOX_KINDS, NUMBERED_LABELS
from book.model.items import Item
from book.nodes import answer_id, book_answer, book_box, book_label
from book.rewrite import last_written

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from book.model.outline import Unit

FOLDED = frozenset(kind.name for kind in BOX_KINDS.values() if kind.folded)
"""The kinds of boxes that have an answer."""
SECTION_ID = "answers-to-questions"
"""The anchor of the section; a page has at most one."""


def page_of_answers(domain: BookDomain, docname: str) -> str:
    """The page that ends with the answers to the questions of *docname*.

    It is the last written page of the chapter or appendix; outside of these, *docname* itself.
    """
    unit = _unit_of(domain, docname)
    return docname if unit is None else last_written(unit, domain)


def questions_answered_on(domain: BookDomain, docname: str) -> tuple[Item, ...]:
    """The questions whose answers stand at the end of *docname*, in reading order."""
    if page_of_answers(domain, docname) != docname:
        return ()
    unit = _unit_of(domain, docname)
    asked_on = (docname,) if unit is None else unit.docnames
    pages = (domain.pages[name] for name in asked_on if name in domain.pages)
    return tuple(domain.book.item(box) for page in pages for box in page.boxes if box.kind in FOLDED)


def _unit_of(domain: BookDomain, docname: str) -> Unit | None:
    return next((unit for unit in domain.outline.units() if docname in unit.docnames), None)


def answers_section(domain: BookDomain, builder: Builder, docname: str) -> nodes.section | None:
    """A section "Answers" for the end of *docname*; None when no answer belongs there.

    To be put into the tree before references are resolved.
    """
    copier = Copier(domain.env)
    section = nodes.section(
        "", nodes.title("", "Answers"), ids=[SECTION_ID], classes=["book-answers"], doc_role="doc-qna"
    )
    for item in questions_answered_on(domain, docname):
        box = copier.copy(item)
        if box is None or (answer := box.next_node(book_answer)) is None:
            continue
        number = nodes.inline("", "", book_label("", _name(item), classes=["book-number"]))
        link = make_refnode(builder, docname, item.docname, item.id, number)
        title = cast("nodes.Element", box[0])
        lead = nodes.paragraph("", "", link, nodes.Text(" "), nodes.emphasis("", "", *title.children))
        section += nodes.container("", lead, *answer.children, ids=[answer_id(item.id)], classes=["book-answer"])
    return section if len(section) > 1 else None


def answer_link(domain: BookDomain, builder: Builder, docname: str, question: str) -> nodes.paragraph:
    """A paragraph for the box of *question*, as shown on *docname*, that leads to the answer."""
    target = page_of_answers(domain, domain.answers.boxes[question].docname)
    link = make_refnode(builder, docname, target, answer_id(question), nodes.inline("", "Answer"))
    item = domain.book.item(domain.answers.boxes[question])
    # A page may have many such links: the rest of the name is for those who hear them one by one.
    link["reftitle"] = f"Answer to {_name(item)}"
    return nodes.paragraph("", "", link, classes=["book-answer-link"])


def _name(item: Item) -> str:
    return f"{NUMBERED_LABELS[item.kind]} {item.number}".strip()


class PlaceAnswers(SphinxPostTransform):
    """In the e-book, ends each chapter with the answers to its questions, to which the questions lead."""

    # After the gathered pages are filled (5) and the answers taken away (6), before labels (8) and references (10).
    default_priority = 7

    def run(self, **kwargs: object) -> None:
        builder = self.env._app.builder
        if builder.name != "epub":
            return
        domain, docname = book_domain(self.env), self.env.docname
        for box in list(self.document.findall(book_box)):
            if box["kind"] not in FOLDED or box["book_id"] not in domain.answers.boxes:
                continue
            # `MoveAnswers` leaves them in gathered copies.
            for answer in list(box.findall(book_answer)):
                box.remove(answer)
            box.insert(1, answer_link(domain, builder, docname, box["book_id"]))
        section = answers_section(domain, builder, docname)
        page = self.document.next_node(nodes.section)
        if section is not None and page is not None:
            page += section
