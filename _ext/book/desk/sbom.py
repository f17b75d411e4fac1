"""The bill of materials of a release, CycloneDX in JSON: the pinned packages that built it, and its PDF's fonts."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from book.model.release_notes import Imprint
from drawings.packages import PACKAGES

LOCK = "requirements.lock"
BUILDS, DRAWS, CARRIED = "builds the editions", "draws diagrams, charts and formulas", "carried in the PDF"
"""What a component is there for, as its property ``book:role``."""
_NAMESPACE = uuid.UUID("f71102aa-eb2b-49dd-8a45-5e7fc3db3969")
_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_FONT = re.compile(r"^(?:[A-Z]{6}\+)?(.+?)(?:-Identity-H)?$")
_PRODUCER = re.compile(r"^Producer:\s+(\S+) \(([^)]+)\)", re.MULTILINE)


def bill(imprint: Imprint, lock: str, pdfs: Iterable[Path], seconds: int) -> str:
    """The bill of the release *imprint* whose packages *lock* pins, dated *seconds* after 1970.

    The same release has the same bill: its serial number follows from the commit.
    """
    parts = [*_python_packages(lock), *_bundles(), *_carried(pdfs)]
    license = LicenseFactory().make_from_string("CC-BY-SA-4.0")
    book = Component(
        name="distributed-systems", version=imprint.version, type=ComponentType.DATA, bom_ref="book",
        description=imprint.title, licenses=[license],
    )  # fmt: skip
    bom = Bom(
        components=parts,
        serial_number=uuid.uuid5(_NAMESPACE, f"{imprint.version} {imprint.commit}"),
        metadata=BomMetaData(component=book, timestamp=datetime.fromtimestamp(seconds, UTC)),
    )
    bom.register_dependency(book, parts)
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _python_packages(lock: str) -> Iterator[Component]:
    for name, version, rest in _PINNED.findall(lock):
        hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in _HASH.findall(rest)]
        yield _component(PackageURL("pypi", None, name, version), BUILDS, hashes, _license_of(name))


def _license_of(package: str) -> str:
    """The license that an installed *package* declares as an SPDX expression; empty when it doesn't."""
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return ""
    return "".join(about.get_all("License-Expression") or [])


def _bundles() -> Iterator[Component]:
    for package in PACKAGES:
        group, _, name = package.name.rpartition("/")
        digest = base64.b64decode(package.integrity.removeprefix("sha512-")).hex()
        hashes = [HashType(alg=HashAlgorithm.SHA_512, content=digest)]
        yield _component(PackageURL("npm", group or None, name, package.version), DRAWS, hashes)


def _carried(pdfs: Iterable[Path]) -> Iterator[Component]:
    """The fonts that *pdfs* embed, and the program that wrote them, as far as poppler's tools tell."""
    fonts: set[str] = set()
    producers: set[tuple[str, str]] = set()
    for pdf in pdfs if shutil.which("pdffonts") else ():
        listed = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
        fonts.update(match[1] for row in listed.splitlines()[2:] if (match := _FONT.match(row.split()[0])))
        about = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
        producers.update(_PRODUCER.findall(about))
    for font in sorted(fonts):
        role = [Property(name="book:role", value=CARRIED)]
        yield Component(name=font, type=ComponentType.FILE, bom_ref=f"font:{font}", properties=role)
    for name, version in sorted(producers):
        role = [Property(name="book:role", value=BUILDS)]
        ref = f"tex:{name}@{version}"
        yield Component(name=name, version=version, type=ComponentType.APPLICATION, bom_ref=ref, properties=role)


def _component(purl: PackageURL, role: str, hashes: list[HashType], license: str = "") -> Component:
    return Component(
        name=purl.name, group=purl.namespace, version=purl.version, purl=purl, bom_ref=purl.to_string(), hashes=hashes,
        properties=[Property(name="book:role", value=role)],
        licenses=[LicenseFactory().make_from_string(license)] if license else (),
    )  # fmt: skip
