"""What the unlock window does with a passphrase or a recovery code."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from visit_app.ui import mending
from visit_app.ui.mending import Mending
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.running import Later, Run
from visit_app.ui.strength import Strength, passphrase_problem, strength
from visit_app.ui.text import tr
from visit_app.vault.errors import (
    Damaged,
    Foreign,
    NotWritten,
    SlowDown,
    VaultError,
    WrongSecret,
)
from visit_app.vault.keychain import KeychainMissing

if TYPE_CHECKING:
    from visit_app.ui.unlock.restoring import RestoreWords
    from visit_app.vault.snapshot import Snapshot

Result = TypeVar("Result")


# The file cannot be used, or the disk does not answer: a backup may help.
_MENDABLE = (Damaged, Foreign, NotWritten)


KEY_KEPT_S = 600


class Form(Enum):
    """Which form is shown."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a form
    RECOVERY = "recovery"  # type the recovery code
    RENEW = "renew"  # then a new passphrase
    PROBLEM = "problem"  # the records cannot be opened at all
    RESTORE = "restore"  # they can be restored, once it is confirmed


class UnlockView(Protocol):
    """What the presenter tells the window."""

    def show_form(self, form: Form) -> None:
        """Show this form, its fields empty, the focus in the first."""
        ...

    def show_busy(self, words: str) -> None:
        """The records are being opened; "" when that is over."""
        ...

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong with it; "" for nothing."""
        ...

    def show_wait(self, sentence: str) -> None:
        """Nothing can be tried now, and why; "" when it can again."""
        ...

    def show_problem(self, title: str, sentence: str, detail: str) -> None:
        """Say why the records cannot be opened, and what to do."""
        ...

    def offer_backups(self) -> None:
        """Let a stick or folder with backups be chosen."""
        ...

    def show_restore(self, words: "RestoreWords") -> None:
        """Say what can be restored, and ask whether it shall be."""
        ...

    def caps_lock(self) -> bool:
        """Whether the last letters were typed with Caps Lock on, as far as is known."""
        ...


class UnlockPresenter:
    """Opens the records by passphrase or recovery code, and hands them over."""

    def __init__(
        self,
        view: UnlockView,
        records: RecordsFolder,
        run: Run,
        later: Later,
        on_opened: Callable[[Opened], None],
    ) -> None:
        self._view, self._records = view, records
        self._run, self._later, self._on_opened = run, later, on_opened
        self._busy, self._waiting = False, False
        self._code = self._tried = ""
        self._mending: Mending | None = None
        self.chosen: Snapshot | None = None  # a backup to go back to

    def start(self) -> None:
        """Ask for the passphrase."""
        self._code = self._tried = ""
        self._view.show_form(Form.PASSPHRASE)

    def offer_keychain(self, offer: Callable[[], None]) -> None:
        """Offer this computer's keychain, where it opens the records; looks first."""
        from visit_app.ui.records_keys import may_open_by_keychain

        records = self._records
        self._run(
            lambda: may_open_by_keychain(records),
            lambda there: offer() if there else None,
            lambda _: None,
        )

    def unlock_by_keychain(self) -> None:
        """Try this computer's keychain."""
        self._tried = ""  # restoring asks for the passphrase
        from visit_app.ui.records_keys import open_by_keychain

        self._work(
            tr("Opening your records…"),
            lambda: open_by_keychain(self._records),
            self._opened,
        )

    def rekey(self, secret: str, new: str) -> None:
        """Write the records under a new key and open them; raises nothing."""
        from visit_app.ui.records_keys import rekey

        self._work(
            tr("Writing your records under a new key…"),
            lambda: rekey(self._records, secret, new),
            self._opened,
        )

    def use_recovery_code(self) -> None:
        """Ask for the recovery code instead."""
        self._tried = ""
        self._view.show_form(Form.RECOVERY)

    def unlock(self, passphrase: str) -> None:
        """Try the passphrase."""
        if not passphrase:
            self._view.show_error(tr("Type your passphrase, then press Enter."))
            return
        self._tried = passphrase
        if self.chosen is not None:
            self._look_at(self.chosen, passphrase)
            return
        self._work(
            tr("Opening your records…"),
            lambda: self._records.open(passphrase),
            self._opened,
        )

    def check_code(self, code: str) -> None:
        """Try the recovery code; a new passphrase is asked for when it is right."""
        from visit_app.vault.recovery import looks_like_code

        if not looks_like_code(code):
            self._view.show_error(
                tr(
                    "A recovery code has 9 groups of 4 letters and digits."
                    " Compare it with your copy."
                )
            )
            return

        def right(_: None) -> None:
            self._code = code
            self._view.show_form(Form.RENEW)

        words = tr("Checking the code…")
        self._work(words, lambda: self._records.check(code), right)

    def renew(self, new: str, again: str) -> None:
        """Set the new passphrase and open the records."""
        least = self._records.least_guesses()
        problem = passphrase_problem(new, again, least=least)
        if problem:
            self._view.show_error(problem)
            return
        code, self._tried = self._code, new
        self._work(
            tr("Opening your records…"),
            lambda: self._records.recover(code, new),
            self._opened,
        )

    def strength_of(self, passphrase: str) -> Strength:
        """How hard the new passphrase is to guess."""
        return strength(passphrase, least=self._records.least_guesses())

    def _work(
        self,
        words: str,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        if self._busy or self._waiting:
            return
        self._busy = True
        self._view.show_error("")
        self._view.show_busy(words)

        def done(result: Result) -> None:
            self._rest()
            on_result(result)

        self._run(work, done, on_error or self._failed)

    def _rest(self) -> None:
        self._busy = False
        self._view.show_busy("")

    def _opened(self, opened: Opened) -> None:
        self._code = self._tried = ""
        self._mending, self.chosen = None, None
        self._on_opened(opened)

    # --- restoring -------------------------------------------------------------------

    def look_in(self, folder: Path | None) -> None:
        """Look for backups on this laptop and, when given, in a folder or stick."""
        tried = self._tried
        self._work(
            tr("Looking for what can be restored…"),
            lambda: mending.look(self._records, tried, folder),
            self._found,
            self._nothing_found,
        )

    def restore(self) -> None:
        """Put the restored records in place, and open them."""
        found = self._mending
        if found is None:
            return
        self._work(
            tr("Restoring your records…"),
            lambda: mending.confirm(self._records, found),
            self._opened,
        )

    def give_up(self) -> None:
        """Do not restore; everything stays as it is."""
        found, self._mending, self.chosen = self._mending, None, None
        if found is not None and not self._busy:
            mending.forget(found)
        self.start()

    def write_report(self, path: Path) -> str:
        """Write the report for support; what is said of it."""
        try:
            mending.write_report(self._records, path)
        except OSError:
            return tr("The report could not be written there. Choose another folder.")
        return tr("The report was saved. It holds no name and nothing of any record.")

    def _look_at(self, chosen: "Snapshot", passphrase: str) -> None:
        self._work(
            tr("Reading the backup…"),
            lambda: mending.look_at(self._records, passphrase, chosen),
            self._found,
        )

    def _found(self, found: Mending) -> None:
        from visit_app.ui.unlock.restoring import chosen_words, damaged_words

        self._mending = found
        say = damaged_words if self.chosen is None else chosen_words
        self._view.show_restore(say(found.prepared, self._records.clock.today()))
        self._later(KEY_KEPT_S, lambda: self._let_go(found))

    def _let_go(self, found: Mending) -> None:
        """Nobody has answered: the key does not stay in memory for ever."""
        if self._mending is found and not self._busy:
            self.give_up()

    def _nothing_found(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, VaultError):
            raise error
        title = tr("Your records did not open")
        self._view.show_problem(title, str(error), error.detail)
        self._view.offer_backups()

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, WrongSecret):
            self._view.show_error(self._wrong(error))
        elif isinstance(error, SlowDown):
            self._wait(error)
        elif isinstance(error, KeychainMissing):
            self._view.show_error(str(error))
        elif isinstance(error, _MENDABLE) and self._tried and self.chosen is None:
            self.look_in(None)
        elif isinstance(error, VaultError):
            self._view.show_problem(
                tr("Your records did not open"), str(error), error.detail
            )
        else:
            raise error

    def _wrong(self, error: WrongSecret) -> str:
        if self._view.caps_lock():
            return tr(
                "That did not open your records."
                " Caps Lock is on: turn it off and try again."
            )
        if str(error) != error.sentence:  # it knows what the slip is
            return str(error)
        if self._tried:
            return tr(
                "That did not open your records. Check Caps Lock, then type over it to"
                " try again. Or use your recovery code."
            )
        return tr(
            "That code did not open your records. Nothing was changed. If you were"
            " given a newer code, use that one."
        )

    def _wait(self, error: SlowDown) -> None:
        self._waiting = True
        self._view.show_wait(str(error))
        self._later(error.seconds, self._again)

    def _again(self) -> None:
        self._waiting = False
        self._view.show_wait("")
