"""Watches how much room there is: the width of the window divided by the text scale."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from visit_app.ui.kit.themed import HOLDER, current_theme
from visit_app.ui.kit.width import Width as Width  # noqa: PLC0414 - pages take it here
from visit_app.ui.kit.width import width_class as width_class  # noqa: PLC0414


class Reflow(QObject):
    """Watches a window: `changed(Width)` when its class changes, by size or by text."""

    changed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._width = self._measured()
        window.installEventFilter(self)
        app = QApplication.instance()
        holder = app.property(HOLDER) if app is not None else None
        if holder is not None:
            holder.changed.connect(self._check)

    @property
    def width(self) -> Width:
        """The class of the window now."""
        return self._width

    def _measured(self) -> Width:
        return width_class(self._window.width(), current_theme().scale)

    def _check(self) -> None:
        measured = self._measured()
        if measured is not self._width:
            self._width = measured
            self.changed.emit(measured)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again whenever the window changes size."""
        if event.type() == QEvent.Type.Resize:
            self._check()
        return False
