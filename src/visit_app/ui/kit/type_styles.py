"""The sizes that text is set in (docs/look.md "Type"), as values."""

from typing import Literal, NamedTuple

from PySide6.QtGui import QFont

from visit_app.ui.kit.theme import Ink, Theme

Role = Literal[
    "prompt", "item_handover", "item", "item_long", "h1", "h1_large", "title",
    "title_large", "brand", "brand_large",
    "card_title", "option", "option_handover", "stem", "stem_handover", "hint",
    "row_title", "quote", "body", "strong", "strong_tight", "dense", "dense_strong",
    "dense_medium", "grid", "grid_strong", "head", "label", "label_quiet",
    "label_large", "note", "chip", "axis",
]  # fmt: skip


class TypeStyle(NamedTuple):
    """Size in px at 100 %, line height as a factor, weight 400 to 700, usual ink."""

    size: float
    leading: float
    weight: int = 400
    ink: Ink = "ink"
    half_rate: bool = False

    def font(self, theme: Theme) -> QFont:
        """The font at the scale of the theme."""
        return theme.font(self.size, self.weight, half_rate=self.half_rate)

    def line_height(self, theme: Theme) -> float:
        """The height of one line in px at the scale of the theme."""
        size = theme.display_px(self.size) if self.half_rate else theme.px(self.size)
        return round(size * self.leading)


STYLES: dict[Role, TypeStyle] = {
    "prompt": TypeStyle(44, 1.22, 600, half_rate=True),
    "item_handover": TypeStyle(38, 1.24, 600, half_rate=True),
    "item": TypeStyle(32, 1.26, 600, half_rate=True),
    "item_long": TypeStyle(28, 1.26, 600, half_rate=True),
    "h1": TypeStyle(31, 1.2, 600),
    "h1_large": TypeStyle(34, 1.2, 600),
    "title_large": TypeStyle(20, 1.3, 600),
    "brand_large": TypeStyle(25, 1.3, 700),
    "title": TypeStyle(21, 1.3, 600),
    "brand": TypeStyle(21, 1.3, 700),
    "card_title": TypeStyle(18, 1.3, 600),
    "option": TypeStyle(21, 1.3, 500),
    "option_handover": TypeStyle(25, 1.3, 500),
    "stem": TypeStyle(19, 1.35, 400, "ink2"),
    "stem_handover": TypeStyle(22, 1.35, 400, "ink2"),
    "hint": TypeStyle(18, 1.35, 400, "ink2"),
    "row_title": TypeStyle(18, 1.3, 600),
    "quote": TypeStyle(18, 1.35, 500),
    "body": TypeStyle(17, 1.45),
    "strong": TypeStyle(17, 1.45, 600),
    "strong_tight": TypeStyle(17, 1.25, 600),
    "dense": TypeStyle(16, 1.35),
    "dense_strong": TypeStyle(16, 1.35, 600),
    "dense_medium": TypeStyle(16, 1.35, 500),
    "grid": TypeStyle(16, 1.25),
    "grid_strong": TypeStyle(16, 1.3, 600),
    "head": TypeStyle(15, 1.25, 600),
    "label": TypeStyle(16, 1.35, 600),
    "label_large": TypeStyle(17, 1.35, 600),
    "label_quiet": TypeStyle(17, 1.5, 500, "ink2"),
    "note": TypeStyle(15, 1.35, 400, "ink2"),
    "chip": TypeStyle(15, 1.35, 500),
    "axis": TypeStyle(14, 1.3, 400, "ink2"),
}
