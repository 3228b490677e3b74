"""The head of a page outside a visit: its title, a line under it, its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.kit.beside import Beside
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed


class PageHead(QWidget, Themed):
    """Title and subtitle at the left, buttons at the right (below when narrow)."""

    def __init__(
        self, title: str, subtitle: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = Text(title, "h1")
        self._subtitle = Text(subtitle, ink="ink2", parent=self)
        self._subtitle.setVisible(bool(subtitle))
        self._row = QHBoxLayout(self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row.addLayout(words, 1)
        self._buttons = Beside()
        self._buttons.hide()
        self._row.addWidget(self._buttons)
        self.setSizePolicy(height_by_width())
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps; 14 px above, so that titles stand at the same height."""
        px = self.theme.px
        self._row.setContentsMargins(0, px(16), 0, px(15))
        self._row.setSpacing(px(12))

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title and line; none where the bar above names the page."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add(self, *buttons: Button) -> None:
        """Put buttons at the right; the primary comes last."""
        self._buttons.add(*buttons)
        self._buttons.show()

    def set_width(self, width: Width) -> None:
        """Stack the buttons under the title in narrow windows."""
        narrow = width is Width.NARROW
        down, across = QHBoxLayout.Direction.TopToBottom, QHBoxLayout.Direction
        self._row.setDirection(down if narrow else across.LeftToRight)
