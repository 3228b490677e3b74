"""The few SVG elements the first paint is written in."""

from typing import NamedTuple

from visit_app.ui.kit.discs import Disc


class Box(NamedTuple):
    """A rectangle in px."""

    x: float
    y: float
    wide: float
    high: float

    def grown(self, by: float) -> "Box":
        """The same with that much more on every side."""
        return Box(self.x - by, self.y - by, self.wide + 2 * by, self.high + 2 * by)


def rect(
    box: Box,
    fill: str = "none",
    *,
    radius: float = 0,
    edge: str = "",
    stroke: float = 0,
) -> str:
    """A rectangle; the edge is drawn along its outline, half of it outside."""
    line = f' stroke="{edge}" stroke-width="{stroke}"' if edge else ""
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{box.wide}" height="{box.high}"'
        f' rx="{radius}" ry="{radius}" fill="{fill}"{line}/>'
    )


def disc(one: Disc, fill: str, x: float = 0, y: float = 0) -> str:
    """A filled circle, moved by that much."""
    return (
        f'<circle cx="{x + one.x}" cy="{y + one.y}" r="{one.diameter / 2}"'
        f' fill="{fill}" fill-opacity="{one.opacity}"/>'
    )


def text(
    words: str, x: float, baseline: float, *, size: int, weight: int, fill: str
) -> str:
    """One line of text from its left end, `size` in px."""
    return (
        f'<text x="{x}" y="{baseline}" font-size="{size}" font-weight="{weight}"'
        f' fill="{fill}">{_escaped(words)}</text>'
    )


def icon(source: str, box: Box, color: str) -> str:
    """A shipped icon, which is drawn on 24 by 24, in that square."""
    inside = source[
        source.index(">", source.index("<svg")) + 1 : source.rindex("</svg>")
    ]
    scale = box.wide / 24
    return (
        f'<g transform="translate({box.x} {box.y}) scale({scale})" fill="none"'
        f' stroke="{color}" stroke-width="2" stroke-linecap="round"'
        f' stroke-linejoin="round">{inside}</g>'
    )


def whole(width: float, height: float, family: str, parts: list[str]) -> str:
    """The picture of that size, its text set in that family."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' font-family="{family}">{"".join(parts)}</svg>'
    )


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
