"""What is asked and waited for before the window closes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from visit_app.ui.saving import SaveNews, SavePhase
from visit_app.ui.text import tr

if TYPE_CHECKING:
    from visit_app.ui.inside import Inside
    from visit_app.ui.shell import Shell


class Closing:
    """Whether the window may close; the first time it says what closing would lose."""

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        self._warned = self._sending = False

    def heard(self, news: SaveNews) -> None:
        """Something was saved: what is not saved after it is said anew."""
        if news.phase is SavePhase.SAVED:
            self._warned = False

    def locked(self) -> None:
        """The records are locked: nothing is being sent any more."""
        self._sending = False

    def may_close(self) -> bool:
        """Whether the window may close: not at once while something is not on disk."""
        open_one, shell = self._shell.open_inside, self._shell
        if open_one is not None:
            open_one.navigator.retry()
        if shell.has_unsaved and not self._warned:
            self._warned = True
            shell.say(_unsaved(open_one is not None))
            return False
        if open_one is not None and self._sends_first(open_one):
            return False
        shell.close()
        return True

    def _sends_first(self, inside: "Inside") -> bool:
        """Whether closing waits a moment for what colleagues have not got yet."""
        if self._sending:
            return False
        self._sending = inside.courier.send_first(self._close_window)
        if self._sending:
            inside.say(
                tr(
                    "Sending to your team, then the app closes. Close it once more to"
                    " leave at once: nothing is lost, it is sent next time."
                )
            )
        return self._sending

    def _close_window(self) -> None:
        """Later: a window that is just being asked to close does not hear it."""
        window = self._shell.window
        QTimer.singleShot(0, window, window.close)


def _unsaved(is_open: bool) -> str:
    if is_open:
        return tr(
            "What you typed last is not on disk yet. Try again, or close the window"
            " once more to leave without it."
        )
    return tr(
        "What was typed last is not on disk yet. Unlock the records to save it, or"
        " close the window once more to leave without it."
    )
