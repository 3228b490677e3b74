"""The panel at the right of a questionnaire: what there is so far."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from visit_app.ui.kit.card import Rule
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.progress import SpanTrack
from visit_app.ui.kit.scroll import FittingScroll, ScrollBody
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr

WIDTH = 292


class SidePanel(QFrame, Themed):
    """292 px wide; fill `body`, which scrolls, and `foot`, which stays.

    A fitting body is no higher than it needs to be, so that more can follow it.
    """

    def __init__(
        self, name: str, *, fitting: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._across = False
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        scroll = FittingScroll if fitting else ScrollBody
        self.scroller = scroll(self.content)
        self._column.addWidget(self.scroller, 0 if fitting else 1)
        bar = self.scroller.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_edge)
        self.foot = QVBoxLayout()
        self._column.addLayout(self.foot)
        self.restyle()

    def restyle(self) -> None:
        """Scale the width and the padding."""
        px = self.theme.px
        if self._across:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(px(WIDTH))
        self.body.setSpacing(px(4))
        self._keep_edge()
        self.foot.setContentsMargins(px(24), 0, px(24), px(18))
        self.foot.setSpacing(px(8))

    def body_margins(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the body, in px at 100 %."""
        return 24, 22, 24, 12

    def _keep_edge(self) -> None:
        """Put the scroll bar into the margin, so that nothing moves when it comes."""
        left, top, right, bottom = (self.theme.px(m) for m in self.body_margins())
        right -= self.scroller.bar_width()
        self.body.setContentsMargins(left, top, right, bottom)

    def set_across(self, across: bool) -> None:
        """Take the whole width, where the window is too narrow for two columns."""
        self._across = across
        self.restyle()

    def add(self, *widgets: QWidget) -> None:
        """Put the widgets into the body."""
        for widget in widgets:
            self.body.addWidget(widget)

    def add_rule(self) -> None:
        """Draw a line under what is already in the body."""
        px = self.theme.px
        self.body.addSpacing(px(18))
        self.body.addWidget(Rule())
        self.body.addSpacing(px(17))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the panel; a white line round it in high contrast."""
        theme = self.theme
        edge = theme.color("line") if theme.contrast else None
        box(smooth(self), QRectF(self.rect()), 0, theme.color("sunken"), edge, stroke=1)


def in_words(count: int) -> str:
    """Numbers up to nine as words ("all nine"), larger ones as figures."""
    words = (
        *(tr("none"), tr("one"), tr("two"), tr("three"), tr("four")),
        *(tr("five"), tr("six"), tr("seven"), tr("eight"), tr("nine")),
    )
    return words[count] if 0 <= count < len(words) else str(count)


class SoFarPanel(SidePanel):
    """How many are answered and what the total can still be: never a total early."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("So far"), parent=parent)
        self._answered = Text("", "dense")
        self._total = Text("", "dense_strong")
        self.track = SpanTrack()
        self._note = Text("", "note")
        self.add(Text(tr("So far"), "card_title"), self._answered, self._total)
        self.body.addSpacing(self.theme.px(12))
        self.add(self.track)
        self.body.addSpacing(self.theme.px(12))
        self.add(self._note)

    def set_progress(
        self, answered: int, count: int, low: int, high: int, most: int
    ) -> None:
        """Show the count, and the span the total can take of `most`."""
        words = tr("{answered} of {count} answered", answered=answered, count=count)
        self._answered.setText(words)
        done = answered == count and low == high
        span = tr("Total between {low} and {high}", low=low, high=high)
        self._total.setText(tr("Total {total}", total=low) if done else span)
        self.track.set_span(low, high, most)
        all_of = tr("There is no total until all {count} are answered.")
        note = all_of.format(count=in_words(count))
        self._note.setText("" if done else note)
        self._note.setVisible(not done)

    def set_answered(self, answered: int, count: int) -> None:
        """Show the count alone, for questions without a sum."""
        words = tr("{answered} of {count} answered", answered=answered, count=count)
        self._answered.setText(words)
        self._total.hide()
        self._note.hide()

    def finish(self) -> None:
        """Push what the body holds to the top."""
        self.body.addStretch(1)
