"""The safety panel: takes the place of So far, never moves the answer, never red."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Rule
from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.paint import box, circle, smooth, tick
from visit_app.ui.kit.side_panel import SidePanel
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import STYLES, Block
from visit_app.ui.text import tr

FOLDS_AT = 1.5  # text scale from which it opens folded (docs/look.md "Safety panel")


@dataclass(frozen=True, slots=True)
class SafetyStep:
    """One thing to do: a code, a short title and a line or two about it."""

    code: str
    title: str
    note: str


class StepTick(QCheckBox, Themed):
    """A numbered step that can be ticked: a check box with its number in the circle."""

    def __init__(
        self, number: int, step: SafetyStep, parent: QWidget | None = None
    ) -> None:
        super().__init__(step.title.replace("&", "&&"), parent)
        self._number, self.step = number, step
        self.setAccessibleName(tr("{n}. {title}", n=number, title=step.title))
        self.setAccessibleDescription(step.note)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(height_by_width())

    def _blocks(self, width: float) -> tuple[Block, Block]:
        theme = self.theme
        wide = max(width - theme.px(38), 1)
        title, note = STYLES["dense_strong"], STYLES["note"]
        return (
            Block(self.step.title, title.font(theme), title.line_height(theme), wide),
            Block(self.step.note, note.font(theme), note.line_height(theme), wide),
        )

    def hasHeightForWidth(self) -> bool:
        """The note wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height in px of title and note at that width."""
        high = sum(block.size.height() for block in self._blocks(width))
        return max(round(high), self.theme.px(26))

    def sizeHint(self) -> QSize:
        """As wide as the panel allows."""
        wide = self.theme.px(244)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """At least 160 px wide."""
        return QSize(self.theme.px(160), self.theme.px(26))

    def hitButton(self, pos: QPoint) -> bool:
        """The whole step can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle, the title and the note."""
        painter, theme = smooth(self), self.theme
        self._draw_circle(painter)
        title, note = self._blocks(self.width())
        at = QRectF(self.rect()).topLeft() + QPoint(theme.px(38), 0)
        title.draw(painter, at, theme.color("ink"))
        below = at + QPoint(0, round(title.size.height()))
        note.draw(painter, below, theme.color("ink2"))

    def _draw_circle(self, painter: QPainter) -> None:
        theme, side = self.theme, self.theme.px(26)
        place = QRectF(0, 0, side, side)
        care = theme.color("care")
        if self.isChecked():
            circle(painter, place.center(), side, care)
            tick(painter, place, theme.color("surface"))
            return
        stroke = 2.5 if self.underMouse() else 1.5
        surface = theme.color("surface")
        circle(painter, place.center(), side, surface, care, stroke=stroke)
        painter.setFont(theme.font(16, 700))
        painter.setPen(care)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Contact(QFrame, Themed):
    """Whom to phone, in a box with the number large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self.number = Text("", "note"), Text("", "card_title")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._name)
        self._column.addWidget(self.number)
        self.setSizePolicy(height_by_width())
        self.restyle()

    def restyle(self) -> None:
        """Leave room for the icon."""
        px = self.theme.px
        self._column.setContentsMargins(px(44), px(12), px(12), px(11))

    def set_contact(self, name: str, number: str) -> None:
        """Show another contact."""
        self._name.setText(name)
        self.number.setText(number)
        self.setVisible(bool(number))

    def add_lines(self, lines: Sequence[str]) -> None:
        """Smaller, under the number: whom else to phone, and what is not known."""
        for line in lines:
            self._column.addWidget(Text(line, "note"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the icon."""
        painter, theme, rect = smooth(self), self.theme, QRectF(self.rect())
        box(painter, rect, 10, theme.color("surface"), theme.color("edge"), stroke=1)
        side = theme.px(20)
        place = QRectF(theme.px(12), (rect.height() - side) / 2, side, side)
        draw_icon(painter, "phone", place, theme.color("care"))


class SafetyHead(QWidget, Themed):
    """Heart and title, with the care bar at the edge of the panel."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self.words = Text(title, "card_title")
        self._row.addWidget(self.words, 1)
        self.restyle()

    def restyle(self) -> None:
        """Leave room for bar and heart."""
        px = self.theme.px
        self._row.setContentsMargins(px(70), 0, px(24), 0)
        self.setMinimumHeight(px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar of 5 x 40 px and the heart in its disc."""
        painter, theme = smooth(self), self.theme
        px, middle = theme.px, self.height() / 2
        bar = QRectF(0, middle - px(24), 5, px(40))
        painter.fillRect(bar, theme.color("care"))
        disc = QRectF(px(24), middle - px(18), px(36), px(36))
        edge = theme.color("care") if theme.contrast else None
        circle(painter, disc.center(), px(36), theme.color("care_bg"), edge, stroke=1)
        inset = px(9)
        place = disc.adjusted(inset, inset, -inset, -inset)
        draw_icon(painter, "heart-handshake", place, theme.color("care"))


class SafetyPanel(SidePanel):
    """Steps to take together; all words come from the caller.

    `ticked(code, on)`, `record_asked()`, `fold_asked()` (F6 is bound by the screen).
    """

    ticked = Signal(str, bool)
    record_asked = Signal()
    fold_asked = Signal()

    def __init__(
        self,
        title: str,
        steps: Sequence[SafetyStep],
        contact: tuple[str, str] = ("", ""),
        more: Sequence[str] = (),
        *,
        record: str = "",
        contact_after: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, fitting=True, parent=parent)
        self._title = title
        self._head = SafetyHead(title)
        self._column.insertWidget(0, self._head)
        self.contact = Contact(self.content)  # without a parent it would be a window
        self.contact.set_contact(*contact)
        self.contact.add_lines(more)
        self._number = contact[1]
        self.steps = [StepTick(n, step) for n, step in enumerate(steps, 1)]
        self._add_steps(contact_after)
        words = record or tr("Record who I spoke to")
        self.record_button = Button(words, "care", "row")
        self.record_button.clicked.connect(self.record_asked)
        self._record_row = QVBoxLayout()
        self._record_row.addWidget(self.record_button)
        self._column.insertLayout(2, self._record_row)  # in sight however long they are
        self._column.insertStretch(3, 1)
        self._rule, self._note = Rule(), Text("", "note")
        self.fold_button = Button(tr("Fold away"), "flush", "line", key="F6")
        self.fold_button.clicked.connect(self.fold_asked)
        self.foot.addWidget(self._rule)
        self.foot.addWidget(self._note)
        self.foot.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._folded = False
        self.set_note("")
        self.restyle()

    def _add_steps(self, contact_after: int) -> None:
        for number, row in enumerate(self.steps, 1):
            self.add(row)
            code = row.step.code
            row.toggled.connect(lambda on, code=code: self.ticked.emit(code, on))
            if number == contact_after:
                self.add(self.contact)
        if contact_after > len(self.steps):
            self.add(self.contact)

    def restyle(self) -> None:
        """Scale the gaps between the steps."""
        super().restyle()
        px = self.theme.px
        self._column.setContentsMargins(0, px(16), 0, 0)
        self.body.setSpacing(px(12))
        if hasattr(self, "_record_row"):
            self._record_row.setContentsMargins(px(24), 0, px(24), px(12))

    def body_margins(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the steps, in px at 100 %."""
        return 24, 10, 24, 12

    def set_note(self, note: str) -> None:
        """What stands at the foot: how far one is, and whose steps these are."""
        self._note.setText(note)
        self._show_note()

    def _show_note(self) -> None:
        """Not where there is little room: then the steps come before whose they are."""
        shown = bool(self._note.text()) and not (self._folded or self._across)
        self._note.setVisible(shown)
        self._rule.setVisible(shown)

    def set_ticked(self, codes: frozenset[str]) -> None:
        """Show these steps as done without emitting `ticked`."""
        for row in self.steps:
            row.blockSignals(True)
            row.setChecked(row.step.code in codes)
            row.blockSignals(False)
            row.update()

    @property
    def folded(self) -> bool:
        """Whether only the title and the number are shown."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Show the title and the number alone, or everything."""
        self._folded = folded
        for widget in (*self.steps, self.record_button):
            widget.setVisible(not folded)
        self._show_note()
        self.fold_button.setText(tr("Unfold") if folded else tr("Fold away"))
        slim = folded and self._across  # one line with the number, above the item
        self.scroller.setVisible(not slim)
        number = tr("Phone {number}", number=self._number) if slim else ""
        self._head.words.setText(" · ".join(w for w in (self._title, number) if w))

    def set_across(self, across: bool) -> None:
        """Take the whole width; folded, it is then one line."""
        super().set_across(across)
        self.set_folded(self._folded)

    def open_for(self, words: str) -> None:
        """Open it, folded where text is large, and announce these words at once."""
        self.set_folded(self.theme.scale >= FOLDS_AT)
        self.show()
        announce(self, words, at_once=True)

    def focus_first(self) -> None:
        """Put the focus on the first step to do, for F6."""
        order = [row for row in self.steps if not row.isChecked()]
        target = order[0] if order and not self._folded else self.fold_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
