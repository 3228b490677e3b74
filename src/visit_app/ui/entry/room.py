"""How much room the parts of an entry page take, by the window: px at 100 %."""

from typing import NamedTuple

from visit_app.ui.kit.width import Width, width_class

FORM = 480
FOOT_GAP = 6  # px between what is said in the foot and its button
PICTURES = {Width.WIDE: 520, Width.MEDIUM: 300, Width.NARROW: 0}
MARGINS = {Width.WIDE: 104, Width.MEDIUM: 64, Width.NARROW: 16}
LOW = 540  # effective px: a window of 690 px at 150 % is lower, at 125 % it is not
BRAND_AT = (32, 40)
WHOLE = 1000  # parts of the room for the form, up to the widest; one is left beside it


class Room(NamedTuple):
    """The gaps from above: over and in the form, under it, round the foot's line.

    A named tuple, because the first paint needs it (docs/decisions/0030).
    """

    top: int
    form_gap: int  # between the head of the form and what is asked
    between: int  # the things that are asked, and buttons
    bottom: int
    foot_gap: int
    foot: int


AMPLE = Room(top=28, form_gap=32, between=16, bottom=12, foot_gap=22, foot=30)
_NARROW = Room(top=12, form_gap=16, between=16, bottom=12, foot_gap=10, foot=10)
_LOW = Room(top=12, form_gap=16, between=8, bottom=6, foot_gap=10, foot=10)


def room_in(width: Width, height_px: float, scale: float) -> Room:
    """The gaps in a window of that width and height at that text scale."""
    if height_px / scale < LOW:
        return _LOW
    return _NARROW if width is Width.NARROW else AMPLE


def picture_width(width_px: int, scale: float) -> int:
    """The width in px of the picture in a window of that width; 0 for none."""
    return round(PICTURES[width_class(width_px, scale)] * scale)
