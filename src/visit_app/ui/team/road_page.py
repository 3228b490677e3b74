"""Ready for the road: one glance before leaving."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal

from visit_app.ui.courier.state import News, Phase
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.page import Page, discard
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.team.battery import battery
from visit_app.ui.team.overview import Line
from visit_app.ui.team.road import ready_words, road_lines
from visit_app.ui.team.where_card import WhereCard
from visit_app.ui.text import tr
from visit_app.visits import Desk


class RoadPage(Page):
    """`left()` and `check_asked()`; shows the lines anew with each report."""

    left = Signal()
    check_asked = Signal()

    def __init__(self, desk: Desk, news: News) -> None:
        super().__init__(left=36, footed=False)
        self._desk = desk
        self._lines: tuple[Line, ...] = ()
        self._told: News | None = None
        self._card: WhereCard | None = None
        self.back = Button(tr("The team"), "flush", "line", icon="arrow-left")
        self.back.setObjectName("back")
        self.back.clicked.connect(self.left)
        self.title = PageHead(tr("Ready for the road"), " ")
        self.check = Button(tr("Check now"), "primary", icon="refresh-cw")
        self.check.setObjectName("check-now")
        self.check.clicked.connect(self.check_asked)
        self.title.add(self.check)
        self.head.addWidget(Flow(self.back))
        self.head.addWidget(self.title)
        self.finish()
        self.show_news(news)

    def show_news(self, news: News) -> None:
        """Show how things stand now."""
        self.check.setVisible(news.in_team)
        running = news.phase is Phase.RUNNING
        self.check.set_not_ready(tr("Sending and receiving now.") if running else None)
        told = replace(news, phase=Phase.RESTING, done=0, expected=0)
        if told == self._told:
            return  # only how far a run has come: the lines ask the disk
        self._told = told
        lines = road_lines(news, self._desk, battery())
        self.title.set_title(tr("Ready for the road"), ready_words(lines))
        if lines == self._lines:
            return
        self._lines = lines
        if self._card is not None:
            self.body.removeWidget(self._card)
            discard(self._card)
        self._card = WhereCard(tr("Before you leave"), lines)
        self.body.insertWidget(0, self._card)
        self._card.show()

    def focus_first(self) -> None:
        """Begin with looking once more."""
        target = self.check if self.check.isVisibleTo(self) else self.back
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def set_width(self, width: Width) -> None:
        """The button goes under the title where it is narrow."""
        super().set_width(width)
        self.title.set_width(width)
