"""The cards of the page about keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.text import Text
from visit_app.ui.protection.presenter import KeychainState
from visit_app.ui.settings.keys import PassphrasePanel
from visit_app.ui.strength import Strength
from visit_app.ui.text import tr

LEFT = Qt.AlignmentFlag.AlignLeft


class NameCard(Card):
    """What stands on the unlock page: `renamed(text)` once the field is left."""

    renamed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(tr("Several people on this laptop"))
        self.field = Field(
            tr("Your name on the unlock page"),
            help_text=tr(
                "Initials or a first name. It is shown where several of you use this"
                " laptop, and anyone who starts the app can read it."
            ),
        )
        self.field.setObjectName("display-name")
        self.field.set_value(name)
        self.field.edited.connect(lambda: self.field.set_error(None))
        self.field.finished.connect(lambda: self.renamed.emit(self.field.value()))
        self.add(
            self.field,
            Text(
                tr(
                    "Each practitioner has records and a passphrase of their own; none"
                    " can read another’s. To add somebody, lock, then choose"
                    " “Someone else uses this laptop”."
                ),
                "note",
            ),
        )


class RekeyCard(Card):
    """A new key for everything: `asked(current, new, again)`."""

    asked = Signal(str, str, str)

    def __init__(self, strength_of: Callable[[str], Strength]) -> None:
        super().__init__(tr("Someone may have seen you type"))
        self.add(
            Text(
                tr(
                    "If somebody may know your passphrase and could reach this laptop,"
                    " have everything written under a new key. Afterwards neither the"
                    " old passphrase nor the old recovery code opens anything here,"
                    " and you get a new code to print."
                ),
                "dense",
            ),
            Text(
                tr(
                    "Copies made before, backups too, still open with the passphrase"
                    " and code they were made with. Make a new backup afterwards and"
                    " destroy the old ones if you can."
                ),
                "note",
            ),
        )
        self.open = Button(tr("Write it all under a new key"), "secondary", "row")
        self.open.setObjectName("open-rekey")
        self.panel = PassphrasePanel(
            strength_of, tr("Lock, and write it under a new key"), "rekey"
        )
        self.panel.hide()
        self.body.addWidget(self.open, 0, LEFT)
        self.add(self.panel)
        self.open.clicked.connect(self._unfold)
        self.panel.asked.connect(self.asked)

    def _unfold(self) -> None:
        self.panel.show()
        self.panel.current.input.setFocus(Qt.FocusReason.TabFocusReason)


class KeychainCard(Card):
    """The computer's keychain as a convenience: `asked(passphrase)` switches it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("This computer’s keychain"))
        self.state = Message(tr("Off: your passphrase is asked each time."), "note")
        self.words = Text(
            tr(
                "Switched on, whoever is signed in to this computer as you can open"
                " your records when the app starts, without your passphrase. After a"
                " lock it is asked as ever, and it keeps working on its own."
            ),
            "note",
        )
        self.current = Field(tr("Passphrase of now"), password=True)
        self.current.setObjectName("keychain-passphrase")
        self.current.edited.connect(lambda: self.current.set_error(None))
        self.button = Button(tr("Switch it on"), "secondary", "row")
        self.button.setObjectName("switch-keychain")
        self.add(self.state, self.words, self.current)
        self.body.addWidget(self.button, 0, LEFT)
        self.button.clicked.connect(lambda: self.asked.emit(self.current.value()))
        self._offer(there=False)

    def show_state(self, state: KeychainState) -> None:
        """On, off, or not to be had, and why."""
        self.current.set_value("")
        self.current.set_error(None)
        self._offer(there=state.on or (state.there and not state.forbidden_by))
        self.button.setText(tr("Switch it off") if state.on else tr("Switch it on"))
        if state.forbidden_by:
            self.state.set_text(
                tr(
                    "Set by your organisation, {name}: not allowed. Your passphrase is"
                    " asked each time.",
                    name=state.forbidden_by,
                )
            )
        elif state.on:
            self.state.set_text(
                tr("On: this computer’s keychain opens your records at the start.")
            )
        elif not state.there:
            self.state.set_text(
                tr(
                    "This computer has no keychain that can be used. Your passphrase"
                    " is asked each time."
                )
            )
        else:
            self.state.set_text(tr("Off: your passphrase is asked each time."))

    def _offer(self, *, there: bool) -> None:
        for widget in (self.words, self.current, self.button):
            widget.setVisible(there)


class ScreenCard(Card):
    """Pictures of the screen: `chosen(prevented)`."""

    chosen = Signal(bool)

    def __init__(self, *, prevented: bool, possible: bool, forced_by: str) -> None:
        super().__init__(tr("Pictures of the screen"))
        choices = [
            Choice("allowed", tr("Allowed")),
            Choice("prevented", tr("Prevented")),
        ]
        self.strip = Segmented(tr("Pictures of the screen"), choices)
        self.strip.setObjectName("screen-pictures")
        self.strip.choose("prevented" if prevented else "allowed")
        self.strip.chosen.connect(lambda code: self.chosen.emit(code == "prevented"))
        self.strip.setVisible(possible and not forced_by)
        self.add(self.strip, Text(self._words(possible, forced_by), "note"))

    @staticmethod
    def _words(possible: bool, forced_by: str) -> str:
        if not possible:
            return tr(
                "This kind of computer cannot prevent them: only Windows can. Nothing"
                " is recorded by the app itself."
            )
        if forced_by:
            return tr("Set by your organisation, {name}: prevented.", name=forced_by)
        return tr(
            "Prevented, screenshots, recordings and shared screens show nothing of"
            " this window. Remote help cannot see it then either, and a camera still"
            " can."
        )


class PolicyCard(Card):
    """What the organisation has settled, one line each."""

    def __init__(self, organisation: str, lines: Sequence[str]) -> None:
        super().__init__(tr("Set by your organisation"))
        self.lines = [Text(line, "dense") for line in lines]
        widgets: list[QWidget] = [*self.lines]
        if organisation:
            widgets.append(
                Text(
                    tr(
                        "It is signed by {name}; a changed or older one is never used.",
                        name=organisation,
                    ),
                    "note",
                )
            )
        self.add(*widgets)
