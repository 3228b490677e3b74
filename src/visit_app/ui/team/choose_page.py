"""The first question: this laptop only, a new team, or a team that is there."""

from PySide6.QtCore import Qt, Signal

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.text import tr

ALONE, START, JOIN = "alone", "start", "join"


class ChoosePage(Page):
    """`chosen(what)`: ALONE, START or JOIN."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(left=36, footed=False)
        self.title = PageHead(
            tr("Team and sync"),
            tr("This laptop works by itself: nothing of your records leaves it."),
        )
        self.head.addWidget(self.title)
        question = tr("How do you want to work?")
        card = Card(question, padding=24)
        self.options = OptionGroup(question, _choices(), "small")
        self.options.setObjectName("how")
        self.options.choose(ALONE)
        self.go_on = Button("", "primary", icon_right="arrow-right")
        self.go_on.setObjectName("go-on")
        self.said = Message("", icon="check")
        self.said.setObjectName("said")
        self.said.hide()
        card.add(self.options, Flow(self.go_on), self.said)
        self.add(card, Message(_what_is_shared(), icon="lock"))
        self.finish()
        self.options.chosen.connect(lambda _: self._name())
        self.options.confirmed.connect(self._go_on)
        self.go_on.clicked.connect(self._go_on)
        self._name()

    def _name(self) -> None:
        words = {
            ALONE: tr("Keep it on this laptop"),
            START: tr("Next: start a team"),
            JOIN: tr("Next: join a team"),
        }
        self.go_on.setText(words[self.options.code() or ALONE])
        self.said.hide()

    def _go_on(self) -> None:
        self.chosen.emit(self.options.code() or ALONE)

    def say_kept(self) -> None:
        """Nothing was to be done: it works by itself already."""
        self.said.set_text(
            tr("Your records stay on this laptop only. You can start or join later.")
        )
        self.said.show()

    def focus_first(self) -> None:
        """Begin at the question."""
        self.options.focus_first()

    def set_width(self, width: Width) -> None:
        """The buttons go under the title where there is less room."""
        super().set_width(width)
        self.title.set_width(width)

    def back_to(self, what: str) -> None:
        """Come back from one of the forms."""
        self.options.choose(what)
        self._name()
        self.go_on.setFocus(Qt.FocusReason.TabFocusReason)


def _choices() -> tuple[Choice, ...]:
    return (
        Choice(
            ALONE,
            tr("Use on this laptop only"),
            subtitle=tr("Nothing is sent anywhere."),
        ),
        Choice(
            START,
            tr("Start a team"),
            subtitle=tr("In a shared folder or a place your IT gives you."),
        ),
        Choice(
            JOIN,
            tr("Join a team"),
            subtitle=tr("A colleague lets this laptop in, by a code you read out."),
        ),
    )


def _what_is_shared() -> str:
    return tr(
        "In a team, every laptop holds the caseload of the whole team, encrypted. The"
        " place in between, and whoever runs it, cannot read any of it."
    )
