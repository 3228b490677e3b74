"""Start a team: its name, its place, and the organisation's recovery key."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from visit_app.ui.entry.passphrase import NewPassphrase
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.file_dialogs import ask_where_to_save
from visit_app.ui.kit.text import Text
from visit_app.ui.strength import Strength
from visit_app.ui.team.form_page import FormCard, FormPage
from visit_app.ui.team.place_fields import PlaceFields
from visit_app.ui.team.setting_up import StartForm
from visit_app.ui.text import tr

FILE_NAME = "team-recovery-key.json"


class StartPage(FormPage):
    """`asked(StartForm)` when the button is pressed."""

    asked = Signal(object)

    def __init__(self, strength_of: Callable[[str], Strength]) -> None:
        super().__init__(
            tr("Start a team"),
            tr("You become its lead: you let colleagues in and remove lost laptops."),
            tr("Start the team"),
        )
        self.name = Field(tr("Name of the team"))
        self.name.input.setObjectName("team-name")
        self.place = PlaceFields()
        self.laptop = Field(
            tr("What this laptop is called"),
            help_text=tr("Colleagues see it beside your name. You may leave it empty."),
        )
        self.laptop.input.setObjectName("laptop-name")
        team = FormCard()
        team.add(self.name, self.place, self.laptop)
        self.recovery = RecoveryCard(strength_of)
        self.add(team, self.recovery)
        self.fields = {
            "name": self.name,
            **dict(self.place.fields()),
            "laptop": self.laptop,
            "passphrase": self.recovery.passphrase.first,
            "again": self.recovery.passphrase.second,
            "file": self.recovery.file,
        }
        for field in (self.name, self.recovery.file):
            field.edited.connect(lambda _, f=field: f.set_error(None))
        self.button.clicked.connect(lambda: self.asked.emit(self.typed()))
        self.finish()

    def typed(self) -> StartForm:
        """The form as typed."""
        return StartForm(
            name=self.name.value(),
            place=self.place.address,
            secrets=self.place.secrets.value(),
            laptop=self.laptop.value(),
            passphrase=self.recovery.passphrase.value(),
            again=self.recovery.passphrase.again(),
            file=self.recovery.file.value(),
        )

    def focus_first(self) -> None:
        """Begin with the name."""
        self.name.input.setFocus(Qt.FocusReason.TabFocusReason)


class RecoveryCard(FormCard):
    """The organisation's key: its own passphrase, and the file it goes to."""

    def __init__(self, strength_of: Callable[[str], Strength]) -> None:
        super().__init__(tr("The organisation’s recovery key"))
        self.passphrase = NewPassphrase(strength_of)
        self.passphrase.first.set_label(tr("Passphrase of the recovery key"))
        self.file = Field(
            tr("File for the recovery key"),
            help_text=tr("On a stick or in a folder of the organisation, not here."),
        )
        self.file.input.setObjectName("recovery-file")
        self.browse = Button(tr("Choose where"), "secondary")
        self.browse.setObjectName("browse-recovery")
        self.browse.clicked.connect(self._ask)
        self.file.add_beside(self.browse)
        self.add(
            Text(
                tr(
                    "If every laptop of the team is lost, this key alone brings the"
                    " records back. It can read everything, so the organisation keeps"
                    " it: hand over the file, and its passphrase by another way."
                ),
                "note",
            ),
            self.passphrase,
            self.file,
        )

    def _ask(self) -> None:
        title, kinds = tr("Where the recovery key is kept"), tr("Recovery key (*.json)")
        ask_where_to_save(self, title, FILE_NAME, self.file.set_value, kinds=kinds)


class StartedPage(FormPage):
    """The team is there: what to do with the recovery key now."""

    def __init__(self, team: str, file: str) -> None:
        super().__init__(
            tr("“{team}” is started", team=team),
            tr("Colleagues can ask to join from their own laptops now."),
            tr("Next: the team"),
        )
        self.back.hide()
        card = Card(tr("Hand over the recovery key today"))
        column = QVBoxLayout()
        for text in (
            tr("The file: {file}", file=file),
            tr("Give it to the person of your organisation who keeps such keys."),
            tr("Tell them its passphrase by another way, and keep no copy of either."),
        ):
            column.addWidget(Text(text))
        card.body.addLayout(column)
        self.add(card)
        self.finish()

    def focus_first(self) -> None:
        """One button only."""
        self.button.setFocus(Qt.FocusReason.TabFocusReason)
