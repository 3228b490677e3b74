"""The rail of a visit: its steps, which are done, and which is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.mark import Mark
from visit_app.ui.kit.paint import box, circle, smooth, tick
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Theme
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

WIDTH = 232
_NAME = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
RING = 7  # px outside a step that the ring of the focus takes


class StepState(StrEnum):
    """How far a step is; the value is said by the screen reader."""

    DONE = "done"
    NOW = "now"
    TO_DO = "to do"
    LEFT = "left for today"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its code, a neutral name ("Questionnaires") and its state."""

    code: str
    label: str
    state: StepState = StepState.TO_DO


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps under one name; only the group that holds the current step unfolds."""

    code: str
    label: str
    state: StepState = StepState.TO_DO
    steps: Sequence[Step] = ()

    @property
    def unfolds(self) -> bool:
        """Whether one of its steps is the current one."""
        return any(step.state is StepState.NOW for step in self.steps)


def spoken_state(state: StepState) -> str:
    """The state in words."""
    words = {
        StepState.DONE: tr("done"),
        StepState.NOW: tr("this step"),
        StepState.TO_DO: tr("to do"),
        StepState.LEFT: tr("left for today"),
    }
    return words[state]


def draw_step(painter: QPainter, theme: Theme, place: QRectF, state: StepState) -> None:
    """The circle of a step: filled tick, ring, hollow or dashed."""
    side, centre = place.width(), place.center()
    accent, edge = theme.color("accent"), theme.color("edge")
    if state is StepState.DONE:
        circle(painter, centre, side, accent)
        tick(painter, place, theme.color("surface"))
    elif state is StepState.NOW:
        circle(painter, centre, side, theme.color("surface"), accent, stroke=2)
        circle(painter, centre, side * 0.55, accent)
    elif state is StepState.TO_DO:
        circle(painter, centre, side, None, edge, stroke=2)
    else:
        painter.setPen(QPen(edge, 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))


class StepButton(QPushButton, Themed):
    """One step in the rail: goes there when pressed."""

    def __init__(
        self, step: Step, *, inner: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(step.label.replace("&", "&&"), parent)
        self.step, self._inner = step, inner
        self.setAccessibleName(f"{step.label}, {spoken_state(step.state)}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """40 px high, 36 inside a group."""
        return QSize(
            self.theme.px(120), self.theme.control_px(36 if self._inner else 40)
        )

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """Higher where the name needs two lines, whether it is the current step or not.

        All names are measured as the current one is drawn, so that none gets higher
        when one comes to it.
        """
        font, room = self.theme.font(16, 600), QRect(0, 0, width - self._left(), 999)
        words = QFontMetrics(font).boundingRect(room, _NAME, self.step.label)
        return max(self.sizeHint().height(), words.height() + self.theme.px(8))

    def _left(self) -> int:
        """Where the name begins."""
        px = self.theme.px
        return px(36) + px(18) + px(12) if self._inner else px(14) + px(20) + px(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline of the current step, the circle and the name."""
        painter, theme, rect = smooth(self), self.theme, QRectF(self.rect())
        now = self.step.state is StepState.NOW
        if now:
            fill, edge = theme.color("surface"), theme.color("accent")
            box(painter, rect, 10, fill, edge, stroke=1.5)
        elif self.underMouse():
            box(painter, rect, 10, None, theme.color("edge"), stroke=1)
        side = theme.px(18 if self._inner else 20)
        left = theme.px(36 if self._inner else 14)
        place = QRectF(left, (rect.height() - side) / 2, side, side)
        draw_step(painter, theme, place, self.step.state)
        self._draw_name(painter, bold=now)

    def _draw_name(self, painter: QPainter, *, bold: bool) -> None:
        theme, left = self.theme, self._left()
        painter.setFont(theme.font(16, 600 if bold else 400))
        later = self.step.state in (StepState.TO_DO, StepState.LEFT)
        painter.setPen(theme.color("ink2" if later else "ink"))
        place = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(place, _NAME, self.step.label)


class StepRail(QFrame, Themed):
    """Who the visit is with, the steps, and the way out: `chosen(code)`, `left()`.

    The steps scroll where the window is too low for them.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(
        self,
        title: str,
        subtitle: str,
        groups: Sequence[StepGroup] = (),
        *,
        leave: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._subtitle = Text(title, "strong"), Text(subtitle, "note")
        self._mark = Mark(26)
        self._mark.setParent(self)
        self._column = QVBoxLayout(self)
        self._heads = QVBoxLayout()
        self._heads.addWidget(self._title)
        self._heads.addWidget(self._subtitle)
        self._column.addLayout(self._heads)
        content = QWidget()
        self._inside, self._steps = QVBoxLayout(content), QVBoxLayout()
        self._inside.addLayout(self._steps)
        self._inside.addStretch(1)
        self._scroller = ScrollBody(content)
        self._scroller.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        bar = self._scroller.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_edge)
        self._column.addWidget(self._scroller, 1)
        words = leave or tr("Leave visit")
        self.leave_button = Button(words, "flush", "row", icon="x")
        self.leave_button.clicked.connect(self.left)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._foot)
        self.setAccessibleName(tr("Steps"))
        self._groups: tuple[StepGroup, ...] = ()
        self.restyle()
        self.set_groups(groups)

    def restyle(self) -> None:
        """Scale the width and the gaps."""
        px = self.theme.px
        self.setFixedWidth(px(WIDTH))
        self._column.setContentsMargins(0, px(18), 0, px(18))
        self._column.setSpacing(0)
        self._heads.setContentsMargins(px(64), 0, px(12), px(21) - RING)
        self._heads.setSpacing(px(4))
        self._steps.setSpacing(px(3))
        self._foot.setContentsMargins(px(26), 0, 0, 0)
        self._keep_edge()
        self._mark.resize(self._mark.sizeHint())
        self._mark.move(px(26), px(18))

    def _keep_edge(self) -> None:
        """A scroll bar lies in the margin; the ring of a step is never cut off."""
        side = self.theme.px(12)
        right = max(side - self._scroller.bar_width(), 0)
        self._inside.setContentsMargins(side, RING, right, RING)
        self._show_now()

    def _show_now(self) -> None:
        """Scroll to the step in hand, once it is laid out."""
        QTimer.singleShot(0, self, self._scroll_to_now)

    def _scroll_to_now(self) -> None:
        now = self._now()
        if now is not None:
            self._scroller.ensureWidgetVisible(now, 0, now.height())

    def _now(self) -> StepButton | None:
        now = (b for b in self.buttons() if b.step.state is StepState.NOW)
        return next(now, None)

    def focus_now(self) -> None:
        """Put the focus on the step in hand, which is in view, else on the first."""
        for button in (self._now(), *self.buttons())[:2]:
            if button is not None:
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def set_title(self, title: str, subtitle: str) -> None:
        """Who the visit is with and which contact it is."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def set_groups(self, groups: Sequence[StepGroup]) -> None:
        """Show these steps; the focus stays on the step it was on."""
        if tuple(groups) == self._groups:
            return
        focused = self._focused_code()
        self._groups = tuple(groups)
        self._clear()
        for group in groups:
            self._add_group(group)
        self._focus(focused)
        self._show_now()

    def buttons(self) -> tuple[StepButton, ...]:
        """The steps that can be gone to, in order."""
        places = (self._steps.itemAt(i) for i in range(self._steps.count()))
        widgets = (place.widget() for place in places if place is not None)
        return tuple(w for w in widgets if isinstance(w, StepButton))

    def _clear(self) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_group(self, group: StepGroup) -> None:
        if not group.unfolds:
            self._add_step(Step(group.code, group.label, group.state), inner=False)
            return
        self._steps.addWidget(Heading(group.label))
        for step in group.steps:
            self._add_step(step, inner=True)

    def _add_step(self, step: Step, *, inner: bool) -> None:
        button = StepButton(step, inner=inner)
        button.clicked.connect(partial(self._on_clicked, step.code))
        self._steps.addWidget(button)
        button.show()

    def _on_clicked(self, code: str) -> None:
        self.chosen.emit(code)

    def _focused_code(self) -> str | None:
        here = self.focusWidget()  # the last one, though the focus is elsewhere by now
        if isinstance(here, StepButton) and here.hasFocus():
            return here.step.code
        return None

    def _focus(self, code: str | None) -> None:
        for button in self.buttons():
            if code is not None and button.step.code == code:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the rail; a white line round it in high contrast."""
        theme = self.theme
        edge = theme.color("line") if theme.contrast else None
        box(smooth(self), QRectF(self.rect()), 0, theme.color("sunken"), edge, stroke=1)


class Heading(Text):
    """The name of the unfolded group, indented like the steps."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "dense_strong", parent=parent)

    def sizeHint(self) -> QSize:
        """31 px high, with its indent."""
        hint = super().sizeHint()
        px = self.theme.px
        return QSize(hint.width() + px(14), max(hint.height(), px(31)))

    def heightForWidth(self, width: int) -> int:
        """At least 31 px."""
        px = self.theme.px
        return max(super().heightForWidth(width - px(14)), px(31))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name at the left edge of the circles."""
        px = self.theme.px
        block = self.block(self.width() - px(14))
        top = (self.height() - block.size.height()) / 2 + px(2)
        block.draw(smooth(self), QPointF(px(14), top), self.theme.color("ink"))
