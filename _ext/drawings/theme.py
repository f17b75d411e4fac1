"""The palette and symbols of ``diagrams/theme.toml``, read once and checked."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

THEME_PATH = Path("diagrams/theme.toml")
_HEX = re.compile(r"#[0-9a-f]{6}")
_PAINT = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
_IDENTIFIER = re.compile(r'\b(id="|url\(#)([^")]+)')


class ThemeError(ValueError):
    """The theme file says something that cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Color:
    """One color of the palette: its hex on light paper and on dark paper."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Role:
    """How one kind of thing looks; *symbol* is an SVG path around the origin, within ±4.5, or empty."""

    name: str
    means: str
    fill: Color
    line: Color
    text: Color
    width_px: float
    dash_px: tuple[float, ...]
    symbol: str


@dataclass(frozen=True, slots=True)
class Series:
    """How one series of a chart looks: its color, its dashes and the shape of its points."""

    color: Color
    dash_px: tuple[float, ...]
    shape: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything a drawing's look depends on; *canonical* changes exactly when any value does."""

    font_family: tuple[str, ...]
    size_px: float
    small_px: float
    page: dict[str, Color]
    roles: dict[str, Role]
    series: tuple[Series, ...]
    canonical: str
    to_dark: dict[str, str] = field(repr=False)

    @property
    def font_css(self) -> str:
        """The font stack as a CSS value, single-quoted where a name has a space."""
        return ", ".join(f"'{name}'" if " " in name else name for name in self.font_family)

    @property
    def symbols(self) -> dict[str, str]:
        """The path of each role that has a symbol."""
        return {name: role.symbol for name, role in self.roles.items() if role.symbol}

    def colors(self) -> Iterator[tuple[str, Color]]:
        """Each color with its name in the palette, such as ``replica-fill``."""
        yield from self.page.items()
        for role in self.roles.values():
            yield from (
                (f"{role.name}-fill", role.fill),
                (f"{role.name}-line", role.line),
                (f"{role.name}-text", role.text),
            )
        for number, series in enumerate(self.series, 1):
            yield f"series-{number}", series.color


def load(root: Path) -> Theme:
    """The theme of the project at *root*.

    Raises ThemeError when a value is missing, is no color, or a light color is used twice.
    """
    path = root / THEME_PATH
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ThemeError) as error:
        raise ThemeError(f"{THEME_PATH}: {error}; correct the theme, every drawing depends on it") from error


def parse(text: str) -> Theme:
    """The theme that the TOML *text* describes; raises ThemeError and TOMLDecodeError as in :func:`load`."""
    data = tomllib.loads(text)
    try:
        roles = {name: _role(name, row) for name, row in data["roles"].items()}
        series = tuple(
            Series(_color(f"series {number}", row["color"]), tuple(row["dash_px"]), row["shape"])
            for number, row in enumerate(data["series"], 1)
        )
        theme = Theme(
            font_family=tuple(data["font"]["family"]),
            size_px=data["font"]["size_px"],
            small_px=data["font"]["small_px"],
            page={name: _color(name, value) for name, value in data["page"].items()},
            roles=roles,
            series=series,
            canonical=json.dumps(data, sort_keys=True),
            to_dark={},
        )
    except KeyError as error:
        raise ThemeError(f"the key {error} is missing") from error
    for name, color in theme.colors():
        if color.light in theme.to_dark:
            raise ThemeError(f"the light color {color.light} of {name} is used twice; change one digit of it")
        theme.to_dark[color.light] = color.dark
    return theme


def dark(svg: str, theme: Theme) -> str:
    """The drawing *svg* on dark paper: each color of the palette replaced, each id marked ``-dark``.

    The ids differ so that both drawings may stand in one page.
    """
    painted = _PAINT.sub(lambda m: f'{m[1]}="{theme.to_dark.get(m[2], m[2])}"', svg)
    return _IDENTIFIER.sub(r"\1\2-dark", painted)


def unknown_colors(svg: str, theme: Theme) -> list[str]:
    """The colors in *svg* that the palette doesn't have, sorted; they would stay as they are on dark paper."""
    return sorted({hex_ for _, hex_ in _PAINT.findall(svg)} - set(theme.to_dark))


def css(theme: Theme, dark_selector: str = 'html[data-theme="dark"]') -> str:
    """The palette as CSS custom properties, ``--drawing-replica-fill`` and so on, for both papers."""

    def block(selector: str, shade: str) -> str:
        lines = (f"  --drawing-{name}: {getattr(color, shade)};\n" for name, color in theme.colors())
        return f"{selector} {{\n{''.join(lines)}}}\n"

    return block(":root", "light") + block(dark_selector, "dark")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two hex colors, from 1 to 21, as WCAG 2.2 defines it ("contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(hex_: str) -> float:
    # WCAG 2.2, "relative luminance".
    channels = (int(hex_[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _color(name: str, value: list[str]) -> Color:
    if len(value) != 2 or not all(_HEX.fullmatch(shade) for shade in value):
        raise ThemeError(f"{name} is {value!r}, not a pair of colors like ['#1f5fa8', '#6fabf0']")
    return Color(*value)


def _role(name: str, row: dict[str, object]) -> Role:
    shades: dict[str, Color] = {}
    for part in ("fill", "line", "text"):
        value = row[part]
        if not isinstance(value, list):
            raise ThemeError(f"{name}.{part} is {value!r}, not a pair of colors")
        shades[part] = _color(f"{name}.{part}", value)
    width, dash = row["width_px"], row.get("dash_px", [])
    if not isinstance(width, int | float) or not isinstance(dash, list):
        raise ThemeError(f"{name} needs width_px, a number, and may have dash_px, a list of numbers")
    return Role(
        name=name,
        means=str(row["means"]),
        fill=shades["fill"],
        line=shades["line"],
        text=shades["text"],
        width_px=float(width),
        dash_px=tuple(dash),
        symbol=str(row.get("symbol", "")),
    )
