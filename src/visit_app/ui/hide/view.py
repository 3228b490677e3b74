"""A plain calendar of the month: what anybody may see over a shoulder."""

import calendar
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.paint import circle, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

WIDEST = 980


def month_name(month: int) -> str:
    """The name of a month, 1 to 12."""
    return (
        tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"),
        tr("July"), tr("August"), tr("September"), tr("October"), tr("November"),
        tr("December"),
    )[month - 1]  # fmt: skip


def weekday_names() -> tuple[str, ...]:
    """The days of a week in short, from Monday."""
    return (
        tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"),
    )  # fmt: skip


class Month(QWidget, Themed):
    """The days of one month, painted; today has a ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date(2000, 1, 1)

    def set_today(self, today: date) -> None:
        """Show the month of this day."""
        self._today = today
        self.update()

    def weeks(self) -> list[list[date]]:
        """The weeks of the month, from Monday, with the days around it."""
        month = calendar.Calendar(calendar.MONDAY)
        return month.monthdatescalendar(self._today.year, self._today.month)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names of the days, then each day in its place."""
        painter, theme, weeks = smooth(self), self.theme, self.weeks()
        cell_w, cell_h = self.width() / 7, self.height() / (len(weeks) + 1)
        painter.setFont(theme.font(15, 500))
        painter.setPen(theme.color("ink2"))
        for column, name in enumerate(weekday_names()):
            place = QRectF(column * cell_w, 0, cell_w, cell_h)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
        for row, week in enumerate(weeks, 1):
            for column, day in enumerate(week):
                place = QRectF(column * cell_w, row * cell_h, cell_w, cell_h)
                self._draw_day(painter, place, day)

    def _draw_day(self, painter: QPainter, place: QRectF, day: date) -> None:
        theme = self.theme
        if day == self._today:
            side = QFontMetricsF(theme.font(20)).height() * 1.8
            edge = theme.color("edge")
            circle(painter, place.center(), side, theme.color("surface"), edge)
        painter.setFont(theme.font(20, 400))
        here = day.month == self._today.month
        painter.setPen(theme.color("ink" if here else "edge"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(day.day))


class HidePage(QWidget, Themed):
    """Covers the window; `continue_asked` leads to the passphrase."""

    continue_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text("", "h1")
        self.month = Month()
        self.button = Button(tr("Continue"), "flush", "row")
        self.button.setObjectName("continue")
        self.button.clicked.connect(self.continue_asked)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        self._column = QVBoxLayout()
        self._column.addWidget(self.title)
        self._column.addWidget(self.month, 1)
        self._column.addLayout(foot)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(self._column, 1000)
        row.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Scale the margins."""
        px = self.theme.px
        self._column.setContentsMargins(px(36), px(24), px(36), px(18))
        self.month.setMaximumWidth(px(WIDEST))

    def set_today(self, today: date) -> None:
        """Show the month of this day."""
        name = month_name(today.month)
        self.title.setText(f"{name} {today.year}")
        self.month.set_today(today)

    def focus_first(self) -> None:
        """Put the focus on the way back."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
