"""The published list of units, against values known from elsewhere."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from book.model.arithmetic import units
from book.model.arithmetic_units import UNITS, describe, lookalikes, scales


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("µs", Fraction(1, 10**6)),
        ("month", Fraction(2_592_000)),
        ("year", Fraction(31_536_000)),
        ("KB", Fraction(8_000)),
        ("KiB", Fraction(8_192)),
        ("TiB", Fraction(8 * 1024**4)),
        ("Kib", Fraction(1_024)),
        ("kWh", Fraction(3_600_000)),
        ("eV", Fraction(1_602_176_634, 10**28)),
        ("mg", Fraction(1, 10**6)),
        ("c", Fraction(299_792_458)),
        ("ppm", Fraction(1, 10**6)),
        ("°F", Fraction(5, 9)),
    ],
)
def test_factors_are_exact(unit: str, factor: Fraction) -> None:
    assert scales()[unit].factor == factor


def test_zero_celsius_and_zero_fahrenheit_are_where_they_belong() -> None:
    assert scales()["°C"].offset == Fraction(27_315, 100)
    assert scales()["°F"].offset + 32 * scales()["°F"].factor == Fraction(27_315, 100)


def test_no_two_units_share_a_spelling() -> None:
    spellings = [spelling for unit in UNITS for spelling in unit.spellings]
    assert len(spellings) == len(set(spellings)) == len(scales())


def test_every_usual_abbreviation_points_to_units_of_the_list() -> None:
    for word, right in lookalikes().items():
        assert word not in scales() or word in right
        for unit in right:
            assert any(part in scales() for part in unit.replace("/", " ").split()), unit


def test_dimensions_are_named_in_words_and_base_units() -> None:
    assert describe(scales()["km"].dimension) == "a length (m)"
    assert describe(scales()["kWh"].dimension) == "an energy (m^2·kg/s^2)"
    assert describe(scales()["%"].dimension) == "a plain number"


def test_the_reference_lists_every_unit_with_its_definition() -> None:
    rows = units()
    assert len(rows) == len(UNITS)
    assert ("millisecond", "ms", "time", "second / 10^3") in rows
    assert all(all(row) for row in rows)


def test_importing_the_arithmetic_loads_neither_pint_nor_sphinx() -> None:
    program = f"""if True:
        import sys
        sys.path[:0] = {[entry for entry in sys.path if entry]!r}
        import book.model.derivations
        print(sorted({{"pint", "sphinx", "docutils"}} & set(sys.modules)))
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
