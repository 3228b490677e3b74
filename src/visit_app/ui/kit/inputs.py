"""The inputs inside fields: one line, and lines that grow with the text."""

from math import ceil

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from visit_app.ui.kit.paint import INPUT_EDGE, input_box
from visit_app.ui.kit.private_text import copies, put_private, show_menu
from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.themed import Themed

_HEIGHTS = {"normal": 48, "foot": 56, "big": 68}
_SIZES = {"normal": 17, "foot": 19, "big": 26}


class Line(QLineEdit, Themed):
    """One line of text, 48, 56 or 68 px high at 100 %.

    `edited(text)` on every change and `finished()` when it is left. Unlike Qt's own
    signals they also tell of text put in by dictation or a screen reader, which set it
    through the accessibility interface.
    """

    edited = Signal(str)
    finished = Signal()

    def __init__(self, size: str = "normal", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._setting = self._changed = False
        self.setFrame(False)
        ground = QPalette()
        ground.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(ground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_changed)
        self.editingFinished.connect(self._on_finished)
        self.restyle()

    def set_text(self, text: str) -> None:
        """Show this text without emitting `edited`."""
        self._setting = True
        self.setText(text)
        self._setting = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying and cutting keep the text out of any clipboard history."""
        if not copies(self, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu copies and cuts as the keys do."""
        show_menu(self, event)

    def copy_privately(self) -> None:
        """Copy the selected text; a passphrase is never copied."""
        shown = self.echoMode() is QLineEdit.EchoMode.Normal
        if shown and self.hasSelectedText():
            put_private(QGuiApplication.clipboard(), self.selectedText())

    def cut_privately(self) -> None:
        """Copy the selected text and take it out, where it may be changed."""
        if self.echoMode() is QLineEdit.EchoMode.Normal and not self.isReadOnly():
            self.copy_privately()
            self.del_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field finishes it, whoever put the text in."""
        super().focusOutEvent(event)
        if self._changed:
            self._on_finished()

    def _on_changed(self, text: str) -> None:
        if not self._setting:
            self._changed = True
            self.edited.emit(text)

    def _on_finished(self) -> None:
        self._changed = False
        self.finished.emit()

    def restyle(self) -> None:
        """Take the font of the scale."""
        theme = self.theme
        self.setFont(theme.font(_SIZES[self._size], half_rate=self._size == "big"))
        pad = theme.px(14) + INPUT_EDGE
        self.setTextMargins(pad, 0, pad, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the text."""
        input_box(self, self.theme)
        super().paintEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its size says, 240 px wide."""
        theme = self.theme
        return QSize(theme.px(240), theme.control_px(_HEIGHTS[self._size]))

    def minimumSizeHint(self) -> QSize:
        """At least 120 px wide."""
        return QSize(self.theme.px(120), self.sizeHint().height())


class Area(QPlainTextEdit, Themed):
    """Lines of text that grow from one to twelve; Tab leaves the field."""

    edited = Signal(str)
    finished = Signal()
    MOST_LINES = 12

    def __init__(self, least: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._setting, self._known = False, ""
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_changed)
        self.restyle()

    def restyle(self) -> None:
        """Take the font of the scale."""
        self.setStyleSheet(sheet(self.theme, "area", "scroll_bar"))
        self.setFont(self.theme.font(18))
        self.document().setDocumentMargin(self.theme.px(4))
        self._grow()

    def set_text(self, text: str) -> None:
        """Show this text without emitting `edited`."""
        self._setting = True
        self.setPlainText(text)
        self._setting, self._known = False, self.toPlainText()

    def _lines(self) -> int:
        return max(int(self.document().size().height()), 1)

    def sizeHint(self) -> QSize:
        """High enough for its lines, their margin and the border of the style sheet."""
        theme, first = self.theme, self.document().firstBlock()
        line = self.blockBoundingRect(first).height() / max(first.lineCount(), 1)
        around = 2 * (theme.px(4) + theme.px(8) + 2) + 2
        high = ceil(min(self._lines(), self.MOST_LINES) * line) + around
        return QSize(theme.px(240), max(high, theme.control_px(self._least)))

    def minimumSizeHint(self) -> QSize:
        """At least 120 px wide, as high as its lines."""
        return QSize(self.theme.px(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying and cutting keep the text out of any clipboard history."""
        if not copies(self, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu copies and cuts as the keys do."""
        show_menu(self, event)

    def copy_privately(self) -> None:
        """Copy the selected text."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            text = cursor.selection().toPlainText()
            put_private(QGuiApplication.clipboard(), text)

    def cut_privately(self) -> None:
        """Copy the selected text and take it out, where it may be changed."""
        if not self.isReadOnly():
            self.copy_privately()
            self.textCursor().removeSelectedText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths need other heights."""
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field finishes it."""
        super().focusOutEvent(event)
        self.finished.emit()

    def _on_changed(self) -> None:
        """Another font or margin changes the document too, and no text."""
        self._grow()
        text = self.toPlainText()
        if not self._setting and text != self._known:
            self._known = text
            self.edited.emit(text)

    def _grow(self) -> None:
        bar = Qt.ScrollBarPolicy
        full = self._lines() > self.MOST_LINES
        shown = bar.ScrollBarAsNeeded if full else bar.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(shown)
        high = self.sizeHint().height()
        if high != self.maximumHeight():
            self.setFixedHeight(high)
