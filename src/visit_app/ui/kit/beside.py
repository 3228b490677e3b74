"""Things side by side, or under each other where they do not fit."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.themed import Themed

ACROSS = QBoxLayout.Direction.LeftToRight
DOWN = QBoxLayout.Direction.TopToBottom


class Beside(QWidget, Themed):
    """`add(widget, share)`; `least` is what each is to have across, px at 100 %.

    What has no share is as wide as it needs to be and stands in the middle across.
    """

    def __init__(
        self, gap: int = 12, least: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gap, self._least = gap, least
        self._shares: list[tuple[QWidget, int]] = []
        self._row = QBoxLayout(ACROSS, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(height_by_width())
        self.restyle()

    def restyle(self) -> None:
        """Scale the gap."""
        self._row.setSpacing(self.theme.px(self._gap))
        self._arrange()

    def add(self, *widgets: QWidget, share: int = 0) -> None:
        """Put widgets at the end, each with that share of the room to spare."""
        for widget in widgets:
            self._shares.append((widget, share))
            self._row.addWidget(widget, share)
        self._arrange(anew=True)

    def _shown(self) -> list[QWidget]:
        return [widget for widget, _ in self._shares if not widget.isHidden()]

    def _needed(self) -> int:
        """How wide it has to be for all of them side by side."""
        widgets, least = self._shown(), self.theme.px(self._least)
        wide = sum(max(w.minimumSizeHint().width(), least) for w in widgets)
        return wide + self._row.spacing() * max(len(widgets) - 1, 0)

    def _arrange(self, *, anew: bool = False) -> None:
        across = self.width() >= self._needed()
        direction = ACROSS if across else DOWN
        if direction == self._row.direction() and not anew:
            return
        self._row.setDirection(direction)
        for widget, share in self._shares:
            middle = across and not share
            centre = Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag(0)
            self._row.setAlignment(widget, centre)
            self._row.setStretchFactor(widget, share if across else 0)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest: the others go below."""
        wide = max((w.minimumSizeHint().width() for w in self._shown()), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Side by side if it can be; as high as it is now."""
        widgets = self._shown()
        wide = sum(w.sizeHint().width() for w in widgets)
        gaps = self._row.spacing() * max(len(widgets) - 1, 0)
        return QSize(wide + gaps, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """What says something else, comes or goes needs other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)
