"""A month to pick a day from, in the colours and sizes of the theme."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QIcon, QPainter, QPixmap, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.sheets import calendar_sheet
from visit_app.ui.kit.theme import Ink, Theme
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

_WEEK = tuple(Qt.DayOfWeek)
_ARROWS = (
    ("qt_calendar_prevmonth", "chevron-left"),
    ("qt_calendar_nextmonth", "chevron-right"),
)


class Calendar(QCalendarWidget, Themed):
    """One month; no day of it is red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Calendar"))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        weeks = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.setVerticalHeaderFormat(weeks)
        self.restyle()

    def restyle(self) -> None:
        """Take the font, the inks and the size of the theme."""
        theme = self.theme
        self.setStyleSheet(calendar_sheet(theme))
        self.setFont(theme.font(16))
        for day in _WEEK:
            self.setWeekdayTextFormat(day, _ink(theme, "ink"))
        self.setHeaderTextFormat(_ink(theme, "ink2"))
        self.setMinimumSize(7 * theme.px(52), theme.px(320))
        self._name_arrows(theme)

    def _name_arrows(self, theme: Theme) -> None:
        names = (tr("Month before"), tr("Month after"))
        for (name, icon), words in zip(_ARROWS, names, strict=True):
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(_icon(theme, icon))
                button.setAccessibleName(words)


def _ink(theme: Theme, ink: Ink) -> QTextCharFormat:
    text = QTextCharFormat()
    text.setForeground(QBrush(theme.color(ink)))
    text.setBackground(QBrush(theme.color("surface")))
    return text


def _icon(theme: Theme, name: str) -> QIcon:
    side = theme.px(20)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_icon(painter, name, QRectF(0, 0, side, side), theme.color("ink"))
    painter.end()
    return QIcon(picture)


class CalendarPopup(QFrame):
    """Opens a month: arrows move, Enter or a press picks, Escape closes."""

    picked = Signal(object)

    def __init__(self, start: QDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.Box)
        self.calendar = Calendar(self)
        self.calendar.setSelectedDate(start)
        self.calendar.activated.connect(self._on_activated)
        self.calendar.clicked.connect(self._on_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)

    def open_at(self, corner: QPoint) -> None:
        """Show it with its top left corner there, the focus on the day."""
        self.adjustSize()
        self.move(corner)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_activated(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()
