"""`sync`: one run, for a scheduled task and for tests."""

from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure
from visit_app.cli.output import note, plain, say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.sync.engine import Report
    from visit_app.sync.status import Status


def sync(session: Session) -> int:
    """Send and receive once; raises Failure with what cut it short."""
    from visit_app.sync import front
    from visit_app.sync.status import status

    with session.laptop() as laptop:
        report = front.sync(laptop, sweep=session.options.sweep)
        found = status(laptop)
    if session.json:
        show(_data(report))
    else:
        _say(report, found)
    if report.problem is not None:
        raise Failure(str(report.problem))
    return 0


def _data(report: "Report") -> dict[str, Any]:
    return {
        "sent": report.sent,
        "received": report.received,
        "waiting": report.waiting.records,
        "conflicts": report.conflicts,
        "quarantined": report.quarantined,
        "verified_at": plain(report.verified_at),
    }


def _say(report: "Report", found: "Status") -> None:
    say(
        f"{report.sent} sent, {report.received} received, "
        f"{report.waiting.records} waiting, {report.conflicts} conflicts"
    )
    for one in found.conditions + found.events:
        note(one.sentence)
