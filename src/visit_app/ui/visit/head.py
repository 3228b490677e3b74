"""The line above every step: where one is, what is saved, signs, and Hide."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.flow import FlowLayout
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.save_tick import SaveTick
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr

GAP, BETWEEN_LINES = 16, 4


class VisitHead(QWidget):
    """Two lines where one is too short: what can be pressed at any time goes below."""

    def __init__(self) -> None:
        super().__init__()
        self.tick = SaveTick()
        self.where = Text("", "strong")
        self.steps = Button(tr("Steps"), "flush", "line", icon="menu")
        self.signs = Button(tr("Signs to look for"), "flush", "line", key="F7")
        self.hide_all = Button(tr("Hide screen"), "flush", "line", key="F8")
        names = (("steps", self.steps), ("signs", self.signs), ("hide", self.hide_all))
        for name, button in names:
            button.setObjectName(name)
        lines = _Lines()
        lines.addWidget(_line(self.steps, self.where, self.tick))
        lines.addWidget(_line(self.signs, self.hide_all))
        self._row = QHBoxLayout(self)
        self._row.addLayout(lines)
        self.setSizePolicy(height_by_width())
        self.set_width(Width.WIDE)

    def set_width(self, width: Width) -> None:
        """The rail folds to a button, and the words get shorter."""
        wide = width is Width.WIDE
        self.steps.setVisible(not wide)
        self.signs.setText(tr("Signs to look for") if wide else tr("Signs"))
        self._row.setContentsMargins(40 if wide else 28, 14, 32, 0)


class _Lines(FlowLayout):
    """Two things: at the left and the right of one line, or one under the other."""

    def _placed(self, rect: QRect, *, move: bool) -> int:
        first, second = self._items
        other = second.sizeHint()
        beside = other.width() + GAP
        across = first.sizeHint().width() + beside <= rect.width()
        wide = rect.width() - (beside if across else 0)
        narrows = first.hasHeightForWidth()
        high = first.heightForWidth(wide) if narrows else first.sizeHint().height()
        if across:
            high = max(high, other.height())
        left, top = rect.left(), rect.top()
        if move:
            first.setGeometry(QRect(left, top, wide, high))
            if across:
                second.setGeometry(QRect(left + wide + GAP, top, other.width(), high))
            else:
                below = top + high + BETWEEN_LINES
                second.setGeometry(QRect(left, below, other.width(), other.height()))
        return high if across else high + BETWEEN_LINES + other.height()


def _line(*widgets: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return line
