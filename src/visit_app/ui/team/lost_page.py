"""A laptop is lost: which one, what it could have read, and that it is removed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from visit_app.sync.status import Colleague
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import CheckGroup, OptionGroup
from visit_app.ui.kit.page import discard
from visit_app.ui.kit.text import Text
from visit_app.ui.team.form_page import FormPage
from visit_app.ui.team.overview import laptop_title, role_words
from visit_app.ui.text import tr, tr_plural

SURE = "sure"


class LostPage(FormPage):
    """`asked(device)` once the laptop was chosen and it was confirmed."""

    asked = Signal(str)

    def __init__(self, laptops: Sequence[Colleague]) -> None:
        super().__init__(
            tr("A laptop is lost"),
            tr("Removed, it gets nothing new. What it holds already stays in it."),
            tr("Remove this laptop"),
        )
        question = tr("Which laptop?")
        self.which = OptionGroup(question, [_choice(one) for one in laptops], "small")
        self.which.setObjectName("which-laptop")
        self.sure = CheckGroup(
            tr("Are you sure?"),
            [
                Choice(
                    SURE, tr("Yes, remove it. It can come back only as a new laptop.")
                )
            ],
            "small",
        )
        self.sure.setObjectName("sure")
        self._card = Card(question, padding=24)
        self._card.add(self.which, self.sure)
        self.add(self._card, Message(_what_else()))
        self.finish()
        self.which.chosen.connect(lambda _: self._ready())
        self.sure.changed.connect(lambda _: self._ready())
        self.button.clicked.connect(lambda: self.asked.emit(self.which.code() or ""))
        self._ready()

    def _ready(self) -> None:
        reason = ""
        if not self.which.code():
            reason = tr("Choose the laptop first.")
        elif SURE not in self.sure.codes():
            reason = tr("Say that you are sure: it cannot be undone.")
        self.button.set_not_ready(reason or None)

    def say(self, problem: str) -> None:
        """Why it was not removed."""
        self.set_busy("")
        self._ready()
        self.foot.say(problem)

    def show_removed(self, title: str, families: Sequence[str]) -> None:
        """It is removed: list what it could have read."""
        self.title.set_title(tr("Removed: {laptop}", laptop=title), _what_now())
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QWidget):
                discard(widget)
        card = Card(tr("What it could have read"), padding=24)
        count = tr_plural(
            "The records of {n} family, as they were until today:",
            "The records of {n} families, as they were until today:",
            len(families),
        )
        card.add(Text(count), *(Text(name, "dense") for name in families))
        self.add(card)
        card.show()
        super().finish()
        self.button.hide()
        self.back.setText(tr("Back to the team"))
        self.back.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Begin at the question."""
        self.which.focus_first()


def _choice(one: Colleague) -> Choice:
    return Choice(one.device, laptop_title(one), subtitle=role_words(one.role))


def _what_else() -> str:
    return tr(
        "Report the loss as your organisation asks. The records on the laptop are"
        " encrypted: whoever finds it needs its passphrase."
    )


def _what_now() -> str:
    return tr("From now on it gets nothing new. Keep this list for your report.")
