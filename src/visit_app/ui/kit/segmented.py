"""A few alternatives side by side, of which one is shown: "PHQ-9 | GAD-7 | MORS-SF"."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.group import Group
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.themed import Themed

ACROSS = QBoxLayout.Direction.LeftToRight
DOWN = QBoxLayout.Direction.TopToBottom


class Segment(QRadioButton, Themed):
    """One alternative."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(choice.label.replace("&", "&&"), parent)
        self.choice = choice
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """36 px high, as wide as its words when chosen."""
        theme = self.theme
        metrics = QFontMetricsF(theme.font(16, 600))
        words = metrics.horizontalAdvance(self.choice.label)
        return QSize(ceil(words) + theme.px(26), theme.control_px(36))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole segment can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with a border when chosen."""
        painter, theme, rect = smooth(self), self.theme, QRectF(self.rect())
        on = self.isChecked()
        if on:
            box(
                painter,
                rect,
                8,
                theme.color("surface"),
                theme.color("edge"),
                stroke=1,
            )
        elif self.underMouse():
            box(painter, rect, 8, None, theme.color("edge"), stroke=1)
        painter.setFont(theme.font(16, 600 if on else 500))
        painter.setPen(theme.color("ink" if on else "ink2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.choice.label)


class Segmented(Group, Themed):
    """Radio buttons in one strip: `chosen(code)`; arrows move and choose.

    With `folds` they stand under each other where there is too little room.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        folds: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._folds = folds
        self._row = QBoxLayout(ACROSS, self)
        self._buttons = QButtonGroup(self)
        self._segments = [self._added(choice) for choice in choices]
        fixed, shrinks = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum
        self.setSizePolicy(shrinks if folds else fixed, fixed)
        self.restyle()

    def _across(self) -> int:
        """How wide it is with all segments side by side."""
        margins, gaps = self._row.contentsMargins(), len(self._segments) - 1
        segments = sum(segment.sizeHint().width() for segment in self._segments)
        return segments + gaps * self._row.spacing() + 2 * margins.left()

    def sizeHint(self) -> QSize:
        """Side by side if it can be; as high as it is now."""
        return QSize(self._across(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest segment where it folds."""
        size = super().minimumSizeHint()
        if self._folds:
            widest = max(segment.sizeHint().width() for segment in self._segments)
            size.setWidth(widest + 2 * self._row.contentsMargins().left())
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Under each other where there is too little room."""
        super().resizeEvent(event)
        if self._folds:
            self._row.setDirection(ACROSS if self.width() >= self._across() else DOWN)

    def _added(self, choice: Choice) -> Segment:
        segment = Segment(choice)
        self._buttons.addButton(segment)
        self._row.addWidget(segment)
        # A screen reader toggles without a click.
        segment.toggled.connect(lambda on: self._on_toggled(choice.code, on=on))
        return segment

    def restyle(self) -> None:
        """Scale the gaps."""
        px = self.theme.px
        self._row.setContentsMargins(px(4), px(4), px(4), px(4))
        self._row.setSpacing(px(4))

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The radio buttons, in order."""
        return tuple(self._segments)

    def code(self) -> str | None:
        """The code of the alternative shown."""
        return next((s.choice.code for s in self._segments if s.isChecked()), None)

    def choose(self, code: str) -> None:
        """Show this alternative without emitting `chosen`."""
        for segment in self._segments:
            with QSignalBlocker(segment):
                segment.setChecked(segment.choice.code == code)

    def _on_toggled(self, code: str, *, on: bool) -> None:
        if on:
            self.chosen.emit(code)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strip the segments lie on."""
        theme = self.theme
        edge = theme.color("line") if theme.contrast else None
        box(
            smooth(self), QRectF(self.rect()), 10, theme.color("sunken"), edge, stroke=1
        )
