"""What stands around a page: the places at the left, the line at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.kit.banner import Banner, BannerKind
from visit_app.ui.kit.nav_rail import NavPlace, NavRail
from visit_app.ui.kit.practice_band import PracticeBand
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.status_line import StatusLine
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.top_bar import TopBar
from visit_app.ui.screen import Screen
from visit_app.ui.text import tr


def nav_places() -> tuple[NavPlace, ...]:
    """The places at the top of the rail, in order."""
    return (
        NavPlace("today", tr("Today"), "sun"),
        NavPlace("families", tr("Families"), "users"),
        NavPlace("services", tr("Services"), "map-pin"),
        NavPlace("sync", tr("Team and sync"), "refresh-cw"),
        NavPlace("training", tr("Training"), "graduation-cap"),
    )


def nav_foot() -> tuple[NavPlace, ...]:
    """The places at the foot of the rail."""
    return (
        NavPlace("help", tr("Help"), "life-buoy"),
        NavPlace("settings", tr("Settings"), "settings"),
    )


class Workspace(QWidget, Themed):
    """The rail or the bar, the page, a banner when something is wrong, the line."""

    chosen = Signal(str)
    hide_asked = Signal()
    lock_asked = Signal()
    banner_acted = Signal()

    def __init__(
        self, places: Sequence[NavPlace], foot: Sequence[NavPlace], practice: str = ""
    ) -> None:
        super().__init__()
        self._width = Width.WIDE
        self._screen: Screen | None = None
        self.band = PracticeBand(practice)
        self.band.setVisible(bool(practice))
        self.rail = NavRail(places, foot, name="Visit")
        self.bar = TopBar([*places, *foot])
        self.banner = Banner("", "err")
        self.banner.hide()
        self.status = StatusLine()
        self._connect()
        self._lay_out()
        self._arrange()
        self.restyle()

    def _connect(self) -> None:
        self.rail.chosen.connect(self.chosen)
        self.bar.chosen.connect(self.chosen)
        self.banner.acted.connect(self.banner_acted)
        self.status.hide_asked.connect(self.hide_asked)
        self.status.lock_asked.connect(self.lock_asked)

    def _lay_out(self) -> None:
        self._holder = QVBoxLayout()
        self._banner_row = QHBoxLayout()
        self._banner_row.addWidget(self.banner)
        self._holder.addLayout(self._banner_row)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(self._holder, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def restyle(self) -> None:
        """Scale the gaps."""
        self._holder.setSpacing(0)
        self._fit_banner()

    def set_screen(self, screen: Screen | None) -> None:
        """Show this page in place of the one before, or none."""
        if self._screen is not None:
            self._holder.removeWidget(self._screen)
        self._screen = screen
        if screen is not None:
            self._holder.addWidget(screen, 1)
            screen.show()
            self.rail.set_current(screen.nav)
            self.bar.set_current(screen.nav)
        self._arrange()

    def set_width(self, width: Width) -> None:
        """Rail, folded rail, or a bar with a menu."""
        self._width = width
        self.rail.set_folded(width is Width.MEDIUM)
        self.status.set_width(width)
        self._arrange()

    def say(self, text: str, action: str = "", kind: BannerKind = "err") -> None:
        """Show a banner above the page, with one button; "" takes it away."""
        if text:
            self.banner.set_banner(text, kind, action)
        self.banner.setVisible(bool(text))
        self._fit_banner()

    def _fit_banner(self) -> None:
        px, shown = self.theme.px, self.banner.isVisibleTo(self)
        side, top = (px(24), px(12)) if shown else (0, 0)
        self._banner_row.setContentsMargins(side, top, side, 0)

    def _arrange(self) -> None:
        whole = self._screen is not None and self._screen.whole_window
        narrow = self._width is Width.NARROW
        self.rail.setVisible(not whole and not narrow)
        self.bar.setVisible(not whole and narrow)
        self.status.setVisible(not whole)
