"""The steps of a visit as one title, for windows with no room for the rail."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.step_rail import Step, StepGroup, StepState, spoken_state
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class StepFold(QPushButton, Themed):
    """Says which step is now and opens the list of all: `chosen(code)`, `left()`."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[StepGroup, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)

    def set_groups(self, groups: Sequence[StepGroup]) -> None:
        """Show the current one of these steps."""
        self._groups = tuple(groups)
        self.setText(title_of(self._groups).replace("&", "&&"))
        self.setAccessibleDescription(tr("Opens the list of steps"))
        self.updateGeometry()
        self.update()

    def menu_of_steps(self) -> QMenu:
        """Every step with its state, and the way out of the visit."""
        menu = QMenu(self)
        menu.setFont(self.theme.font(17))
        for step in all_steps(self._groups):
            words = f"{step.label}, {spoken_state(step.state)}"
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, c=step.code: self.chosen.emit(c))
        menu.addSeparator()
        menu.addAction(tr("Leave visit")).triggered.connect(self.left)
        return menu

    def open_menu(self) -> None:
        """Open the list under the title."""
        menu = self.menu_of_steps()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        """40 px high, as wide as its words and the arrow."""
        theme = self.theme
        metrics = QFontMetricsF(theme.font(17, 600))
        wide = metrics.horizontalAdvance(self._words()) + theme.px(28)
        return QSize(round(wide), theme.control_px(40))

    def minimumSizeHint(self) -> QSize:
        """Long names are cut with an ellipsis; the screen reader has them whole."""
        return QSize(self.theme.px(100), self.theme.control_px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the arrow, an outline on hover."""
        painter, theme = smooth(self), self.theme
        if self.underMouse():
            rect = QRectF(self.rect())
            box(painter, rect, 10, None, theme.color("edge"), stroke=1)
        font, side = theme.font(17, 600), theme.px(20)
        metrics = QFontMetricsF(font)
        room = self.width() - side - theme.px(8)
        words = metrics.elidedText(self._words(), Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        place = QRectF(0, 0, room, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        left = metrics.horizontalAdvance(words) + theme.px(8)
        arrow = QRectF(left, (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-down", arrow, theme.color("ink2"))


def all_steps(groups: Sequence[StepGroup]) -> list[Step]:
    """The steps that can be gone to: those of the open group, else the groups."""
    steps: list[Step] = []
    for group in groups:
        own = Step(group.code, group.label, group.state)
        steps += list(group.steps) if group.unfolds else [own]
    return steps


def title_of(groups: Sequence[StepGroup]) -> str:
    """The current step, for example "1 of 3: Three words"."""
    for group in groups:
        for number, step in enumerate(group.steps, 1):
            if step.state is StepState.NOW:
                of, label = len(group.steps), step.label
                return tr("{n} of {of}: {step}", n=number, of=of, step=label)
        if group.state is StepState.NOW:
            return group.label
    return tr("Steps")
