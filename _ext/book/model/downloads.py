"""What a published download must begin with and hold, by its name."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

PDF, ZIP = b"%PDF-", b"PK\x03\x04"
EPUB_TYPE = b"application/epub+zip"
BEGINNINGS = {".pdf": PDF, ".epub": ZIP, ".zip": ZIP, ".apkg": ZIP, ".json": b"{", ".md": b"# "}
"""The magic bytes of each kind of file; a page that says "not found" has none of them."""
MEMBERS = {".epub": "META-INF/container.xml", ".apkg": "collection.anki2"}
"""A member that the archive of a kind must have."""


def read_sums(text: str) -> dict[str, str]:
    """SHA-256 by name, of the lines of a ``SHA256SUMS`` file; raises ValueError at a line that isn't one."""
    sums: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or set(digest) - set("0123456789abcdef"):
            raise ValueError(f"line {number} is {line[:60]!r} instead of a SHA-256 and a name")
        sums[name] = digest
    return sums


def faults_of(name: str, data: bytes, digest: str) -> Iterator[str]:
    """What is wrong with the download *name* that brought *data* instead of what has the SHA-256 *digest*."""
    ending = name[name.rfind(".") :] if "." in name else ""
    beginning = BEGINNINGS.get(ending)
    if beginning is None:
        yield f"nothing is known of files in {ending or 'no ending'!r}; add its magic bytes to book.model.downloads"
    elif not data.startswith(beginning):
        yield f"begins with {data[:12]!r}, not with {beginning!r}"
    elif beginning == ZIP:
        yield from _archive_faults(ending, data)
    if hashlib.sha256(data).hexdigest() != digest:
        yield f"has another SHA-256 than SHA256SUMS says, in {len(data):,} bytes"


def _archive_faults(ending: str, data: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if broken := packed.testzip():
                yield f"is an archive whose {broken} is broken"
            names = packed.namelist()
    except zipfile.BadZipFile as error:
        yield f"is no archive: {error}"
        return
    member = MEMBERS.get(ending, "")
    if member and member not in names:
        yield f"is an archive without {member}"
    # An EPUB says what it is in its first bytes, uncompressed.
    if ending == ".epub" and data[38:58] != EPUB_TYPE:
        yield "doesn't begin with the mimetype of an EPUB"
