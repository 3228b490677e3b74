"""The colours keep the contrast that docs/look.md promises, measured here."""

from typing import get_args

import pytest

from visit_app.ui.kit.theme import (
    CONTRAST,
    DARK,
    LIGHT,
    SCALES,
    SCHEMES,
    Ink,
    Theme,
    Tokens,
)

GROUNDS: tuple[Ink, ...] = ("paper", "surface", "sunken")


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return round((high + 0.05) / (low + 0.05), 2)


def worst(tokens: Tokens, ink: Ink) -> float:
    color = getattr(tokens, ink)
    return min(ratio(color, getattr(tokens, ground)) for ground in GROUNDS)


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#000000", "#FFFFFF") == 21
    assert ratio("#777777", "#FFFFFF") == 4.48


@pytest.mark.parametrize(
    ("ink", "light", "dark"),
    [
        ("edge", 3.36, 4.70),
        ("ink", 11.0, 12.9),
        ("ink2", 5.23, 8.12),
        ("accent", 5.78, 8.81),
        ("focus", 7.21, 11.0),
        ("clay", 4.62, 7.26),
    ],
)
def test_inks_on_every_ground_reach_the_figures(
    ink: Ink, light: float, dark: float
) -> None:
    assert worst(LIGHT, ink) >= light
    assert worst(DARK, ink) >= dark - 0.02  # the figures are rounded to 3 digits


@pytest.mark.parametrize(
    ("ink", "ground", "light", "dark"),
    [
        ("on_accent", "accent", 7.23, 9.10),
        ("ink", "tint", 11.3, 9.30),
        ("warn", "warn_bg", 6.60, 8.41),
        ("err", "err_bg", 6.28, 8.26),
        ("care", "care_bg", 7.40, 7.90),
        ("on_practice", "practice", 9.12, 9.12),
    ],
)
def test_pairs_reach_the_figures(
    ink: Ink, ground: Ink, light: float, dark: float
) -> None:
    assert ratio(getattr(LIGHT, ink), getattr(LIGHT, ground)) >= light
    assert ratio(getattr(DARK, ink), getattr(DARK, ground)) >= dark


def test_every_text_of_any_scheme_is_readable_on_what_it_stands_on() -> None:
    inks: tuple[Ink, ...] = ("ink", "ink2", "accent", "warn", "err", "care")
    for tokens in SCHEMES.values():
        assert min(worst(tokens, ink) for ink in inks) >= 4.5
        on_hover = ratio(tokens.on_accent, tokens.accent_hover)
        on_press = ratio(tokens.on_accent, tokens.accent_pressed)
        assert min(on_hover, on_press) >= 4.5
        assert ratio(tokens.edge, tokens.tint) >= 3


def test_all_pairs_of_the_contrast_scheme_are_at_least_11_7() -> None:
    inks = ("ink", "ink2", "edge", "accent", "focus", "warn", "err", "care", "clay")
    for ink in inks:
        for ground in (*GROUNDS, "tint", "warn_bg", "err_bg", "care_bg"):
            pair = getattr(CONTRAST, ink), getattr(CONTRAST, ground)
            if ground != "tint" or ink in ("ink", "ink2", "edge", "accent"):
                assert ratio(*pair) >= 11.7, (ink, ground)


def test_the_ring_needs_its_paper_gap_on_the_primary_button() -> None:
    assert ratio(LIGHT.focus, LIGHT.accent) == 1.25


def test_every_token_is_a_colour_and_has_a_name() -> None:
    for tokens in SCHEMES.values():
        theme = Theme(tokens)
        for ink in get_args(Ink):
            assert theme.color(ink).isValid()


@pytest.mark.parametrize("scale", SCALES)
def test_lengths_grow_with_the_text_and_display_type_at_half_rate(scale: float) -> None:
    theme = Theme(LIGHT, scale)
    assert theme.px(20) == round(20 * scale)
    assert theme.display_px(44) == round(44 * (1 + (scale - 1) / 2))
    assert theme.font(17).pixelSize() == round(17 * scale)
    assert theme.control_px(48) == round(48 * min(scale, 1.6))


def test_a_font_may_be_changed_without_changing_the_next_one() -> None:
    theme = Theme()
    theme.font(17).setUnderline(True)
    assert not theme.font(17).underline()
