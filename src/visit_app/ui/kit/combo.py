"""A field whose value is one of a list that opens."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import FieldFrame
from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.paint import INPUT_EDGE, input_box
from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.themed import Themed


class Combo(QComboBox, Themed):
    """A combo box that the wheel does not change while one scrolls past."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view().selectionModel().selectionChanged.connect(self._on_selected)
        self.restyle()

    def restyle(self) -> None:
        """Take the font of the scale."""
        self.setFont(self.theme.font(17))
        self.view().setFont(self.theme.font(17))

    def _on_selected(self, selected: QItemSelection) -> None:
        """Assistive technology selects in the closed list: take that as picked."""
        rows = [index.row() for index in selected.indexes()]
        if rows and rows[0] != self.currentIndex() and not self.view().isVisible():
            self.setCurrentIndex(rows[0])
            self.activated.emit(rows[0])

    def sizeHint(self) -> QSize:
        """48 px high, as wide as its longest choice."""
        wide = super().sizeHint().width() + self.theme.px(28)
        return QSize(max(wide, self.theme.px(160)), self.theme.px(48))

    def minimumSizeHint(self) -> QSize:
        """At least 120 px wide."""
        return QSize(self.theme.px(120), self.theme.px(48))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the list is being used."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Page Up and Page Down to the page, which scrolls with them."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the choice and the chevron."""
        theme = self.theme
        input_box(self, theme)
        painter = QPainter(self)
        side, pad = theme.px(18), theme.px(14)
        place = self.rect().adjusted(pad + INPUT_EDGE, 0, -theme.px(36), 0)
        words = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.setPen(theme.color("ink"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, flags, words)
        left = self.width() - side - pad
        arrow = QRectF(left, (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-down", arrow, theme.color("ink2"))

    def showPopup(self) -> None:
        """Open the list in the colours of the theme."""
        self.view().setStyleSheet(sheet(self.theme, "list", "scroll_bar"))
        super().showPopup()


class ComboField(FieldFrame):
    """A labelled combo box: `chosen(code)` when a person picks."""

    chosen = Signal(str)

    def __init__(
        self,
        label: str,
        choices: Sequence[Choice],
        *,
        help_text: str = "",
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.combo = Combo()
        super().__init__(
            label, self.combo, help_text=help_text, quiet=quiet, parent=parent
        )
        self.set_choices(choices)
        self.combo.activated.connect(self._on_activated)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; nothing is chosen."""
        self.combo.clear()
        for choice in choices:
            self.combo.addItem(choice.label, choice.code)
        self.combo.setCurrentIndex(-1)

    def code(self) -> str | None:
        """The code of the choice shown, None while there is none."""
        data = self.combo.currentData()
        return str(data) if data is not None else None

    def choose(self, code: str | None) -> None:
        """Show this choice, or none, without emitting `chosen`."""
        self.combo.setCurrentIndex(-1 if code is None else self.combo.findData(code))

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(str(self.combo.itemData(index)))
