"""The rail at the left of every page outside a visit: where one can go."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from visit_app.ui.kit.card import Rule
from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.mark import Brand
from visit_app.ui.kit.paint import box, circle, smooth
from visit_app.ui.kit.person import Person
from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

WIDTH, FOLDED_WIDTH = 240, 72


@dataclass(frozen=True, slots=True)
class NavPlace:
    """A place to go to: its code, its name and its icon."""

    code: str
    label: str
    icon: str


class NavButton(QPushButton, Themed):
    """One place in the rail: a plain button named "Today, this page" when there."""

    def __init__(self, place: NavPlace, parent: QWidget | None = None) -> None:
        super().__init__(place.label.replace("&", "&&"), parent)
        self.place = place
        known_icon(place.icon)
        self._here, self._folded = False, False
        self._badge, self._badge_text = 0, ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_here(self, here: bool) -> None:
        """Whether this is the page shown."""
        if here != self._here:
            self._here = here
            self._name()

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone; the name becomes the tool tip."""
        self._folded = folded
        self.setToolTip(self.place.label if folded else "")
        self.restyle()
        self.updateGeometry()

    def restyle(self) -> None:
        """Take the colours of the tool tip."""
        self.setStyleSheet(sheet(self.theme, "tool_tip") if self._folded else "")

    def set_badge(self, count: int, spoken: str) -> None:
        """A number at the right, and what it means in words; 0 shows none."""
        self._badge, self._badge_text = count, spoken if count else ""
        self._name()

    def _name(self) -> None:
        label = self.place.label
        name = tr("{place}, this page", place=label) if self._here else label
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._badge_text)
        self.update()

    def sizeHint(self) -> QSize:
        """46 px high."""
        return QSize(self.theme.px(46), self.theme.px(46))

    def minimumSizeHint(self) -> QSize:
        """46 px square at least."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a surface with a bar where one is, an outline on hover."""
        painter, theme, rect = smooth(self), self.theme, QRectF(self.rect())
        if self._here:
            edge = theme.color("edge") if theme.contrast else None
            box(painter, rect, 10, theme.color("surface"), edge, stroke=1.5)
            bar = QRectF(0, theme.px(10), 4, rect.height() - theme.px(20))
            box(painter, bar, 2, theme.color("accent"))
        elif self.underMouse():
            box(painter, rect, 10, None, theme.color("edge"), stroke=1)
        self._draw_icon(painter)
        if not self._folded:
            self._draw_words(painter)
        if self._badge:
            self._draw_badge(painter)

    def _draw_icon(self, painter: QPainter) -> None:
        theme, side = self.theme, self.theme.px(21)
        left = (self.width() - side) / 2 if self._folded else theme.px(16)
        place = QRectF(left, (self.height() - side) / 2, side, side)
        ink = theme.color("accent" if self._here else "ink2")
        draw_icon(painter, self.place.icon, place, ink)

    def _draw_words(self, painter: QPainter) -> None:
        theme = self.theme
        painter.setFont(theme.font(17, 600 if self._here else 500))
        painter.setPen(theme.color("ink"))
        left = theme.px(51)
        place = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.place.label)

    def _draw_badge(self, painter: QPainter) -> None:
        theme = self.theme
        wide = theme.px(24 if not self._folded else 18)
        middle = self.height() / 2
        centre = QRectF(self.width() - theme.px(36), middle - wide / 2, wide, wide)
        if self._folded:
            centre.moveTopRight(QRectF(self.rect()).topRight())
        edge = theme.color("warn") if theme.contrast else None
        circle(painter, centre.center(), wide, theme.color("warn_bg"), edge, stroke=1)
        painter.setFont(theme.font(14, 600))
        painter.setPen(theme.color("warn"))
        painter.drawText(centre, Qt.AlignmentFlag.AlignCenter, str(self._badge))


class NavRail(QFrame, Themed):
    """The places, with who is signed in at the foot: `chosen(code)`."""

    chosen = Signal(str)

    def __init__(
        self,
        places: Sequence[NavPlace],
        foot: Sequence[NavPlace] = (),
        *,
        name: str,
        person: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folded = False
        self._buttons: list[NavButton] = []
        self._column = QVBoxLayout(self)
        self._brand = Brand(name)
        self._column.addWidget(self._brand)
        self._add(places)
        self._column.addStretch(1)
        self._add(foot)
        self._rule = Rule()
        self._column.addWidget(self._rule)
        self._person = Person(*person)
        self._column.addWidget(self._person)
        self.set_person(*person)
        self.setAccessibleName(tr("Places"))
        self.restyle()

    def _add(self, places: Sequence[NavPlace]) -> None:
        for place in places:
            button = NavButton(place)
            button.clicked.connect(partial(self._on_clicked, place.code))
            self._buttons.append(button)
            self._column.addWidget(button)

    def _on_clicked(self, code: str) -> None:
        self.chosen.emit(code)

    def restyle(self) -> None:
        """Scale the width and the gaps."""
        px = self.theme.px
        self.setFixedWidth(px(FOLDED_WIDTH if self._folded else WIDTH))
        self._column.setContentsMargins(px(12), px(20), px(12), px(8))
        self._column.setSpacing(px(4))

    def set_current(self, code: str) -> None:
        """Which place is shown."""
        for button in self._buttons:
            button.set_here(button.place.code == code)

    def set_badge(self, code: str, count: int, spoken: str) -> None:
        """A number beside a place, and its meaning in words; 0 shows none."""
        for button in self._buttons:
            if button.place.code == code:
                button.set_badge(count, spoken)

    def set_person(self, name: str, role: str) -> None:
        """Who is signed in."""
        self._person.set_person(name, role)
        self._person.setVisible(bool(name) and not self._folded)
        self._rule.setVisible(bool(name) and not self._folded)

    def set_folded(self, folded: bool) -> None:
        """Show icons alone, for windows of 900 to 1179 effective px."""
        self._folded = folded
        self._brand.set_folded(folded)
        for button in self._buttons:
            button.set_folded(folded)
        self.set_person(*self._person.person)
        self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the rail; a white line round it in high contrast."""
        theme = self.theme
        edge = theme.color("line") if theme.contrast else None
        fill = theme.color("sunken")
        box(smooth(self), QRectF(self.rect()), 0, fill, edge, stroke=1)
