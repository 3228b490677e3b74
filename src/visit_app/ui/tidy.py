"""Python's garbage collection on the GUI thread only.

The collector runs on whichever thread allocates. On a worker's it may destroy a widget
that lies in a cycle, and Qt's widgets belong to the GUI thread (docs/decisions/0073).
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
AFTER_LOCK_MS = 1000
YOUNG = 2  # generations


class Tidy(QObject):
    """Switches the automatic collection off, and collects here when it is due.

    The two young generations, that is: the old one takes long enough to be felt under
    the hand, so it waits for `all_of_it`, when the records were locked.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the older of the young generations that is due."""
        due = list(zip(gc.get_count(), gc.get_threshold(), strict=True))[:YOUNG]
        generations = [
            n for n, (count, most) in enumerate(due) if most and count > most
        ]
        if generations:
            gc.collect(generations[-1])

    def all_of_it(self) -> None:
        """The records were locked: collect everything, once the window is painted."""
        QTimer.singleShot(AFTER_LOCK_MS, self, gc.collect)

    def stop(self) -> None:
        """The app ends. The automatic collection stays off: a thread may still run.

        A call to a team's store that was given up does, and would find the window's
        widgets to collect.
        """
        self._timer.stop()
