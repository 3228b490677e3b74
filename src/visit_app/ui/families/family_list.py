"""The list of families: painted rows, so that it follows every keystroke."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from visit_app.ui.families.presenter import Listed
from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.scroll import dress_bars
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FamilyModel(QAbstractListModel):
    """The families shown now."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Listed, ...] = ()

    def show_rows(self, rows: Sequence[Listed]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many families there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The family as a sentence, for the screen reader."""
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.rows[index.row()].spoken if role in spoken else None


class FamilyDelegate(QStyledItemDelegate):
    """Two lines, the postcode, when it was seen last, and a chevron."""

    def __init__(self, view: "FamilyList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """68 px high at 100 %."""
        return QSize(0, self._view.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw one family."""
        model = index.model()
        if isinstance(model, FamilyModel):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = QRectF(option.rect)
            state = option.state
            self._draw_ground(painter, rect, state, first=index.row() == 0)
            self._draw_words(painter, rect, model.rows[index.row()])
            painter.restore()

    def _draw_ground(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, *, first: bool
    ) -> None:
        theme, view = self._view.theme, self._view
        flags = QStyle.StateFlag
        current = bool(state & flags.State_Selected) and view.hasFocus()
        if current or state & flags.State_MouseOver:
            painter.fillRect(rect, theme.color("tint"))
        if not first:
            line = QRectF(rect.left() + 20, rect.top(), rect.width() - 40, 1)
            painter.fillRect(line, theme.color("line"))
        if current:
            inner = rect.adjusted(3, 3, -3, -3)
            pen = painter.pen()
            pen.setColor(theme.color("focus"))
            pen.setWidthF(3)
            painter.setPen(pen)
            painter.drawRoundedRect(inner, 10, 10)

    def _draw_words(self, painter: QPainter, rect: QRectF, row: Listed) -> None:
        theme = self._view.theme
        px, right = theme.px, rect.right() - theme.px(16)
        side = px(20)
        icon = QRectF(right - side, rect.center().y() - side / 2, side, side)
        draw_icon(painter, "chevron-right", icon, theme.color("ink2"))
        right -= side + px(16)
        if self._view.width_class is Width.WIDE:
            for text, wide in ((row.last, 190), (row.postcode, 110)):
                place = QRectF(right - px(wide), rect.top(), px(wide), rect.height())
                self._draw_cell(painter, place, text)
                right -= px(wide + 14)
        left = rect.left() + 20
        self._draw_two_lines(painter, rect, row, left, right - left)

    def _draw_cell(self, painter: QPainter, place: QRectF, text: str) -> None:
        theme = self._view.theme
        painter.setFont(theme.font(16))
        painter.setPen(theme.color("ink2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_two_lines(
        self, painter: QPainter, rect: QRectF, row: Listed, left: float, width: float
    ) -> None:
        theme = self._view.theme
        note = row.note
        if self._view.width_class is not Width.WIDE:
            note = ". ".join(part for part in (row.note, row.last) if part)
        strong, plain = theme.font(18, 600), theme.font(16)
        title = QFontMetricsF(strong)
        under = QFontMetricsF(plain)
        high = title.height() + (under.height() if note else 0)
        top = rect.center().y() - high / 2
        cut = Qt.TextElideMode.ElideRight
        painter.setFont(strong)
        painter.setPen(theme.color("ink"))
        at = QPointF(left, top + title.ascent())
        painter.drawText(at, title.elidedText(row.title, cut, width))
        if note:
            painter.setFont(plain)
            painter.setPen(theme.color("ink2"))
            at = QPointF(left, top + title.height() + under.ascent())
            painter.drawText(at, under.elidedText(note, cut, width))


class FamilyList(QListView, Themed):
    """`opened(family_id)` by Enter or a click; `left_up()` above the first row."""

    opened = Signal(str)
    left_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Families"))
        self.families = FamilyModel()
        self.width_class = Width.WIDE
        self.setModel(self.families)
        self.setItemDelegate(FamilyDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        dress_bars(self, self.theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(lambda index: self.open_row(index.row()))

    @property
    def row_height(self) -> int:
        """68 px at 100 %."""
        return self.theme.px(68)

    def restyle(self) -> None:
        """Lay the rows out anew."""
        self.setFont(self.theme.font(18))
        dress_bars(self, self.theme)
        self.scheduleDelayedItemsLayout()

    def show_rows(self, rows: Sequence[Listed]) -> None:
        """Show these families; the first is the current one."""
        self.families.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.families.index(0))

    def set_width(self, width: Width) -> None:
        """Fewer columns where there is less room."""
        self.width_class = width
        self.viewport().update()

    def open_row(self, row: int) -> None:
        """Open the family in that row, if there is one."""
        if 0 <= row < len(self.families.rows):
            self.opened.emit(self.families.rows[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Up on the first row leaves the list."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_row(row)
        elif event.key() == Qt.Key.Key_Up and row <= 0:
            self.left_up.emit()
        else:
            super().keyPressEvent(event)
