"""The four forms of the first run."""

from collections.abc import Callable
from pathlib import Path

from visit_app.records import PractitionerRole
from visit_app.ui.entry.form import EntryForm
from visit_app.ui.entry.passphrase import NewPassphrase
from visit_app.ui.first_run.presenter import Details
from visit_app.ui.inside import role_names
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.recovery_code.view import CheckPanel, CodePanel
from visit_app.ui.strength import Strength
from visit_app.ui.text import tr


class WhoForm(EntryForm):
    """Name, role, organisation, base phone, PIN."""

    def __init__(self) -> None:
        super().__init__(
            tr("Who are you?"),
            tr("Step 1 of 4. It stands on your letters."),
            Button(tr("Next: passphrase"), "primary", "foot", icon_right="arrow-right"),
        )
        self.fields = {
            "name": Field(tr("Your name")),
            "role_text": Field(tr("What your role is called")),
            "organization": Field(tr("Organisation")),
            "phone": Field(tr("Base phone")),
            "registration_pin": Field(tr("PIN, if you have one")),
        }
        for name, field in self.fields.items():
            field.setObjectName(name)
        choices = [Choice(code, words) for code, words in role_names().items()]
        self.role = ComboField(tr("Your role"), choices)
        self.role.setObjectName("role")
        self.role.choose(PractitionerRole.HEALTH_VISITOR)
        self.role.chosen.connect(self._role_chosen)
        self.add(self.fields["name"], self.role, self.fields["role_text"])
        self.add(self.fields["organization"])
        self.add_pair(self.fields["phone"], self.fields["registration_pin"])
        self.add_button()
        self._role_chosen(PractitionerRole.HEALTH_VISITOR)

    def details(self) -> Details:
        """What was typed."""
        typed = {name: field.value() for name, field in self.fields.items()}
        return Details(role=self.role.code() or PractitionerRole.OTHER, **typed)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say under each field what is missing, and go to the first."""
        for name, field in self.fields.items():
            field.set_error(problems.get(name))
        for name in problems:
            self.fields[name].input.setFocus()
            return

    def _role_chosen(self, code: str) -> None:
        self.fields["role_text"].setVisible(code == PractitionerRole.OTHER)


class NewPassphraseForm(EntryForm):
    """A passphrase, twice."""

    def __init__(self, strength_of: Callable[[str], Strength]) -> None:
        super().__init__(
            tr("Choose a passphrase"),
            tr("Step 2 of 4. It opens your records. Nobody can look it up for you."),
            Button(
                tr("Next: recovery code"), "primary", "foot", icon_right="arrow-right"
            ),
        )
        self.new = NewPassphrase(strength_of)
        self.back = Button(tr("Back"), "flush", "row", icon="arrow-left")
        self.back.setObjectName("back")
        self.add(self.new)
        self.add_button()
        self.add_beside(self.back)


class CodeForm(EntryForm):
    """The recovery code, and ways to keep it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "",
            "",
            Button(
                tr("Next: check your copy"), "primary", "foot", icon_right="arrow-right"
            ),
        )
        self.panel = CodePanel(folder)
        self.back = Button(tr("Back"), "flush", "row", icon="arrow-left")
        self.back.setObjectName("back")
        self.add(self.panel)
        self.add_button()
        self.add_beside(self.back)

    def set_code(self, code: str, *, again: bool) -> None:
        """Show this code; `again` when it takes the place of an earlier one."""
        self.panel.set_code(code)
        self.back.setVisible(not again)
        if again:
            self.title.setText(tr("Your new recovery code"))
            self.words.setText(
                tr("Keep it in place of the one before: that one opens nothing now.")
            )
        else:
            self.title.setText(tr("Keep this recovery code"))
            self.words.setText(
                tr(
                    "Step 3 of 4. It is shown only now. It opens your records when the"
                    " passphrase is forgotten."
                )
            )

    def focus_first(self) -> None:
        """Begin at the ways to keep it."""
        self.panel.print_button.setFocus()


class CheckForm(EntryForm):
    """Two groups of the code, typed back."""

    def __init__(self) -> None:
        super().__init__(
            tr("Check your copy"),
            tr("Step 4 of 4. Type these two groups from it."),
            Button(tr("Open Visit"), "primary", "foot", icon_right="arrow-right"),
        )
        self.panel = CheckPanel()
        self.problem = Message("", "err")
        self.problem.hide()
        self.back = Button(tr("Show the code again"), "flush", "row", icon="arrow-left")
        self.back.setObjectName("back")
        self.add(self.panel, self.problem)
        self.add_button()
        self.add_beside(self.back)

    def set_error(self, sentence: str) -> None:
        """Say what went wrong when the records were written."""
        self.problem.set_text(sentence)
        self.problem.setVisible(bool(sentence))
