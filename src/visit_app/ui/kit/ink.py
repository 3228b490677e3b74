"""The names of colours: plain data, so that what a question offers needs no Qt."""

from typing import Literal

Ink = Literal[
    "paper", "surface", "sunken", "line", "edge", "ink", "ink2",
    "accent", "accent_hover", "accent_pressed", "on_accent", "tint", "focus",
    "warn", "warn_bg", "err", "err_bg", "care", "care_bg", "clay",
    "practice", "on_practice",
]  # fmt: skip
