"""One service in the list: its name, what it is, and what to know about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.list_row import LinkRow, two_lines
from visit_app.ui.kit.reflow import Width
from visit_app.ui.services.presenter import Listed

HEIGHT = 68


class ServiceRow(LinkRow):
    """Opens the service; the chip goes under the words where there is less room."""

    def __init__(self, listed: Listed, parent: QWidget | None = None) -> None:
        super().__init__([], parent=parent)
        self.service_id = listed.id
        self.setObjectName(f"service-{listed.id}")
        spoken = (listed.name, listed.note, listed.chip)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self._inside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        words = two_lines(listed.name, listed.note, large=True)
        self._inside.addWidget(words, 1)
        if listed.chip:
            chip = Chip(listed.chip, "plain" if listed.closed else "warn")
            self._inside.addWidget(Flow(chip), 0, Qt.AlignmentFlag.AlignVCenter)
        while self._row.takeAt(0) is not None:
            pass
        self._row.addLayout(self._inside, 1)
        for widget in self.findChildren(QWidget):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def restyle(self) -> None:
        """Two lines high at least."""
        super().restyle()
        self.setMinimumHeight(self.theme.px(HEIGHT))

    def set_width(self, width: Width) -> None:
        """Put the chip under the words unless the window is wide."""
        wide = width is Width.WIDE
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction
        self._inside.setDirection(across if wide else down.TopToBottom)
        over, under = (0, 0) if wide else (self.theme.px(6), self.theme.px(8))
        self._inside.setContentsMargins(0, over, 0, under)
