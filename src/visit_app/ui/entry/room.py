"""How much room the parts of an entry page take, by the width: px at 100 %."""

from visit_app.ui.kit.width import Width, width_class

FORM = 480
PICTURES = {Width.WIDE: 520, Width.MEDIUM: 300, Width.NARROW: 0}
MARGINS = {Width.WIDE: 104, Width.MEDIUM: 64, Width.NARROW: 28}
TOPS = {Width.WIDE: 28, Width.MEDIUM: 28, Width.NARROW: 12}
BOTTOM = 12
FOOTS = {Width.WIDE: 30, Width.MEDIUM: 30, Width.NARROW: 10}
FOOT_GAPS = {Width.WIDE: 22, Width.MEDIUM: 22, Width.NARROW: 10}
FORM_GAPS = {Width.WIDE: 32, Width.MEDIUM: 32, Width.NARROW: 16}
BRAND_AT = (32, 40)
WHOLE = 1000  # parts of the room for the form, up to the widest; one is left beside it


def picture_width(width_px: int, scale: float) -> int:
    """The width in px of the picture in a window of that width; 0 for none."""
    return round(PICTURES[width_class(width_px, scale)] * scale)
