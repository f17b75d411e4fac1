"""What a reader keeps: which page belongs to which part, what it loads; and lists that stay while the site does."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from book.desk import archive
from book.desk.offline import FOLDER, WORKER, bundles_of, files_of, write_offline
from book.model.offline import (
    BASE,
    bundle_of,
    linked_from_page,
    loaded_by_page,
    loaded_by_styles,
    manifest,
    path_in_site,
)
from book.model.outline import Outline, load_outline

PART = "part-01-fundamental-reality"
PAGE = """<html><head><link rel="next" href="two.html"/><link rel="stylesheet" href="../_static/a.css?v=1" />
<link href="../_static/b.css" rel="stylesheet"/><script defer src="../_static/js/a.js"></script></head>
<body><a href="../glossary.html#term">x</a><a href="data.json">d</a><a href="https://elsewhere.example/">e</a>
<img alt="1 > 0" src="../_images/one.svg"/><img src="data:image/png;base64,AA"/></body></html>"""


@pytest.fixture(scope="module")
def outline() -> Outline:
    return load_outline(Path("source/outline.toml"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    files = {
        "index.html": "<a href='x'>",
        f"{PART}/one.html": PAGE,
        f"{PART}/data.json": "{}",
        "gathered/all.html": PAGE,
        "glossary.html": "<p>",
        "_static/a.css": '@import "c.css"; body { background: url(sign.svg) }',
        "_static/b.css": "@font-face { src: url('vendor/fontawesome/x.woff2') }",
        "_static/c.css": "",
        "_static/sign.svg": "<svg/>",
        "_static/unused.js": "",
        "_static/webpack-macros.html": "",
        "_static/vendor/fontawesome/x.woff2": "",
        "_static/js/a.js": "",
        "_static/js/loaded-by-a.js": "",
        "_images/one.svg": "<svg/>",
        "search/records.js": "",
    }
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    return site


@pytest.mark.parametrize(
    ("page", "bundle"),
    [
        (f"{PART}/01-impossibility-results/index.html", PART),
        ("appendices/a-mathematical-foundations/index.html", "appendices"),
        ("gathered/insights/index.html", "gathered"),
        ("glossary.html", BASE),
        ("part-01-fundamental-reality.html", BASE),
    ],
)
def test_a_page_belongs_to_the_part_whose_folder_it_is_in(outline: Outline, page: str, bundle: str) -> None:
    assert bundle_of(page, outline) == bundle


def test_a_page_loads_its_styles_scripts_and_pictures_and_not_its_neighbors() -> None:
    assert list(loaded_by_page(PAGE, "part/one.html")) == [
        "_static/a.css",
        "_static/b.css",
        "_static/js/a.js",
        "_images/one.svg",
    ]
    assert list(linked_from_page(PAGE, "part/one.html")) == ["glossary.html", "part/data.json"]


def test_style_sheets_load_what_they_import_and_paint() -> None:
    css = "@import 'x.css'; a { background: url( \"../y.svg\" ) } b { background: url(data:image/png,z) }"
    assert list(loaded_by_styles(css, "_static/css/a.css")) == ["_static/css/x.css", "_static/y.svg"]


@pytest.mark.parametrize("address", ["//h.example/a", "https://h.example/a", "mailto:a@b", "#id", "../../a", "/a"])
def test_an_address_out_of_the_site_has_no_path_in_it(address: str) -> None:
    assert list(path_in_site(address, "part/one.html")) == []


def test_nothing_is_taken_that_no_page_needs(site: Path) -> None:
    found = set(files_of(site, [f"{PART}/one.html"]))
    assert found == {f"{PART}/one.html", "_static/a.css", "_static/b.css", "_static/c.css", "_static/sign.svg",
                     "_static/js/a.js", "_images/one.svg"}  # fmt: skip


def test_a_part_and_the_base_hold_all_that_its_pages_load(site: Path, outline: Outline) -> None:
    bundles = {bundle.name: bundle for bundle in bundles_of(site, outline)}
    assert list(bundles) == [BASE, PART, "gathered"]
    assert {"search/records.js", "_static/js/loaded-by-a.js", "index.html"} <= bundles[BASE].files.keys()
    for name in (PART, "gathered"):
        for page in [path for path in bundles[name].files if path.endswith(".html")]:
            assert set(files_of(site, [page])) <= bundles[name].files.keys() | bundles[BASE].files.keys()
    assert bundles[PART].size_bytes == sum((site / path).stat().st_size for path in bundles[PART].files)


def test_the_same_site_has_the_same_lists_and_another_site_another_build(site: Path, outline: Outline) -> None:
    def written() -> dict[str, bytes]:
        write_offline(site, outline)
        paths = [*(site / FOLDER).iterdir(), site / WORKER, site / "manifest.webmanifest"]
        return {path.name: path.read_bytes() for path in paths}

    first = written()
    assert written() == first
    (site / "_static/c.css").write_text("a {}", encoding="utf-8")
    second = written()
    assert second[WORKER] != first[WORKER]
    builds = {json.loads(second[f"{name}.json"])["build"] for name in (BASE, PART, "gathered", "parts")}
    assert len(builds) == 1
    assert builds != {json.loads(first["parts.json"])["build"]}


def test_the_worker_begins_with_the_build_that_it_answers_for(site: Path, outline: Outline) -> None:
    write_offline(site, outline)
    line = (site / WORKER).read_text(encoding="utf-8").splitlines()[0]
    said = json.loads(line.removeprefix("globalThis.bookBuild = ").removesuffix(";"))
    assert said == json.loads((site / FOLDER / "parts.json").read_text(encoding="utf-8"))


def test_the_icons_of_the_manifest_are_in_the_repository(outline: Outline) -> None:
    for icon in manifest(outline.title, outline.subtitle)["icons"]:
        assert Path(icon["src"]).is_file()


def test_an_archive_is_sorted_dated_by_the_commit_and_the_same_bytes_again(
    site: Path, tmp_path: Path, outline: Outline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    write_offline(site, outline)
    outputs = [tmp_path / "a" / "one.zip", tmp_path / "two.zip"]
    for output in outputs:
        assert archive.main([str(site), "--output", str(output)]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    with zipfile.ZipFile(outputs[0]) as packed:
        names = [name.removeprefix(f"{archive.NAME}/") for name in packed.namelist()]
        assert {info.date_time for info in packed.infolist()} == {(2026, 1, 2, 3, 4, 4)}
    assert names == sorted(names)
    assert f"{PART}/data.json" in names  # linked
    assert WORKER not in names
    assert "_static/unused.js" not in names


def test_a_site_that_is_not_finished_is_not_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert archive.main([str(tmp_path), "--output", str(tmp_path / "x.zip")]) == 1
    assert "make html" in capsys.readouterr().err
