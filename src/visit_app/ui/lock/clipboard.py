"""What was copied leaves the clipboard after a minute, if it is still ours."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QClipboard

from visit_app.ui.kit.private_text import is_private, put_private

CLEAR_AFTER_MS = 60_000


class ClipboardCare(QObject):
    """Clears what this app put on the clipboard, and never what another one did.

    Until then it is marked, so that no clipboard history keeps it.
    """

    def __init__(
        self,
        clipboard: QClipboard,
        parent: QObject | None = None,
        *,
        after_ms: int = CLEAR_AFTER_MS,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._changed)
        clipboard.selectionChanged.connect(self._changed)

    @property
    def waiting(self) -> bool:
        """Whether something of ours is there and will be cleared."""
        return self._timer.isActive()

    @Slot()
    def clear(self) -> None:
        """Clear what is ours now: after a minute, and when the app ends."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _holds_ours(self) -> bool:
        clipboard = self._clipboard
        mode = QClipboard.Mode
        ours = clipboard.ownsClipboard() and bool(clipboard.text(mode.Clipboard))
        if not clipboard.supportsSelection():
            return ours
        selected = clipboard.ownsSelection() and bool(clipboard.text(mode.Selection))
        return ours or selected

    @Slot()
    def _changed(self) -> None:
        if self._mark_ours():
            return  # that changed it once more
        if self._holds_ours():
            self._timer.start()
        else:
            self._timer.stop()

    def _mark_ours(self) -> bool:
        """Mark what came here by another way than our own fields; whether it was so."""
        clipboard = self._clipboard
        if not clipboard.ownsClipboard() or not clipboard.text():
            return False
        if is_private(clipboard.mimeData()):
            return False
        put_private(clipboard, clipboard.text())
        return True
