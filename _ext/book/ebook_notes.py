"""What the e-book says in place and where it leads back: definitions as notes, works with where they are cited.

A reading system shows a note over the page when its mark is touched; others lead to it, at the end of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.answers_section import FOLDED
from book.domain import book_domain
from book.listings import Lister
from book.model.answers import entry_name
from book.model.records import Gathering
from book.nodes import book_concept
from book.rewrite import citation_labels, citations_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE_ROLES = {
    "part": "doc-part",
    "chapter": "doc-chapter",
    "appendix": "doc-appendix",
    "introduction": "doc-introduction",
    "preface": "doc-preface",
}
"""The role of a page in the publication (DPUB-ARIA 1.1), by the kind of its entry in the outline or by its name."""


class NamePages(SphinxPostTransform):
    """Says of each page what it is in the book: a part, a chapter, the glossary."""

    default_priority = 20
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        section = self.document.next_node(nodes.section)
        if section is None:
            return
        if role := self.role():
            section["doc_role"] = role
        entry = book_domain(self.env).outline.at(self.env.docname)
        title = section.next_node(nodes.title)
        if title is not None and entry is not None and entry.kind == "part":
            title.insert(0, nodes.Text(f"{entry_name(entry)}. "))

    def role(self) -> str:
        domain, docname = book_domain(self.env), self.env.docname
        entry = domain.outline.at(docname)
        gatherings: tuple[Gathering, ...] = domain.pages[docname].gatherings if docname in domain.pages else ()
        if docname == self.config.book_glossary:
            return "doc-glossary"
        if docname == citations_page(citation_labels(self.env)):
            return "doc-bibliography"
        if any(gathering.kind == "concept-index" for gathering in gatherings):
            return "doc-index"
        if entry is None:
            return ""
        return PAGE_ROLES.get(entry.kind) or PAGE_ROLES.get(docname.rpartition("/")[2], "")


class DefineInNotes(SphinxPostTransform):
    """Makes each mention of a concept the mark of a note, which defines it and leads to its section."""

    # After references are resolved (10).
    default_priority = 20
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        uses: dict[str, list[book_concept]] = {}
        for mention in self.document.findall(book_concept):
            uses.setdefault(mention["concept"], []).append(mention)
        page = self.document.next_node(nodes.section)
        if page is not None:
            page += [self.note(concept, mentions) for concept, mentions in uses.items()]

    def note(self, concept: str, mentions: list[book_concept]) -> nodes.footnote:
        """The definition of *concept*, to which *mentions* lead from here on."""
        domain, first = book_domain(self.env), mentions[0]
        lister = Lister(domain, self.env._app.builder, self.env.docname)
        words = nodes.paragraph("", "", nodes.strong("", first["term"]), nodes.Text(f": {first['definition']} "))
        owner = domain.concepts.owner(concept)
        if owner is not None:
            there = owner.docname if owner.docname in domain.pages else ""
            words += [lister.link(entry_name(owner), there, f"concept-{concept}", owner.title), nodes.Text("; ")]
        words += lister.link("Glossary", self.config.book_glossary, f"term-{concept}")
        for count, mention in enumerate(mentions, 1):
            mention["ids"], mention["refuri"] = [f"use-{concept}-{count}"], f"#note-{concept}"
            place = "" if len(mentions) == 1 else f", mention {count}"
            words += [nodes.Text(" "), back(f"#use-{concept}-{count}", "↩", f"Back to “{first['term']}”{place}")]
        return nodes.footnote("", words, ids=[f"note-{concept}"], classes=["book-note"])


class LeadBackFromWorks(SphinxPostTransform):
    """Says below each work of the bibliography on which pages it is cited, and leads to the first place on each."""

    default_priority = 20
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        works = list(self.document.findall(nodes.citation))
        if not works:
            return
        places = self.places()
        for work in works:
            if found := places.get(work["ids"][0]):
                links = [back(uri, words, f"Back to {words}") for words, uri in found.items()]
                line = nodes.paragraph("", "Cited in ", classes=["book-cited"])
                for count, link in enumerate(links):
                    line += [nodes.Text(", ")] if count else []
                    line += link
                work += line

    def places(self) -> dict[str, dict[str, str]]:
        """By the anchor of a work: the address of its first citation on each page, by the page's name."""
        domain, builder = book_domain(self.env), self.env._app.builder
        cite: Any = self.env.domains["cite"]
        anchors = {citation.key: citation.citation_id for citation in cite.citations}
        order = {docname: position for position, docname in enumerate(domain.book.order)}
        in_questions = self.cited_in_questions()
        found: dict[str, dict[str, str]] = {}
        for ref in sorted(cite.citation_refs, key=lambda ref: order.get(ref.docname, len(order))):
            entry = domain.outline.at(ref.docname)
            words = entry_name(entry) if entry else self.env.titles[ref.docname].astext()
            if entry is not None and entry.kind == "summary":
                words = f"Summary of Chapter {entry.unit}"
            uri = builder.get_relative_uri(self.env.docname, ref.docname)
            for target in ref.targets:
                if target.key in anchors:
                    place = in_questions.get((ref.docname, target.key), ref.citation_ref_id)
                    found.setdefault(anchors[target.key], {}).setdefault(words, f"{uri}#{place}")
        return found

    def cited_in_questions(self) -> dict[tuple[str, str], str]:
        """By page and key of a work: the question that cites it; its answer, which may be what does, is elsewhere."""
        found: dict[tuple[str, str], str] = {}
        for page in book_domain(self.env).pages.values():
            questions = {box.id for box in page.boxes if box.kind in FOLDED}
            for ref in page.references:
                if ref.role == "cite" and ref.within in questions:
                    found.setdefault((page.docname, ref.target), ref.within)
        return found


def back(uri: str, words: str, label: str) -> nodes.reference:
    """A link to where the reader came from; *label* says to those who hear it where that is."""
    return nodes.reference("", words, refuri=uri, internal=True, doc_role="doc-backlink", doc_label=label)


def connect(app: Sphinx) -> None:
    """Have the e-book's pages named, and its definitions and works led to and back."""
    for transform in (NamePages, DefineInNotes, LeadBackFromWorks):
        app.add_post_transform(transform)
