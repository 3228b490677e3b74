"""The one window: the entry, the neutral page or the workspace, never two of them."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLayout, QStackedLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from visit_app.ui.hide.view import HidePage
    from visit_app.ui.kit.focus_ring import FocusRing
    from visit_app.ui.kit.reflow import Reflow

TITLE = "Visit"
MOST_POPUPS = 8  # one over the other


class Window(QWidget):
    """Shows one page at a time; its title never changes, so it never holds a name."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self.setMinimumSize(QSize(640, 420))
        self._stack = QStackedLayout(self)
        # A page that wants more room than there is scrolls; it never widens the window.
        self._stack.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.may_close: Callable[[], bool] = lambda: True

    @cached_property
    def cover(self) -> "HidePage":
        """The neutral page that hides everything else."""
        from visit_app.ui.hide.view import HidePage

        cover = HidePage()
        self._stack.addWidget(cover)
        return cover

    @cached_property
    def blank(self) -> QWidget:
        """A page with nothing on it: the quickest there is to show."""
        blank = QWidget()
        self._stack.addWidget(blank)
        return blank

    @cached_property
    def ring(self) -> "FocusRing":
        """What shows where the keyboard is."""
        from visit_app.ui.kit.focus_ring import FocusRing

        ring = FocusRing(self)
        ring.show()  # made after the window was shown, it would stay hidden
        return ring

    @cached_property
    def reflow(self) -> "Reflow":
        """How much room there is."""
        from visit_app.ui.kit.reflow import Reflow

        return Reflow(self)

    def sizeHint(self) -> QSize:
        """The client area of a small laptop, when the window is not maximised."""
        return QSize(1280, 690)

    def page(self) -> QWidget | None:
        """The page shown."""
        return self._stack.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Show this page now; it is added when it is new."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if "ring" in vars(self):
            self.ring.raise_()

    def cover_with(self, page: QWidget) -> None:
        """Show this page, painted before anything else is done; nothing lies over it.

        Closing dialogs sends them away whatever they were asking.
        """
        self.show_page(page)
        self.repaint()
        self.close_dialogs()

    def forget(self, page: QWidget) -> None:
        """Take a page out and destroy it."""
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def close_dialogs(self) -> None:
        """Close every menu, calendar and dialog, whatever it was asking."""
        from PySide6.QtWidgets import QDialog

        for _ in range(MOST_POPUPS):
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Window) or not window.isVisible():
                continue
            if isinstance(window, QDialog):
                window.reject()
            else:
                window.close()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Close only when nothing is lost by it."""
        if self.may_close():
            event.accept()
        else:
            event.ignore()
