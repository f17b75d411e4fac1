"""`make release` on a tiny book: what it gathers, what stops it, and what identifies it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tests.build.test_check import book_at
from tests.build.test_ids import PAGES
from tests.build.tiny import SECTION

from book.desk import archive, deck, editions, ids, release
from book.desk.check import build
from book.domain import book_domain
from book.model.downloads import read_sums
from book.model.editions import EDITIONS

LOCK = f"""alpha==1.2 \\
    --hash=sha256:{"a" * 64}
    # via beta
sphinx==9.0.4 \\
    --hash=sha256:{"b" * 64}
"""
FIRST = SECTION["first"]


def git(root: Path, *arguments: str) -> str:
    settings = ("user.name=A", "user.email=a@example.org", "commit.gpgsign=false", "tag.gpgsign=false")
    command = ["git", *(part for setting in settings for part in ("-c", setting)), *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", message)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed book of which the site and the cards are built; the other editions are left out."""
    monkeypatch.setattr(release, "EDITIONS", tuple(e for e in EDITIONS if e.name in ("site", "cards")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    quiet = {FIRST: PAGES[FIRST].split(":::{diagram}")[0], SECTION["second"]: "# Second\n\nA {defines}`timeout`.\n"}
    root = book_at(tmp_path, **{**PAGES, **quiet})
    conf = root / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'version = release = "0.1"\n', encoding="utf-8")
    (root / "requirements.lock").write_text(LOCK, encoding="utf-8")
    (root / ".gitignore").write_text("/build/\n/.cache/\n", encoding="utf-8")
    git(root, "init", "-q")
    commit(root, "Write")
    assert deck.main(["--project", str(root)]) == 0
    pack(root)
    return root


def pack(project: Path) -> Path:
    """The site's archive, of whatever lies in its folder."""
    site, packed = project / "build/html", project / "build/zip/distributed-systems-site.zip"
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    archive.write_archive(site, paths, packed, 0)
    return packed


def run(project: Path) -> int:
    return release.main(["--project", str(project)])


def files(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "build/release").iterdir())}


def test_a_release_holds_the_editions_with_sums_notes_counts_and_a_bill(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project) == 0, capsys.readouterr().err
    found = files(project)
    version = f"0.1-draft-{git(project, 'rev-parse', 'HEAD')[:7]}"
    editions = {f"distributed-systems-site-{version}.zip", f"distributed-systems-{version}.apkg"}
    assert found.keys() == {*editions, "SHA256SUMS", "NOTES.md", "counts.json", "sbom.cdx.json"}
    assert read_sums(found["SHA256SUMS"].decode()) == {
        n: hashlib.sha256(data).hexdigest() for n, data in found.items() if n != "SHA256SUMS"
    }
    assert json.loads(found["counts.json"])["site"]["insight"] == 1
    assert f"# Tiny, {version}" in found["NOTES.md"].decode()
    with zipfile.ZipFile(project / "build/release" / f"distributed-systems-site-{version}.zip") as packed:
        assert "distributed-systems/index.html" in packed.namelist()
    run(project)
    assert files(project) == found


def test_the_bill_is_valid_and_names_the_pinned_packages_with_hashes_and_licenses(project: Path) -> None:
    assert run(project) == 0
    text = files(project)["sbom.cdx.json"].decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    parts = {part["name"]: part for part in bill["components"]}
    assert parts["alpha"]["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert parts["sphinx"]["licenses"] == [{"license": {"id": "BSD-2-Clause"}}]
    assert {"mermaid", "temml"} < parts.keys()
    assert bill["metadata"]["timestamp"] == "2026-09-21T14:13:20+00:00"


def test_an_edition_that_lost_something_stops_the_release(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = project / "build/html" / f"{FIRST}.html"
    page.write_text(page.read_text(encoding="utf-8").replace("book-insight", "book-other"), encoding="utf-8")
    pack(project)
    assert run(project) == 1
    said = capsys.readouterr()
    assert "| site | 0 | 2 | 0 of 1 |" in said.out
    assert "site: 1 of 1 insights are missing: Insight 1.1 a-claim" in said.err
    assert not (project / "build/release").exists()


def test_a_site_counts_the_same_packed_as_in_its_folder(project: Path) -> None:
    app, _ = build(project, 1)
    census, outline = release.census_of(app), book_domain(app.env).outline
    folder, packed = project / "build/html", pack(project)
    loose, whole = (editions.count(EDITIONS[0], [path], census, outline) for path in (folder, packed))
    assert loose == whole and whole.is_whole
    with zipfile.ZipFile(packed, "a") as more:
        more.writestr("index.html", "beside the folder")
    with pytest.raises(editions.EditionError, match="2 things at its top, not one folder; pack the site in a folder"):
        editions.count(EDITIONS[0], [packed], census, outline)


def test_an_edition_that_is_not_built_stops_the_release(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "build/deck/distributed-systems.apkg").unlink()
    assert run(project) == 1
    assert "cards: nothing is at build/deck/*.apkg; run make deck" in capsys.readouterr().err


def test_a_tagged_release_needs_its_ids_noted_down_and_a_clean_checkout(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "tag", "v0.1")
    assert run(project) == 1
    assert "run make ids, commit the file and move the tag" in capsys.readouterr().err
    assert ids.main(["--project", str(project)]) == 0
    assert run(project) == 1
    said = capsys.readouterr().err
    assert "the checkout differs from its tag; commit or undo:" in said
    assert "source/released-ids.toml" in said
    commit(project, "Note the ids")
    git(project, "tag", "--force", "v0.1")
    assert run(project) == 0, capsys.readouterr().err
    assert "distributed-systems-0.1.apkg" in files(project)


def test_the_next_release_tells_what_is_new_and_corrected(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids.main(["--project", str(project)])
    commit(project, "Note the ids")
    git(project, "tag", "v0.1")
    source = project / "source"
    page = source / f"{FIRST}.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n{text[text.index(':::{insight}') :].replace('a-claim', 'b-claim')}", encoding="utf-8")
    (source / "reviews").mkdir()
    (source / "reviews" / "first.toml").write_text(
        f'section = "sec-first"\ndate = 2026-11-26\nkind = "technical check"\nreviewer = "r"\n'
        f'text_hash = "{"0" * 64}"\n'
        '[[finding]]\nseverity = "major"\nwhat = "It said 3."\nsettled = "It says 4."\n',
        encoding="utf-8",
    )
    conf = project / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace('"0.1"', '"0.2"'), encoding="utf-8")
    commit(project, "Go on")
    assert deck.main(["--project", str(project)]) == 0
    pack(project)
    assert run(project) == 0, capsys.readouterr().err
    notes = files(project)["NOTES.md"].decode()
    assert "1 change after v0.1" in notes
    assert "- Insight 1.2. A claim\n" in notes
    assert "Insight 1.1" not in notes
    assert "- 1.1 First: It said 3. *Now:* It says 4." in notes
    assert "## Revised\n\n- 1.1 First: " in notes
