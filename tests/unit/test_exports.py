"""The book's data: what each file says of a book that is built of records."""

from __future__ import annotations

import pytest
from tests.unit.books import CAP, FLP, LOGS, book_of, concept, concepts_of
from tests.unit.shapes import check_shape

from book.model.book import Book
from book.model.cells import Cells, decode, encode
from book.model.csl import Name, Work, csl_item, references_json
from book.model.exports import DrawingFiles, diagrams_json, schema, tables_json
from book.model.records import Figure, Page, Reference, Table

MODELS = Cells(("model", "silence means"), (("synchronous", "a crash"), ("asynchronous", "nothing")))
COSTS = Cells((), (("disk", "10 ms"),))
CELLS = {FLP: (MODELS,), LOGS: (COSTS,)}


def book() -> Book:
    return book_of(
        [
            Page(
                LOGS,
                "Logs",
                tables=(Table("costs", "comparison", "Costs.", LOGS, 9, 2, 1),),
                references=(Reference("cite", "lamport1978time", 3), Reference("cite", "aas2025ocsp", 4)),
            ),
            Page(
                FLP,
                "FLP",
                tables=(Table("models", "property", "Models.", FLP, 9, 2, 2, ("clock", "nonsense")),),
                figures=(
                    Figure("fig-space", "ch01/space", "state", "A space.", "Nodes.", FLP, 9, ("clock",)),
                    Figure("fig-vote", "ch01/vote", "flow", "A vote.", "Arrows.", FLP, 20, explorable="election"),
                ),
                references=(Reference("cite", "lamport1978time", 3), Reference("insight", "late", 4)),
            ),
            Page(CAP, "CAP"),
            Page("zebra", "Zebra", references=(Reference("cite", "lamport1978time", 3),)),
        ],
        concepts_of(concept("clock")),
    )


def address(docname: str) -> str:
    return f"{docname}.html"


def files(name: str) -> DrawingFiles:
    if name == "ch01/vote":
        return DrawingFiles("diagrams/ch01/vote.mmd", "", "")
    return DrawingFiles("diagrams/ch01/space.mmd", "_images/space.svg", "_images/space-dark.svg")


def test_tables_as_data_stand_in_reading_order_with_their_texts() -> None:
    rows = tables_json(book(), CELLS, address)
    assert [row["id"] for row in rows] == ["models", "costs"]
    assert rows[0] == {
        "id": "models", "number": "1.1", "title": "Models.", "type": "property", "address": f"{FLP}.html#models",
        "page": FLP, "chapter": "1", "section": "1.1", "concepts": ["clock"],
        "columns": ["model", "silence means"], "rows": [["synchronous", "a crash"], ["asynchronous", "nothing"]],
    }  # fmt: skip
    assert rows[1]["columns"] == []


def test_texts_of_other_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        tables_json(book(), {**CELLS, FLP: ()}, address)
    with pytest.raises(KeyError):
        tables_json(book(), {FLP: (MODELS,)}, address)


def test_texts_of_tables_come_back_from_their_file() -> None:
    assert decode(encode((MODELS, COSTS)).encode()) == (MODELS, COSTS)


def test_diagrams_as_data_name_source_and_drawings() -> None:
    space, vote = diagrams_json(book(), files, address)
    assert space == {
        "id": "fig-space", "number": "1.1", "caption": "A space.", "type": "state",
        "address": f"{FLP}.html#fig-space", "page": FLP, "chapter": "1", "section": "1.1", "concepts": ["clock"],
        "alt": "Nodes.", "explorable": "", "source": "diagrams/ch01/space.mmd", "light": "_images/space.svg",
        "dark": "_images/space-dark.svg",
    }  # fmt: skip
    assert (vote["explorable"], vote["source"], vote["light"]) == ("election", "diagrams/ch01/vote.mmd", "")


LAMPORT = Work(
    "lamport1978time",
    "article",
    {
        "title": "Time, Clocks", "journal": "CACM", "volume": "21", "number": "7", "pages": "558--565", "year": "1978",
        "doi": "10.1145/359545.359563",
    },
    {"author": (Name("Lamport", "Leslie"),)},
    "Lamport 1978",
)  # fmt: skip
ARTICLE = {
    "id": "lamport1978time", "type": "article-journal", "title": "Time, Clocks",
    "author": [{"family": "Lamport", "given": "Leslie"}], "issued": {"date-parts": [[1978]]},
    "container-title": "CACM", "volume": "21", "issue": "7", "page": "558-565", "DOI": "10.1145/359545.359563",
    "citation-label": "Lamport 1978",
}  # fmt: skip


def item_of(type: str, **fields: str) -> dict[str, object]:
    return csl_item(Work("k", type, {"title": "T", **fields}))


def test_a_work_has_the_variables_of_csl_and_none_that_it_lacks() -> None:
    assert csl_item(LAMPORT) == ARTICLE


@pytest.mark.parametrize(
    ("type", "fields", "expected"),
    [
        ("inproceedings", {"booktitle": "SOSP"}, {"type": "paper-conference", "container-title": "SOSP"}),
        ("inproceedings", {"series": "LNCS", "number": "7"}, {"collection-title": "LNCS", "collection-number": "7"}),
        ("incollection", {"booktitle": "Essays", "publisher": "P"}, {"type": "chapter", "publisher": "P"}),
        ("book", {"publisher": "P", "edition": "2nd"}, {"type": "book", "publisher": "P", "edition": "2nd"}),
        ("phdthesis", {"school": "MIT"}, {"type": "thesis", "publisher": "MIT", "genre": "PhD thesis"}),
        (
            "techreport",
            {"institution": "IETF", "number": "RFC 793"},
            {"type": "report", "publisher": "IETF", "number": "RFC 793", "genre": "Technical report"},
        ),
        (
            "misc",
            {"howpublished": "arXiv:1712.01367"},
            {"type": "article", "number": "arXiv:1712.01367", "publisher": "arXiv", "genre": "Preprint"},
        ),
        (
            "misc",
            {"howpublished": "Stripe blog", "url": "https://x.example"},
            {"type": "post-weblog", "container-title": "Stripe blog", "URL": "https://x.example"},
        ),
        (
            "misc",
            {"howpublished": "MongoDB Manual", "url": "https://x.example"},
            {"type": "webpage", "container-title": "MongoDB Manual"},
        ),
        ("misc", {"howpublished": "Press release"}, {"type": "document", "publisher": "Press release"}),
        ("misc", {"year": "n.d.", "note": "Undated"}, {"issued": {"literal": "n.d."}, "note": "Undated"}),
    ],
)
def test_a_work_is_of_the_type_that_its_entry_and_its_place_say(
    type: str, fields: dict[str, str], expected: dict[str, object]
) -> None:
    item = item_of(type, **fields)
    assert {name: item.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name("Google"), {"literal": "Google"}),
        (Name("Renesse", "Robbert", "van"), {"family": "Renesse", "given": "Robbert", "non-dropping-particle": "van"}),
        (Name("Brooks", "Frederick P.", "", "Jr."), {"family": "Brooks", "given": "Frederick P.", "suffix": "Jr."}),
    ],
)
def test_people_have_parts_of_names_and_organizations_do_not(name: Name, expected: dict[str, str]) -> None:
    assert csl_item(Work("k", "misc", {"title": "T"}, {"author": (name,)}))["author"] == [expected]


def test_works_stand_by_id_with_the_pages_that_cite_them_in_reading_order() -> None:
    items = [csl_item(LAMPORT), csl_item(Work("aas2025ocsp", "misc", {"title": "E"})), item_of("misc")]
    aas, listed, lamport = references_json(book(), items)
    assert lamport == ARTICLE | {
        "custom": {
            "cited_in": [
                {"page": FLP, "chapter": "1", "section": "1.1"},
                {"page": LOGS, "chapter": "2", "section": "2.1"},
                {"page": "zebra", "chapter": "", "section": ""},
            ]
        }
    }
    assert [place["page"] for place in aas["custom"]["cited_in"]] == [LOGS]
    assert listed["custom"] == {"cited_in": []}


def test_the_data_fit_their_schemas() -> None:
    works = [Work("k", type, {"title": "T", "year": "2001"}, {"editor": (Name("X"),)}, "X 2001") for type in ENTRIES]
    check_shape(references_json(book(), map(csl_item, works)), schema("references"))
    check_shape(tables_json(book(), CELLS, address), schema("tables"))
    check_shape(diagrams_json(book(), files, address), schema("diagrams"))


ENTRIES = (
    "article", "book", "booklet", "inbook", "incollection", "inproceedings", "manual", "mastersthesis", "misc",
    "phdthesis", "proceedings", "techreport", "unpublished",
)  # fmt: skip
"""The standard types of BibTeX."""


CSL_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)
CSL_VARIABLES = frozenset(
    "id type title author editor issued container-title collection-title collection-number volume issue number page "
    "edition publisher publisher-place genre DOI URL note citation-label custom".split()
)
"""All types and, of the variables, those used here, in the schema of CSL 1.0.2 for input data (csl-data.json)."""
CSL_NAMES = frozenset("family given dropping-particle non-dropping-particle suffix literal".split())
CSL_DATES = frozenset("date-parts season circa literal raw edtf".split())


def test_the_schema_of_references_allows_nothing_that_csl_does_not_know() -> None:
    properties = schema("references")["items"]["properties"]
    assert CSL_TYPES.issuperset(properties["type"]["enum"])
    assert properties.keys() <= CSL_VARIABLES
    for role in ("author", "editor"):
        assert properties[role]["items"]["properties"].keys() <= CSL_NAMES
    assert properties["issued"]["properties"].keys() <= CSL_DATES
