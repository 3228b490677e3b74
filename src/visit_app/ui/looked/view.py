"""The page "Who looked at this": one line for each look and each change."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.looked.presenter import Line, LookedPresenter
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr, tr_plural

WIDEST = 760
FIRST = 40


class LookedScreen(Screen, Themed):
    """The newest lines, and all of them when asked."""

    nav = "families"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Who looked at this")
        self.presenter = LookedPresenter(context.desk, place.family_id)
        self._lines = self.presenter.lines()
        self.rows: list[ListRow] = []
        self._lay_out()
        self._add(self._lines[:FIRST])
        self.restyle()

    def _lay_out(self) -> None:
        self.page = Page(left=36, footed=False)
        self.head = PageHead(self.title, self.presenter.title)
        self.back = Button(tr("Back to the family"), "secondary", "row")
        self.back.setObjectName("back-to-family")
        self.back.clicked.connect(self.context.back)
        self.head.add(self.back)
        self.page.head.addWidget(self.head)
        about = tr(
            "What was done on this laptop, newest first. It cannot be changed. What"
            " colleagues looked at on their own laptops is kept on theirs."
        )
        self.page.head.addWidget(Text(about, "dense", ink="ink2"))
        words = tr_plural("{n} line", "{n} lines", len(self._lines))
        self.card = Card(words, flush=True)
        self.all = Button(tr("Show all of them"), "flush", "line")
        self.all.setObjectName("all")
        self.all.setVisible(len(self._lines) > FIRST)
        self.all.clicked.connect(self._show_all)
        self.card.head.addWidget(self.all)
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.page.body.addSpacing(8)
        self.page.add(self._holder)
        self.page.finish()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)

    def restyle(self) -> None:
        """Scale the widest column."""
        self._holder.setMaximumWidth(self.theme.px(WIDEST))

    def reflowed(self, width: Width) -> None:
        """Smaller margins where there is little room."""
        self.page.set_margins(*((20, 12) if width is Width.NARROW else (36, 32)))
        self.head.set_width(width)

    def shown(self) -> None:
        """Begin at the way back."""
        self.back.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, lines: tuple[Line, ...]) -> None:
        for line in lines:
            row = ListRow(68, 20)
            row.add_two_lines(line.what, line.when)
            row.setAccessibleName(f"{line.what}. {line.when}")
            self.card.add_rule()
            self.card.add(row)
            row.show()
            self.rows.append(row)

    def _show_all(self) -> None:
        self.all.hide()
        self._add(self._lines[FIRST:])
        self.back.setFocus(Qt.FocusReason.TabFocusReason)


def build(context: ScreenContext, place: Place) -> Screen:
    """Who looked at the family of this place."""
    return LookedScreen(context, place)
