"""The page that erases a family: what goes, why, two confirmations, the receipt."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt

from visit_app.sync.laptop import Laptop
from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.erase.presenter import ErasePresenter, backups_words, receipt_words
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.file_dialogs import ask_where_to_save
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option import CheckOption
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr
from visit_app.visits import Receipt

FILE_NAME = "erasure-receipt.json"  # without a name of anybody


class EraseScreen(CardScreen):
    """Nothing happens before all is filled in and the last button is pressed."""

    nav = "families"

    def __init__(
        self, context: ScreenContext, place: Place, laptop: Laptop | None
    ) -> None:
        super().__init__(context, place)
        self.title = tr("Erase a family")
        self.presenter = ErasePresenter(
            context.desk,
            laptop,
            place.family_id,
            runner_for(self, context.background),
        )
        self.receipt: Receipt | None = None
        self._lay_out()
        self._ready()

    def _lay_out(self) -> None:
        self.head = PageHead(self.title, self.presenter.title)
        self.what, self.why = self._what_goes(), self._confirming()
        self.lay_out([self.head], [self.what, self.why])
        self._add_foot()

    def _what_goes(self) -> Card:
        card = Card(tr("What goes"))
        card.add(Text(self.presenter.what_goes(), "body"))
        words, past = self.presenter.about_the_date()
        card.add(Message(words, "note" if past else "warn"))
        drafts = self.presenter.about_drafts()
        if drafts:
            card.add(Message(drafts, "warn"))
        for held in filter(None, [self.presenter.about_backups()]):
            card.add(Message(held, "note"))
        return card

    def _confirming(self) -> Card:
        card = Card(tr("It cannot be undone"))
        self.reason = Field(
            tr("Why it is erased"),
            help_text=tr("Kept in the audit for good, so without a name or a number."),
        )
        self.reason.input.setObjectName("reason")
        checked = tr("I have checked that this record may be erased")
        self.checked = CheckOption(Choice("checked", checked), "small")
        self.checked.setObjectName("checked")
        self.word = Field(tr("Type {word} to confirm", word=self.presenter.word))
        self.word.input.setObjectName("word")
        self.problem = Message("", "err")
        self.problem.hide()
        card.add(self.reason, self.checked, self.word, self.problem)
        self.reason.edited.connect(self._ready)
        self.word.edited.connect(self._ready)
        self.checked.toggled.connect(self._ready)
        return card

    def _add_foot(self) -> None:
        self.back = Button(tr("Keep it"), size="foot", icon="arrow-left")
        self.back.setObjectName("keep")
        self.back.clicked.connect(self.context.back)
        self.go = Button(tr("Erase for good"), "primary", "foot")
        self.go.setObjectName("erase")
        self.go.clicked.connect(self._erase)
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.go)

    def _ready(self) -> None:
        reason, typed = self.reason.value(), self.word.value()
        checked = self.checked.isChecked()
        self.go.set_not_ready(
            self.presenter.not_ready(reason, typed, checked=checked) or ""
        )

    def _erase(self) -> None:
        self.problem.hide()
        self.go.set_not_ready(tr("It is being erased."))
        self.presenter.erase(self.reason.value(), self._erased, self._failed)

    def _failed(self, sentence: str) -> None:
        self._ready()
        self.problem.set_text(sentence)
        self.problem.show()
        self.context.announce(sentence, at_once=True)

    def _erased(self, receipt: Receipt) -> None:
        """Only the receipt is left on the page."""
        self.receipt = receipt
        for card in (self.what, self.why):
            self.cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.head.set_title(tr("The family was erased"), "")
        self.done = ReceiptCard(receipt)
        self.done.save.clicked.connect(self._ask_where)
        self.cards.addWidget(self.done)
        self.done.show()
        self.go.hide()
        self.back.setText(tr("To the families"))
        self.back.clicked.disconnect()
        self.back.clicked.connect(lambda: self.context.go(Place.families()))
        self.done.save.setFocus(Qt.FocusReason.TabFocusReason)
        self.context.announce(tr("The family was erased"))

    def _ask_where(self) -> None:
        ask_where_to_save(self, tr("Save the receipt"), FILE_NAME, self.save_to)

    def save_to(self, path: str) -> None:
        """Write the receipt into this file and say how that went."""
        if self.receipt is not None:
            self.done.say(self.presenter.save_receipt(self.receipt, Path(path)))

    # --- the screen's contract ---------------------------------------------------

    def shown(self) -> None:
        """Begin at the reason."""
        self.reason.input.setFocus(Qt.FocusReason.TabFocusReason)

    def half_typed(self) -> Mapping[str, str]:
        """What was filled in; after erasing there is nothing any more."""
        if self.receipt is not None:
            return {}
        ticked = {"checked": "yes"} if self.checked.isChecked() else {}
        return {"reason": self.reason.value(), "word": self.word.value(), **ticked}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Fill it in again after a lock."""
        self.reason.set_value(texts.get("reason", ""))
        self.word.set_value(texts.get("word", ""))
        self.checked.setChecked("checked" in texts)
        self._ready()


class ReceiptCard(Card):
    """What is left: a proof, and a way to keep it elsewhere."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(tr("Receipt"))
        self.save = Button(tr("Save the receipt…"), "secondary", "row")
        self.save.setObjectName("save-receipt")
        self.said = Message("", "note")
        self.said.hide()
        self.add(Text(receipt_words(receipt), "body"))
        self.add(Text(tr("Why: {reason}", reason=receipt.reason), "body"))
        self.add(Text(receipt.proof, "note"))
        held = backups_words(receipt.backups)
        if held:
            self.add(Message(held, "note"))
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.said)

    def say(self, problem: str) -> None:
        """That the file is written, or why not."""
        self.said.set_text(problem or tr("The receipt is saved."))
        self.said.show()


def build(context: ScreenContext, place: Place, laptop: Laptop | None) -> Screen:
    """Erasing the family of this place."""
    return EraseScreen(context, place, laptop)
