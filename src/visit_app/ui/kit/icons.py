"""Lucide icons, drawn sharp at any size in the colour of a token."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

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


def draw_icon(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draw the icon of that name to fill the box; FileNotFoundError if unknown."""
    _renderer(name, color.name()).render(painter, box)
