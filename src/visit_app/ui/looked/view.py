"""The page "Who looked at this": one line for each look and each change."""

from PySide6.QtCore import Qt

from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.text import Text
from visit_app.ui.looked.presenter import Line, LookedPresenter
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr, tr_plural

FIRST = 40


class LookedScreen(CardScreen):
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

    def _lay_out(self) -> None:
        self.head = PageHead(self.title, self.presenter.title)
        self.back = Button(tr("Back to the family"), "secondary", "row")
        self.back.setObjectName("back-to-family")
        self.back.clicked.connect(self.context.back)
        self.head.add(self.back)
        about = tr(
            "What was done on this laptop, newest first. It cannot be changed. What"
            " colleagues looked at on their own laptops is kept on theirs."
        )
        words = tr_plural("{n} line", "{n} lines", len(self._lines))
        self.card = Card(words, flush=True)
        self.all = Button(tr("Show all of them"), "flush", "line")
        self.all.setObjectName("all")
        self.all.setVisible(len(self._lines) > FIRST)
        self.all.clicked.connect(self._show_all)
        self.card.head.addWidget(self.all)
        above = [self.head, Text(about, "dense", ink="ink2")]
        self.lay_out(above, [self.card], footed=False)

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
