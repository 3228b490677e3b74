"""A layout that puts things side by side and goes on in the next line."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.themed import Themed


class FlowLayout(QLayout):
    """Lines of widgets, each as wide as it wants to be, centred in its line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._highs: dict[int, int] = {}  # what a layout asks about, over and over
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)
        self._highs.clear()

    def count(self) -> int:
        """How many things there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The thing at that place, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the thing out, None beyond the end."""
        self._highs.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height in px of its lines at that width."""
        if width not in self._highs:
            self._highs[width] = self._placed(QRect(0, 0, width, 0), move=False)
        return self._highs[width]

    def invalidate(self) -> None:
        """Something in it, or a gap, has another size."""
        self._highs.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._placed(rect, move=True)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown)
        wide += self.spacing() * max(len(shown) - 1, 0)
        high = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(wide, high)

    def minimumSize(self) -> QSize:
        """The widest and the highest thing."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wide + self.spacing()
        return lines

    def _placed(self, rect: QRect, *, move: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            high = max((item.sizeHint().height() for item in line), default=0)
            if move:
                self._place_line(line, QRect(rect.left(), top, rect.width(), high))
            top += high + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)

    def _place_line(self, line: list[QLayoutItem], rect: QRect) -> None:
        left = rect.left()
        for item in line:
            size = item.sizeHint()
            size.setWidth(min(size.width(), rect.width()))
            top = rect.top() + (rect.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self.spacing()


class Flow(QWidget, Themed):
    """Widgets side by side that go on in the next line: chips, buttons."""

    def __init__(
        self, *widgets: QWidget, gap: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gap = gap
        self._flow = FlowLayout(self)
        self.setSizePolicy(height_by_width())
        self.restyle()
        self.add(*widgets)

    def restyle(self) -> None:
        """The gaps stay as they are at every text size."""
        self._flow.setSpacing(self._gap)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets at the end."""
        for widget in widgets:
            self._flow.addWidget(widget)

    def count(self) -> int:
        """How many widgets there are, shown or not."""
        return self._flow.count()

    def clear(self) -> None:
        """Take everything out and delete it."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
