"""``python -m book.desk.links build/html``: asks every link out of a built site whether it still leads anywhere.

One question at a time to each host, with a pause between; what fails is tried again later. For a dead link the
Wayback Machine is asked for an archived copy. A host that refuses programs, or has trouble, makes no link dead.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NameResolutionError
from urllib3.util.retry import Retry

from book.model.links import DEAD, Answer, gather, report

from .changed_pages import pages

ARCHIVE = "https://archive.org/wayback/available"
AGENT = "distributed-systems-book-linkcheck (checks the links of an open book once a night)"
AGAIN = (429, 500, 502, 503, 504)
"""Answers after which a host is asked again, after as long as it says."""
LONGEST_WAIT = 60
"""Seconds, whatever a host asks for."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are asked."""

    pause: float = 1.0
    """Seconds between two questions to one host."""
    timeout: float = 20.0
    retries: int = 2
    backoff: float = 2.0
    """Seconds before the first repetition; each further one waits twice as long."""
    hosts: int = 8
    """So many at once."""


USUAL = Manners()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 1 when a link is dead, 2 when no host at all answered."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.links", description=__doc__)
    parser.add_argument("site", type=Path, help="the folder that the site was built into")
    parser.add_argument("--pause", type=float, default=USUAL.pause, help="seconds between two questions to one host")
    parser.add_argument("--retries", type=int, default=USUAL.retries, help="how often a failure is tried again")
    parser.add_argument("--archive", default=ARCHIVE, help="the address that is asked for archived copies")
    options = parser.parse_args(arguments)
    manners = Manners(options.pause, retries=options.retries, backoff=2 * options.pause)
    places = gather({path.removesuffix(".html"): page for path, page in pages(options.site).items()})
    answers = ask_all(places, manners)
    if answers and not any(answer.status for answer in answers):
        print("no host answered; is there a network?", file=sys.stderr)
        return 2
    dead = [answer.address for answer in answers if answer.verdict == DEAD]
    print(report(answers, places, find_copies(dead, options.archive, manners)), end="")
    return 1 if dead else 0


def ask_all(addresses: Iterable[str], manners: Manners) -> list[Answer]:
    """What the hosts say of the *addresses*: several hosts at once, each asked one thing after the other."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(urlsplit(address).netloc, []).append(address)
    with ThreadPoolExecutor(manners.hosts) as pool:
        found = pool.map(lambda group: _in_turn(group, ask, manners), by_host.values())
        return list(chain.from_iterable(found))


def _in_turn(
    addresses: Sequence[str], question: Callable[[requests.Session, str, Manners], Answer], manners: Manners
) -> list[Answer]:
    answers: list[Answer] = []
    with session_with(manners) as session:
        for address in addresses:
            if answers:
                time.sleep(manners.pause)
            answers.append(question(session, address, manners))
    return answers


def session_with(manners: Manners) -> requests.Session:
    """A session that tries again what a host may yet answer, and says who asks."""
    retry = Retry(
        total=manners.retries, backoff_factor=manners.backoff / 2, status_forcelist=AGAIN, raise_on_status=False,
        respect_retry_after_header=True, retry_after_max=LONGEST_WAIT, redirect=False,
    )  # fmt: skip
    session = requests.Session()
    session.headers["User-Agent"] = AGENT
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def ask(session: requests.Session, address: str, manners: Manners) -> Answer:
    """What the host of *address* says: asked for the head of the page, then, if that fails, for the page."""
    answer = Answer(address)
    for method in ("HEAD", "GET"):
        try:
            with session.request(method, address, timeout=manners.timeout, stream=True, allow_redirects=True) as got:
                answer = Answer(address, got.status_code)
        except requests.RequestException as error:
            answer = Answer(address, 0, type(error).__name__, _is_unknown(error))
        if answer.status and answer.status < 400:
            break
    return answer


def _is_unknown(error: requests.RequestException) -> bool:
    """True when no such host exists, as far as the name service tells."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", cause), NameResolutionError)


def find_copies(addresses: Iterable[str], archive: str, manners: Manners) -> dict[str, str]:
    """The archived copies that *archive*, the Wayback Machine's availability service, knows of *addresses*."""
    copies: dict[str, str] = {}
    with session_with(manners) as session:
        for address in addresses:
            time.sleep(manners.pause)
            try:
                answer = session.get(archive, params={"url": address}, timeout=manners.timeout)
                closest = answer.json().get("archived_snapshots", {}).get("closest", {})
            except (requests.RequestException, ValueError, AttributeError):
                continue
            if closest.get("available") and str(closest.get("url", "")).startswith(("http://", "https://")):
                copies[address] = closest["url"]
    return copies


if __name__ == "__main__":
    sys.exit(main())
