"""The bar across narrow windows, in place of the rail: where one is, and a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.mark import Mark
from visit_app.ui.kit.nav_rail import NavPlace
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class TopBar(QFrame, Themed):
    """Mark, the name of the page and a menu of the places: `chosen(code)`."""

    chosen = Signal(str)

    def __init__(
        self, places: Sequence[NavPlace], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._places = tuple(places)
        self.title = Text("", "strong")
        self.menu_button = Button(tr("Menu"), "secondary", "row", icon="menu")
        self.menu_button.clicked.connect(self.open_menu)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Mark(28))
        self._row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.menu_button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Scale the padding."""
        px = self.theme.px
        self._row.setContentsMargins(20, 8, 20, 8)
        self._row.setSpacing(px(8))

    def set_current(self, code: str) -> None:
        """Name the place shown."""
        for place in self._places:
            if place.code == code:
                self.title.setText(place.label)

    def menu(self) -> QMenu:
        """The menu of places."""
        menu = QMenu(self)
        menu.setStyleSheet(sheet(self.theme, "menu"))
        menu.setFont(self.theme.font(17))
        for place in self._places:
            action = menu.addAction(place.label)
            action.triggered.connect(lambda _=False, c=place.code: self.chosen.emit(c))
        return menu

    def open_menu(self) -> None:
        """Open the menu under its button."""
        corner = self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height()))
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(corner)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the bar; a white line round it in high contrast."""
        theme = self.theme
        edge = theme.color("line") if theme.contrast else None
        box(smooth(self), QRectF(self.rect()), 0, theme.color("sunken"), edge, stroke=1)
