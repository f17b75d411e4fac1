from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawings import mathml

HEAD = '<math xmlns="http://www.w3.org/1998/Math/MathML"'


def test_the_tex_is_the_alternative_text() -> None:
    assert mathml.clean(f"{HEAD}><mi>x</mi></math>", " x < y ") == f'{HEAD} alttext="x &lt; y"><mi>x</mi></math>\n'


def test_alignment_becomes_classes_and_no_style_stays() -> None:
    cell = '<mtd class="tml-right" style="padding-left:0em;padding-right:0em;"></mtd>'
    gap = '<mtd class="tml-left" style="font:;color:undefined;padding-left:1em;padding-right:0em;"></mtd>'
    written = mathml.clean(f'{HEAD} display="block" style="display:block math;">{cell}{gap}</math>', "x")
    assert '<mtd class="math-right math-tight"></mtd><mtd class="math-left math-gap"></mtd>' in written
    assert "style" not in written


def test_every_class_that_is_kept_has_a_rule() -> None:
    for name in (*mathml._CLASSES.values(), *mathml._PADDINGS.values()):
        assert f".{name}" in mathml.CSS


@pytest.mark.parametrize("style", ["color:#ff0000;", "border:1px solid;padding:3pt", "width:100%"])
def test_a_formula_that_needs_a_style_is_refused(style: str) -> None:
    with pytest.raises(mathml.StyleNeededError, match=style.split(":")[0]):
        mathml.clean(f'{HEAD}><mi style="{style}">x</mi></math>', "x")


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="\ufffe\uffff")), st.booleans())
def test_a_formula_says_where_it_came_from(tex: str, display: bool) -> None:
    block = ' display="block"' if display else ""
    assert mathml.origin(mathml.clean(f"{HEAD}{block}><mi>x</mi></math>", tex)) == (tex.strip(), display)


def test_several_lines_of_tex_survive() -> None:
    tex = "\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}"
    written = mathml.clean(f"{HEAD}><mi>x</mi></math>", tex)
    assert ET.fromstring(written).get("alttext") == tex


def test_temmls_message_is_one_plain_line() -> None:
    assert mathml.plain_message(" Unsupported function \\foo at position 1: \n\\\u0332f\u0332o\u0332") == (
        "Unsupported function \\foo at position 1: \\fo"
    )
