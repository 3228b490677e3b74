import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from visit_app.ui.kit.fonts import load_fonts
from visit_app.ui.kit.icons import draw_icon, icon_names, known_icon


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_draws_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_icon(painter, name, QRectF(0, 0, 40, 40), QColor("#FF0000"))
    painter.end()
    drawn = [
        image.pixelColor(x, y)
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert drawn
    assert all(c.red() > 200 and c.green() < 60 for c in drawn)


def test_the_icons_the_kit_draws_itself_are_there() -> None:
    for name in ("triangle-alert", "circle-check", "circle-dashed", "chevron-right"):
        assert known_icon(name) == name
    with pytest.raises(ValueError, match="no icon called"):
        known_icon("smiley")


def test_the_fonts_are_there_and_loading_twice_is_harmless(qtbot: QtBot) -> None:
    first, second = load_fonts(), load_fonts()
    for family in ("Atkinson Hyperlegible Next", "Noto Sans", "Noto Naskh Arabic"):
        assert family in first
    assert first == second


class Shows(QWidget):
    """An icon that begins between two pixels."""

    place = QRectF(3.5, 4.25, 21, 21)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt
        draw_icon(QPainter(self), "users", self.place, QColor("#1D6158"))


def test_the_picture_kept_of_an_icon_is_the_icon_pixel_for_pixel(qtbot: QtBot) -> None:
    widget = Shows()
    qtbot.addWidget(widget)
    widget.resize(30, 30)
    wanted = QImage(30, 30, QImage.Format.Format_ARGB32_Premultiplied)
    wanted.fill(widget.palette().window().color())
    painter = QPainter(wanted)
    draw_icon(painter, "users", Shows.place, QColor("#1D6158"))
    painter.end()
    for _ in range(2):  # the second time the picture is there already
        drawn = widget.grab().toImage().convertToFormat(wanted.format())
        far = max(
            abs(shift)
            for x in range(30)
            for y in range(30)
            for shift in shifts(drawn.pixelColor(x, y), wanted.pixelColor(x, y))
        )
        assert far <= 3  # the two blend with the ground in another order


def shifts(one: QColor, other: QColor) -> tuple[int, int, int]:
    return (
        one.red() - other.red(),
        one.green() - other.green(),
        one.blue() - other.blue(),
    )
