"""Reads a source file that isn't UTF-8 without losing the page: bad bytes are replaced and reported."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from book.messages import Warn, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from typing_extensions import Buffer

NAME = "book-utf-8"


def _decode(data: Buffer, errors: str = "strict") -> tuple[str, int]:
    raw = bytes(data)
    return raw.decode("utf-8-sig", "replace"), len(raw)


class _Decoder(codecs.BufferedIncrementalDecoder):
    """Decodes a whole file in one step; files of text are small."""

    def _buffer_decode(self, input: Buffer, errors: str, final: bool) -> tuple[str, int]:
        return _decode(input) if final else ("", 0)


def _search(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != NAME:
        return None
    return codecs.CodecInfo(name=NAME, encode=codecs.utf_8_encode, decode=_decode, incrementaldecoder=_Decoder)


codecs.register(_search)


def report_bad_bytes(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn of each file to be read that is not UTF-8, at the line of the first bad byte."""
    env.settings["input_encoding"] = NAME
    for docname in docnames:
        raw = Path(env.doc2path(docname)).read_bytes()
        try:
            raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            warn(
                f"this file is not UTF-8: byte 0x{raw[error.start]:02x} in this line can't be read and is shown as "
                "U+FFFD; save the file as UTF-8",
                Warn.PAGE_UNREADABLE,
                (docname, line),
            )
