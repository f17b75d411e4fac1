"""``python -m book.desk.companions``: the companions of the book as PDF, each a file of its own."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path("build/companions")
LATEX = Path("build/latex-companions")
TEX = "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error -file-line-error"
TAIL = 40
"""Lines of TeX's output that are shown when it fails."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the LaTeX of every companion, run TeX on each, and say where the PDFs are."""
    parser = argparse.ArgumentParser(prog="python -m book.desk.companions", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="companions that TeX works on at the same time")
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout")
    options = parser.parse_args(arguments)
    project: Path = options.project.resolve()
    latex = project / LATEX
    # A companion that the book has no page for any more is not to be printed again.
    for old in latex.glob("*.tex"):
        old.unlink()
    command = [sys.executable, "-m", "sphinx", "-c", ".", "-b", "companions", "-d", "build/doctrees/latex"]
    written = subprocess.run([*command, "source", str(latex)], cwd=project, check=False)
    if written.returncode:
        return written.returncode
    printed = typeset(latex, options.jobs)
    if printed.returncode:
        print("\n".join(printed.stdout.splitlines()[-TAIL:]), file=sys.stderr)
        print(f"TeX has failed; its logs are in {latex}, and 'make doctor' says what it needs", file=sys.stderr)
        return printed.returncode
    for pdf in collect(latex, project / FOLDER):
        print(f"A companion: {pdf}")
    return 0


def typeset(latex: Path, jobs: int) -> subprocess.CompletedProcess[str]:
    """Run TeX on each document in *latex*, *jobs* at the same time; what it has said."""
    command = ["make", "-C", str(latex), f"-j{jobs}", "all-pdf", TEX]
    return subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")


def collect(latex: Path, folder: Path) -> list[Path]:
    """Copy the PDF of each document in *latex* to *folder*, and nothing else; the copies, by name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    documents = sorted(latex.glob("*.tex"))
    return [Path(shutil.copyfile(tex.with_suffix(".pdf"), folder / f"{tex.stem}.pdf")) for tex in documents]


if __name__ == "__main__":
    sys.exit(main())
