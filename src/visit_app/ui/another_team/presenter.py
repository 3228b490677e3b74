"""A family goes to another team: what is said before, the file, the mark."""

from collections.abc import Callable
from pathlib import Path

from visit_app import visits
from visit_app.ui.another_team import words
from visit_app.ui.running import Run
from visit_app.ui.text import tr
from visit_app.vault.errors import VaultError
from visit_app.vault.kdf import STANDARD, Cost
from visit_app.visits import Desk, HandedOver, HandOver, NotPossible
from visit_app.visits.handing_over import EXPORT

OnDone = Callable[[HandedOver], None]
OnProblem = Callable[[str], None]


class AnotherTeamPresenter:
    """One family; `cost` is what a guess at the code costs, less in tests only."""

    def __init__(
        self, desk: Desk, family_id: str, run: Run, cost: Cost = STANDARD
    ) -> None:
        self._desk, self._run, self._cost = desk, run, cost
        self._family_id = family_id
        self.read()

    def read(self) -> None:
        """Read the record again; the look is noted in the audit."""
        self.before = visits.before_handing_over(self._desk, self._family_id)
        self.title = self.before.family.title or tr("Family without a name")

    @property
    def handed(self) -> HandOver | None:
        """To whom it went; None while it is here."""
        return self.before.handed

    def what_goes(self) -> str:
        """What the file would hold."""
        return words.holding_words(self.before.holding)

    def warnings(self) -> tuple[str, ...]:
        """What is not finished: it warns, it does not stop."""
        return tuple(words.unfinished(self.before.holding, sending=True))

    def file_name(self) -> str:
        """The name that is offered: a day and a number."""
        return visits.file_name(self._desk)

    def not_ready(self, taker: HandOver) -> str | None:
        """Why it cannot be done yet; None when it can."""
        refused = visits.refusal(self._desk, EXPORT)
        if refused:
            return refused
        try:
            visits.check_taker(taker)
        except NotPossible as problem:
            return str(problem)
        return None

    def hand_over(
        self, taker: HandOver, path: Path, on_done: OnDone, on_problem: OnProblem
    ) -> None:
        """Write the file in the background; one of the two is called afterwards."""
        desk, family_id, cost = self._desk, self._family_id, self._cost

        def work() -> HandedOver:
            return visits.hand_over_file(desk, family_id, taker, path, cost)

        def done(handed: HandedOver) -> None:
            self.read()
            on_done(handed)

        def failed(problem: Exception) -> None:
            if not isinstance(problem, VaultError | NotPossible):
                raise problem
            on_problem(str(problem))

        self._run(work, done, failed)

    def state_words(self) -> tuple[str, ...]:
        """To whom it went, when, and what the parent said; () while it is here."""
        done = self.handed
        if done is None:
            return ()
        if not done.team:
            return (tr("Another team"),)
        day = words.day_words(done, self._desk.clock.today())
        when = tr("On {day}, by {who}.", day=day, who=done.sender)
        return (words.taker(done), when, words.agreement_words(done))

    def take_back(self) -> str:
        """The family is here after all; why not, or ""."""
        try:
            visits.take_back(self._desk, self._family_id)
        except VaultError as problem:
            return str(problem)
        self.read()
        return ""
