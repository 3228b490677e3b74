"""A page: a fixed head, a body that scrolls, a fixed foot, one left edge."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.focus_ring import focus_in_view
from visit_app.ui.kit.reason_line import ReasonLine
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.themed import Themed

LEAST_BODY = 90  # px at 100 %: a field with its label
_WHOLE = 1000  # of the room, up to the widest width
ACROSS = QBoxLayout.Direction.LeftToRight
DOWN = QBoxLayout.Direction.TopToBottom
_OTHER_ROOM = (
    QEvent.Type.ShowToParent,
    QEvent.Type.HideToParent,
    QEvent.Type.UpdateRequest,
)


class Foot(QWidget, Themed):
    """Back at the left, the rest at the right; says why a button is not ready.

    Where they do not fit beside each other the primary button has a line of its own
    above the others, and where those do not fit either, each has one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._reason = ReasonLine()
        self._column.addWidget(self._reason)
        self._first, self._row = QHBoxLayout(), QBoxLayout(ACROSS)
        self._column.addLayout(self._first)
        self._column.addLayout(self._row)
        self._left: list[Button] = []
        self._right: list[Button] = []
        self._lines = 0
        self._column.setContentsMargins(0, 0, 0, 0)
        self.restyle()
        self._arrange()

    def restyle(self) -> None:
        """Scale the gaps."""
        self._column.setSpacing(self.theme.px(8))
        self._row.setSpacing(self.theme.px(20))

    def add_left(self, button: Button) -> None:
        """Put a button at the left, usually Back."""
        self._left.insert(0, button)
        self._added(button)

    def add_right(self, *buttons: Button) -> None:
        """Put buttons at the right; the last one is the primary."""
        self._right.extend(buttons)
        self._added(*buttons)

    def _added(self, *buttons: Button) -> None:
        self._reason.watch(*buttons)
        for button in buttons:
            button.installEventFilter(self)
        self._arrange(anew=True)

    def _lines_needed(self) -> int:
        """1 where all buttons fit beside each other, 2 or 3 where they do not."""
        rest = [*self._left, *self._right[:-1]]
        for lines, buttons in ((1, [*rest, *self._right[-1:]]), (2, rest)):
            shown = [b for b in buttons if not b.isHidden()]
            wide = sum(b.sizeHint().width() for b in shown)
            if wide + self._row.spacing() * (len(shown) - 1) <= self.width():
                return lines
        return 3

    def _arrange(self, *, anew: bool = False) -> None:
        lines = self._lines_needed() if self._left or self._right else 1
        if lines == self._lines and not anew:
            return
        self._lines = lines
        for layout in (self._first, self._row):
            while layout.takeAt(0) is not None:
                pass
        self._row.setDirection(ACROSS if lines < 3 else DOWN)
        above = self._right[-1:] if lines > 1 else []
        for button in above:
            self._first.addWidget(button, 1)
        for button in self._left:
            self._row.addWidget(button)
        self._row.addStretch(1 if lines < 3 else 0)
        for button in self._right:
            if button not in above:
                self._row.addWidget(button)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest button: the others go to lines of their own."""
        shown = [b for b in (*self._left, *self._right) if not b.isHidden()]
        wide = max((b.sizeHint().width() for b in shown), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room: fewer or more lines."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button that says something else, comes or goes needs other room."""
        if event.type() in _OTHER_ROOM:
            self._arrange()
        return super().eventFilter(watched, event)

    def say(self, reason: str) -> None:
        """Show why something cannot be done, until `say("")`."""
        self._reason.say(reason)

    def reason(self) -> str:
        """What is said above the buttons."""
        return self._reason.text()


class Page(QWidget, Themed):
    """Fill `head` and `body` (vertical layouts) and `foot`; only the body scrolls.

    Where head and foot leave no room to speak of (large text in a small window), they
    scroll with it. `footed=False` leaves the room of the foot to the body.
    """

    def __init__(
        self,
        *,
        left: int = 40,
        right: int = 32,
        top: int = 10,
        footed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._left, self._right, self._top = left, right, top
        self._footed = footed
        self._narrow = self._low = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.head = QVBoxLayout()
        self._column.addLayout(self.head)
        self._add_body()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.scroller, 10)
        self._beside = QVBoxLayout()
        self._middle.addLayout(self._beside)
        self._column.addLayout(self._middle, 1)
        self.foot = Foot()
        self._foot_row = QHBoxLayout()
        self._foot_row.addWidget(self.foot)
        self._column.addLayout(self._foot_row)
        self.restyle()

    def _add_body(self) -> None:
        """What scrolls: the body, and in a low window head and foot as well."""
        self.content = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.content.setSizePolicy(policy)
        self.body = QVBoxLayout(self.content)
        self._whole: QVBoxLayout | None = None
        self.scroller = ScrollBody(self.content)
        bar = self.scroller.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_edge)

    def restyle(self) -> None:
        """Scale the margins above and below; those at the sides stay as they are."""
        px = self.theme.px
        self._column.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(px(8))
        self.body.setSpacing(px(12))
        self._keep_edge()
        self._see_how_low()

    def _sides(self) -> tuple[int, int]:
        return (28, 28) if self._narrow else (self._left, self._right)

    def _keep_edge(self) -> None:
        """Put the scroll bar into the margin, so that nothing moves when it comes."""
        px, (left, right) = self.theme.px, self._sides()
        beside = px(12) if self._beside.count() else 0
        inner = (beside or right) - self.scroller.bar_width()
        self.body.setContentsMargins(left, px(5), inner, px(12))
        around = inner if self._low else right
        self.head.setContentsMargins(left, px(self._top), around, 0)
        over, under = (px(8), px(20)) if self._footed else (0, 0)
        self._foot_row.setContentsMargins(left, over, around, under)
        outer = right if beside else 0
        self._beside.setContentsMargins(beside, px(5), outer, px(12))

    # --- where there is little height ----------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """It may become low: then all of it scrolls."""
        wide = super().minimumSizeHint().width()
        return QSize(wide, self.scroller.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Head and foot stay where there is room for them."""
        super().resizeEvent(event)
        self._see_how_low()

    def event(self, event: QEvent) -> bool:
        """What stands in the head or the foot may have grown."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._see_how_low()
        return super().event(event)

    def _see_how_low(self) -> None:
        """Whether head and foot leave room to speak of for what is between them."""
        around = sum(_high(part, self.width()) for part in (self.head, self._foot_row))
        low = self.height() - around < self.theme.px(LEAST_BODY)
        if low == self._low or not self.isVisible() or self._beside.count():
            return
        self._low = low
        focus = self.focusWidget() if self.isActiveWindow() else None
        source, target = self._column, self._all_of_it()
        if not low:
            source, target = target, source
        parts = (self.head, self._foot_row)
        shown = [w for part in parts for w in _widgets(part) if not w.isHidden()]
        for part in parts:
            source.removeItem(part)
        target.insertLayout(0, self.head)
        target.addLayout(self._foot_row)
        for widget in shown:
            widget.show()  # at once: what is hidden takes no room, and has no focus
        self._keep_edge()
        if focus is not None and not focus.hasFocus():
            focus_in_view(focus)

    def _all_of_it(self) -> QVBoxLayout:
        """Around the body, with room for head and foot; made when first needed."""
        if self._whole is None:
            content, whole = self.scroller.takeWidget(), QWidget()
            self._whole = QVBoxLayout(whole)
            self._whole.setContentsMargins(0, 0, 0, 0)
            self._whole.setSpacing(0)
            self._whole.addWidget(content, 1)
            self.scroller.setWidget(whole)
            whole.setAutoFillBackground(False)  # setWidget turned it on
            content.show()
        return self._whole

    def set_margins(self, left: int, right: int) -> None:
        """Other margins at the sides, in px, for narrower windows."""
        self._left, self._right = left, right
        self.restyle()

    def set_width(self, width: Width) -> None:
        """Narrow windows have 28 px at both sides."""
        self._narrow = width is Width.NARROW
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down scroll the body wherever the focus is."""
        bar = self.scroller.verticalScrollBar()
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step * bar.pageStep())

    def set_beside(self, widget: QWidget | None) -> None:
        """Keep this at the right of the body, where it does not scroll with it."""
        while self._beside.takeAt(0) is not None:
            pass
        if widget is not None:
            self._beside.addWidget(widget)
        self._middle.setStretch(1, 11 if widget is not None else 0)
        self._keep_edge()

    def add(self, *widgets: QWidget) -> None:
        """Put the widgets into the body, one under the other."""
        for widget in widgets:
            self.body.addWidget(widget)

    def add_narrow(self, widget: QWidget) -> None:
        """Put a widget that has a widest width at the left of the body.

        Put straight into the body, its height would be that of the whole width, and
        words that wrap earlier would be squeezed.
        """
        row = QHBoxLayout()
        row.addWidget(widget, _WHOLE)
        row.addStretch(1)
        self.body.addLayout(row)

    def finish(self) -> None:
        """Push what the body holds to the top."""
        self.body.addStretch(1)


def _high(layout: QLayout, width: int) -> int:
    """How high it is at that width."""
    if layout.hasHeightForWidth():
        return layout.heightForWidth(width)
    return layout.sizeHint().height()


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    """Every widget of a layout and of those in it."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets(inner)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
        elif inner is not None:
            clear(inner)


def discard(widget: QWidget) -> None:
    """Delete a widget soon; from now on nothing in it is found by its name."""
    for part in (widget, *widget.findChildren(QWidget)):
        part.setObjectName("")
    widget.hide()
    widget.deleteLater()
