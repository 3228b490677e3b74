"""Python's garbage collection on the GUI thread only.

The collector runs on whichever thread allocates. On a worker's it may destroy a widget
that lies in a cycle, and Qt's widgets belong to the GUI thread (docs/decisions/0073).
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Tidy(QObject):
    """Switches the automatic collection off, and collects here when it is due."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python would have done."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [
            n for n, (count, most) in enumerate(due) if most and count > most
        ]
        if generations:
            gc.collect(generations[-1])

    def stop(self) -> None:
        """The window is gone: back to Python's own way."""
        self._timer.stop()
        gc.enable()
