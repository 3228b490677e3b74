"""Join a team: where it is; then the code that a colleague compares by voice."""

from PySide6.QtCore import Qt, Signal

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.text import Text
from visit_app.ui.team.form_page import FormCard, FormPage
from visit_app.ui.team.place_fields import PlaceFields
from visit_app.ui.team.setting_up import JoinForm
from visit_app.ui.text import tr


class JoinPage(FormPage):
    """`asked(JoinForm)` when the button is pressed."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            tr("Join a team"),
            tr("Your team lead knows where it is. Have them on the phone if you can."),
            tr("Ask to be let in"),
        )
        self.place = PlaceFields()
        self.laptop = Field(
            tr("What this laptop is called"),
            help_text=tr("Colleagues see it beside your name. You may leave it empty."),
        )
        self.laptop.input.setObjectName("laptop-name")
        card = FormCard()
        card.add(self.place, self.laptop)
        self.add(card)
        self.fields = {**dict(self.place.fields()), "laptop": self.laptop}
        self.button.clicked.connect(lambda: self.asked.emit(self.typed()))
        self.finish()

    def typed(self) -> JoinForm:
        """The form as typed."""
        return JoinForm(
            self.place.address, self.place.secrets.value(), self.laptop.value()
        )

    def focus_first(self) -> None:
        """Begin with the place."""
        self.place.place.input.setFocus(Qt.FocusReason.TabFocusReason)


class CodePage(FormPage):
    """The code to read out: `checked()` looks again, `withdrawn()` takes it back."""

    checked = Signal()
    withdrawn = Signal()

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Read this code to your team lead"),
            tr("By phone or face to face, never by mail: your voice is the proof."),
            tr("Check now"),
            icon="refresh-cw",
        )
        self.code = Text(code, "prompt", figures=True)
        self.code.setObjectName("code")
        card = Card(padding=24)
        card.add(self.code)
        card.add(
            Message(
                tr(
                    "Your lead opens Team and sync, finds your name, and types the"
                    " code. Then the caseload arrives here by itself. You may close"
                    " the app meanwhile: the request stays."
                )
            )
        )
        self.said = Message("", icon="clock")
        self.said.hide()
        card.add(self.said)
        self.add(card)
        self.back.hide()
        self.withdraw = Button(tr("Withdraw the request"), "quiet", "foot")
        self.withdraw.setObjectName("withdraw")
        self.withdraw.clicked.connect(self.withdrawn)
        self.foot.add_left(self.withdraw)
        self.button.clicked.connect(self.checked)
        self.finish()

    def say(self, words: str) -> None:
        """How the last look went."""
        self.said.set_text(words)
        self.said.setVisible(bool(words))

    def focus_first(self) -> None:
        """The button that looks again."""
        self.button.setFocus(Qt.FocusReason.TabFocusReason)
