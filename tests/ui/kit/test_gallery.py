"""The gallery looks as it did when a person last compared it with the pictures."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QLabel
from tests.ui.kit.conftest import Show
from tests.ui.kit.picture import RENEW, check_picture, compare

from visit_app.ui.kit.gallery import Gallery
from visit_app.ui.kit.theme_holder import SchemeChoice, ThemeHolder

LOOK = Path(__file__).resolve().parents[3].parent / "shared" / "look"


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


@pytest.mark.skipif(not LOOK.exists(), reason="the pictures of LOOK.md are not here")
def test_the_gallery_is_the_picture_of_the_components(
    show: Show, holder: ThemeHolder
) -> None:
    actual = gallery(show, holder, "light").grab().toImage()
    picture = QPixmap(str(LOOK / "00-components.png")).toImage()
    kind = QImage.Format.Format_RGB32
    _, share = compare(actual.convertToFormat(kind), picture.convertToFormat(kind))
    # Smoothing of letters that stand a fraction of a pixel apart; 0.7 % when measured.
    assert share < 0.012


def test_a_changed_picture_is_found(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.ui.kit.picture.GOLDEN", tmp_path)
    monkeypatch.delenv(RENEW, raising=False)
    label = QLabel("Saved 10:42")
    show(label, 200, 60)
    golden = label.grab()
    golden.save(str(tmp_path / "label.png"))
    check_picture(label, "label", tmp_path)
    label.setText("Saved 10:43 and more")
    label.setStyleSheet(f"background: {QColor('black').name()}")
    with pytest.raises(AssertionError, match="pictures in"):
        check_picture(label, "label", tmp_path)
    assert (tmp_path / "label-difference.png").exists()
