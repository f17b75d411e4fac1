"""Servers on this machine: one that answers as a test tells it to, one that serves a folder."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Served:
    """What is answered by path, and what was asked."""

    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    """Status, headers and body of each answer to a path, one after the other; the last is repeated."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path, query included."""
    address: str = ""


@contextmanager
def served(answers: Mapping[str, tuple[int, bytes] | list[tuple[int, dict[str, str], bytes]]]) -> Iterator[Served]:
    """A server that answers 404 to all but the paths of *answers*."""
    known: dict[str, list[tuple[int, dict[str, str], bytes]]] = {
        path: [(a[0], {}, a[1])] if isinstance(a, tuple) else list(a) for path, a in answers.items()
    }
    state = Served(known)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.command, self.path))
            rows = state.answers.get(self.path.partition("?")[0], [(404, {}, b"not here")])
            status, headers, body = rows.pop(0) if len(rows) > 1 else rows[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with running(Handler) as address:
        state.address = address
        yield state


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line of log for each."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served_folder(folder: Path) -> Iterator[str]:
    """The address at which the files of *folder* are, with a slash at the end."""
    with running(functools.partial(QuietHandler, directory=str(folder))) as address:
        yield address


@contextmanager
def running(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which requests go to *handler* meanwhile, with a slash at the end."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
