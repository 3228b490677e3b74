"""One answer as a control: a real radio button or check box, drawn as a wide row."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.option_face import Look, OptionFace, OptionSize
from visit_app.ui.kit.paint import smooth
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

if TYPE_CHECKING:

    class _Button(QAbstractButton, Themed):
        """What the row is mixed into."""

else:
    _Button = Themed


def _described(choice: Choice) -> str:
    key = tr("Key {key}.", key=choice.key) if choice.key else ""
    parts = (choice.subtitle, *(reason.text for reason in choice.reasons), key)
    return " ".join(part for part in parts if part)


class _Row(_Button):
    _choice: Choice
    _size: OptionSize
    _square = False

    def offer(self, choice: Choice, size: OptionSize) -> None:
        """Show this choice at this size."""
        self._choice, self._size = choice, size
        self.setText(choice.label.replace("&", "&&"))
        self.setAccessibleDescription(_described(choice))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        fixed = QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy = QSizePolicy(fixed, fixed) if size == "cell" else policy
        policy.setHeightForWidth(size != "cell")
        self.setSizePolicy(policy)
        self.updateGeometry()
        self.update()

    @property
    def code(self) -> str:
        """The code of the choice."""
        return self._choice.code

    @property
    def key(self) -> str:
        """The digit that gives this answer."""
        return self._choice.key

    def face(self) -> OptionFace:
        """The choice laid out in the theme in force."""
        return OptionFace(self._choice, self._size, self.theme, chosen=self.isChecked())

    def look(self) -> Look:
        """The state it is drawn in."""
        hover = self.underMouse() and self.isEnabled()
        return Look(self.isChecked(), hover, self._square)

    def sizeHint(self) -> QSize:
        """The size with every text on one line."""
        return self.face().size_hint()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for one column at twice the text size."""
        hint = self.face().size_hint()
        if self._size == "cell":
            return hint
        return QSize(min(hint.width(), self.theme.px(200)), hint.height())

    def hasHeightForWidth(self) -> bool:
        """Wrapped words make it taller."""
        return self._size != "cell"

    def heightForWidth(self, width: int) -> int:
        """The height in px its words need at that width, chosen or not.

        Chosen words are wider; a choice must not move what is under the hand.
        """
        face = OptionFace(self._choice, self._size, self.theme, chosen=True)
        return face.height(width)

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the choice."""
        self.face().draw(smooth(self), QRectF(self.rect()), self.look())


class Option(_Row, QRadioButton):
    """One answer of several; exactly one of a group can be chosen."""

    moved = Signal(int)
    confirmed = Signal()

    def __init__(
        self, choice: Choice, size: OptionSize = "row", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.offer(choice, size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows ask to move, Enter confirms; Space answers as in any radio button."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.moved.emit(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.moved.emit(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)


class CheckOption(_Row, QCheckBox):
    """One answer of which several can be given."""

    _square = True

    def __init__(
        self, choice: Choice, size: OptionSize = "row", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.offer(choice, size)
