"""The circles of the mark and of the unlock picture, as plain data."""

from typing import NamedTuple

from visit_app.ui.kit.ink import Ink


class Disc(NamedTuple):
    """A filled circle: its centre, its diameter in px, its colour and how opaque."""

    x: float
    y: float
    diameter: float
    ink: Ink
    opacity: float = 1.0


def mark(side: float, ground: Ink) -> tuple[Disc, ...]:
    """The mark in a square of that side: one circle holds the other, cut by a ring."""
    big, at = side * 0.80, side * 0.72
    return (
        Disc(big / 2, big / 2, big, "accent"),
        Disc(at, at, side * (0.46 + 0.12), ground),
        Disc(at, at, side * 0.46, "clay"),
    )


def unlock_picture(width: float, height: float) -> tuple[Disc, ...]:
    """Two rings, the large circle, and the small one cut by a ring of the ground."""
    unit = width / 520
    x, y = 229 * unit, height - 307.5 * unit
    small_x, small_y = 349 * unit, height - 193 * unit
    return (
        Disc(x, y, 748 * unit, "accent", 0.09),
        Disc(x, y, 588 * unit, "accent", 0.12),
        Disc(x, y, 420 * unit, "accent"),
        Disc(small_x, small_y, 252 * unit, "sunken"),
        Disc(small_x, small_y, 207 * unit, "clay"),
    )
