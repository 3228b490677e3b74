"""Rows of a list: 46 px with one line, 68 with two, in columns that line up."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import Role

ONE_LINE, TWO_LINES = 46, 68
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_LEAST = 96  # px at 100 %: words in a narrower column are hard to read
_LINK_ROLES: tuple[Role, ...] = ("dense_medium", "dense_strong", "dense")


class ListRow(QWidget, Themed):
    """Cells side by side; `width` in px at 100 %, 0 shares what is left.

    `row.add(widget, width)` for each column, then `row.add_two_lines(title, note)`.
    """

    def __init__(
        self,
        height: int = TWO_LINES,
        inset: int = 24,
        right: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height, self._inset, self._right = height, inset, right
        self._columns: list[tuple[QWidget, int]] = []
        self._ends: list[QWidget] = []
        self._row = QBoxLayout(_ACROSS, self)
        self.setSizePolicy(height_by_width())
        self.restyle()

    def restyle(self) -> None:
        """Scale the columns; none of them gets narrower than its words."""
        px = self.theme.px
        self._row.setContentsMargins(self._inset, px(4), self._right, px(4))
        self._row.setSpacing(px(14))
        self.setMinimumHeight(px(self._height))
        for widget, width in self._columns:
            widget.setMinimumWidth(px(width) if width else 0)

    def add(self, widget: QWidget, width: int = 0) -> None:
        """Add a column; width 0 takes a share of what is left."""
        column = widget if isinstance(widget, Text) else _left_of_column(widget)
        self._columns.append((column, width))
        self._row.addWidget(column, 0 if width else 1, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def add_end(self, widget: QWidget) -> None:
        """Add something at the right, as wide as it needs to be."""
        self._ends.append(widget)
        self._row.addWidget(
            widget, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        )

    def _least(self) -> list[int]:
        """How wide each part has to be."""
        parts = [*(column for column, _ in self._columns), *self._ends]
        return [max(p.minimumSizeHint().width(), p.minimumWidth()) for p in parts]

    def _arrange(self) -> None:
        """The parts go under each other where they do not fit."""
        gaps = self._row.spacing() * max(self._row.count() - 1, 0)
        across = self.width() >= sum(self._least()) + gaps + self._inset + self._right
        direction = _ACROSS if across else _DOWN
        if direction == self._row.direction():
            return
        self._row.setDirection(direction)
        middle = Qt.AlignmentFlag.AlignVCenter if across else Qt.AlignmentFlag(0)
        for column, _ in self._columns:
            self._row.setAlignment(column, middle)
        side = Qt.AlignmentFlag.AlignRight if across else Qt.AlignmentFlag.AlignLeft
        for end in self._ends:
            self._row.setAlignment(end, middle | side)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part: the others go below."""
        wide = max(self._least(), default=0) + self._inset + self._right
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._arrange()

    def add_two_lines(self, title: str, note: str, width: int = 0) -> None:
        """Add a column with a strong line over a quiet one."""
        self.add(two_lines(title, note, large=True), width)


def _left_of_column(widget: QWidget) -> QWidget:
    """The widget at the left of a column, no wider than it needs to be."""
    holder = QWidget()
    holder.setSizePolicy(height_by_width())
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    fixed = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
    row.addWidget(widget, 0 if fixed else 1)
    if fixed:
        row.addStretch(1)
    return holder


def two_lines(title: str, note: str, *, large: bool = False) -> QWidget:
    """A strong line over a quiet one: 17 over 15 px, or 18 over 16."""
    holder = QWidget()
    holder.setSizePolicy(height_by_width())
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Text(title, "row_title" if large else "strong_tight"))
    column.addWidget(Text(note, "dense", ink="ink2") if large else Text(note, "note"))
    return holder


class LinkRow(QPushButton, Themed):
    """A row that opens what it names; its name for a screen reader is all its words.

    Where its words do not fit beside each other they stand under each other.
    """

    def __init__(
        self,
        words: Sequence[tuple[str, int]],
        *,
        end: QWidget | None = None,
        inset: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inset = inset
        self._texts = [
            Text(text, _LINK_ROLES[min(i, 2)], ink="ink2" if i > 1 else "ink")
            for i, (text, _) in enumerate(words)
        ]
        self._widths = [width for _, width in words]
        self._end = end
        self._row = QBoxLayout(_ACROSS, self)
        for text in self._texts:
            self._row.addWidget(text, 0, Qt.AlignmentFlag.AlignVCenter)
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addStretch(1)
        if end is not None:
            end.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        spoken = [text for text, _ in words]
        spoken += [end.text()] if end is not None and hasattr(end, "text") else []
        self.setAccessibleName(", ".join(word for word in spoken if word))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def restyle(self) -> None:
        """Scale the columns."""
        px = self.theme.px
        self._row.setContentsMargins(self._inset, px(4), px(48), px(4))
        self._row.setSpacing(px(14))
        self.setMinimumHeight(px(ONE_LINE))
        for text, width in zip(self._texts, self._widths, strict=True):
            text.setMinimumWidth(px(width))
        self._arrange()

    def _around(self) -> int:
        margins = self._row.contentsMargins()
        return margins.left() + margins.right()

    def _needed(self) -> int:
        """How wide it has to be for its words side by side."""
        least = self.theme.px(_LEAST)
        wide = [
            max(min(t.sizeHint().width(), least), t.minimumWidth()) for t in self._texts
        ]
        if self._end is not None:
            wide.append(self._end.sizeHint().width())
        return sum(wide) + self._row.spacing() * len(wide) + self._around()

    def _arrange(self) -> None:
        across = self.width() >= self._needed()
        direction = _ACROSS if across else _DOWN
        if direction == self._row.direction():
            return
        self._row.setDirection(direction)
        self._row.setSpacing(self.theme.px(14 if across else 4))
        middle = Qt.AlignmentFlag.AlignVCenter if across else Qt.AlignmentFlag(0)
        for text in self._texts:
            self._row.setAlignment(text, middle)
        if self._end is not None:
            left = Qt.AlignmentFlag.AlignLeft
            self._row.setAlignment(self._end, middle if across else left)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest part: the others go below."""
        size = super().minimumSizeHint()
        parts: list[QWidget] = [*self._texts]
        parts += [self._end] if self._end is not None else []
        wide = max((part.minimumSizeHint().width() for part in parts), default=0)
        return QSize(wide + self._around(), size.height()) if parts else size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint on hover, and a chevron at the right."""
        theme, painter = self.theme, smooth(self)
        if self.underMouse() or self.isDown():
            box(painter, QRectF(self.rect()), 0, theme.color("tint"))
        side = theme.px(20)
        left = self.width() - theme.px(16) - side
        place = QRectF(left, (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-right", place, theme.color("ink2"))
