"""`make ids` on a tiny book: what a release promises is on its pages, and what goes later is found by `make check`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.shown import GLOSSARY
from tests.build.test_check import book_at
from tests.build.texts import diagram, insight, table
from tests.build.tiny import SECTION, toctree

from book.desk import check, ids
from book.model.released import load_released

FIRST, SECOND = SECTION["first"], SECTION["second"]
CLAIM = insight("A claim", ":id: a-claim\n:concepts: node\n")
TABLE = table("A table", ":id: a-table\n:type: property\n")
PAGES = {
    "index": f"# Book\n\n{toctree(FIRST, SECOND, 'glossary', 'references')}",
    FIRST: f"# First\n\nA {{defines}}`node`.\n\n## Below\n\n{CLAIM}\n{diagram('ch01/critical-step')}\n{TABLE}",
    SECOND: "# Second\n\nWords.\n",
    "glossary": GLOSSARY,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A book of which one release was made."""
    root = book_at(tmp_path, **PAGES)
    assert ids.main(["--project", str(root)]) == 0
    return root


def edit(project: Path, name: str, text: str) -> None:
    path = project / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_promised_id_is_on_its_page(project: Path) -> None:
    released = load_released(project / "source" / "released-ids.toml")
    assert {f"{FIRST}#{id}" for id in ("below", "a-claim", "a-table", "concept-node")} < released.ids.keys()
    assert set(released.ids.values()) == {"heading", "insight", "diagram", "table", "concept"}
    for place in released.ids:
        docname, _, id = place.partition("#")
        page = (project / "build" / "html" / f"{docname}.html").read_text(encoding="utf-8")
        assert f'id="{id}"' in page, place
    for docname in released.pages:
        assert (project / "build" / "html" / f"{docname}.html").is_file()


def test_an_id_that_moved_fails_the_check_until_a_redirect_leads_to_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, f"{FIRST}.md", PAGES[FIRST].replace(CLAIM, ""))
    edit(project, f"{SECOND}.md", f"{PAGES[SECOND]}\n{CLAIM}")
    rows = (project / "source" / "released-ids.toml").read_text(encoding="utf-8").splitlines()
    line = rows.index(f'"{FIRST}#a-claim" = "insight"') + 1
    assert check.main(["--project", str(project)]) == 1
    out = capsys.readouterr().out
    assert f"source/released-ids.toml:{line}: must: the insight '{FIRST}#a-claim' was released and is gone" in out
    assert ids.main(["--project", str(project)]) == 1
    assert f'"{FIRST}#a-claim" = "…"' in capsys.readouterr().err

    edit(project, "redirects.toml", f'[ids]\n"{FIRST}#a-claim" = "{SECOND}#a-clam"\n')
    check.main(["--project", str(project)])
    assert f"source/redirects.toml:2: must: '{FIRST}#a-claim' leads to '{SECOND}#a-clam'" in capsys.readouterr().out

    edit(project, "redirects.toml", f'[ids]\n"{FIRST}#a-claim" = "{SECOND}#a-claim"\n')
    check.main(["--project", str(project)])
    assert "[kept-ids]" not in capsys.readouterr().out
    assert ids.main(["--project", str(project)]) == 0
    released = load_released(project / "source" / "released-ids.toml")
    assert {f"{FIRST}#a-claim", f"{SECOND}#a-claim"} < released.ids.keys()
