"""The page of backups: what there is, verified when, a second place, going back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from visit_app.ui.backups import news as words
from visit_app.ui.backups.keeper import Keeper
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.file_dialogs import ask_for_folder
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.screen import ScreenContext
from visit_app.ui.text import tr

if TYPE_CHECKING:
    from visit_app.vault.snapshot import Snapshot

MOST = 40


class BackupsScreen(CardScreen):
    """Cards under each other, 760 px wide at most."""

    nav = "settings"

    def __init__(
        self,
        context: ScreenContext,
        place: Place,
        keeper: Keeper,
        on_restore: "Callable[[Snapshot], None]",
    ) -> None:
        super().__init__(context, place)
        self.title = tr("Backups")
        self._keeper, self._on_restore = keeper, on_restore
        self.here = HereCard()
        self.second = SecondCard()
        self.found = FoundCard()
        self._lay_out()
        self.here.button.clicked.connect(keeper.make)
        self.second.choose.clicked.connect(self._choose)
        self.second.none.clicked.connect(lambda: self._settle_second(""))
        self.found.restore_asked.connect(on_restore)
        keeper.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        about = tr(
            "Made by themselves every hour and when you lock, encrypted like the"
            " records, and read back. Nothing needs doing."
        )
        above = [Text(self.title, "h1"), Text(about, "dense", ink="ink2")]
        self.lay_out(above, [self.here, self.second, self.found])

    def shown(self) -> None:
        """Begin at the button."""
        self.here.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self) -> None:
        news, today = self._keeper.news, self.context.desk.clock.today()
        self.here.show_news(words.here_words(news, today), news.problem)
        self.here.button.set_not_ready(
            tr("A backup is being made.") if news.busy else ""
        )
        self.second.show_news(news.second_folder, words.second_words(news, today))
        rows = [
            (
                each,
                words.moment(each.made, today),
                f"{words.kind_words(each.kind)}, {words.size_words(each.size)}",
            )
            for each in news.found[:MOST]
        ]
        self.found.show_rows(rows)

    def _choose(self) -> None:
        title = tr("A second place for backups")
        ask_for_folder(self, title, self._settle_second)

    def _settle_second(self, folder: str) -> None:
        self.second.show_problem(self._keeper.choose_second(folder))
        self.second.choose.setFocus(Qt.FocusReason.TabFocusReason)


class HereCard(Card):
    """The newest backup on this laptop, and the button for another."""

    def __init__(self) -> None:
        super().__init__(tr("On this laptop"))
        self.sentence = Text("", "body")
        self.problem = Message("", "err")
        self.button = Button(tr("Back up now"), "primary", "row", icon="refresh-cw")
        self.button.setObjectName("back-up-now")
        self.add(self.sentence, self.problem)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_news(self, sentence: str, problem: str) -> None:
        """How things stand, and why the last one was not made."""
        self.sentence.setText(sentence)
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))


class SecondCard(Card):
    """The stick or folder that gets a copy of each backup."""

    def __init__(self) -> None:
        super().__init__(tr("In a second place"))
        self.folder = Text("", "strong")
        self.sentence = Text("", "body")
        self.problem = Message("", "err")
        self.choose = Button(tr("Choose a stick or folder…"), "secondary", "row")
        self.choose.setObjectName("choose-second-place")
        self.none = Button(tr("Have no second place"), "quiet", "row")
        self.none.setObjectName("no-second-place")
        self.add(self.folder, self.sentence, self.problem)
        for button in (self.choose, self.none):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_problem("")

    def show_news(self, folder: str, sentence: str) -> None:
        """Where it is, and when it last got a copy."""
        self.folder.setText(folder)
        self.folder.setVisible(bool(folder))
        self.none.setVisible(bool(folder))
        self.sentence.setText(sentence)

    def show_problem(self, sentence: str) -> None:
        """Why the folder cannot be used; "" for nothing."""
        self.problem.set_text(sentence)
        self.problem.setVisible(bool(sentence))


class FoundCard(Card):
    """Every backup, newest first, each with a way back to it."""

    restore_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("What there is"), flush=True)
        self._rows: list[ListRow] = []
        self.empty = ListRow(68, 20)
        self.empty.add(Text(tr("No backup yet."), "dense", ink="ink2"))
        self.add(self.empty)

    def show_rows(self, rows: "list[tuple[Snapshot, str, str]]") -> None:
        """Show these; the rows of before go, unless they are the same."""
        names = [snapshot.name for snapshot, _, _ in rows]
        if names == [row.objectName() for row in self._rows]:
            return
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(*about) for about in rows]
        self.empty.setVisible(not rows)
        for row in self._rows:
            self.body.addWidget(row)
            row.show()

    def _row(self, snapshot: "Snapshot", when: str, about: str) -> ListRow:
        row = ListRow(68, 20)
        row.setObjectName(snapshot.name)
        row.add_two_lines(when[:1].upper() + when[1:], about)
        back = Button(tr("Go back to it…"), "quiet", "row")
        back.setAccessibleName(tr("Go back to the backup made {when}", when=when))
        back.clicked.connect(lambda: self.restore_asked.emit(snapshot))
        row.add_end(back)
        return row


def build(
    context: ScreenContext,
    place: Place,
    keeper: Keeper,
    on_restore: "Callable[[Snapshot], None]",
) -> BackupsScreen:
    """The page for these records."""
    return BackupsScreen(context, place, keeper, on_restore)
