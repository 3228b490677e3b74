"""How big buttons are and what each kind looks like in each state."""

from typing import Literal

from visit_app.ui.kit.theme import Ink

Kind = Literal["primary", "secondary", "quiet", "flush", "care"]
Size = Literal["normal", "foot", "row", "line"]
State = Literal["rest", "hover", "pressed", "not_ready"]

HEIGHTS: dict[Size, int] = {"normal": 48, "foot": 56, "row": 40, "line": 32}
TEXT_SIZES: dict[Size, int] = {"normal": 17, "foot": 19, "row": 16, "line": 16}
ICON_SIDE = 20
PADS: dict[Kind, int] = {
    "primary": 22,
    "secondary": 22,
    "care": 22,
    "quiet": 12,
    "flush": 0,
}

INKS: dict[Kind, Ink] = {
    "primary": "on_accent",
    "secondary": "ink",
    "care": "care",
    "quiet": "accent",
    "flush": "accent",
}

# Fill and border; None draws none.
Look = tuple[Ink | None, Ink | None]
_PLAIN: dict[State, Look] = {
    "rest": (None, None),
    "hover": (None, None),
    "pressed": (None, None),
    "not_ready": (None, None),
}
LOOKS: dict[Kind, dict[State, Look]] = {
    "primary": {
        "rest": ("accent", None),
        "hover": ("accent_hover", None),
        "pressed": ("accent_pressed", None),
        "not_ready": ("sunken", "edge"),
    },
    "secondary": {
        "rest": ("surface", "edge"),
        "hover": ("tint", "edge"),
        "pressed": ("tint", "accent"),
        "not_ready": ("sunken", "edge"),
    },
    "care": {
        "rest": ("surface", "care"),
        "hover": ("care_bg", "care"),
        "pressed": ("care_bg", "care"),
        "not_ready": ("sunken", "edge"),
    },
    "quiet": _PLAIN | {"hover": ("tint", None), "pressed": ("tint", "accent")},
    "flush": _PLAIN,
}
