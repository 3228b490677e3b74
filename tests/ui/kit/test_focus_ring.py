"""The ring: for the keyboard, round the right thing, clipped and in view."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.focus_ring import FocusRing, is_in_view, visible_area
from visit_app.ui.kit.keyboard import shows_mnemonics
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.text import Text


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.buttons = [Button(f"&{n} button") for n in range(30)]
        self.page.add(Text("Words"), *self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.ring = FocusRing(self)


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def press_pointer(window: QWidget) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = QPointF(2, 2)
    event = QMouseEvent(QEvent.Type.MouseButtonPress, at, at, left, left, none)
    QApplication.sendEvent(window.windowHandle(), event)


def press_key(
    window: QWidget, key: Qt.Key, kind: QEvent.Type = QEvent.Type.KeyPress
) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), event)


def ring_pixels(window: Window) -> int:
    image = window.grab().toImage()
    focus = window.ring.theme.color("focus").name()
    return sum(
        image.pixelColor(x, y).name() == focus
        for x in range(image.width())
        for y in range(0, image.height())
    )


def test_the_keyboard_shows_the_ring_and_the_pointer_hides_it(show: Show) -> None:
    window = Window()
    show(window, 300, 200)
    window.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert window.ring.target() is window.buttons[0]
    assert ring_pixels(window) > 200
    press_pointer(window)
    assert window.ring.target() is None
    assert ring_pixels(window) == 0
    window.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    press_key(window, Qt.Key.Key_Right)
    assert window.ring.target() is not None


def test_modifiers_alone_do_not_bring_it_back(show: Show) -> None:
    window = Window()
    show(window, 300, 200)
    window.buttons[0].setFocus()
    press_pointer(window)
    window.buttons[0].setFocus()
    press_key(window, Qt.Key.Key_Shift)
    assert window.ring.target() is None


def test_what_gets_the_focus_is_scrolled_into_view_with_its_ring(show: Show) -> None:
    window = Window()
    show(window, 300, 400)
    last = window.buttons[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    area = visible_area(last)
    corner = last.mapTo(window, last.rect().topLeft())
    assert area.top() <= corner.y()
    assert corner.y() + last.height() + 5 <= area.bottom() + 1


def test_it_stays_in_view_when_the_page_grows_above_it(show: Show) -> None:
    window = Window()
    show(window, 300, 400)
    fourth = window.buttons[3]
    fourth.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    window.buttons[0].setMinimumHeight(600)
    settle()
    assert is_in_view(fourth)


def test_it_stays_in_view_when_the_window_gets_smaller(show: Show) -> None:
    window = Window()
    show(window, 300, 700)
    shown = [button for button in window.buttons if is_in_view(button)]
    shown[-1].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    window.resize(300, 300)
    QApplication.processEvents()
    assert is_in_view(shown[-1])


def test_somebody_who_scrolled_away_is_left_there(show: Show) -> None:
    window = Window()
    show(window, 300, 400)
    window.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    bar = window.page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    window.buttons[20].setMinimumHeight(300)
    QApplication.processEvents()
    assert not is_in_view(window.buttons[0])


def test_it_is_clipped_to_what_the_scroll_area_shows(show: Show) -> None:
    window = Window()
    show(window, 300, 400)
    first = window.buttons[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    bar = window.page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert ring_pixels(window) == 0


def test_it_lets_the_pointer_through_and_is_no_tab_stop(show: Show) -> None:
    window = Window()
    show(window, 300, 200)
    transparent = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    assert window.ring.testAttribute(transparent)
    assert window.ring.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert window.ring.geometry() == window.rect()
    window.resize(420, 260)
    assert window.ring.geometry() == window.rect()


def test_a_widget_that_goes_away_leaves_no_trace(qtbot: QtBot, show: Show) -> None:
    window = Window()
    show(window, 300, 400)
    window.buttons[0].setFocus()
    window.buttons[0].deleteLater()
    window.buttons[1].setFocus()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.buttons[2].setFocus()
    assert window.ring.target() is window.buttons[2]


def test_holding_alt_underlines_the_letters(show: Show) -> None:
    window = Window()
    show(window, 300, 200)
    plain = window.buttons[0].grab().toImage()
    press_key(window, Qt.Key.Key_Alt)
    assert shows_mnemonics(window.buttons[0])
    assert window.buttons[0].grab().toImage() != plain
    press_key(window, Qt.Key.Key_Alt, QEvent.Type.KeyRelease)
    assert window.buttons[0].grab().toImage() == plain


def test_a_ring_made_after_its_window_is_shown_is_seen(show: Show) -> None:
    """As the app does it: the window is painted first, the rest follows."""
    window = Window()
    window.ring.setParent(None)
    window.ring.deleteLater()
    show(window, 300, 200)
    window.ring = FocusRing(window)
    window.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert window.ring.isVisible()
    assert ring_pixels(window) > 200


class Painted(QObject):
    """How often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_only_what_is_under_the_ring_is_painted_when_the_focus_moves(
    show: Show,
) -> None:
    window = Window()
    show(window, 300, 700)
    first, second, far = (window.buttons[n] for n in (0, 1, 8))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    seen = {button: Painted(button) for button in (first, second, far)}
    second.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert seen[first].times > 0
    assert seen[second].times > 0
    assert seen[far].times == 0
    assert ring_pixels(window) > 200
