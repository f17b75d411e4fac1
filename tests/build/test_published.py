"""What was published is fetched again and must be what was made."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from tests.served import served

from book.desk.published import main

FRONT = b'<html><meta http-equiv="Content-Security-Policy"/><article>The book</article></html>'


def archive(*members: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype)
        for name in members:
            packed.writestr(name, "x" * 50)
    return buffer.getvalue()


FILES = {
    "b-1.pdf": b"%PDF-1.5 and so on",
    "b-1.epub": archive("META-INF/container.xml", mimetype="application/epub+zip"),
    "b-1.apkg": archive("collection.anki2", "media"),
    "b-1-site.zip": archive("b/index.html"),
    "sbom.cdx.json": b"{}",
    "NOTES.md": b"# Notes",
}
SUMS = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in FILES.items()).encode()


def site(**changes: bytes) -> dict[str, tuple[int, bytes] | list[tuple[int, dict[str, str], bytes]]]:
    found = {"index": FRONT, "SHA256SUMS": SUMS, **FILES, **changes}
    return {"/" if name == "index" else f"/downloads/{name}": (200, data) for name, data in found.items()}


def test_what_is_published_as_it_was_made_passes(capsys: pytest.CaptureFixture[str]) -> None:
    with served(site()) as server:
        assert main([server.address]) == 0
    assert len(server.asked) == len(FILES) + 2


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"b-1.pdf": b"<html>Not found</html>"}, "b-1.pdf: begins with b'<html>Not fo', not with b'%PDF-'"),
        ({"b-1.pdf": b"%PDF-1.5 cut"}, "b-1.pdf: has another SHA-256 than SHA256SUMS says, in 12 bytes"),
        ({"b-1.epub": archive("META-INF/container.xml")}, "b-1.epub: doesn't begin with the mimetype of an EPUB"),
        ({"b-1.apkg": archive("media")}, "b-1.apkg: is an archive without collection.anki2"),
        ({"b-1-site.zip": FILES["b-1-site.zip"][:60]}, "b-1-site.zip: is no archive"),
        ({"SHA256SUMS": b"<html>"}, "line 1 is '<html>' instead of a SHA-256 and a name"),
        ({"index": b"<article>"}, "carries no Content-Security-Policy"),
    ],
)
def test_what_is_not_as_it_was_made_is_named(
    changes: dict[str, bytes], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(site(**changes)) as server:
        assert main([server.address]) == 1
    assert fault in capsys.readouterr().err


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    answers = site()
    del answers["/downloads/b-1.epub"]
    with served(answers) as server:
        assert main([server.address]) == 1
    assert "b-1.epub: 404" in capsys.readouterr().err


def test_an_edition_that_is_still_spreading_is_looked_at_again() -> None:
    with served({**site(), "/": [(404, {}, b""), (200, {}, FRONT)]}) as server:
        assert main([server.address, "--tries", "2", "--pause", "0"]) == 0
