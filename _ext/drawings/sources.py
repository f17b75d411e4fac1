"""The drawings' sources: ``diagrams/<folder>/<slug>.mmd`` and ``.vl.json``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DIAGRAMS = Path("diagrams")
SUFFIXES = (".mmd", ".vl.json")


class SourceError(ValueError):
    """A source that can't be read."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source file; *name* is how chapters call it, such as ``ch01/timeout-trade``."""

    name: str
    path: Path

    @property
    def slug(self) -> str:
        """The name as one word, for file names and ids."""
        return self.name.replace("/", "-")

    @property
    def is_chart(self) -> bool:
        """Whether it is a Vega-Lite chart rather than a Mermaid diagram."""
        return self.path.name.endswith(".vl.json")

    def read(self) -> str:
        """Its text, with plain line ends.

        Raises SourceError when it is not UTF-8.
        """
        try:
            return self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise SourceError(f"is not UTF-8 at byte {error.start}; save it again as UTF-8") from error


def find(root: Path, name: str) -> Source | None:
    """The source called *name*, or None; a name that leaves the folder is no name."""
    if name != Path(name).as_posix() or ".." in Path(name).parts or Path(name).is_absolute():
        return None
    for suffix in SUFFIXES:
        path = root / DIAGRAMS / f"{name}{suffix}"
        if path.is_file():
            return Source(name, path)
    return None


def find_all(root: Path) -> list[Source]:
    """Every source of the project, by name; ``rendered/`` holds none."""
    folder = root / DIAGRAMS
    found = []
    for suffix in SUFFIXES:
        for path in folder.rglob(f"*{suffix}"):
            relative = path.relative_to(folder).as_posix()
            if not relative.startswith("rendered/"):
                found.append(Source(relative.removesuffix(suffix), path))
    return sorted(found, key=lambda source: (source.name, source.path.name))


def split_line(text: str) -> tuple[int, str]:
    """The line that a SourceError's *text* begins with, such as ``line 7: …``, and the rest; line 1 without one."""
    number, colon, rest = text.removeprefix("line ").partition(": ")
    if text.startswith("line ") and colon and number.isdecimal():
        return int(number), rest
    return 1, text
