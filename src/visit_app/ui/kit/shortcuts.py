"""The keys that work on a screen, as a list a person can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from visit_app.ui.kit.card import Card
from visit_app.ui.kit.paint import key_cap, key_cap_width, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A key, for example `F8`, and what it does."""

    key: str
    does: str


class KeyCap(QLabel, Themed):
    """A key drawn as a cap."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the key needs."""
        wide = key_cap_width(self.theme, self.text())
        return QSize(ceil(wide), self.theme.px(26))

    def minimumSizeHint(self) -> QSize:
        """As the size hint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap."""
        ink, rect = self.theme.color("ink2"), QRectF(self.rect())
        key_cap(smooth(self), self.theme, rect, self.text(), ink)


class ShortcutHelp(Card):
    """A card that lists keys and what they do."""

    def __init__(
        self, title: str, keys: Sequence[KeyHelp], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for row, item in enumerate(keys):
            self._grid.addWidget(KeyCap(item.key), row, 0)
            self._grid.addWidget(Text(item.does, "dense"), row, 1)
        self.body.addLayout(self._grid)
        self._grid.setHorizontalSpacing(self.theme.px(16))
        self._grid.setVerticalSpacing(self.theme.px(10))
