"""Every component on one page, as in `look/00-components.png`.

`python -m visit_app.ui.kit.gallery [light|dark|contrast] [scale]`
"""

import sys
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.banner import Banner
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.button_look import State
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip import Chip, FilterChip
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.focus_ring import FocusRing
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.practice_band import PracticeBand
from visit_app.ui.kit.reflow import Reflow, Width
from visit_app.ui.kit.save_tick import SaveTick
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme_holder import SchemeChoice, ThemeHolder


class StillButton(Button):
    """A button that always shows one of its looks."""

    shown: State = "rest"

    def state(self) -> State:
        """The look it always has."""
        return self.shown


def _still(text: str, kind: str, shown: State) -> StillButton:
    button = StillButton(text, "primary" if kind == "primary" else "secondary")
    button.shown = shown
    return button


def _column(*parts: QWidget | QLayout | int) -> QVBoxLayout:
    """The parts under each other; a number is a gap in px."""
    column = QVBoxLayout()
    column.setSpacing(0)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        elif isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addSpacing(part)
    column.addStretch(1)
    return column


def _head(text: str) -> Text:
    return Text(text, "label", ink="ink2")


class Gallery(QWidget):
    """The window."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Components")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PracticeBand())
        page = QWidget()
        self._halves = QHBoxLayout(page)
        self._halves.setContentsMargins(44, 27, 44, 20)
        self._halves.addLayout(self._left(), 1)
        self._halves.addLayout(self._right(), 1)
        self._halves.setSpacing(44)
        self.scroller = ScrollBody(page)
        column.addWidget(self.scroller, 1)
        self.ring = FocusRing(self)
        self.reflow = Reflow(self)
        self.reflow.changed.connect(self._arrange)
        self._arrange(self.reflow.width)

    def _arrange(self, width: Width) -> None:
        narrow = width is not Width.WIDE
        direction = QHBoxLayout.Direction
        self._halves.setDirection(
            direction.TopToBottom if narrow else direction.LeftToRight
        )

    def _left(self) -> QVBoxLayout:
        answers = (Choice("0", "Not at all", "0"), Choice("1", "Several days", "1"))
        self.answers = OptionGroup("Answer buttons", answers, "medium", gap=10)
        self.answers.choose("1")
        return _column(
            _head("Buttons"),
            10,
            self._states(),
            10,
            self._kinds(),
            27,
            _head("Answer buttons"),
            10,
            self.answers,
            27,
            _head("Field: label, help, error"),
            11,
            self._fields(),
        )

    def _states(self) -> QWidget:
        not_ready = Button("Not ready", "primary")
        not_ready.set_not_ready("Give an answer first.")
        return Flow(
            Button("Primary", "primary"),
            _still("Hover", "primary", "hover"),
            _still("Pressed", "primary", "pressed"),
            not_ready,
            gap=10,
        )

    def _kinds(self) -> QWidget:
        return Flow(
            Button("Secondary"),
            _still("Hover", "secondary", "hover"),
            Button("Quiet", "quiet"),
            Button("Link", "flush"),
            Button("With key", key="F8"),
            gap=10,
        )

    def _fields(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        right = Field("NHS number", help_text="10 digits, on the red book.")
        right.set_value("842 914 1456")
        wrong = Field("NHS number")
        wrong.set_value("842 914 1457")
        wrong.set_error("This number does not add up. Check the last digits.")
        for field in (right, wrong):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _right(self) -> QVBoxLayout:
        consent = "Amira’s consent to share is not recorded yet."
        printing = "The letter could not be printed. It is saved here."
        card = Card(padding=0)
        words = "When you refer, the letter appears here."
        card.add(Empty("leaf", "No letters yet", words))
        return _column(
            _head("Chips"),
            10,
            *self._chips(),
            26,
            _head("Banners"),
            10,
            Banner(consent, icon="hand", action="Record"),
            8,
            Banner(printing, "err"),
            25,
            _head("Save tick"),
            9,
            self._ticks(),
            23,
            _head("Empty state"),
            10,
            card,
        )

    def _chips(self) -> tuple[QWidget, int, QWidget]:
        first = (
            Chip("On time"),
            Chip("2 days late", "warn"),
            Chip("All saved", "ok"),
            Chip("Steps open", "care"),
        )
        second = (Chip("“lovely”", "quote"), FilterChip("Filter"))
        err = Chip("Cannot read", "err")
        return Flow(*first), 8, Flow(*second, err)

    def _ticks(self) -> QWidget:
        saving, saved, failed = SaveTick(), SaveTick(), SaveTick()
        saving.set_saving()
        saved.set_saved("10:42")
        failed.set_failed("disk is full")
        return Flow(saving, saved, failed, gap=29)


def main(arguments: list[str]) -> int:
    """Open the gallery in the scheme and scale named by the arguments."""
    app = QApplication.instance() or QApplication(arguments)
    holder = ThemeHolder(cast(QApplication, app))
    holder.choose_scheme(cast(SchemeChoice, ([*arguments, "light"])[1]))
    holder.choose_scale(float(([*arguments, "light", "1"])[2]))
    window = Gallery()
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.resize(1366, 768)
    window.show()
    window.answers.options[0].setFocus(Qt.FocusReason.TabFocusReason)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
