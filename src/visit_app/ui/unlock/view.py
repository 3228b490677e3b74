"""The unlock window: pictures 01-unlock and 01-unlock-error."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from visit_app.ui.background import Runner, runner_for
from visit_app.ui.entry.form import EntryForm
from visit_app.ui.entry.frame import EntryFrame
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.file_dialogs import ask_for_folder, ask_where_to_save
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.text import tr
from visit_app.ui.unlock.forms import (
    PassphraseForm,
    ProblemForm,
    RecoveryForm,
    RenewForm,
    RestoreForm,
)
from visit_app.ui.unlock.presenter import Form, UnlockPresenter

if TYPE_CHECKING:
    from visit_app.ui.unlock.restoring import RestoreWords
    from visit_app.vault.snapshot import Snapshot


REPORT_NAME = "visit-app-report.json"


class UnlockPage(EntryFrame):
    """Asks for the passphrase, or for the recovery code and a new passphrase."""

    def __init__(
        self,
        records: RecordsFolder,
        background: Runner,
        on_opened: Callable[[Opened], None],
        *,
        name: str = "",
        on_other: Callable[[], None] | None = None,
        keychain: bool = False,
    ) -> None:
        super().__init__()
        run = runner_for(self, background)
        self.presenter = UnlockPresenter(self, records, run, self._later, on_opened)
        self.passphrase = PassphraseForm(name)
        self.recovery = RecoveryForm()
        self.renew = RenewForm(self.presenter.strength_of)
        self.problem = ProblemForm(str(records.folder))
        self.restore = RestoreForm()
        self._forms: dict[Form, EntryForm] = {
            Form.PASSPHRASE: self.passphrase,
            Form.RECOVERY: self.recovery,
            Form.RENEW: self.renew,
            Form.PROBLEM: self.problem,
            Form.RESTORE: self.restore,
        }
        self.own(*self._forms.values())
        self._shown: EntryForm = self.passphrase
        self._connect()
        self.passphrase.other.setVisible(on_other is not None)
        if on_other is not None:
            self.passphrase.other.clicked.connect(on_other)
        self.presenter.start()
        if keychain:
            self.presenter.offer_keychain(
                lambda: self.passphrase.offer_keychain(
                    self.presenter.unlock_by_keychain
                )
            )

    def _connect(self) -> None:
        presenter, start = self.presenter, self.presenter.start
        self.passphrase.button.clicked.connect(self._unlock)
        self.passphrase.recovery.clicked.connect(presenter.use_recovery_code)
        self.recovery.button.clicked.connect(self._check_code)
        self.recovery.back.clicked.connect(start)
        self.renew.button.clicked.connect(self._renew)
        self.renew.back.clicked.connect(start)
        self.problem.button.clicked.connect(start)
        self.problem.choose.clicked.connect(self._choose_backups)
        self.restore.button.clicked.connect(presenter.restore)
        self.restore.not_now.clicked.connect(self._keep)
        self.passphrase.keep.clicked.connect(self._keep)
        for form in (self.problem, self.restore):
            form.report.clicked.connect(self._save_report)

    def _unlock(self) -> None:
        self.presenter.unlock(self.passphrase.field.value())

    def _check_code(self) -> None:
        self.presenter.check_code(self.recovery.code.value())

    def _renew(self) -> None:
        self.presenter.renew(self.renew.new.value(), self.renew.new.again())

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        QTimer.singleShot(round(seconds * 1000), self, action)

    def show_form(self, form: Form) -> None:
        """Show this form, its fields empty, the focus in the first."""
        for each in self._forms.values():
            each.clear()
        self._shown = self._forms[form]
        self.set_form(self._shown)
        self._shown.focus_first()

    def show_busy(self, words: str) -> None:
        """The records are being opened; "" when that is over."""
        self._shown.set_busy(words)
        self.hold(words)

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong with it; "" for nothing."""
        self._shown.set_error(sentence)

    def show_wait(self, sentence: str) -> None:
        """Nothing can be tried now, and why; "" when it can again."""
        if not sentence:
            announce(self, tr("You can try again now."))
        for form in (self.passphrase, self.recovery, self.renew):
            form.set_wait(sentence)

    def show_problem(self, title: str, sentence: str, detail: str) -> None:
        """Say why the records cannot be opened, and what to do."""
        self.show_form(Form.PROBLEM)
        self.problem.say(title, sentence, detail)

    def offer_backups(self) -> None:
        """Let a stick or folder with backups be chosen."""
        self.problem.offer_backups(offered=True)

    def show_restore(self, words: "RestoreWords") -> None:
        """Say what can be restored, and ask whether it shall be."""
        self.show_form(Form.RESTORE)
        self.restore.say(words)
        self._fit_form()
        self.restore.focus_first()
        announce(self, " ".join((words.title, words.words, *words.facts)))

    def go_back_to(self, chosen: "Snapshot") -> None:
        """Ask for the passphrase, to see what going back to this backup means."""
        self.presenter.chosen = chosen
        self.passphrase.say_going_back()
        self.passphrase.focus_first()

    def _choose_backups(self) -> None:
        title = tr("A stick or folder with backups")
        ask_for_folder(self, title, lambda path: self.presenter.look_in(Path(path)))

    def _keep(self) -> None:
        self.passphrase.say_unlock()
        self.presenter.give_up()

    def _save_report(self) -> None:
        title = tr("Save the report for support")
        ask_where_to_save(self, title, REPORT_NAME, self._write_report)

    def _write_report(self, path: str) -> None:
        self.say(self.presenter.write_report(Path(path)))

    def caps_lock(self) -> bool:
        """Whether the last letters were typed with Caps Lock on, as far as is known."""
        return self._shown is self.passphrase and self.passphrase.caps_lock
