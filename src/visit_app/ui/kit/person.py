"""Who is signed in, at the foot of the rail."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed


class Person(QWidget, Themed):
    """A name over a role, with an icon."""

    def __init__(self, name: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = (name, role)
        self._name, self._role = Text(name, "dense_strong"), Text(role, "note")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._name)
        self._column.addWidget(self._role)
        self.setSizePolicy(height_by_width())
        self.restyle()

    def restyle(self) -> None:
        """Leave room for the icon."""
        px = self.theme.px
        self._column.setContentsMargins(px(50), px(8), px(8), px(8))

    def set_person(self, name: str, role: str) -> None:
        """Show somebody else."""
        self.person = (name, role)
        self._name.setText(name)
        self._role.setText(role)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        side = self.theme.px(21)
        place = QRectF(self.theme.px(16), (self.height() - side) / 2, side, side)
        draw_icon(QPainter(self), "user", place, self.theme.color("ink2"))
