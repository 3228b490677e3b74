"""What the settings page reads and keeps; plain Python."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from visit_app.records import Practitioner
from visit_app.screening.safety import AGREED_BY, AGREED_ON, CrisisContact
from visit_app.ui.records_folder import RECOVERY_WAITS, RecordsFolder
from visit_app.ui.recovery_code.check import Asked, ask
from visit_app.ui.running import OneJob, Run
from visit_app.ui.saving import SaveState
from visit_app.ui.strength import Strength, passphrase_problem, strength
from visit_app.ui.text import tr

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk


class SettingsView(Protocol):
    """What the presenter tells the page."""

    def show_confirmed(self, confirmed: date | None) -> None:
        """When the local contacts were confirmed; None: not yet."""
        ...

    def show_missing_name(self, sentence: str) -> None:
        """Say that the name may not be empty; "" when it is not."""
        ...

    def show_busy(self, words: str) -> None:
        """A key is being changed; "" when that is over."""
        ...

    def show_passphrase_error(self, field: str, sentence: str) -> None:
        """Say under "current", "new" or "code" what is wrong."""
        ...

    def show_passphrase_changed(self) -> None:
        """The new passphrase opens the records."""
        ...

    def show_code(self, asked: Asked) -> None:
        """Show a new recovery code and ask for two groups of it."""
        ...

    def show_wrong_groups(self, asked: Asked, wrong: tuple[int, ...]) -> None:
        """Say which groups are not as in the code."""
        ...

    def show_code_checked(self) -> None:
        """The new code is kept."""
        ...


class SettingsPresenter:
    """Keeps each change at once; keys are changed only with the passphrase."""

    def __init__(
        self,
        view: SettingsView,
        desk: "Desk",
        saving: SaveState,
        *,
        records: RecordsFolder,
        run: Run,
        on_practitioner: Callable[[Practitioner], None],
    ) -> None:
        self._view = view
        self.desk, self._saving = desk, saving
        self._records = records
        self._on_practitioner = on_practitioner
        self._asked: Asked | None = None
        self._job = OneJob(run, view.show_busy, view.show_passphrase_error)

    # --- who -------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the records are."""
        return self._records.folder

    @property
    def practitioner(self) -> Practitioner:
        """The practitioner as kept."""
        return self.desk.practitioner

    def describe(self, **fields: str) -> None:
        """Change some of the practitioner's details."""
        changed = replace(self.practitioner, **fields)  # type: ignore[arg-type]
        named = bool(changed.name.strip())
        self._view.show_missing_name(
            "" if named else tr("Your name stands on your letters: type it.")
        )
        if not named:
            return
        self.desk = replace(self.desk, practitioner=changed)
        self._saving.write("practitioner", lambda desk: desk.vault.put(changed))
        if not self._saving.has_unsaved:
            self._on_practitioner(changed)

    # --- whom to phone ---------------------------------------------------------------

    def contacts(self) -> tuple[CrisisContact, ...]:
        """The contacts that have to be filled in locally."""
        return tuple(c for c in self.desk.pathway.contacts if c.setting)

    def number(self, contact: CrisisContact) -> str:
        """The local number of a contact, as kept."""
        return self.desk.vault.setting(contact.setting, "")

    def confirmed_on(self) -> date | None:
        """When somebody confirmed these numbers locally."""
        text = self.desk.vault.setting(AGREED_ON, "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            return None

    def confirmed_by(self) -> str:
        """Who confirmed them."""
        return self.desk.vault.setting(AGREED_BY, "")

    def set_confirmed_by(self, name: str) -> None:
        """Keep who confirmed the numbers."""
        self._keep(AGREED_BY, name.strip())

    @property
    def organisation(self) -> str:
        """Whose policy is in force; "" for nobody's."""
        return self.desk.policy.organisation if self.desk.policy else ""

    def contacts_set_by(self) -> dict[str, str]:
        """The organisation, for each contact whose number its policy gives."""
        policy = self.desk.policy
        named = policy.contacts if policy else ()
        return dict.fromkeys(named, self.organisation)

    def set_number(self, contact: CrisisContact, number: str) -> None:
        """Keep a number; what was confirmed before is not confirmed any more."""
        if contact.id in self.contacts_set_by():
            return
        name, text = contact.setting, number.strip()
        self._keep(name, text)
        if self.confirmed_on() is not None:
            self.confirm(None)
            self._view.show_confirmed(None)

    def confirm(self, day: date | None) -> None:
        """Keep the date on which the numbers were confirmed locally."""
        self._keep(AGREED_ON, day.isoformat() if day else "")

    def _keep(self, name: str, value: Any) -> None:
        self._saving.write(name, lambda desk: desk.vault.set_setting(name, value))

    # --- keys ------------------------------------------------------------------------

    def strength_of(self, passphrase: str) -> Strength:
        """How hard this passphrase is to guess for somebody who knows the person."""
        return strength(passphrase, self._known(), least=self._records.least_guesses())

    def _known(self) -> tuple[str, ...]:
        who = self.practitioner
        return (who.name, who.organization, who.phone)

    def change_passphrase(self, current: str, new: str, again: str) -> None:
        """Set a new passphrase, or say what is wrong with it."""
        least = self._records.least_guesses()
        problem = passphrase_problem(new, again, self._known(), least=least)
        if not current:
            self._wrong("current", tr("Type the passphrase you use now."))
        elif problem:
            self._wrong("new", problem)
        else:
            self._job.start(
                "current",
                tr("Changing the passphrase…"),
                lambda: self._records.change_passphrase(current, new),
                lambda _: self._passphrase_changed(),
            )

    def _passphrase_changed(self) -> None:
        self.desk.vault.note("change-passphrase")
        self._view.show_passphrase_changed()

    def new_code(self, current: str) -> None:
        """Make a new recovery code; the old one opens nothing from then on."""
        if not current:
            self._wrong("code", tr("Type the passphrase you use now."))
            return

        def make() -> str:
            self._records.check(current)
            # First this, so that a code nobody saw is followed by another one.
            self.desk.vault.set_setting(RECOVERY_WAITS, value=True)
            return self._records.new_recovery_code(current)

        self._job.start("code", tr("Making a new code…"), make, self._made)

    def _made(self, code: str) -> None:
        self.desk.vault.note("new-recovery-code")
        asked = ask(code)
        self._asked = asked
        self._view.show_code(asked)

    def check_code(self, typed: tuple[str, str]) -> None:
        """The groups typed back: done, or which of them is wrong."""
        asked = self._asked
        if asked is None:
            return
        wrong = asked.wrong(typed)
        if wrong:
            self._view.show_wrong_groups(asked, wrong)
            return
        self._asked = None
        self._keep(RECOVERY_WAITS, False)
        self._view.show_code_checked()

    def _wrong(self, field: str, sentence: str) -> None:
        self._view.show_passphrase_error(field, sentence)
