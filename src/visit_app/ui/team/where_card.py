"""What is where: on this laptop, in the team store, from the team."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip import Chip, ChipKind
from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.kit.paint import smooth
from visit_app.ui.kit.themed import Themed
from visit_app.ui.team.overview import Line

ICON_WIDTH = 24


class RowIcon(QWidget, Themed):
    """An icon before the words of a row; the words carry the meaning."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = known_icon(icon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """22 px square."""
        return QSize(self.theme.px(22), self.theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        colour = self.theme.color("accent")
        draw_icon(smooth(self), self._icon, QRectF(self.rect()), colour)


class WhereCard(Card):
    """A heading and the rows under it."""

    def __init__(self, title: str, rows: Sequence[Line]) -> None:
        super().__init__(title, flush=True, padding=24)
        self._rows: list[ListRow] = []
        for row in rows:
            self.add_rule()
            self._add_row(row)

    def _add_row(self, row: Line) -> None:
        line = ListRow(60)
        line.add(RowIcon(row.icon), ICON_WIDTH)
        line.add_two_lines(row.title, row.note)
        if row.chip:
            line.add_end(Chip(row.chip, _KINDS[row.kind]))
        self.add(line)
        self._rows.append(line)


_KINDS: dict[str, ChipKind] = {"ok": "ok", "warn": "warn", "plain": "plain"}
