"""The gallery looks as it did when a person last compared it with the pictures."""

from pathlib import Path

import pytest
from PIL import ImageChops, ImageStat
from PySide6.QtCore import Qt
from tests.ui.kit.conftest import Show
from tests.ui.kit.picture import check_picture, opened, settled

from visit_app.ui.kit.gallery import Gallery
from visit_app.ui.kit.theme_holder import SchemeChoice, ThemeHolder

LOOK = Path(__file__).resolve().parents[3].parent / "shared" / "look"
NEAR = 24  # of 255: smoothing differs by that much between machines


def gallery(show: Show, holder: ThemeHolder, scheme: SchemeChoice) -> Gallery:
    holder.choose_scheme(scheme)
    window = Gallery()
    show(window, 1366, 768)
    window.answers.options[0].setFocus(Qt.FocusReason.TabFocusReason)
    return window


@pytest.mark.parametrize("name", ["light", "dark", "contrast", "200"])
def test_the_gallery_is_unchanged(
    show: Show, holder: ThemeHolder, tmp_path: Path, name: str
) -> None:
    schemes: dict[str, SchemeChoice] = {"dark": "dark", "contrast": "contrast"}
    holder.choose_scale(2.0 if name == "200" else 1.0)
    window = gallery(show, holder, schemes.get(name, "light"))
    check_picture(window, f"kit-gallery-{name}", tmp_path)


@pytest.mark.skipif(not LOOK.exists(), reason="its first drawing is not in this tree")
def test_the_gallery_is_the_picture_of_the_components(
    show: Show, holder: ThemeHolder
) -> None:
    drawing = opened(LOOK / "00-components.png")
    apart = ImageChops.difference(settled(gallery(show, holder, "light")), drawing)
    visible = apart.convert("L").point(lambda level: 255 * (level > NEAR))
    # Smoothing of letters that stand a fraction of a pixel apart; 0.7 % when measured.
    assert ImageStat.Stat(visible).mean[0] / 255 < 0.012
