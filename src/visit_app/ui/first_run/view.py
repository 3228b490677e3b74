"""The first run as a page with four forms that keep what was typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from visit_app.ui.background import Runner, runner_for
from visit_app.ui.entry.form import EntryForm
from visit_app.ui.entry.frame import EntryFrame
from visit_app.ui.first_run.forms import (
    CheckForm,
    CodeForm,
    NewPassphraseForm,
    WhoForm,
)
from visit_app.ui.first_run.presenter import FirstRunPresenter, Step
from visit_app.ui.kit.button import Button
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.recovery_code.check import Asked
from visit_app.ui.text import tr

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk


class FirstRunPage(EntryFrame):
    """Leads to new records; also shows a recovery code that was never checked."""

    def __init__(
        self,
        records: RecordsFolder,
        background: Runner,
        on_opened: Callable[[Opened], None],
        on_done: "Callable[[Desk], None]",
    ) -> None:
        super().__init__()
        run = runner_for(self, background)
        self.presenter = FirstRunPresenter(self, records, run, on_opened, on_done)
        self.who = WhoForm()
        self.passphrase = NewPassphraseForm(self.presenter.strength_of)
        self.code = CodeForm(records.folder)
        self.check = CheckForm()
        self._forms: dict[Step, EntryForm] = {
            Step.WHO: self.who,
            Step.PASSPHRASE: self.passphrase,
            Step.CODE: self.code,
            Step.CHECK: self.check,
        }
        self.own(*self._forms.values())
        self._shown: EntryForm = self.who
        self._connect()
        self.presenter.start()

    def offer_the_way_back(self, on_back: Callable[[], None]) -> None:
        """Others have records here: a button leads back to the choice of them."""
        back = Button(tr("Someone else uses this laptop"), "flush", "row")
        back.setObjectName("someone-else")
        back.clicked.connect(on_back)
        self.foot.addWidget(back)
        self.way_back = back

    def _connect(self) -> None:
        presenter = self.presenter
        self.who.button.clicked.connect(self._describe)
        self.passphrase.button.clicked.connect(self._choose)
        self.passphrase.back.clicked.connect(lambda: presenter.back(Step.PASSPHRASE))
        self.code.button.clicked.connect(presenter.kept)
        self.code.back.clicked.connect(lambda: presenter.back(Step.CODE))
        self.check.button.clicked.connect(self._check)
        self.check.back.clicked.connect(lambda: presenter.back(Step.CHECK))

    def _describe(self) -> None:
        self.presenter.describe(self.who.details())

    def _choose(self) -> None:
        new = self.passphrase.new
        self.presenter.choose(new.value(), new.again())

    def _check(self) -> None:
        self.presenter.check(self.check.panel.typed())

    def show_opened(self, opened: Opened) -> None:
        """The records were made, or their code was never checked: show the code."""
        self.presenter.show_code(opened)

    def show_step(self, step: Step) -> None:
        """Show this step with what was typed in it before."""
        self._shown = self._forms[step]
        self.set_form(self._shown)
        self._shown.focus_first()

    def show_code(self, code: str, *, again: bool) -> None:
        """Show the step of the code; `again` when this replaces an earlier one."""
        self.code.set_code(code, again=again)
        self.show_step(Step.CODE)

    def show_asked(self, asked: Asked) -> None:
        """Show the step that asks for these groups."""
        self.check.panel.set_asked(asked)
        self.show_step(Step.CHECK)

    def show_wrong_groups(self, asked: Asked, wrong: tuple[int, ...]) -> None:
        """Say which groups are not as in the code."""
        self.check.panel.show_wrong(asked, wrong)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say under each field what is missing."""
        self.who.show_problems(problems)

    def show_error(self, sentence: str) -> None:
        """Say what went wrong in this step; "" for nothing."""
        self._shown.set_error(sentence)

    def show_busy(self, words: str) -> None:
        """Something slow is being done; "" when that is over."""
        self._shown.set_busy(words)
        self.hold(words)
