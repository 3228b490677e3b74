"""The four steps of the first run, back and forth, and nothing half made at the end.

The records are made after the passphrase, because only then is there a code to show.
Until the code was typed back a setting in them says so: whoever stops in between is
shown a new code after the next unlock.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeVar

from visit_app.records import Practitioner, PractitionerRole, new_id
from visit_app.ui.records_folder import RECOVERY_WAITS, Opened, RecordsFolder
from visit_app.ui.recovery_code.check import Asked, ask
from visit_app.ui.running import Run
from visit_app.ui.strength import Strength, passphrase_problem, strength
from visit_app.ui.text import tr
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk

Result = TypeVar("Result")


class Step(Enum):
    """The steps, in order."""

    WHO = "who"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a step
    CODE = "code"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Details:
    """Who the practitioner is, as typed."""

    name: str = ""
    role: str = PractitionerRole.HEALTH_VISITOR
    role_text: str = ""
    organization: str = ""
    phone: str = ""
    registration_pin: str = ""

    def problems(self) -> dict[str, str]:
        """What is missing, by field."""
        missing = {}
        if not self.name.strip():
            missing["name"] = tr("Type your name, as it stands on your letters.")
        if self.role == PractitionerRole.OTHER and not self.role_text.strip():
            missing["role_text"] = tr("Type what your role is called.")
        return missing

    def known(self) -> tuple[str, ...]:
        """What others know, and so must not be in the passphrase."""
        return (self.name, self.organization, self.phone, self.registration_pin)

    def practitioner(self, practitioner_id: str) -> Practitioner:
        """The record of the practitioner."""
        other = self.role == PractitionerRole.OTHER
        return Practitioner(
            id=practitioner_id,
            name=self.name.strip(),
            role=self.role,
            role_text=self.role_text.strip() if other else "",
            organization=self.organization.strip(),
            phone=self.phone.strip(),
            registration_pin=self.registration_pin.strip(),
        )


class FirstRunView(Protocol):
    """What the presenter tells the window."""

    def show_step(self, step: Step) -> None:
        """Show this step with what was typed in it before."""
        ...

    def show_code(self, code: str, *, again: bool) -> None:
        """Show the step of the code; `again` when this replaces an earlier one."""
        ...

    def show_asked(self, asked: Asked) -> None:
        """Show the step that asks for these groups."""
        ...

    def show_wrong_groups(self, asked: Asked, wrong: tuple[int, ...]) -> None:
        """Say which groups are not as in the code."""
        ...

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say under each field what is missing."""
        ...

    def show_error(self, sentence: str) -> None:
        """Say what went wrong in this step; "" for nothing."""
        ...

    def show_busy(self, words: str) -> None:
        """Something slow is being done; "" when that is over."""
        ...


class FirstRunPresenter:
    """Leads through the steps; `on_opened` gets new records, `on_done` the desk."""

    def __init__(
        self,
        view: FirstRunView,
        records: RecordsFolder,
        run: Run,
        on_opened: Callable[[Opened], None],
        on_done: "Callable[[Desk], None]",
    ) -> None:
        self._view, self._records, self._run = view, records, run
        self._on_opened, self._on_done = on_opened, on_done
        self._details = Details()
        self._opened: Opened | None = None
        self._passphrase = ""
        self._asked: Asked | None = None
        self._busy = False

    # --- who -------------------------------------------------------------------------

    def start(self) -> None:
        """Begin."""
        self._view.show_step(Step.WHO)

    def describe(self, details: Details) -> None:
        """Who the practitioner is: on to the passphrase, or what is missing."""
        problems = details.problems()
        self._view.show_problems(problems)
        if problems:
            return
        self._details = details
        if self._opened is not None and not self._correct(self._opened):
            return
        self._view.show_step(Step.PASSPHRASE)

    def _correct(self, opened: Opened) -> bool:
        """The records are made already: put the changed details into them."""
        desk = opened.desk
        practitioner = self._details.practitioner(desk.practitioner.id)
        try:
            desk.vault.put(practitioner)
        except VaultError as error:
            self._view.show_error(str(error))
            return False
        self._opened = replace(opened, desk=replace(desk, practitioner=practitioner))
        return True

    # --- passphrase ------------------------------------------------------------------

    def strength_of(self, passphrase: str) -> Strength:
        """How hard this passphrase is to guess for somebody who knows the person."""
        return strength(
            passphrase, self._details.known(), least=self._records.least_guesses()
        )

    def choose(self, passphrase: str, again: str) -> None:
        """The passphrase: make the records with it, or change it in them."""
        known, least = self._details.known(), self._records.least_guesses()
        problem = passphrase_problem(passphrase, again, known, least=least)
        if problem:
            self._view.show_error(problem)
        elif self._opened is None:
            self._make(passphrase)
        elif passphrase == self._passphrase:
            self._show_code()
        else:
            self._change(passphrase)

    def _make(self, passphrase: str) -> None:
        practitioner = self._details.practitioner(new_id())

        def made(opened: Opened) -> None:
            self._rest()
            self._passphrase = passphrase
            self._on_opened(opened)

        self._work(
            tr("Making your records…"),
            lambda: self._records.make(passphrase, practitioner),
            made,
        )

    def _change(self, passphrase: str) -> None:
        old = self._passphrase

        def changed(_: None) -> None:
            self._rest()
            self._passphrase = passphrase
            self._show_code()

        self._work(
            tr("Changing the passphrase…"),
            lambda: self._records.change_passphrase(old, passphrase),
            changed,
        )

    # --- code ------------------------------------------------------------------------

    def show_code(self, opened: Opened) -> None:
        """Show the code of records just made, or of those whose code was not kept."""
        self._opened = opened
        self._asked = ask(opened.recovery_code)
        self._show_code()

    def _show_code(self) -> None:
        if self._opened is not None:
            again = not self._passphrase
            self._view.show_code(self._opened.recovery_code, again=again)

    def kept(self) -> None:
        """The code was printed, saved or written down: have two groups typed back."""
        if self._asked is not None:
            self._view.show_asked(self._asked)

    def check(self, typed: tuple[str, str]) -> None:
        """The groups typed back: into the app, or which of them is wrong."""
        opened, asked = self._opened, self._asked
        if opened is None or asked is None:
            return
        wrong = asked.wrong(typed)
        if wrong:
            self._view.show_wrong_groups(asked, wrong)
            return
        try:
            opened.desk.vault.set_setting(RECOVERY_WAITS, value=False)
        except VaultError as error:
            self._view.show_error(str(error))
            return
        self._passphrase = ""
        self._on_done(opened.desk)

    def back(self, step: Step) -> None:
        """The step before this one, with what was typed in it."""
        if step is Step.CHECK:
            self._show_code()
        elif step is Step.CODE:
            self._view.show_step(Step.PASSPHRASE)
        else:
            self._view.show_step(Step.WHO)

    # --- slow work -------------------------------------------------------------------

    def _work(
        self,
        words: str,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
    ) -> None:
        if self._busy:
            return
        self._busy = True
        self._view.show_error("")
        self._view.show_busy(words)
        self._run(work, on_result, self._failed)

    def _rest(self) -> None:
        self._busy = False
        self._view.show_busy("")

    def _failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, VaultError):
            raise error
        self._view.show_error(str(error))
