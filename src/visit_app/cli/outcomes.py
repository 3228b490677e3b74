"""`outcomes`: de-identified counts of a period."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from visit_app.exports.counts import Outcomes
    from visit_app.exports.period import Period


def add_options(to: "ArgumentParser") -> None:
    """The period and the file; without a period the last whole quarter is counted."""
    to.add_argument("--from", dest="first", metavar="DATE", help="the first day")
    to.add_argument("--to", dest="last", metavar="DATE", help="the last day")
    to.add_argument("--out", metavar="FILE.csv", help="write one tidy table")


def show_outcomes(session: Session) -> int:
    """Print the tables, or write them into a file; entered in the audit either way."""
    from visit_app import visits
    from visit_app.exports.outcome_files import to_csv, to_json
    from visit_app.vault.durable import write_whole

    out = out_file(session.options.out)
    with session.desk() as desk:
        visits.require(desk, "counts")
        period = _period(session, desk.clock.today())
        found = visits.outcomes(desk, period)
        with desk.vault.transaction():
            visits.note_outcomes(desk, period)
            if out is not None:
                write_whole(out, to_csv(found))
    if session.json:
        show(to_json(found))
    elif out is not None:
        say(f"The counts of {period.words} are in {out}.")
    else:
        say(*_lines(found))
    return 0


def out_file(name: str | None) -> Path | None:
    """The file of --out; raises Failure when nothing can be written there."""
    if not name:
        return None
    path = Path(name)
    if not path.parent.is_dir():
        raise Failure("The folder of --out does not exist. Make it first.")
    if path.is_dir():
        raise Failure("--out is a folder. Name a file in it.")
    return path


def _period(session: Session, today: date) -> "Period":
    from visit_app.exports.period import Period, quarter_before, quarter_of

    first, last = session.options.first, session.options.last
    if not first and not last:
        return quarter_before(quarter_of(today))
    if not first or not last:
        raise Failure("Give both --from and --to, or neither.")
    try:
        return Period(_day(first, today), _day(last, today))
    except ValueError as problem:
        raise Failure(str(problem)) from None


def _day(text: str, today: date) -> date:
    from visit_app.records.dates import parse_date

    return parse_date(text, today)


def _lines(found: "Outcomes") -> list[str]:
    from visit_app.exports.outcome_files import cells, value_text

    return [
        "\t".join((table.measure.title, cell.title, value_text(cell)))
        for table in found.tables
        for cell in cells(table)
    ]
