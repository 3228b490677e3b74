"""A question's answers, of which one, or several, are chosen."""

from collections.abc import Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QSizePolicy,
    QWidget,
)

from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.group import Group
from visit_app.ui.kit.option import CheckOption, Option
from visit_app.ui.kit.option_face import OptionSize
from visit_app.ui.kit.themed import Themed

Direction = Literal["down", "across"]
ACROSS = QBoxLayout.Direction.LeftToRight
DOWN = QBoxLayout.Direction.TopToBottom


class _Group(Group, Themed):
    """A frameless group that carries the question as its accessible name.

    Answers across go down where they do not fit beside each other.
    """

    def __init__(self, question: str, direction: Direction, gap: int) -> None:
        super().__init__()
        self._gap, self._across = gap, direction == "across"
        self.row = QBoxLayout(ACROSS if self._across else DOWN, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(question)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps between the answers."""
        self.row.setSpacing(self.theme.px(self._gap))

    def _widths(self) -> list[int]:
        """What each answer needs in px."""
        items = (self.row.itemAt(index) for index in range(self.row.count()))
        return [item.minimumSize().width() for item in items if item is not None]

    def minimumSizeHint(self) -> QSize:
        """Across as well as down: as wide as the widest answer."""
        hint = super().minimumSizeHint()
        wide = max(self._widths(), default=0) if self._across else hint.width()
        return QSize(wide, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room: beside or below each other."""
        super().resizeEvent(event)
        if not self._across:
            return
        widths = self._widths()
        needed = sum(widths) + self.row.spacing() * max(len(widths) - 1, 0)
        direction = ACROSS if needed <= self.width() else DOWN
        if direction != self.row.direction():
            self.row.setDirection(direction)
            self.updateGeometry()


class OptionGroup(_Group):
    """Radio answers: `chosen(code)` when one is given, `confirmed()` on Enter.

    Digits give the answer with that key; arrows move without answering; Space
    answers. So nothing is recorded by looking round with the arrow keys.
    """

    chosen = Signal(str)
    confirmed = Signal()

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice] = (),
        size: OptionSize = "row",
        direction: Direction = "down",
        gap: int = 12,
    ) -> None:
        super().__init__(question, direction, gap)
        self._size = size
        self._options: list[Option] = []
        self._buttons = QButtonGroup(self)
        self.set_choices(choices)

    @property
    def options(self) -> tuple[Option, ...]:
        """The radio buttons, in order."""
        return tuple(self._options)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer other answers; none of them is chosen."""
        for option in self._options:
            self._buttons.removeButton(option)
            self.row.removeWidget(option)
            option.deleteLater()
        self._options = [self._added(choice) for choice in choices]
        self._rove()

    def _added(self, choice: Choice) -> Option:
        option = Option(choice, self._size, self)
        self._buttons.addButton(option)
        self.row.addWidget(option)
        # A screen reader toggles without a click; a click tells of no second answer.
        option.toggled.connect(lambda on: self._on_clicked(option) if on else None)
        option.moved.connect(self._on_moved)
        option.confirmed.connect(self.confirmed)
        option.show()
        return option

    def code(self) -> str | None:
        """The code of the chosen answer, None while there is none."""
        return next((o.code for o in self._options if o.isChecked()), None)

    def choose(self, code: str | None) -> None:
        """Show this answer as chosen, or none, without emitting `chosen`."""
        self._buttons.setExclusive(False)
        for option in self._options:
            with QSignalBlocker(option):
                option.setChecked(option.code == code)
        self._buttons.setExclusive(True)
        self._rove()

    def answer(self, key: str) -> bool:
        """Give the answer with that key as if it was pressed; False without one."""
        for option in self._options:
            if key and option.key == key and option.isEnabled():
                option.setFocus(Qt.FocusReason.ShortcutFocusReason)
                option.click()
                return True
        return False

    def answer_keys_from(self, page: QWidget) -> None:
        """Let digits answer wherever the focus is in that page, except in fields."""
        for digit in "0123456789":
            shortcut = QShortcut(QKeySequence(digit), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda key=digit: self.answer(key))

    def focus_first(self) -> None:
        """Put the focus on the chosen answer, else on the first."""
        target = self._stop()
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit gives its answer."""
        if not self.answer(event.text()):
            super().keyPressEvent(event)

    def _on_clicked(self, option: Option) -> None:
        self._rove()
        self.chosen.emit(option.code)

    def _on_moved(self, step: int) -> None:
        here = self.focusWidget()
        places = [i for i, o in enumerate(self._options) if o is here]
        if not places:
            return
        target = self._options[(places[0] + step) % len(self._options)]
        reason = Qt.FocusReason.TabFocusReason
        target.setFocus(reason if step > 0 else Qt.FocusReason.BacktabFocusReason)

    def _stop(self) -> Option | None:
        chosen = [o for o in self._options if o.isChecked()]
        return next(iter(chosen or self._options), None)

    def _rove(self) -> None:
        """Make the group one stop for Tab: the chosen answer, else the first."""
        stop = self._stop()
        for option in self._options:
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            option.setFocusPolicy(strong if option is stop else click)


class CheckGroup(_Group):
    """Check box answers: `changed(codes)` with the list of chosen codes."""

    changed = Signal(list)

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice] = (),
        size: OptionSize = "row",
        direction: Direction = "down",
        gap: int = 12,
    ) -> None:
        super().__init__(question, direction, gap)
        self._options = [self._added(choice, size) for choice in choices]

    @property
    def options(self) -> tuple[CheckOption, ...]:
        """The check boxes, in order."""
        return tuple(self._options)

    def _added(self, choice: Choice, size: OptionSize) -> CheckOption:
        option = CheckOption(choice, size, self)
        self.row.addWidget(option)
        option.toggled.connect(lambda: self.changed.emit(self.codes()))
        return option

    def codes(self) -> list[str]:
        """The codes of the chosen answers, in order."""
        return [option.code for option in self._options if option.isChecked()]

    def choose(self, codes: Iterable[str]) -> None:
        """Show these answers as chosen, without emitting `changed`."""
        wanted = set(codes)
        for option in self._options:
            with QSignalBlocker(option):
                option.setChecked(option.code in wanted)
