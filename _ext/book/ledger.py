"""The ledger of warnings: those of the last build, and those that earlier builds gave for pages it left alone.

A build says what is wrong with a page only when it reads or writes it. The ledger keeps what was said beside the
doctrees, so that "the book builds without warnings" can be told without building it from nothing.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import asdict, dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import (
    NAMESPACE,
    SafeEncodingWriter,
    WarningStreamHandler,
    get_node_location,
    is_suppressed_warning,
)

from book.domain import book_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

READ, CHECK, WRITE = "read", "check", "write"
_PHASES = {
    BuildPhase.READING: READ,
    BuildPhase.CONSISTENCY_CHECK: CHECK,
    BuildPhase.RESOLVING: WRITE,
    BuildPhase.WRITING: WRITE,
}
_PREFIX = re.compile(r"^(?:[^\n]*?: )?WARNING: ")
_PLACE = re.compile(r"^(?P<path>.*?)(?::(?P<line>\d+))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning."""

    phase: str
    """``read`` or ``write`` a page, ``check`` the whole book; else empty, and gone with the next build."""
    docname: str
    """Empty when it belongs to no page."""
    line: int
    message: str


@dataclass
class Ledger:
    """What this build has said and done so far."""

    said: list[Warned] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    checked: bool = False


class Recorder(WarningStreamHandler):
    """Notes each warning once; Sphinx takes handlers of this class away while it holds warnings back."""

    def __init__(self, app: Sphinx, ledger: Ledger) -> None:
        super().__init__(SafeEncodingWriter(StringIO()))
        self.setLevel(logging.WARNING)
        self.app, self.ledger = app, ledger

    def emit(self, record: logging.LogRecord) -> None:
        kind, subtype = getattr(record, "type", None) or "", getattr(record, "subtype", None) or ""
        if is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        docname, line = _place(self.app, getattr(record, "location", None))
        # Before there is a builder, what is said is of the settings.
        phase = _PHASES.get(self.app.phase, "") if hasattr(self.app, "builder") else ""
        # Sphinx's own handler may have put the place in front already.
        message = _PREFIX.sub("", record.getMessage())
        self.ledger.said.append(Warned(phase, docname, line, message))


def connect(app: Sphinx) -> None:
    """Keep a ledger of this build."""
    ledger = Ledger()
    recorder = Recorder(app, ledger)
    logging.getLogger(NAMESPACE).addHandler(recorder)

    def note_read(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        ledger.read.add(docname)

    def note_check(app: Sphinx, env: BuildEnvironment) -> None:
        ledger.checked = True

    def close(app: Sphinx, exception: Exception | None) -> None:
        logging.getLogger(NAMESPACE).removeHandler(recorder)
        if exception is None:
            _save(app, ledger)

    app.connect("env-purge-doc", note_read)
    app.connect("env-check-consistency", note_check)
    app.connect("build-finished", close, priority=900)


def warnings_of(app: Sphinx) -> list[Warned] | None:
    """All that the present build and those before it have to say of the book; None when no build has kept a ledger."""
    try:
        rows = json.loads(_file(app).read_text(encoding="utf-8"))
        return [Warned(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return None


def still_true(before: list[Warned], ledger: Ledger, written: set[str], pages: set[str]) -> list[Warned]:
    """What of an earlier build's warnings nothing in this build has made out of date."""
    return [
        warned
        for warned in before
        if (warned.phase == READ and warned.docname in pages - ledger.read)
        or (warned.phase == CHECK and not ledger.checked)
        or (warned.phase == WRITE and warned.docname in pages - written)
    ]


def _save(app: Sphinx, ledger: Ledger) -> None:
    domain = book_domain(app.env)
    kept = still_true(warnings_of(app) or [], ledger, domain.written, set(app.env.found_docs))
    rows = [asdict(warned) for warned in dict.fromkeys([*kept, *ledger.said])]
    path = _file(app)
    text = json.dumps(rows, ensure_ascii=False, indent=0)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def kept_ledger(doctreedir: str | Path, builder: str) -> Path:
    """Where the ledger of *builder* is kept."""
    return Path(doctreedir, f"book-warnings-{builder}.json")


def _file(app: Sphinx) -> Path:
    return kept_ledger(app.doctreedir, app.builder.name)


def _place(app: Sphinx, location: Any) -> tuple[str, int]:
    """Docname and line of a warning's location, which is a node, a pair, or text."""
    if isinstance(location, tuple):
        return str(location[0] or ""), int(location[1] or 0)
    if isinstance(location, nodes.Node):
        location = get_node_location(location)
    match = _PLACE.match(str(location or ""))
    if not match or not match["path"]:
        return "", 0
    docname = match["path"] if match["path"] in app.env.found_docs else app.env.path2doc(match["path"])
    return docname or "", int(match["line"] or 0)
