"""A page of the site loads and runs nothing but its own."""

from __future__ import annotations

import base64
import hashlib

from book.policy import EARLY_SCRIPT, policy, without_inline_styles


def rules() -> dict[str, list[str]]:
    return {name: rest.split() for name, _, rest in (rule.partition(" ") for rule in policy(EARLY_SCRIPT).split("; "))}


def test_nothing_is_allowed_that_is_not_named() -> None:
    assert rules()["default-src"] == ["'none'"]
    assert rules()["base-uri"] == ["'none'"]


def test_no_rule_names_another_host_or_allows_inline_code_at_large() -> None:
    for name, sources in rules().items():
        assert "'unsafe-inline'" not in sources, name
        assert "'unsafe-eval'" not in sources, name
        assert all(source.startswith("'") or source == "data:" for source in sources), name


def test_the_one_inline_script_is_allowed_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(EARLY_SCRIPT.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in rules()["script-src"]
    assert policy(EARLY_SCRIPT) != policy(EARLY_SCRIPT + " ")


def test_widths_of_columns_become_classes() -> None:
    html = '<colgroup>\n<col style="width: 28.0%" />\n<col style="width: 9.0%" />\n</colgroup>'
    assert without_inline_styles(html) == (
        '<colgroup>\n<col class="book-col-28"/>\n<col class="book-col-9"/>\n</colgroup>'
    )
