"""How much room the picture and the margins of an entry page take, by the width."""

from visit_app.ui.kit.reflow import Width, width_class

PICTURES = {Width.WIDE: 520, Width.MEDIUM: 300, Width.NARROW: 0}
MARGINS = {Width.WIDE: 104, Width.MEDIUM: 64, Width.NARROW: 28}


def picture_width(width_px: int, scale: float) -> int:
    """The width in px of the picture in a window of that width; 0 for none."""
    return round(PICTURES[width_class(width_px, scale)] * scale)
