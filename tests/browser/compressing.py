"""A server that compresses what it sends, as hosts of sites do."""

from __future__ import annotations

import functools
import gzip
import http.server
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.served import running

COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".txt", ".webmanifest")


class CompressingHandler(http.server.SimpleHTTPRequestHandler):
    """Sends text as gzip, with a length and a life in caches."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        is_text = path.suffix in COMPRESSED
        if is_text:
            content = gzip.compress(content, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600" if path.suffix == ".html" else "max-age=31536000")
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address at which *folder* is served meanwhile, with a slash at the end."""
    with running(functools.partial(CompressingHandler, directory=str(folder))) as address:
        yield address
