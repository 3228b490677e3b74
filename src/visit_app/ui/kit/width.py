"""How much room there is, as a class: the width of the window by the text scale."""

from enum import Enum


class Width(Enum):
    """WIDE from 1180 effective px, MEDIUM from 900, NARROW below."""

    WIDE = "wide"
    MEDIUM = "medium"
    NARROW = "narrow"


def width_class(width_px: float, scale: float) -> Width:
    """The class of a window of that width at that text scale."""
    effective = width_px / scale
    if effective >= 1180:
        return Width.WIDE
    return Width.MEDIUM if effective >= 900 else Width.NARROW
