"""``python -m book.desk.search build/html``: the search index of a built site, made by Pagefind."""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from pagefind_bin import get_executable

from book.model.outline import Outline, heading_of
from book.model.search import SearchRecord, as_page, concept_records, records_of

from .chapter import outline_of

FOLDER = "search"
"""Where the index lies in the site; ``search.js`` looks for it there."""

GLOSSARY = "glossary"

ROW = ("kind", "title", "text", "page", "part")
"""What of a record a site needs that is opened from a folder on disk, beside its address."""

UNUSED = ("pagefind-*.js", "pagefind-*.css", "wasm.unknown.pagefind")
"""What Pagefind writes for user interfaces other than ours, and for other languages."""


def records_in(site: Path, outline: Outline) -> Iterator[SearchRecord]:
    """The records of the pages of the plan that the *site* has, in reading order, then the concepts."""
    for entry in outline.entries:
        path = site / f"{entry.docname}.html"
        if path.is_file():
            name = f"{entry.number} {entry.title}" if entry.kind != "part" else heading_of(entry)
            page = path.read_text(encoding="utf-8")
            yield from records_of(page, f"{entry.docname}.html", name.strip(), part_of(outline, entry.docname))
    glossary = site / f"{GLOSSARY}.html"
    if glossary.is_file():
        for record in concept_records(glossary.read_text(encoding="utf-8"), glossary.name, "Glossary"):
            page = record.address.partition("#")[0]
            yield replace(record, part=part_of(outline, page.removesuffix(".html")))


def part_of(outline: Outline, docname: str) -> str:
    """The title of the part that the page *docname* belongs to, or what the sidebar calls its place in the book."""
    entry = outline.at(docname)
    while entry is not None and entry.parent and outline.at(entry.parent) is not None:
        entry = outline.at(entry.parent)
    if entry is None:
        return ""
    return {"part": entry.title, "appendix": "Appendices"}.get(entry.kind, "Front matter")


def is_current(site: Path, pages: Sequence[Path]) -> bool:
    """Whether the index of the *site* is younger than all *pages* that it was made from."""
    entry = site / FOLDER / "records.js"
    return entry.is_file() and all(page.stat().st_mtime <= entry.stat().st_mtime for page in pages)


def write_index(records: Sequence[SearchRecord], site: Path) -> None:
    """Index the *records* into the *site*, and write them down for a reader who opens it from a folder on disk.

    Raises IndexingError when Pagefind doesn't take one.
    """
    output = site / FOLDER
    shutil.rmtree(output, ignore_errors=True)
    pages = [{"type": "AddFile", "index_id": 0, "url": r.address, "file_contents": as_page(r)} for r in records]
    _tell_pagefind(
        {"type": "NewIndex", "config": {"force_language": "en"}},
        *pages,
        {"type": "WriteFiles", "index_id": 0, "output_path": str(output.resolve())},
    )
    rows = [{"at": r.address, **{name: getattr(r, name) for name in ROW}} for r in records]
    text = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    (output / "records.js").write_text(f"globalThis.bookRecords = [\n{text}\n];\n", encoding="utf-8")
    for pattern in UNUSED:
        for path in output.glob(pattern):
            path.unlink()


class IndexingError(RuntimeError):
    """Pagefind has ended early, or has answered with an error; the message is what it said."""


def _tell_pagefind(*payloads: Mapping[str, Any]) -> None:
    """Send *payloads* to Pagefind's service, in order, and read an answer to each.

    Its Python client waits a tenth of a second for every answer, and its command reads the files of a folder in the
    order of the file system, so that the index would differ from machine to machine.
    """
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
        assert service.stdin is not None
        assert service.stdout is not None
        messages = [{"message_id": i, "payload": payload} for i, payload in enumerate(payloads, 1)]
        sender = threading.Thread(target=_send, args=(service.stdin, messages))
        sender.start()
        waiting, answered = b"", 0
        while answered < len(messages) and (received := service.stdout.read1(1 << 16)):  # type: ignore[attr-defined]
            *answers, waiting = (waiting + received).split(b",")
            for answer in answers:
                payload = json.loads(base64.b64decode(answer))["payload"]
                if payload["type"] == "Error":
                    service.kill()
                    raise IndexingError(payload["message"])
                answered += 1
        sender.join()
        service.stdin.close()
    if answered < len(messages):
        raise IndexingError(f"Pagefind ended with {service.returncode} after {answered} of {len(messages)} messages")


def _send(stdin: IO[bytes], messages: Sequence[Mapping[str, Any]]) -> None:
    with contextlib.suppress(BrokenPipeError):
        for message in messages:
            stdin.write(base64.b64encode(json.dumps(message).encode()) + b",")
        stdin.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the index of a site, unless the one it has is younger than its pages; 1 when there is no site."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.search", description=__doc__)
    parser.add_argument("site", type=Path, help="the folder that the site was built into")
    parser.add_argument("--source", type=Path, default=Path("source"))
    options = parser.parse_args(arguments)
    site: Path = options.site
    if not (site / "index.html").is_file():
        print(f"{site} holds no site: there is no index.html; build it first, with make html", file=sys.stderr)
        return 1
    if (outline := outline_of(options.source)) is None:
        return 1
    docnames = (*(entry.docname for entry in outline.entries), GLOSSARY)
    pages = [path for docname in docnames if (path := site / f"{docname}.html").is_file()]
    if not is_current(site, pages):
        try:
            write_index(list(records_in(site, outline)), site)
        except IndexingError as fault:
            print(f"The search index of {site} could not be made: {fault}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
