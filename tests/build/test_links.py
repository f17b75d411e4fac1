"""Links out of the book are asked politely; dead ones come with an archived copy, and refusals make none dead."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from tests.served import Served, served

from book.desk.links import Manners, ask_all, main
from book.model.links import DEAD, FINE, UNSURE, Answer, gather

COPY = "http://web.archive.org/web/2020/http://gone.example/"
KNOWN = json.dumps({"archived_snapshots": {"closest": {"available": True, "url": COPY}}}).encode()
QUICK = Manners(pause=0, retries=2, backoff=0)


def page(*links: str) -> str:
    text = "".join(f'<p><a href="{link}">x</a></p>' for link in links)
    return f'<html><body><a href="http://frame.example/">out</a><article>{text}</article></body></html>'


def site(folder: Path, server: Served, *paths: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(page(*(server.address + path for path in paths)), encoding="utf-8")
    work = f'<div class="citation" id="cite-smith2001"><a href="{server.address}gone">x</a></div>'
    (folder / "references.html").write_text(f"<article>{work}</article>", encoding="utf-8")
    return folder


def test_a_dead_link_is_reported_with_its_places_and_an_archived_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served({"/fine": (200, b""), "/robots": (403, b""), "/archive": (200, KNOWN)}) as server:
        folder = site(tmp_path / "html", server, "fine", "robots", "gone", "gone#part")
        assert main([str(folder), "--pause", "0", "--retries", "0", "--archive", f"{server.address}archive"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("3 links asked: 1 dead, 1 that can't be told.")
    assert f"- <{server.address}gone> answers 404; in source/index.md, source/references.bib: smith2001" in out
    assert f"  - archived copy: <{COPY}>" in out
    assert f"- <{server.address}robots> answers 403; in source/index.md" in out
    assert (
        "GET",
        f"/archive?url={server.address}gone".replace(":", "%3A").replace("/", "%2F").replace("%2Farchive", "/archive"),
    ) in server.asked


def test_a_dead_link_without_a_copy_says_so_also_when_the_archive_is_out_of_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served({"/archive": (200, b"<html>")}) as server:
        folder = site(tmp_path / "html", server, "gone")
        main([str(folder), "--pause", "0", "--retries", "0", "--archive", f"{server.address}archive"])
    assert "no archived copy is known" in capsys.readouterr().out


def test_a_busy_host_is_asked_again_after_as_long_as_it_says() -> None:
    busy = (429, {"Retry-After": "1"}, b"")
    with served({"/busy": [busy, (200, {}, b"")]}) as server:
        begun = time.monotonic()
        assert [answer.verdict for answer in ask_all([f"{server.address}busy"], QUICK)] == [FINE]
        assert time.monotonic() - begun >= 1


def test_a_host_that_refuses_the_head_of_a_page_is_asked_for_the_page() -> None:
    with served({"/page": [(405, {}, b""), (200, {}, b"")]}) as server:
        assert [answer.verdict for answer in ask_all([f"{server.address}page"], QUICK)] == [FINE]
    assert [method for method, _ in server.asked] == ["HEAD", "GET"]


def test_a_host_is_asked_one_thing_after_the_other_with_a_pause() -> None:
    with served({f"/{n}": (200, b"") for n in range(3)}) as server:
        begun = time.monotonic()
        ask_all([f"{server.address}{n}" for n in range(3)], Manners(pause=0.1, retries=0))
        assert time.monotonic() - begun >= 0.2
    assert [path for _, path in server.asked] == ["/0", "/1", "/2"]


def test_a_redirect_is_followed() -> None:
    with served({"/old": [(301, {"Location": "/new"}, b"")], "/new": (200, b"")}) as server:
        assert [answer.verdict for answer in ask_all([f"{server.address}old"], QUICK)] == [FINE]


def test_without_any_answer_nothing_is_called_dead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = site(tmp_path / "html", Served(address="http://127.0.0.1:9/"), "a", "b")
    assert main([str(folder), "--pause", "0", "--retries", "0"]) == 2
    assert capsys.readouterr().err.startswith("no host answered")


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer("a", 204), FINE), (Answer("a", 404), DEAD), (Answer("a", 410), DEAD), (Answer("a", 403), UNSURE),
        (Answer("a", 429), UNSURE), (Answer("a", 408), UNSURE), (Answer("a", 503), UNSURE), (Answer("a"), UNSURE),
        (Answer("a", 0, "ConnectionError", unknown_host=True), DEAD),
    ],
)  # fmt: skip
def test_a_verdict_follows_from_the_answer(answer: Answer, verdict: str) -> None:
    assert answer.verdict == verdict


def test_links_of_the_frame_and_within_the_book_are_not_asked() -> None:
    assert gather({"a": page("b.html", "#x", "https://one.example/p#q")}) == {"https://one.example/p": ["source/a.md"]}
