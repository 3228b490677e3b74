"""What the page about keys and the organisation's policy reads and does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from visit_app.records.dates import spoken_date
from visit_app.ui import records_keys
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.running import OneJob, Run
from visit_app.ui.strength import Strength, passphrase_problem, strength
from visit_app.ui.text import tr
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk


@dataclass(frozen=True, slots=True)
class KeychainState:
    """Whether the keychain opens the records, whether it could, and who forbids it."""

    on: bool
    there: bool
    forbidden_by: str = ""


class ProtectionView(Protocol):
    """What the presenter tells the page."""

    def show_error(self, field: str, sentence: str) -> None:
        """Say under "current", "new", "keychain" or "name" what is wrong."""
        ...

    def show_busy(self, words: str) -> None:
        """Something slow is being done; "" when that is over."""
        ...

    def show_keychain(self, state: KeychainState) -> None:
        """How it stands with this computer's keychain."""
        ...


class ProtectionPresenter:
    """Changes keys only with the passphrase; `on_rekey(current, new)` locks first."""

    def __init__(
        self,
        view: ProtectionView,
        desk: "Desk",
        records: RecordsFolder,
        run: Run,
        on_rekey: Callable[[str, str], None],
    ) -> None:
        self._view, self._desk, self._records = view, desk, records
        self._run, self._on_rekey = run, on_rekey
        self._keychain_on = False
        self._job = OneJob(run, view.show_busy, view.show_error)

    # --- the organisation ------------------------------------------------------------

    @property
    def organisation(self) -> str:
        """Whose policy is in force; "" for nobody's."""
        return self._desk.policy.organisation if self._desk.policy else ""

    def settled(self) -> tuple[str, ...]:
        """What the policy settles, sentence by sentence, and how it is known."""
        from visit_app.visits.policy_words import in_words

        policy = self._desk.policy
        if policy is None:
            return (tr("No policy is installed here: you decide everything."),)
        number = tr(
            "Policy {n} of {name}, {date}.",
            n=policy.serial,
            name=policy.organisation,
            date=spoken_date(policy.issued),
        )
        return (number, *in_words(policy))

    @property
    def screen_forced(self) -> bool:
        """Whether the policy prevents pictures of the screen."""
        return self._desk.policy is not None and not self._desk.policy.screenshots

    # --- the name --------------------------------------------------------------------

    def name(self) -> str:
        """What stands on the unlock page; "" while nothing was chosen."""
        from visit_app.vault.profiles import profiles

        known = profiles(self._records.laptop)
        return next((p.name for p in known if p.folder == self._records.folder), "")

    def rename(self, name: str) -> None:
        """Keep another name for the unlock page."""
        from visit_app.vault.profiles import set_name

        try:
            set_name(self._records.folder, name)
        except VaultError as problem:
            self._view.show_error("name", str(problem))
        else:
            self._view.show_error("name", "")

    # --- a new key -------------------------------------------------------------------

    def strength_of(self, passphrase: str) -> Strength:
        """How hard this passphrase is to guess for somebody who knows the person."""
        least = self._records.least_guesses()
        return strength(passphrase, self._known(), least=least)

    def _known(self) -> tuple[str, ...]:
        who = self._desk.practitioner
        return (who.name, who.organization, who.phone)

    def rekey(self, current: str, new: str, again: str) -> None:
        """Write everything under a new key, or say what is wrong with the words."""
        least = self._records.least_guesses()
        problem = passphrase_problem(new, again, self._known(), least=least)
        if current and new == current:
            problem = tr("This is the passphrase of now. Choose other words.")
        if not current:
            self._wrong("current", tr("Type the passphrase you use now."))
        elif problem:
            self._wrong("new", problem)
        else:
            self._job.start(
                "current",
                tr("Checking the passphrase…"),
                lambda: self._records.check(current),
                lambda _: self._on_rekey(current, new),
            )

    # --- the keychain ----------------------------------------------------------------

    def look_at_keychain(self) -> None:
        """Find out how it stands: asking the computer may take a moment."""
        records, forbidden = self._records, self._keychain_forbidden()

        def look() -> KeychainState:
            on = records_keys.may_open_by_keychain(records)
            return KeychainState(on, records_keys.keychain_there(), forbidden)

        self._run(look, self._keychain_known, _ignore)

    def _keychain_forbidden(self) -> str:
        policy = self._desk.policy
        return "" if policy is None or policy.keychain else policy.organisation

    def _keychain_known(self, state: KeychainState) -> None:
        self._keychain_on = state.on
        self._view.show_keychain(state)

    def switch_keychain(self, current: str) -> None:
        """Let the keychain open the records, or no longer, given the passphrase."""
        if not current:
            self._wrong("keychain", tr("Type the passphrase you use now."))
            return
        records, on = self._records, self._keychain_on
        switch = (
            records_keys.switch_keychain_off if on else records_keys.switch_keychain_on
        )
        self._job.start(
            "keychain",
            tr("Asking this computer’s keychain…"),
            lambda: switch(records, current),
            lambda _: self._switched(on=not on),
        )

    def _switched(self, *, on: bool) -> None:
        self._desk.vault.note("keychain", what="on" if on else "off")
        self._keychain_known(KeychainState(on, True))

    def _wrong(self, field: str, sentence: str) -> None:
        self._view.show_error(field, sentence)


def _ignore(_: Exception) -> None:
    """Without an answer the card goes on saying that the passphrase is asked."""
