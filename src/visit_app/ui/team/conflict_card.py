"""One detail with two versions, side by side, for a person to decide."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.option import Option
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.team.details import Question, Side, difference
from visit_app.ui.text import tr

OTHER = "other"
_LONG = {"address", "note", "contact_note", "communication_needs"}


class Sides(OptionGroup):
    """The versions beside each other, and under them the way to write a third."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.title, (), "row")
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(12)
        self.row.insertLayout(0, self._pair)
        self.set_choices(_choices(question))

    def _added(self, choice: Choice) -> Option:
        option = super()._added(choice)
        option.setObjectName(f"side-{choice.code}")
        if choice.code != OTHER:
            self.row.removeWidget(option)
            self._pair.addWidget(option, 1)
        return option

    def set_width(self, width: Width) -> None:
        """One under the other where there is less room."""
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        many = len(self.options) > 3
        self._pair.setDirection(down if width is Width.NARROW or many else across)


class ConflictCard(Card):
    """`kept(text)` for a version, `wrote(text)` for a third value, `put_off()`."""

    kept = Signal(str)
    wrote = Signal(str)
    put_off = Signal()

    def __init__(self, question: Question, place: str = "") -> None:
        super().__init__(question.title, padding=24, role="title")
        self.question = question
        if place:
            self.head.addWidget(Text(place, "note"))
        self.sides = Sides(question)
        self.sides.setObjectName("sides")
        self.sides.chosen.connect(lambda _: self._name())
        self.sides.confirmed.connect(self._keep)
        self.other = self._other_field()
        self.keep = Button("", "primary")
        self.keep.setObjectName("keep")
        self.keep.clicked.connect(self._keep)
        self.later = Button(tr("Decide later"), "quiet")
        self.later.setObjectName("decide-later")
        self.later.clicked.connect(self.put_off)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.addWidget(self.keep)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.later)
        self.add(Text(question.before, "dense", ink="ink2"), self.sides, self.other)
        self.body.addLayout(self._buttons)
        self._name()

    def restyle(self) -> None:
        """More room between the parts than a plain card has."""
        super().restyle()
        self.body.setSpacing(self.theme.px(12))

    def _other_field(self) -> Field:
        name = self.question.conflict.path.rsplit("/", 1)[-1]
        field = Field(self.question.typed_label, multiline=name in _LONG)
        field.input.setObjectName("third-value")
        field.hide()
        field.edited.connect(lambda _: field.set_error(None))
        return field

    def _name(self) -> None:
        code = self.sides.code()
        self.other.setVisible(code == OTHER)
        self.keep.setText(_keep_words(self.question, self._chosen(), code))
        reason = tr("Choose one of the versions first.")
        self.keep.set_not_ready(None if code else reason)

    def _chosen(self) -> Side | None:
        code = self.sides.code()
        sides = enumerate(self.question.sides)
        return next((side for n, side in sides if str(n) == code), None)

    def _keep(self) -> None:
        side = self._chosen()
        if side is not None:
            self.kept.emit(side.text)
        elif self.sides.code() == OTHER and self.other.isVisibleTo(self):
            self.wrote.emit(self.other.value())

    def say(self, problem: str) -> None:
        """Why what was typed cannot be kept."""
        self.other.set_error(problem or None)
        if problem:
            self.other.input.setFocus(Qt.FocusReason.TabFocusReason)

    def set_width(self, width: Width) -> None:
        """The versions go under each other where there is less room."""
        self.sides.set_width(width)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction
        narrow = width is Width.NARROW
        self._buttons.setDirection(down if narrow else across.LeftToRight)

    @property
    def typed(self) -> str:
        """The third value as typed so far."""
        return self.other.value() if self.sides.code() == OTHER else ""

    def put_back(self, text: str) -> None:
        """Show a third value that was being typed."""
        if text and self.question.typed_label:
            self.sides.choose(OTHER)
            self.other.set_value(text)
            self._name()


def _choices(question: Question) -> list[Choice]:
    sides = question.sides
    made = [
        Choice(str(n), side.label, subtitle=side.note, differs=_differs(side, sides))
        for n, side in enumerate(sides)
    ]
    if question.typed_label:
        made.append(Choice(OTHER, tr("Neither: write what is right")))
    return made


def _differs(side: Side, sides: tuple[Side, ...]) -> tuple[int, int] | None:
    other = next(s for s in sides if s is not side)
    return difference(side.label, other.label)


def _keep_words(question: Question, side: Side | None, code: str | None) -> str:
    noun = question.keep_label
    if code == OTHER:
        return tr("Keep what I wrote")
    if side is None:
        return tr("Keep this {what}", what=noun)
    if side.mine and sum(s.mine for s in question.sides) == 1:
        return tr("Keep my {what}", what=noun)
    name = side.who.split()[0].replace("&", "&&") if side.who.split() else ""
    if side.mine or not name:
        return tr("Keep this {what}", what=noun)
    return tr("Keep {name}’s {what}", name=name, what=noun)
