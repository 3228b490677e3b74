"""Lucide icons, drawn sharp at any size in the colour of a token."""

from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from visit_app.resources import resource_folder


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> QSvgRenderer:
    path = resource_folder() / "icons" / f"{name}.svg"
    svg = path.read_text(encoding="utf-8").replace("currentColor", color)
    return QSvgRenderer(QByteArray(svg.encode()))


def known_icon(name: str) -> str:
    """The name itself; ValueError when no such icon ships with the app."""
    if name and name not in icon_names():
        raise ValueError(f"There is no icon called {name} in resources/icons.")
    return name


@lru_cache(maxsize=1)
def icon_names() -> tuple[str, ...]:
    """Every icon that ships with the app."""
    return tuple(p.stem for p in sorted((resource_folder() / "icons").glob("*.svg")))


class _Spot(NamedTuple):
    """Where an icon lies within the first pixel, its size, and pixels for each px."""

    left: float
    top: float
    width: float
    height: float
    ratio: float


def draw_icon(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draw the icon of that name to fill the box; FileNotFoundError if unknown.

    On a widget a picture of it is drawn, the same pixel for pixel: drawing its lines
    takes thirty times as long.
    """
    device, world = painter.device(), painter.transform()
    if not isinstance(device, QWidget) or world.isScaling():
        _renderer(name, color.name()).render(painter, box)
        return
    ratio = device.devicePixelRatio()
    if ratio != round(ratio):  # the window's corner may lie between pixels
        _renderer(name, color.name()).render(painter, box)
        return
    corner = QPointF(floor(box.left()), floor(box.top()))
    within = box.translated(-corner)
    spot = _Spot(within.left(), within.top(), box.width(), box.height(), ratio)
    painter.drawPixmap(corner, _picture(name, color.name(), spot))


@lru_cache(maxsize=256)
def _picture(name: str, color: str, spot: _Spot) -> QPixmap:
    """The icon drawn once."""
    wide, high = spot.left + spot.width, spot.top + spot.height
    picture = QPixmap(ceil(wide * spot.ratio), ceil(high * spot.ratio))
    picture.setDevicePixelRatio(spot.ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    box = QRectF(spot.left, spot.top, spot.width, spot.height)
    _renderer(name, color).render(painter, box)
    painter.end()
    return picture
