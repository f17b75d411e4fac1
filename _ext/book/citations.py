"""Citations by author and year: labels that tell works apart, and a bibtex domain that does its work once.

The domain of sphinxcontrib-bibtex formats every cited work on each build, goes through all citations for each entry of
the bibliography and through all entries for each citation, and looks its plugins up every time; at full size that was
18 % of an edit. Here it formats when a cited work has changed and looks citations up by key.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as Unsorted
from pybtex.style.labels import BaseLabelStyle
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation

from book.model.csl import Name, Work

if TYPE_CHECKING:
    from pybtex.database import Entry, Person
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

STYLE = "book"
"""The bibliography style, for ``bibtex_default_style``."""
UNDATED = "undated"

_ROLES = ("author", "editor")
_LATEX = re.compile(r"[\\~$]|--|``|''")
_ESCAPED = re.compile(r"\\([%_#&$~{}])")


class AuthorYearLabels(BaseLabelStyle):  # type: ignore[misc]  # pybtex has no types
    """Labels such as "Dwork et al. 1988"; works that would share one get a letter, in the order of the bibliography."""

    def format_labels(self, sorted_entries: Sequence[Entry]) -> Iterator[str]:
        labels = [f"{authors(entry)} {year(entry)}" for entry in sorted_entries]
        shared, seen = Counter(labels), Counter[str]()
        for label in labels:
            yield label + (chr(ord("a") + seen[label]) if shared[label] > 1 else "")
            seen[label] += 1


class AuthorYearStyle(Unsorted):  # type: ignore[misc]  # pybtex has no types
    """Works sorted by author, year and title, labelled by author and year."""

    default_label_style = AuthorYearLabels
    default_sorting_style = "author_year_title"


def authors(entry: Entry) -> str:
    """Who wrote a work, in a few words: one or two last names, or the first "et al."; else an organization or title."""
    people: list[Person] = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_last_name(person) for person in people]
    if len(names) > 2 or names[1:] == ["others"]:
        return f"{names[0]} et al."
    if names:
        return " and ".join(names)
    fields = entry.fields
    for name in ("organization", "institution", "howpublished", "title"):
        if name in fields:
            return _plain(str(fields[name])).split(":")[0]
    return str(entry.key)


def year(entry: Entry) -> str:
    return str(entry.fields.get("year", UNDATED))


def _last_name(person: Person) -> str:
    return _plain(" ".join([*person.prelast_names, *person.last_names]))


def _plain(text: str) -> str:
    text = " ".join(text.split())
    # Decoding takes a hundred times as long, and most texts have nothing but braces.
    if not _LATEX.search(text):
        return text.replace("{", "").replace("}", "")
    from pybtex.richtext import Text

    return _ESCAPED.sub(r"\1", str(Text.from_latex(text)).replace("\u00a0", " "))


def work_of(citation: Citation) -> Work:
    """The cited or listed entry of *citation* in plain text."""
    entry = citation.entry
    fields = {str(name): str(text) for name, text in entry.fields.items()}
    plain = {
        name: _ESCAPED.sub(r"\1", text) if name in ("doi", "url") else _plain(text) for name, text in fields.items()
    }
    # A dash between pages stays as it is.
    plain |= {"pages": fields["pages"]} if "pages" in fields else {}
    people = {role: tuple(map(_name, entry.persons[role])) for role in _ROLES if role in entry.persons}
    return Work(str(entry.key), str(entry.type), plain, people, str(citation.formatted_entry.label))


def _name(person: Person) -> Name:
    given = " ".join([*person.first_names, *person.middle_names])
    parts = (" ".join(person.last_names), given, " ".join(person.prelast_names), " ".join(person.lineage_names))
    return Name(*map(_plain, parts))


class BookBibtexDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain with lookups by key and nothing formatted twice."""

    _by_key: dict[str, Citation] | None = None
    _cited_in: dict[str, set[str]] | None = None

    def env_updated(self) -> Iterable[str]:
        self._by_key = self._cited_in = None
        signature = self._signature()
        if self.citations and self.data.get("signature") == signature:
            return []
        updated = super().env_updated()
        self.data["signature"] = signature
        self._cited_in = None
        return updated

    def _signature(self) -> tuple[object, ...]:
        """Changes when another work is cited, or an entry, a style or a bibliography changes."""
        keys = sorted({target.key for ref in self.citation_refs for target in ref.targets})
        files = [(str(path), file.mtime) for path, file in self.bibdata.bibfiles.items()]
        places = [(key, value.style, value.line) for key, value in self.bibliographies.items()]
        return (keys, files, sorted(places, key=repr))

    def get_all_cited_keys(self, docnames: Sequence[str]) -> Iterator[str]:
        position = {docname: index for index, docname in enumerate(docnames)}
        for ref in sorted(self.citation_refs, key=lambda ref: position[ref.docname]):
            yield from (target.key for target in ref.targets)

    def get_filtered_entries(self, bibliography_key: Any) -> Iterator[tuple[str, Entry]]:
        """The entries that a bibliography lists: those cited anywhere, in the order of the file."""
        bibliography = self.bibliographies[bibliography_key]
        if self._cited_in is None:
            self._cited_in = {}
            for ref in self.citation_refs:
                for target in ref.targets:
                    self._cited_in.setdefault(target.key, set()).add(ref.docname)
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + entry.key
            if key in self._cited_in or entry.key in bibliography.keys:
                yield key, entry

    @property
    def by_key(self) -> dict[str, Citation]:
        """The cited works by key."""
        if self._by_key is None:
            self._by_key = {citation.key: citation for citation in self.citations}
        return self._by_key

    def resolve_xref(  # type: ignore[override]  # bibtex answers with an inline, not with a reference
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """As ``cite:p``, "(Dwork et al. 1988; Lamport 1998)"; as ``cite:t``, "Dwork et al. (1988)"."""
        found = [(part, self.by_key.get(part.key)) for part in parse_citation_targets(target)]
        if typ not in ("p", "t") or any(citation is None for _, citation in found):
            # Unknown works have been reported by the check of consistency; their keys are shown.
            return contnode
        out = nodes.inline("", "", classes=["book-citation"])
        out += [nodes.Text("(")] if typ == "p" else []
        for index, (part, citation) in enumerate(found):
            assert citation is not None
            out += [nodes.Text("; " if typ == "p" else ", ")] if index else []
            out += self._cited(part, citation, typ, builder, fromdocname)
        out += [nodes.Text(")")] if typ == "p" else []
        return out

    def _cited(
        self, part: CitationTarget, citation: Citation, typ: str, builder: Builder, fromdocname: str
    ) -> list[nodes.Node]:
        label = str(citation.formatted_entry.label)
        who, _, when = label.rpartition(" ")
        words = nodes.inline("", label if typ == "p" else when)
        link = make_refnode(builder, fromdocname, citation.bibliography_key.docname, citation.citation_id, words)
        link["doc_role"] = "doc-biblioref"
        before = f"{part.pre} " if part.pre else ""
        after = f", {part.post}" if part.post else ""
        if typ == "t":
            return [nodes.Text(f"{who} ({before}"), link, nodes.Text(f"{after})")]
        return [nodes.Text(before), link, nodes.Text(after)]


def register_style() -> None:
    """Make the style known to pybtex by its name; again is harmless."""
    register_plugin("pybtex.style.formatting", STYLE, AuthorYearStyle, force=True)
