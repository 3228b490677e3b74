"""The focus ring: one transparent overlay for each window, never drawn by widgets."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from visit_app.ui.kit.keyboard import Keyboard
from visit_app.ui.kit.paint import draw_ring, smooth
from visit_app.ui.kit.themed import Themed

WIDE = 8  # px that the ring reaches beyond what it is drawn round
_FOLLOW = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
)


class FocusRing(QWidget, Themed):
    """Follows the focus of a window while the keyboard is in use.

    Pressing the pointer takes the ring away, the next key brings it back. What has the
    focus stays in view when the page is laid out anew around it, unless somebody had
    scrolled away from it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._followed: list[QWidget] = []
        self._keys = self._in_view = True
        self._drawn = QRect()  # where the ring is now
        self._laid_out = QTimer(self, singleShot=True, interval=0)  # all of it at once
        self._laid_out.timeout.connect(self._stay_in_view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keyboard = Keyboard(window)
        self.keyboard.used.connect(self._on_key)
        self.keyboard.pointer_used.connect(self._on_pointer)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        window.installEventFilter(self)
        self._fit()
        self.show()  # made after its window is shown, it would stay hidden

    def _on_key(self) -> None:
        self._keys = True
        self._follow_up()

    def _on_pointer(self) -> None:
        self._keys = False
        self._follow_up()

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        self._unfollow()
        if new is not None and new.window() is self._window:
            self._follow(new)
            bring_into_view(new)
            self._in_view = True
            self._laid_out.start()  # a page that is being built does not lie yet
        self.raise_()
        self._follow_up()

    def _follow(self, widget: QWidget) -> None:
        step: QWidget | None = widget
        while step is not None and step is not self._window:
            step.installEventFilter(self)
            self._followed.append(step)
            step = step.parentWidget()

    def _unfollow(self) -> None:
        for widget in self._followed:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._followed = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the window's size and to the place of what has the focus."""
        if event.type() in _FOLLOW:
            if watched is self._window:
                self._fit()
            elif event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
                self._moved(watched, event.type())
            self._follow_up()
        return False

    def _moved(self, watched: QObject, kind: QEvent.Type) -> None:
        """Scrolling moves what an area shows; all other moves are of the layout."""
        viewport = watched.parent()
        area = viewport.parent() if viewport is not None else None
        if kind != QEvent.Type.Move or not isinstance(area, QScrollArea):
            self._laid_out.start()
        else:
            widget = self._window.focusWidget()
            self._in_view = widget is not None and is_in_view(widget)

    def _stay_in_view(self) -> None:
        widget = self._window.focusWidget()
        if widget is not None and self._in_view:
            bring_into_view(widget)
            self._in_view = True  # not all of the page may lie yet

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()

    def _follow_up(self) -> None:
        """Paint what is under the ring anew, where it was and where it is.

        Not the whole of it: it lies over everything, which would be painted along.
        """
        if isValid(self._window):  # it may be on its way out
            self.update(self._drawn)
            self.update(self._place())

    def _place(self) -> QRect:
        """What the ring covers, in window coordinates; nothing while not shown."""
        widget = self.target()
        if widget is None:
            return QRect()
        corner = widget.mapTo(self._window, QPoint(0, 0))
        return QRect(corner, widget.size()).adjusted(-WIDE, -WIDE, WIDE, WIDE)

    def target(self) -> QWidget | None:
        """What the ring is drawn round, None while it is not shown."""
        widget = self._window.focusWidget()
        shown = self._keys and widget is not None and widget.isVisible()
        if not shown or widget is None or not widget.hasFocus():
            return None
        return widget if widget.focusPolicy() != Qt.FocusPolicy.NoFocus else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw 7 px of paper, then 3 px of focus in its middle."""
        widget = self.target()
        self._drawn = self._place()
        if widget is None:
            return
        painter = smooth(self)
        painter.setClipRect(visible_area(widget))
        corner = widget.mapTo(self._window, QPoint(0, 0))
        draw_ring(painter, self.theme, QRectF(QRect(corner, widget.size())))


def visible_area(widget: QWidget) -> QRect:
    """What the scroll areas round a widget show, in window coordinates."""
    window = widget.window()
    area = window.rect()
    step = widget.parentWidget()
    while step is not None and step is not window:
        holder = step.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and step is holder.viewport():
            area = area.intersected(
                QRect(step.mapTo(window, QPoint(0, 0)), step.size())
            )
        step = holder
    return area


def is_in_view(widget: QWidget) -> bool:
    """Whether any of it is shown by the scroll areas round it."""
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    return visible_area(widget).intersects(QRect(corner, widget.size()))


def focus_in_view(widget: QWidget, around: QWidget | None = None) -> None:
    """Put the focus on what was just added or shown, and scroll to it once it lies.

    As much of what is `around` it is brought into view as there is room for.
    """

    def bring() -> None:
        for part in (around, widget):
            if part is not None:
                bring_into_view(part)

    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QTimer.singleShot(0, widget, bring)


def bring_into_view(widget: QWidget) -> None:
    """Scroll every area round the widget so far that its ring is seen too."""
    step = widget.parentWidget()
    while step is not None:
        if isinstance(step, QScrollArea):
            step.ensureWidgetVisible(widget, 8, 16)
        step = step.parentWidget()
