"""Packs a folder into a zip archive: the same files give the same bytes, whatever their dates and the machine."""

from __future__ import annotations

import zipfile
from pathlib import Path

DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip archive can hold."""


def pack(folder: Path, archive: Path) -> None:
    """Write *archive* with the files of *folder*, below a folder of the archive's own name."""
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(f"{archive.stem}/{path.relative_to(folder).as_posix()}", DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                info.create_system = 3
                packed.writestr(info, path.read_bytes())
