"""Scrolling parts of a page: never a tab stop, never a ground of their own."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.theme import Theme
from visit_app.ui.kit.themed import Themed

LOWEST = 48  # px: a line of the largest text can be read


def dress_bars(area: QAbstractScrollArea, theme: Theme) -> None:
    """Narrow scroll bars in the colours of the theme."""
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        bar.setStyleSheet(sheet(theme, "scroll_bar"))


class ScrollBody(QScrollArea, Themed):
    """Scrolls what it holds, is no tab stop itself, and draws no ground of its own."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # setWidget turned it on
        self.restyle()

    def restyle(self) -> None:
        """Take the colours of the scroll bars."""
        dress_bars(self, self.theme)

    def minimumSizeHint(self) -> QSize:
        """It may become low, for it scrolls: head and foot stay whole."""
        least = super().minimumSizeHint()
        return QSize(least.width(), min(least.height(), LOWEST))

    def bar_width(self) -> int:
        """How much of the width the scroll bar takes now, in px.

        Margins that shrink by this much keep the content as wide as it was: nothing
        moves sideways, and a bar that is not needed any more goes away again.
        """
        bar = self.verticalScrollBar()
        return bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0


class FittingScroll(ScrollBody):
    """As high as what it holds; scrolls only when there is no room for that."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(content, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)
        self._content = content
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """The size of what it holds at the width it has."""
        wide = self.width()
        return QSize(wide, self._content.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """It may become low, for then it scrolls."""
        return QSize(0, min(self.sizeHint().height(), 80))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when what it holds was laid out anew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
