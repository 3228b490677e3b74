"""Outcomes: which period, the counting, the file. Plain Python."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from visit_app import visits
from visit_app.exports.counts import Cell, Outcomes, Table
from visit_app.exports.outcome_files import cells, to_csv
from visit_app.exports.period import Period, quarter_before, quarter_of
from visit_app.records.dates import MONTHS
from visit_app.ui.running import OneJob, Run
from visit_app.ui.text import tr
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.visits import Desk, NotPossible

OTHER = "other"
SO_FAR = "so-far"
QUARTERS = 4


class OutcomesView(Protocol):
    """What the presenter tells the page."""

    def show_busy(self, words: str) -> None:
        """What is being done; "" when that is over."""
        ...

    def show_error(self, field: str, sentence: str) -> None:
        """Why it could not be counted; "" when it is begun."""
        ...

    def show_outcomes(self, found: Outcomes) -> None:
        """The tables of the period."""
        ...


class OutcomesPresenter:
    """Counts the period that was asked for last; one counting at a time."""

    def __init__(
        self, view: OutcomesView, desk: Desk, run: Run, stop: Callable[[], bool]
    ) -> None:
        self.desk, self._view, self._stop = desk, view, stop
        self._job = OneJob(run, view.show_busy, view.show_error)
        self._asked: Period | None = None
        self.found: Outcomes | None = None

    def choices(self) -> tuple[tuple[str, str], ...]:
        """The periods on offer, code and words, the last whole quarter first."""
        quarter = quarter_of(self.desk.clock.today())
        so_far = tr("This quarter so far: {months}", months=_months(quarter))
        found = []
        for _ in range(QUARTERS):
            quarter = quarter_before(quarter)
            found.append((_code(quarter), _months(quarter)))
        return (*found, (SO_FAR, so_far), (OTHER, tr("Other dates")))

    def period_of(self, code: str) -> Period | None:
        """The period of a code, or of two dates as `code_of` writes them."""
        today = self.desk.clock.today()
        if code == SO_FAR:
            return Period(quarter_of(today).first, today)
        first, _, last = code.partition("_")
        try:
            return Period(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            return None

    def code_of(self, first: date | None, last: date | None) -> tuple[str, str]:
        """The code of two dates, and why there is none."""
        if first is None or last is None:
            return "", tr("Give the first day and the last.")
        if last < first:
            return "", tr("The last day comes before the first.")
        return _code(Period(first, last)), ""

    def count(self, period: Period) -> None:
        """Count in the background; of several askings the last one is shown."""
        self._asked, self.found = period, None
        desk, stop = self.desk, self._stop

        def done(found: Outcomes) -> None:
            if self._asked == found.period:
                self.found = found
                self._view.show_outcomes(found)
            elif self._asked is not None:
                self.count(self._asked)

        words = tr("Counting {period}", period=period.words)
        self._job.start("", words, lambda: visits.outcomes(desk, period, stop), done)

    def forget(self) -> None:
        """No period is chosen any more, and nothing is shown or saved."""
        self._asked = self.found = None

    def refusal(self) -> str:
        """Why nothing may be saved; "" when it may."""
        return visits.refusal(self.desk, "counts")

    def not_ready(self) -> str:
        """Why nothing can be saved now; "" when it can."""
        waits = tr("Give the first day and the last.") if self._asked is None else ""
        return self.refusal() or waits

    def save(self, path: Path) -> str:
        """Write the counts shown into a file and enter that; "" or why it failed."""
        if self.found is None:
            return tr("Wait until everything is counted.")
        try:
            with self.desk.vault.transaction():
                visits.note_outcomes(self.desk, self.found.period)
                write_whole(path, to_csv(self.found))
        except NotPossible as problem:
            return str(problem)
        except VaultError:
            return tr("The file could not be written there. Choose another folder.")
        return ""


def is_empty(table: Table) -> bool:
    """Whether nothing was counted; a hidden number is something."""
    return all(cell.value == 0 for cell in table.cells if cell.statistic == "count")


def lines(table: Table) -> tuple[tuple[str, str], ...]:
    """The rows of a table as they are read: words and number, the total last."""
    if is_empty(table):
        return ((tr("None in this period"), ""),)
    return tuple((tr(cell.title), _number(cell)) for cell in cells(table))


def _number(cell: Cell) -> str:
    return tr("not shown") if cell.value is None else str(cell.value)


def _code(period: Period) -> str:
    return f"{period.first.isoformat()}_{period.last.isoformat()}"


def _months(quarter: Period) -> str:
    first, last = MONTHS[quarter.first.month - 1], MONTHS[quarter.last.month - 1]
    return tr(
        "{first} to {last} {year}",
        first=first.title(),
        last=last.title(),
        year=quarter.last.year,
    )
