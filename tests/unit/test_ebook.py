"""The files of an e-book, from values."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from book.model.ebook import (
    Landmark,
    Leaf,
    Metadata,
    PageFacts,
    archive,
    copyright_page,
    cut,
    facts_of,
    media_type,
    navigation,
    package_document,
    page,
)

OPF = "{http://www.idpf.org/2007/opf}"
NOON = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
ABOUT = Metadata("urn:uuid:1", "Cause & <Effect>", "A", "en", "R", "D", NOON, cover="c.png")
NOTHING = PageFacts((), ())


def facts(body: str) -> PageFacts:
    return facts_of("part/one.xhtml", page("T", "en", "part/one.xhtml", "s.css", body))


@pytest.mark.parametrize(
    ("body", "properties"),
    [
        ("<p>Text.</p>", ()),
        ('<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>', ("mathml",)),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', ("svg",)),
        ("<script>1</script>", ("scripted",)),
        ("<form/>", ("scripted",)),
        ('<nav epub:type="toc"/>', ("nav",)),
        ('<nav epub:type="landmarks"/>', ()),
    ],
)
def test_a_page_has_the_properties_of_what_stands_on_it(body: str, properties: tuple[str, ...]) -> None:
    assert facts(body).properties == properties


def test_a_pages_resources_are_paths_in_the_book() -> None:
    body = (
        '<img src="../_images/a%20b.svg" alt=""/><img src="https://example.org/x.png" alt=""/><img src="c.png" alt=""/>'
    )
    assert facts(body).resources == ("s.css", "_images/a b.svg", "part/c.png")


def test_a_page_that_is_no_xml_is_refused() -> None:
    with pytest.raises(ElementTree.ParseError):
        facts("<p>one<br>two</p>")


def test_the_manifest_knows_a_pages_properties_and_the_cover() -> None:
    text = package_document(
        ABOUT, {"nav.xhtml": PageFacts(("nav",), ()), "a.xhtml": PageFacts(("mathml",), ())}, ["c.png"]
    )
    items = {item.get("href"): item for item in ElementTree.fromstring(text).iter(f"{OPF}item")}
    assert {href: item.get("properties") for href, item in items.items()} == {
        "nav.xhtml": "nav",
        "a.xhtml": "mathml",
        "c.png": "cover-image",
    }
    assert items["c.png"].get("media-type") == "image/png"


def test_the_spine_is_the_order_of_the_pages() -> None:
    tree = ElementTree.fromstring(package_document(ABOUT, {"b.xhtml": NOTHING, "a.xhtml": NOTHING}, ["c.png"]))
    names = {item.get("id"): item.get("href") for item in tree.iter(f"{OPF}item")}
    assert [names[ref.get("idref")] for ref in tree.iter(f"{OPF}itemref")] == ["b.xhtml", "a.xhtml"]


def test_special_characters_in_the_metadata_survive() -> None:
    tree = ElementTree.fromstring(package_document(ABOUT, {"a.xhtml": NOTHING}, []))
    assert tree.findtext(".//{http://purl.org/dc/elements/1.1/}title") == "Cause & <Effect>"


def test_a_file_that_readers_need_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match=r"movie\.webm is of a kind"):
        media_type("movie.webm")


def test_a_heading_without_a_page_is_no_link() -> None:
    text = navigation("Contents", "en", "s.css", [Leaf("Front", "", (Leaf("1 A & B", "a.xhtml"),))], [])
    assert "<span>Front</span>" in text
    assert '<a href="a.xhtml">1 A &amp; B</a>' in text


def test_headings_are_in_the_panel_of_contents_and_not_on_its_page() -> None:
    leaf = Leaf("A", "a.xhtml", headings=(Leaf("B", "a.xhtml#b"),))
    text = navigation("Contents", "en", "s.css", cut([leaf], 1), [])
    assert '<ol hidden="hidden">\n<li><a href="a.xhtml#b">B</a></li>' in text


def test_the_copyright_page_has_edition_rights_and_address() -> None:
    about = replace(ABOUT, edition="2", address="https://example.org/?a&b")
    text = "".join(ElementTree.fromstring(copyright_page(about, "copyright.xhtml", "s.css")).itertext())
    for words in ("Cause & <Effect>", "Edition 2, 2026-11-25", "© R", "https://example.org/?a&b", "urn:uuid:1"):
        assert words in text


def test_the_package_names_edition_and_author() -> None:
    text = package_document(replace(ABOUT, edition="2"), {"a.xhtml": NOTHING}, [])
    metas = {meta.get("property"): meta.text for meta in ElementTree.fromstring(text).iter(f"{OPF}meta")}
    assert (metas["schema:bookEdition"], metas["role"]) == ("2", "aut")


def test_landmarks_are_there_for_machines_alone() -> None:
    text = navigation("Contents", "en", "s.css", [Leaf("A", "a.xhtml")], [Landmark("glossary", "Glossary", "g.xhtml")])
    assert '<a epub:type="glossary" href="g.xhtml">Glossary</a>' in text
    assert 'hidden="hidden"' in text


def test_only_entries_with_a_page_count_as_levels() -> None:
    tree = [Leaf("Book", "", (Leaf("Part", "p", (Leaf("Chapter", "c", (Leaf("Section", "s"),)),)),))]
    assert cut(tree, 2) == (Leaf("Book", "", (Leaf("Part", "p", (Leaf("Chapter", "c"),)),)),)


def test_the_archive_begins_with_its_type_uncompressed() -> None:
    packed = zipfile.ZipFile(io.BytesIO(archive({"a": b"1"}, NOON)))
    first = packed.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert packed.read("mimetype") == b"application/epub+zip"


def test_the_archive_has_the_date_it_is_given_or_the_first_that_it_can_hold() -> None:
    for given, held in ((NOON, (2026, 11, 25, 12, 0, 0)), (datetime(1970, 1, 1, tzinfo=UTC), (1980, 1, 1, 0, 0, 0))):
        packed = zipfile.ZipFile(io.BytesIO(archive({"a": b"1", "b": b"2"}, given)))
        assert {info.date_time for info in packed.infolist()} == {held}
