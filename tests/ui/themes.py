"""The light theme, on for as long as one test after the other asks for it."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from visit_app.ui.kit.palette import palette
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.themed import HOLDER

_KEPT: list[ThemeHolder] = []


def light(app: QApplication) -> ThemeHolder:
    """The theme in force: light at 100 %, whatever the test before has chosen."""
    if not (_KEPT and _in_force(app, _KEPT[0])):
        take_off(app)
        _KEPT.append(ThemeHolder(app))
    _KEPT[0].choose_scheme("light")
    _KEPT[0].choose_scale(1.0)
    return _KEPT[0]


def take_off(app: QApplication) -> None:
    """A test that asks for no theme has none."""
    while _KEPT:
        app.setProperty(HOLDER, None)
        app.setPalette(QPalette())
        _KEPT.pop().deleteLater()


def _in_force(app: QApplication, holder: ThemeHolder) -> bool:
    """Not if a test has put another one in its place."""
    ground = palette(holder.theme).window()
    return app.property(HOLDER) is holder and app.palette().window() == ground
