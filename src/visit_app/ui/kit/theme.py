"""Colours, sizes and fonts as values; nothing here draws or remembers anything.

Named tuples, not dataclasses: the first paint needs them, and a dataclass costs it ten
times as much (docs/decisions/0030).
"""

from functools import lru_cache
from typing import Literal, NamedTuple

from PySide6.QtGui import QColor, QFont

from visit_app.ui.kit.ink import Ink as Ink  # noqa: PLC0414 - the kit takes it from here

Scheme = Literal["light", "dark", "contrast"]

SCALES = (1.0, 1.25, 1.5, 2.0)
FAMILIES = ("Atkinson Hyperlegible Next", "Noto Sans", "Noto Naskh Arabic")


class Tokens(NamedTuple):
    """The colours of one scheme, as #RRGGBB. Measured ratios: docs/look.md "Tokens"."""

    scheme: Scheme
    paper: str
    surface: str
    sunken: str
    line: str
    edge: str
    ink: str
    ink2: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    tint: str
    focus: str
    warn: str
    warn_bg: str
    err: str
    err_bg: str
    care: str
    care_bg: str
    clay: str
    practice: str
    on_practice: str


LIGHT = Tokens(
    scheme="light",
    paper="#F6F1E8",
    surface="#FFFDF9",
    sunken="#ECE5D8",
    line="#DED5C5",
    edge="#857A69",
    ink="#20302D",
    ink2="#54605C",
    accent="#1D6158",
    accent_hover="#164C45",
    accent_pressed="#0F3833",
    on_accent="#FFFFFF",
    tint="#DDECE5",
    focus="#3F3AA0",
    warn="#744700",
    warn_bg="#FBE8C6",
    err="#9A2B25",
    err_bg="#FBE4DE",
    care="#653C63",
    care_bg="#F3E8F1",
    clay="#A64A27",
    practice="#F0BE4B",
    on_practice="#2B2208",
)
DARK = Tokens(
    scheme="dark",
    paper="#151B1A",
    surface="#1E2625",
    sunken="#101514",
    line="#36413F",
    edge="#82918D",
    ink="#EFEAE0",
    ink2="#B5BEBA",
    accent="#8FD0C2",
    accent_hover="#A9DDD2",
    accent_pressed="#74BBAC",
    on_accent="#0B2622",
    tint="#21413B",
    focus="#FFD479",
    warn="#F3C877",
    warn_bg="#3B2E14",
    err="#FFB4A6",
    err_bg="#44221D",
    care="#DDB9DA",
    care_bg="#372838",
    clay="#EBA07F",
    practice="#F0BE4B",
    on_practice="#2B2208",
)
CONTRAST = Tokens(
    scheme="contrast",
    paper="#000000",
    surface="#000000",
    sunken="#000000",
    line="#FFFFFF",
    edge="#FFFFFF",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    accent="#FFFFFF",
    accent_hover="#FFFF66",
    accent_pressed="#FFFF66",
    on_accent="#000000",
    tint="#1A1A1A",
    focus="#FFEB3B",
    warn="#FFEB3B",
    warn_bg="#000000",
    err="#FFB0A8",
    err_bg="#000000",
    care="#F0C8FF",
    care_bg="#000000",
    clay="#FFC9A8",
    practice="#FFEB3B",
    on_practice="#000000",
)
SCHEMES: dict[Scheme, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@lru_cache(maxsize=256)
def _font(pixels: int, weight: int, italic: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Theme(NamedTuple):
    """One scheme at one text scale (1.0 to 2.0): what widgets draw with."""

    tokens: Tokens = LIGHT
    scale: float = 1.0

    @property
    def contrast(self) -> bool:
        """Whether this is the high contrast scheme, where fills become outlines."""
        return self.tokens.scheme == "contrast"

    def color(self, ink: Ink) -> QColor:
        """The colour of a token."""
        return QColor(getattr(self.tokens, ink))

    def px(self, size: float) -> int:
        """A length in px that grows with the text."""
        return round(size * self.scale)

    def display_px(self, size: float) -> int:
        """A length in px that grows at half rate, for prompts and items."""
        return round(size * (1 + (self.scale - 1) / 2))

    def control_px(self, size: float) -> int:
        """The height in px of a control: grows with the text, but to 1.6 at most."""
        return round(size * min(self.scale, 1.6))

    def font(
        self,
        size: float,
        weight: int = 400,
        *,
        italic: bool = False,
        half_rate: bool = False,
    ) -> QFont:
        """A fresh font of that many px at 100 %, weight 400 to 700."""
        pixels = self.display_px(size) if half_rate else self.px(size)
        return QFont(_font(pixels, weight, italic))
