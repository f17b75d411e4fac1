"""The units of checked arithmetic: one published list, resolved once by pint to exact fractions of base units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TypeAlias

BASES = ("second", "bit", "meter", "kilogram", "kelvin", "dollar", "euro")
"""The base units; a dimension is a tuple with the exponent of each, in this order."""

Dimension: TypeAlias = tuple[Fraction | int, ...]
NONE: Dimension = (0,) * len(BASES)


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the published list."""

    symbol: str
    name: str
    """The singular in words; authors may write it, or its plural, for the symbol if it is one word."""
    kind: str
    definition: str
    """In other units of the list, such as ``60 × second``; empty for a base unit."""
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that an author may write for it: single words, and their plurals."""
        if " " in self.name:
            return (self.symbol, *self.aliases)
        return tuple(dict.fromkeys((self.symbol, self.name, f"{self.name}s", *self.aliases)))


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit, or a product of units, in base units: an amount *a* of it is ``a × factor + offset``."""

    factor: Fraction
    dimension: Dimension
    offset: Fraction = Fraction(0)


_POWERS = {"p": -12, "n": -9, "µ": -6, "m": -3, "c": -2, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_PREFIXES = {
    "p": "pico", "n": "nano", "µ": "micro", "m": "milli", "c": "centi",
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa",
}  # fmt: skip
_BINARY = {"Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi", "Pi": "pebi", "Ei": "exbi"}


def _decimal(prefixes: str, symbol: str, name: str, kind: str) -> Iterator[Unit]:
    """One row for each of *prefixes* before the unit *symbol*, by powers of ten."""
    for prefix in prefixes:
        power = _POWERS[prefix]
        definition = f"10^{power} × {name}" if power > 0 else f"{name} / 10^{-power}"
        aliases = {"µ": (f"u{symbol}", f"μ{symbol}"), "k": ("KB",) if symbol == "B" else ()}.get(prefix, ())
        yield Unit(prefix + symbol, _PREFIXES[prefix] + name, kind, definition, aliases)


def _binary(symbol: str, name: str) -> Iterator[Unit]:
    """One row for each binary prefix, by powers of 1,024."""
    for step, (prefix, word) in enumerate(_BINARY.items(), 1):
        yield Unit(prefix + symbol, word + name, "data", f"2^{10 * step} × {name}")


# Sources: SI Brochure, 9th edition (2019), tables 1-8, for the SI units, the electronvolt and the speed of light;
# IEC 80000-13:2008 for the binary prefixes; IAU 2012 resolution B2 and the IAU style manual for the astronomical unit
# and the light-year; the international yard of 1959 for the mile. The year of 365 days and the month of 30 are the
# book's own choice, those of service-level arithmetic; twelve months are therefore not a year. Whoever means another
# year writes its days: ``365.25 days``.
UNITS: tuple[Unit, ...] = (
    Unit("s", "second", "time", ""),
    *_decimal("pnµm", "s", "second", "time"),
    Unit("min", "minute", "time", "60 × second"),
    Unit("h", "hour", "time", "60 × minute"),
    Unit("d", "day", "time", "24 × hour"),
    Unit("week", "week", "time", "7 × day"),
    Unit("month", "month", "time", "30 × day"),
    Unit("year", "year", "time", "365 × day"),
    Unit("b", "bit", "data", ""),
    *_decimal("kMGTPE", "b", "bit", "data"),
    Unit("B", "byte", "data", "8 × bit"),
    *_decimal("kMGTPE", "B", "byte", "data"),
    *_binary("b", "bit"),
    *_binary("B", "byte"),
    Unit("m", "meter", "length", "", ("metre", "metres")),
    *_decimal("nµmck", "m", "meter", "length"),
    Unit("mi", "mile", "length", "1,609.344 × meter"),
    Unit("au", "astronomical-unit", "length", "149,597,870,700 × meter"),
    Unit("ly", "light-year", "length", "9,460,730,472,580,800 × meter"),
    Unit("c", "speed of light", "speed", "299,792,458 × meter / second"),
    Unit("kg", "kilogram", "mass", ""),
    Unit("g", "gram", "mass", "kilogram / 10^3"),
    *_decimal("µm", "g", "gram", "mass"),
    Unit("t", "tonne", "mass", "10^3 × kilogram"),
    Unit("J", "joule", "energy", "kilogram × meter^2 / second^2"),
    *_decimal("pnµmkMGT", "J", "joule", "energy"),
    Unit("W", "watt", "power", "joule / second"),
    *_decimal("nµmkMGT", "W", "watt", "power"),
    Unit("Wh", "watt-hour", "energy", "watt × hour"),
    *_decimal("kMGT", "Wh", "watt-hour", "energy"),
    Unit("eV", "electronvolt", "energy", "1602176634 × joule / 10^28"),
    Unit("K", "kelvin", "temperature", ""),
    Unit("°C", "degree Celsius", "temperature", "kelvin; offset: 273.15"),
    Unit("°F", "degree Fahrenheit", "temperature", "5 / 9 × kelvin; offset: 459.67 × 5 / 9"),
    Unit("Hz", "hertz", "frequency", "1 / second"),
    *_decimal("kMGT", "Hz", "hertz", "frequency"),
    Unit("$", "dollar", "money", ""),
    Unit("€", "euro", "money", ""),
    Unit("%", "percent", "ratio", "1 / 100"),
    Unit("ppm", "part per million", "ratio", "1 / 10^6"),
    Unit("ppb", "part per billion", "ratio", "1 / 10^9"),
)

LOOKALIKES = {
    "sec": "s", "secs": "s", "msec": "ms", "msecs": "ms", "usec": "µs", "nsec": "ns", "mins": "min", "hr": "h",
    "hrs": "h", "wk": "week", "wks": "weeks", "mo": "month", "mos": "months", "yr": "year", "yrs": "years",
    "bps": "b/s", "kbps": "kb/s", "mbps": "Mb/s", "gbps": "Gb/s", "tbps": "Tb/s", "mph": "mi/h", "kph": "km/h",
    "kmh": "km/h", "rps": "requests/s", "qps": "queries/s", "tps": "transactions/s", "iops": "operations/s",
    "kilos": "kg", "celsius": "°C", "fahrenheit": "°F", "percents": "%", "pct": "%", "usd": "$", "eur": "€",
}  # fmt: skip
"""What people write for a unit and the list does not have, folded to lower case, with what it should be."""


def units() -> list[tuple[str, str, str, str]]:
    """The published list for the authors' reference: rows of name, symbol, kind and definition."""
    return [(unit.name, unit.symbol, unit.kind, unit.definition or "base unit") for unit in UNITS]


@cache
def scales() -> dict[str, Scale]:
    """The scale of every spelling of every unit.

    Pint resolves the definitions, in fractions, so no factor is rounded. It is imported here because it costs a tenth
    of a second, which a build without arithmetic need not pay.
    """
    import pint

    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    registry.load_definitions(_definitions())
    found: dict[str, Scale] = {}
    for unit in UNITS:
        name = _pint_name(unit.name)
        base = registry.Quantity(Fraction(1), name).to_root_units()
        zero = registry.Quantity(Fraction(0), name).to_root_units()
        exponents = {str(base_unit): _fraction(power) for base_unit, power in base.unit_items()}
        dimension = tuple(_whole(exponents.get(name, Fraction(0))) for name in BASES)
        offset = _fraction(zero.magnitude)
        scale = Scale(_fraction(base.magnitude) - offset, dimension, offset)
        for spelling in unit.spellings:
            found[spelling] = scale
    return found


@cache
def lookalikes() -> dict[str, tuple[str, ...]]:
    """The spellings that differ from a word only by case, by the word in lower case; and the usual abbreviations."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in UNITS:
        for spelling in unit.spellings:
            found[spelling.lower()] = (*found.get(spelling.lower(), ()), spelling)
    return {word: (right,) for word, right in LOOKALIKES.items()} | found


def describe(dimension: Dimension) -> str:
    """The dimension in words and base units: ``a time (s)``, ``a speed (m/s)``, ``a plain number``."""
    symbols = base_symbols(dimension)
    if not symbols:
        return "a plain number"
    return f"{_KINDS[dimension]} ({symbols})" if dimension in _KINDS else f"in {symbols}"


def base_symbols(dimension: Dimension) -> str:
    """The base units with their exponents, such as ``kg·m^2/s^2``; empty for a plain number."""
    symbols = ("s", "b", "m", "kg", "K", "$", "€")
    above = _product((symbol, power) for symbol, power in zip(symbols, dimension, strict=True) if power > 0)
    below = _product((symbol, -power) for symbol, power in zip(symbols, dimension, strict=True) if power < 0)
    if not below:
        return above
    return f"{above or '1'}/{f'({below})' if '·' in below else below}"


_KINDS: dict[Dimension, str] = {
    (1, 0, 0, 0, 0, 0, 0): "a time",
    (-1, 0, 0, 0, 0, 0, 0): "a rate",
    (0, 1, 0, 0, 0, 0, 0): "an amount of data",
    (-1, 1, 0, 0, 0, 0, 0): "a data rate",
    (0, 0, 1, 0, 0, 0, 0): "a length",
    (-1, 0, 1, 0, 0, 0, 0): "a speed",
    (0, 0, 0, 1, 0, 0, 0): "a mass",
    (-2, 0, 2, 1, 0, 0, 0): "an energy",
    (-3, 0, 2, 1, 0, 0, 0): "a power",
    (0, 0, 0, 0, 1, 0, 0): "a temperature",
    (0, 0, 0, 0, 0, 1, 0): "dollars",
    (0, 0, 0, 0, 0, 0, 1): "euros",
}


def _product(factors: Iterable[tuple[str, Fraction | int]]) -> str:
    return "·".join(symbol if power == 1 else f"{symbol}^{power}" for symbol, power in factors)


def _fraction(magnitude: object) -> Fraction:
    """The number that pint hands over; a float among them would mean a rounded factor."""
    if not isinstance(magnitude, (int, Fraction)):
        raise TypeError(f"pint gave {magnitude!r}, not a fraction; write the unit's definition in whole numbers")
    return Fraction(magnitude)


def _whole(power: Fraction) -> Fraction | int:
    return power.numerator if power.denominator == 1 else power


def _pint_name(name: str) -> str:
    return name.replace(" ", "_").replace("-", "_")


def _definitions() -> list[str]:
    """The list in pint's own words; symbols stay ours, since pint takes no ``$``, ``%`` or ``µ`` for a name."""
    lines = [f"{name} = [{name}]" for name in BASES]
    for unit in UNITS:
        if unit.definition:
            words = unit.definition.replace("×", "*").replace(",", "").replace("watt-hour", "watt_hour")
            lines.append(f"{_pint_name(unit.name)} = {words}")
    return lines
