"""The help page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit

from visit_app.ui.card_screen import CardScreen
from visit_app.ui.help import content
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.sheets import sheet
from visit_app.ui.kit.shortcuts import KeyHelp, ShortcutHelp
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr


class NoticeText(QPlainTextEdit, Themed):
    """The licences, to be read and copied."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setObjectName("notice")
        self.setAccessibleName(tr("Licences and sources"))
        self.restyle()

    def restyle(self) -> None:
        """Scale the letters and the height."""
        fixed = QFontDatabase.SystemFont.FixedFont
        font = QFontDatabase.systemFont(fixed)
        self.setStyleSheet(sheet(self.theme, "area", "scroll_bar", "menu"))
        font.setPixelSize(self.theme.px(15))
        self.setFont(font)
        self.setMinimumHeight(self.theme.px(320))


class HelpScreen(CardScreen):
    """Cards under each other; the licences unfold."""

    nav = "help"
    widest = 820

    def __init__(self, context: ScreenContext, place: Place, folder: Path) -> None:
        super().__init__(context, place)
        self.title = tr("Help")
        helps = [KeyHelp(key, does) for key, does in content.key_list()]
        self.lay_out(
            [Text(self.title, "h1"), Text(content.about(), "dense", ink="ink2")],
            [
                ShortcutHelp(tr("Keys"), helps),
                _card(tr("Where everything is"), content.where(folder)),
                _card(tr("What this app is not"), content.is_not()),
                self._licences(),
            ],
        )
        # Nearly all of it is text: the focus is on what the arrow keys scroll.
        self.page.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page.scroller.setAccessibleName(self.title)
        self.page.scroller.setObjectName("help-text")

    def shown(self) -> None:
        """Begin at the top."""
        self.page.scroller.setFocus(Qt.FocusReason.TabFocusReason)

    def _licences(self) -> Card:
        card = Card(tr("Licences and sources"))
        self.notice = NoticeText(content.notice())
        self.notice.hide()
        self.unfold = Button(tr("Show them"), "secondary", "row")
        self.unfold.setObjectName("show-licences")
        self.unfold.clicked.connect(self._toggle)
        card.head.addWidget(self.unfold)
        card.add(self.notice)
        return card

    def _toggle(self) -> None:
        shown = not self.notice.isVisibleTo(self)
        self.notice.setVisible(shown)
        self.unfold.setText(tr("Fold them away") if shown else tr("Show them"))


def _card(title: str, sentences: Sequence[str]) -> Card:
    card = Card(title)
    card.add(*(Text(sentence, "dense") for sentence in sentences))
    return card


def build(context: ScreenContext, place: Place, folder: Path) -> Screen:
    """The help page."""
    return HelpScreen(context, place, folder)
