"""Rows of a list: 46 px with one line, 68 with two, in columns that line up."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
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
        self._row = QHBoxLayout(self)
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
        self._row.addWidget(
            widget, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        )

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
    """A row that opens what it names; its name for a screen reader is all its words."""

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
        self._row = QHBoxLayout(self)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint on hover, and a chevron at the right."""
        theme, painter = self.theme, smooth(self)
        if self.underMouse() or self.isDown():
            box(painter, QRectF(self.rect()), 0, theme.color("tint"))
        side = theme.px(20)
        left = self.width() - theme.px(16) - side
        place = QRectF(left, (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-right", place, theme.color("ink2"))
