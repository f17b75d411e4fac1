"""``python -m book.desk.published ADDRESS``: fetches what was published there, and says what isn't as it should be.

The front page, and in ``downloads/`` every file of SHA256SUMS: by its magic bytes, as an archive, by its checksum.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence

import requests

from book.model.downloads import faults_of, read_sums

FOLDER = "downloads"
SUMS = "SHA256SUMS"
SECONDS = 60
"""A server that is silent for so long doesn't answer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, again while a new edition spreads; 1 when something stays wrong."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.published", description=__doc__)
    parser.add_argument("address", help="where the site stands, such as https://owner.github.io/book/")
    parser.add_argument("--tries", type=int, default=1, help="how often to look")
    parser.add_argument("--pause", type=float, default=30.0, help="seconds between two looks")
    options = parser.parse_args(arguments)
    faults: list[str] = []
    for attempt in range(options.tries):
        if attempt:
            time.sleep(options.pause)
        if not (faults := list(check(options.address.rstrip("/") + "/"))):
            print(f"{options.address}: as it should be")
            return 0
    print(*faults, sep="\n", file=sys.stderr)
    return 1


def check(address: str) -> Iterator[str]:
    """What is wrong at *address*, a line each."""
    try:
        with requests.Session() as session:
            yield from _front(fetch(session, address), address)
            folder = f"{address}{FOLDER}/"
            for name, digest in read_sums(fetch(session, folder + SUMS).decode("utf-8", "replace")).items():
                try:
                    data = fetch(session, folder + name)
                except requests.RequestException as error:
                    yield f"{folder}{name}: {error}"
                    continue
                yield from (f"{folder}{name}: {fault}" for fault in faults_of(name, data, digest))
    except (requests.RequestException, ValueError) as error:
        yield f"{address}: {error}"


def _front(page: bytes, address: str) -> Iterator[str]:
    if b"<article" not in page:
        yield f"{address}: is no page of the book"
    if b"Content-Security-Policy" not in page:
        yield f"{address}: carries no Content-Security-Policy"


def fetch(session: requests.Session, address: str) -> bytes:
    """What is at *address*; raises RequestException when it can't be had."""
    answer = session.get(address, timeout=SECONDS)
    answer.raise_for_status()
    return answer.content


if __name__ == "__main__":
    sys.exit(main())
