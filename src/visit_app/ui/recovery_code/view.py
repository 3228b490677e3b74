"""The code in large type, with ways to keep it; and the two groups typed back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.file_dialogs import ask_where_to_save
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.themed import Themed
from visit_app.ui.recovery_code.check import Asked, groups, paper
from visit_app.ui.text import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FILE_NAME = "recovery-code.txt"


class CodeGrid(QLabel, Themed):
    """Nine numbered groups in three rows; read out group by group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_code(self, code: str) -> None:
        """Show this code, or none."""
        self._groups = groups(code) if code else ()
        self.setText(code)
        self.setAccessibleName(
            " ".join(
                tr("Group {n}: {letters}.", n=n, letters=" ".join(group))
                for n, group in enumerate(self._groups, 1)
            )
        )

    def sizeHint(self) -> QSize:
        """Three rows of 52 px."""
        return QSize(self.theme.px(440), self.theme.px(176))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for three groups."""
        return QSize(self.theme.px(330), self.theme.px(176))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a surface, and each group with its small number before it."""
        painter, theme, rect = smooth(self), self.theme, QRectF(self.rect())
        box(painter, rect, 14, theme.color("surface"), theme.color("line"), stroke=1)
        inner = rect.marginsRemoved(_margins(theme.px(16), theme.px(10)))
        wide, high = inner.width() / 3, inner.height() / 3
        for index, group in enumerate(self._groups):
            left = inner.left() + index % 3 * wide
            place = QRectF(left, inner.top() + index // 3 * high, wide, high)
            self._draw_group(painter, place, index + 1, group)

    def _draw_group(
        self, painter: QPainter, place: QRectF, number: int, group: str
    ) -> None:
        theme, middle = self.theme, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(14))
        painter.setPen(theme.color("ink2"))
        painter.drawText(place, middle, str(number))
        font = theme.font(26, 600)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(2))
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        painter.drawText(place.adjusted(theme.px(20), 0, 0, 0), middle, group)


def _margins(side: float, top: float) -> QMarginsF:
    return QMarginsF(side, top, side, top)


class CodePanel(QWidget, Themed):
    """The code, Print and Save to a stick; `folder` is where the records lie."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._code = folder, ""
        self.grid = CodeGrid()
        self.print_button = Button(tr("Print it"), "secondary", icon="printer")
        self.print_button.setObjectName("print-code")
        self.save_button = Button(tr("Save to a stick"), "secondary", icon="usb")
        self.save_button.setObjectName("save-code")
        self.note = Message(
            tr("Or write it down. Do not keep it on this laptop or in its bag."), "note"
        )
        self.outcome = Message("", "warn")
        self.outcome.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.grid)
        ways = QHBoxLayout()
        ways.addWidget(self.print_button, 1)
        ways.addWidget(self.save_button, 1)
        self._column.addLayout(ways)
        self._column.addWidget(self.note)
        self._column.addWidget(self.outcome)
        self.print_button.clicked.connect(self.print_code)
        self.save_button.clicked.connect(self.ask_where)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps."""
        self._column.setSpacing(self.theme.px(12))

    def set_code(self, code: str) -> None:
        """Show this code, or none."""
        self._code = code
        self.grid.set_code(code)
        self._say("")

    def print_code(self) -> None:
        """Open the system's print dialog."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        printer.setDocName(tr("Recovery code"))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # its own open() wants a receiver and a slot

    def print_on(self, printer: "QPrinter") -> None:
        """Print the code on one page."""
        painter = QPainter()
        if not painter.begin(printer):
            self._say(tr("It could not be printed. Write it down, or save it."))
            return
        font = self.theme.font(17)
        font.setPointSize(14)
        painter.setFont(font)
        page = QRectF(painter.viewport())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(page, int(flags), paper(self._code))
        painter.end()
        self._say(tr("Sent to the printer. Check that the paper came out."))

    def ask_where(self) -> None:
        """Ask for a file on a stick."""
        ask_where_to_save(self, tr("Save the recovery code"), FILE_NAME, self.save_to)

    def save_to(self, path: str) -> None:
        """Write the code to this file, and warn when it is on the laptop itself."""
        target = Path(path)
        try:
            target.write_text(paper(self._code), encoding="utf-8")
            beside = same_disk(target, self._folder)
        except OSError:
            self._say(tr("It could not be saved there. Choose another place."))
            return
        if beside:
            self._say(
                tr(
                    "Saved, but on this laptop’s own disk. Move it to a stick, then"
                    " delete it here: who takes the laptop would have it too."
                )
            )
        else:
            self._say(tr("Saved. Take the stick out and keep it away from the laptop."))

    def _say(self, words: str) -> None:
        self.outcome.set_text(words)
        self.outcome.setVisible(bool(words))
        announce(self.outcome, words)


def same_disk(path: Path, folder: Path) -> bool:
    """Whether a file lies on the disk that holds the records, or will hold them."""
    while not folder.exists():
        folder = folder.parent
    return os.stat(path).st_dev == os.stat(folder).st_dev


class CheckPanel(QWidget, Themed):
    """Two groups to type back: `edited` at each change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = (Field("", size="foot"), Field("", size="foot"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for number, field in enumerate(self.fields, 1):
            field.setObjectName(f"group-{number}")
            field.edited.connect(self._edited)
            self._column.addWidget(field)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps."""
        self._column.setSpacing(self.theme.px(14))

    def set_asked(self, asked: Asked) -> None:
        """Ask for these groups."""
        for number, field in zip(asked.numbers, self.fields, strict=True):
            field.set_label(tr("Group {n}", n=number))
            field.set_value("")
            field.set_error(None)

    def typed(self) -> tuple[str, str]:
        """What was typed into the two fields."""
        return self.fields[0].value(), self.fields[1].value()

    def show_wrong(self, asked: Asked, wrong: tuple[int, ...]) -> None:
        """Say which group is not as in the code, and go there."""
        for number, field in zip(asked.numbers, self.fields, strict=True):
            sentence = tr(
                "Group {n} of the code is different. Look at your copy.", n=number
            )
            field.set_error(sentence if number in wrong else None)
        first = self.fields[0 if asked.numbers[0] in wrong else 1]
        if wrong:
            first.input.setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self) -> None:
        for field in self.fields:
            field.set_error(None)
        self.edited.emit()
