"""A change of what is pickled between builds must raise the version, or old environments are read wrongly."""

from __future__ import annotations

import dataclasses
import re
from hashlib import blake2b
from pathlib import Path

from book.model import records

EXTENSION = Path(__file__).parents[2] / "_ext" / "book" / "extension.py"

DIGESTS = {2: "aeef1e8d3824a578", 3: "aeef1e8d3824a578"}
"""By ``env_version``, the digest of the fields that are pickled. Add a row when the records change; change none."""


def fields_of_the_records() -> str:
    """Every field of every record with its type, in order."""
    kinds = [kind for kind in vars(records).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]
    return "\n".join(
        f"{kind.__name__}.{field.name}: {field.type}" for kind in kinds for field in dataclasses.fields(kind)
    )


def test_changing_a_record_raises_the_version_of_the_environment() -> None:
    version = re.search(r'"env_version": (\d+)', EXTENSION.read_text(encoding="utf-8"))
    assert version
    digest = blake2b(fields_of_the_records().encode(), digest_size=8).hexdigest()
    assert DIGESTS.get(int(version[1])) == digest, (
        f"the records have changed: raise env_version in extension.py and add its row, {digest!r}, here"
    )


def test_a_record_is_frozen_and_small() -> None:
    for kind in vars(records).values():
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]  # typeshed leaves it out
            assert hasattr(kind, "__slots__"), kind
