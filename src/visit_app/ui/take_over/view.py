"""The page that takes a family over: the file and its code, what it holds, taken."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal

from visit_app.sync.laptop import Laptop
from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.file_dialogs import ask_for_file
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import clear
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.tab_order import tab_order
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.take_over.presenter import (
    Look,
    TakeOverPresenter,
    Twin,
    taken_words,
    title_of,
)
from visit_app.ui.text import tr
from visit_app.visits import TakenOver


class TakeOverScreen(CardScreen):
    """One step after the other: choose, look, take."""

    nav = "families"

    def __init__(
        self, context: ScreenContext, place: Place, laptop: Laptop | None = None
    ) -> None:
        super().__init__(context, place)
        self.title = tr("Take over a family")
        run = runner_for(self, context.background)
        self.presenter = TakeOverPresenter(context.desk, run, laptop)
        self.look: Look | None = None
        self.taken: TakenOver | None = None
        self._last: dict[str, str] = {}
        lead = tr("From a team that keeps its records apart from yours.")
        self.head = PageHead(self.title, lead)
        self.file = FileCard()
        self.lay_out([self.head], [self.file])
        self.file.chosen.connect(self._chosen)
        self.file.code.edited.connect(lambda _: self._ready())
        self.file.code.finished.connect(self._on_go)
        self.back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.back.setObjectName("back")
        self.go = Button(tr("Look inside"), "primary", "foot")
        self.go.setObjectName("go")
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.go)
        # after the foot, which takes back what it says at each press
        self.back.clicked.connect(context.back)
        self.go.clicked.connect(self._on_go)
        tab_order(self.file, self.go, self.back)
        self._ready()

    # --- the file and its code -------------------------------------------------------

    def _chosen(self, path: str) -> None:
        self.file.show_file(path, self.presenter.check(Path(path)))
        self._ready()
        if self.file.is_good:
            self.file.code.input.setFocus(Qt.FocusReason.TabFocusReason)

    def _ready(self) -> None:
        self.page.foot.say("")
        self.file.code.set_error(None)
        reason = None
        if not self.file.is_good:
            reason = tr("Choose the file first.")
        elif not self.file.code.value().strip():
            reason = tr("Type the code that was told to you.")
        self.go.set_not_ready(reason)

    def _on_go(self) -> None:
        if self.taken is not None:
            self.context.go(Place.family(self.taken.family.id))
        elif self.look is not None:
            self.go.set_not_ready(tr("It is being taken over."))
            self.presenter.take(self.look, self._taken, self._not_taken)
        elif self.file.is_good and self.file.code.value().strip():
            self.go.set_not_ready(tr("The file is being opened."))
            path, code = Path(self.file.path), self.file.code.value()
            self.presenter.look(path, code, self._looked, self._not_opened)

    def _not_opened(self, sentence: str) -> None:
        self._ready()
        self.file.code.set_error(sentence)
        self.file.code.input.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self) -> dict[str, str]:
        if self.look is None:
            self._last = {"file": self.file.path, "code": self.file.code.value()}
        return self._last

    # --- what it holds ---------------------------------------------------------------

    def _looked(self, look: Look) -> None:
        self._typed()  # the fields go with their card
        self.look = look
        self.head.set_title(title_of(look), self.title)
        card = HoldsCard(
            self.presenter.said(look),
            self.presenter.warnings(look),
            self.presenter.is_here_words(look),
        )
        self._show(card)
        self.go.setText(tr("Take over this family"))
        self.go.set_not_ready(None)
        self.go.setFocus(Qt.FocusReason.TabFocusReason)
        self.context.announce(title_of(look))

    def _not_taken(self, sentence: str) -> None:
        self.go.set_not_ready(None)
        self.page.foot.say(sentence)
        self.context.announce(sentence, at_once=True)

    def _taken(self, took: TakenOver) -> None:
        self.taken = took
        twins = self.look.twins if self.look is not None else ()
        alone = self.look is not None and self.look.left_out
        words = taken_words(took, left_out=alone)
        done = TakenCard(words, twins)
        done.compared.connect(self._compare)
        self._show(done)
        self.back.hide()
        self.go.setText(tr("To the family"))
        self.go.set_not_ready(None)
        self.go.setFocus(Qt.FocusReason.TabFocusReason)
        self.context.announce(" ".join(words))

    def _compare(self, other_id: str) -> None:
        if self.taken is not None:
            self.context.go(Place.same_family(self.taken.family.id, other_id))

    def _show(self, card: Card) -> None:
        clear(self.cards)
        self.cards.addWidget(card)
        card.show()
        tab_order(card, self.go, self.back)
        self.page.foot.say("")

    # --- the screen's contract -------------------------------------------------------

    def shown(self) -> None:
        """Begin with the file."""
        self.file.choose.setFocus(Qt.FocusReason.TabFocusReason)

    def half_typed(self) -> Mapping[str, str]:
        """The file and the code, until the family was taken over."""
        if self.taken is not None:
            return {}
        return {name: text for name, text in self._typed().items() if text}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Fill it in again after a lock."""
        self.file.code.set_value(texts.get("code", ""))
        if "file" in texts:
            self._chosen(texts["file"])
        self._ready()


class FileCard(Card):
    """`chosen(path)`; a field for the code."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("The file and its code"))
        self.path, self.is_good = "", False
        self.choose = Button(tr("Choose the file…"), "secondary", icon="download")
        self.choose.setObjectName("choose")
        self.choose.clicked.connect(self._ask)
        self.good = Message("", icon="circle-check", icon_ink="accent")
        self.bad = Message("", "err")
        self.code = Field(
            tr("The code of the file"),
            help_text=tr("4 groups of 4 letters and digits, told to you by telephone."),
        )
        self.code.input.setObjectName("code")
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.good, self.bad, self.code)
        self.good.hide()
        self.bad.hide()

    def _ask(self) -> None:
        kinds = tr("A family from another team (*.visitfamily)")
        ask_for_file(self, tr("Choose the file"), kinds, self.chosen.emit)

    def show_file(self, path: str, problem: str) -> None:
        """This file was chosen; `problem` says what is wrong with it, or ""."""
        self.path, self.is_good = path, not problem
        self.good.set_text(Path(path).name)
        self.good.setVisible(self.is_good)
        self.bad.set_text(problem)
        self.bad.setVisible(not self.is_good)
        self.choose.setText(tr("Choose another file…"))
        self.choose.set_description(problem or Path(path).name)


class HoldsCard(Card):
    """Who sends it, what it holds, what is not finished in it."""

    def __init__(
        self, said: tuple[str, ...], warnings: tuple[str, ...], is_here: str
    ) -> None:
        super().__init__(tr("What the file holds"))
        first, *rest = said
        self.add(Text(first, "strong"))
        for sentence in rest:
            self.add(Text(sentence, "body"))
        for warning in warnings:
            self.add(Message(warning, "warn"))
        if is_here:
            self.add(Message(is_here))
        self.add(Message(_what_happens()))


class TakenCard(Card):
    """What arrived, and who may be the same: `compared(family_id)`."""

    compared = Signal(str)

    def __init__(self, said: tuple[str, ...], twins: tuple[Twin, ...]) -> None:
        super().__init__(tr("Taken over"))
        for sentence in said:
            self.add(Text(sentence, "body"))
        for number, twin in enumerate(twins):
            words = tr("{family}: {why}", family=twin.title, why=twin.why)
            self.add(Message(words, icon="git-merge"))
            button = Button(tr("Compare"), "secondary", "row")
            button.setObjectName(f"compare-{number}")
            button.set_description(twin.title)
            button.clicked.connect(lambda _=False, t=twin: self._compare(t))
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _compare(self, twin: Twin) -> None:
        self.compared.emit(twin.family_id)


def _what_happens() -> str:
    return tr(
        "Everything arrives as it was: who wrote it and when, what was signed off, the"
        " letters. The family stands on your list then. Nothing is in your records yet."
    )


def build(context: ScreenContext, place: Place, laptop: Laptop | None = None) -> Screen:
    """Taking over a family from a file; `laptop` is what a team is reached through."""
    return TakeOverScreen(context, place, laptop)
