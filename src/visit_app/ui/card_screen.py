"""A screen of cards: a head that stays, cards under each other, none too wide."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.themed import Themed
from visit_app.ui.screen import Screen

UNDER_TITLE = 7  # px, and the 8 between the parts of a head


class CardScreen(Screen, Themed):
    """Call `lay_out` once in `__init__`; `page` and `cards` (a layout) follow from it.

    `widest` is in px at 100 %.
    """

    widest: ClassVar[int] = 760

    def lay_out(
        self,
        above: Sequence[QWidget],
        cards: Sequence[QWidget],
        *,
        footed: bool = True,
    ) -> None:
        """Put `above` into the head, and the cards into what scrolls below it."""
        self._heads = [each for each in above if isinstance(each, PageHead)]
        # Titles stand at the same height on every page: a head has its own margins.
        self.page = Page(left=36, top=10 if self._heads else 26, footed=footed)
        for widget in above:
            self.page.head.addWidget(widget)
        if not self._heads:
            self.page.head.addSpacing(UNDER_TITLE)
        self._holder = QWidget()
        self.cards = QVBoxLayout(self._holder)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(16)
        for card in cards:
            self.cards.addWidget(card)
        self.page.add_narrow(self._holder)
        self.page.finish()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self.restyle()

    def restyle(self) -> None:
        """Scale the widest column."""
        self._holder.setMaximumWidth(self.theme.px(self.widest))

    def reflowed(self, width: Width) -> None:
        """Smaller margins where there is little room; buttons go below the title."""
        self.page.set_margins(*((20, 12) if width is Width.NARROW else (36, 32)))
        for head in self._heads:
            head.set_width(width)
