"""A line that climbs: a quantity over time as a picture, drawn without a browser, the same points the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from drawings.theme import Theme

WIDTH_PX, HEIGHT_PX = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 18, 16, 36
_TICKS = 5
_DAY_S = 86_400
_STEPS_S = (
    1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, _DAY_S, 2 * _DAY_S, 7 * _DAY_S,
    14 * _DAY_S, 28 * _DAY_S, 42 * _DAY_S, 91 * _DAY_S, 182 * _DAY_S, 364 * _DAY_S,
)  # fmt: skip
"""Distances between ticks of time, in seconds: the shortest that leaves at most six ticks is taken."""

Point = tuple[int, int]
"""Seconds since 1970 (UTC), and the quantity from then on."""


def timeline(points: Sequence[Point], quantity: str, theme: Theme) -> str:
    """The SVG, on light paper, of *points* in order of time; *quantity* names what is counted, for the upright axis.

    The quantity stays what it was until the next point, so the line is drawn in steps. Raises ValueError for fewer
    than two moments.
    """
    start, end = points[0][0], points[-1][0]
    if start >= end:
        raise ValueError(f"all points are of the moment {start}; a line needs two")
    ceiling = nice_ceiling(max(value for _, value in points))

    def x(at_s: float) -> float:
        return _LEFT + (at_s - start) / (end - start) * (WIDTH_PX - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return HEIGHT_PX - _BOTTOM - value / ceiling * (HEIGHT_PX - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{HEIGHT_PX}" '
        f'viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" font-family="{theme.font_css}" font-size="{theme.small_px:g}">',
        f'<rect width="{WIDTH_PX}" height="{HEIGHT_PX}" fill="{theme.page["paper"].light}"/>',
    ]
    axis, grid, ink = (theme.page[name].light for name in ("axis", "grid", "ink"))
    for step in range(_TICKS):
        value = ceiling * step // (_TICKS - 1)
        at = _px(y(value))
        parts.append(f'<path d="M{_LEFT} {at}H{WIDTH_PX - _RIGHT}" stroke="{grid}" fill="none"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{_px(y(value) + 4.5)}" text-anchor="end" fill="{ink}">{value:,}</text>')
    for tick, words in time_ticks(start, end):
        at, base = _px(x(tick)), HEIGHT_PX - _BOTTOM
        anchor = "end" if x(tick) > WIDTH_PX - 60 else "middle"
        parts.append(f'<path d="M{at} {base}v5" stroke="{axis}" fill="none"/>')
        parts.append(f'<text x="{at}" y="{base + 20}" text-anchor="{anchor}" fill="{ink}">{escape(words)}</text>')
    parts.append(f'<path d="M{_LEFT} {HEIGHT_PX - _BOTTOM}H{WIDTH_PX - _RIGHT}" stroke="{axis}" fill="none"/>')
    middle = (HEIGHT_PX - _BOTTOM + _TOP) // 2
    parts.append(
        f'<text transform="translate(14 {middle}) rotate(-90)" text-anchor="middle" fill="{ink}">'
        f"{escape(quantity)}</text>"
    )
    line = f"M{_px(x(start))} {_px(y(points[0][1]))}"
    line += "".join(f"H{_px(x(at_s))}V{_px(y(value))}" for at_s, value in points[1:])
    color = theme.series[0].color.light
    parts.append(f'<path d="{line}" stroke="{color}" stroke-width="2.5" stroke-linejoin="round" fill="none"/>')
    last_x, last_y = x(points[-1][0]), y(points[-1][1])
    parts.append(f'<circle cx="{_px(last_x)}" cy="{_px(last_y)}" r="4" fill="{color}"/>')
    return "\n".join([*parts, "</svg>\n"])


def nice_ceiling(value: int) -> int:
    """The smallest of 4, 8, 20, 40, 80, 200 … that is at least *value*; its quarters are whole numbers."""
    unit = 4
    while True:
        for factor in (1, 2, 5):
            if unit * factor >= value:
                return unit * factor
        unit *= 10


def time_ticks(start_s: int, end_s: int) -> Iterator[tuple[int, str]]:
    """Moments from *start_s* to *end_s* with what stands below each, in UTC: a day, or a time when a day is long."""
    step = next((step for step in _STEPS_S if (end_s - start_s) / step <= 6), _STEPS_S[-1])
    step *= -(-(end_s - start_s) // (6 * step))
    # Weeks from Monday: 1970 began on a Thursday.
    shift = 4 * _DAY_S if step % (7 * _DAY_S) == 0 else 0
    tick = -(-(start_s - shift) // step) * step + shift
    form = "%Y-%m-%d" if step >= _DAY_S else "%d %b, %H:%M" if step >= 60 else "%H:%M:%S"
    while tick <= end_s:
        yield tick, datetime.fromtimestamp(tick, UTC).strftime(form)
        tick += step


def _px(length: float) -> str:
    """*length* as SVG has it: tenths of a pixel."""
    return f"{length:.1f}".removesuffix(".0")
