"""Ready for the road: what to know at one glance before leaving. Plain Python."""

from collections.abc import Iterator
from datetime import date, timedelta

from visit_app import visits
from visit_app.records.dates import spoken_date
from visit_app.sync.status import Standing, Status
from visit_app.ui.courier.state import News
from visit_app.ui.courier.words import moment
from visit_app.ui.team.battery import Battery
from visit_app.ui.team.overview import Line, trouble
from visit_app.ui.text import tr, tr_plural
from visit_app.vault.policy import Policy
from visit_app.visits import Desk

LOW_PERCENT, FULL_PERCENT = 40, 80
OLD = timedelta(hours=12)
OLD_BACKUP = timedelta(days=1)


def road_lines(news: News, desk: Desk, battery: Battery) -> tuple[Line, ...]:
    """One line for each thing, good or not yet; what does not exist is left out."""
    return tuple(_lines(news, desk, battery))


def _lines(news: News, desk: Desk, battery: Battery) -> Iterator[Line]:
    today = desk.clock.today()
    status = news.status
    if status is not None and status.standing is Standing.MEMBER:
        yield received_line(news, status, desk)
        yield sent_line(news, status, today)
    yield caseload_line(desk)
    yield battery_line(battery)
    if found := backups_line(desk):
        yield found
    if found := packs_line(desk):
        yield found
    if desk.policy is not None:
        yield policy_line(desk.policy, today)


def ready_words(lines: tuple[Line, ...]) -> str:
    """The whole in a sentence."""
    open_ones = sum(1 for line in lines if line.kind == "warn")
    if not open_ones:
        return tr("Everything is ready. Safe journey.")
    return tr_plural(
        "One thing to look at before you leave.",
        "{n} things to look at before you leave.",
        open_ones,
    )


def received_line(news: News, status: Status, desk: Desk) -> Line:
    """Whether everything colleagues sent is here."""
    title, today = tr("From your team"), desk.clock.today()
    at = status.verified_at
    if at is None or news.problem or news.held:
        note = trouble(news) or tr("The team store was not reached. Check now.")
        return Line("cloud-off", title, note, tr("Not checked"), "warn")
    if status.conditions or status.quarantined:
        note = tr("Some of what colleagues sent cannot be read yet: see Team and sync.")
        return Line("users", title, note, tr("Incomplete"), "warn")
    when = moment(at, today)
    if desk.clock.now() - at > OLD:
        note = tr("Last looked at {when}. Check now.", when=when)
        return Line("users", title, note, tr("Not today"), "warn")
    note = tr("Everything is here. Looked at {when}.", when=when)
    return Line("users", title, note, tr("All here"), "ok")


def sent_line(news: News, status: Status, today: date) -> Line:
    """Whether everything recorded here is with the team."""
    del news, today
    n = status.waiting.records
    if n:
        note = tr("It is safe on this laptop, and goes when the store is reached.")
        chip = tr_plural("{n} waiting", "{n} waiting", n)
        return Line("cloud", tr("To your team"), note, chip, "warn")
    note = tr("Everything recorded here is in the team store.")
    return Line("cloud-check", tr("To your team"), note, tr("All sent"), "ok")


def caseload_line(desk: Desk) -> Line:
    """That the families and what was begun are on this laptop."""
    caseload = desk.vault.caseload
    families, drafts = caseload.families(), caseload.drafts()
    note = tr_plural("{n} family is here.", "{n} families are here.", families)
    if drafts:
        begun = tr_plural(
            "{n} visit is half finished.", "{n} visits are half finished.", drafts
        )
        note = f"{note} {begun}"
    return Line("users", tr("Your caseload"), note, tr("Here"), "ok")


def battery_line(battery: Battery) -> Line:
    """How long the laptop will last, as far as it is known."""
    title = tr("Battery")
    if not battery.present:
        note = tr("This computer has no battery.")
        return Line("laptop", title, note, tr("Mains only"), "plain")
    if battery.percent is None:
        note = tr("The system does not tell how full it is: look at it yourself.")
        return Line("circle-help", title, note, tr("Unknown"), "plain")
    level = tr("{n} %", n=battery.percent)
    if battery.percent < LOW_PERCENT:
        note = tr("Plug it in, or take the charger with you.")
        return Line("laptop", title, note, level, "warn")
    if battery.percent < FULL_PERCENT:
        note = tr("Take the charger with you for a long day.")
        return Line("laptop", title, note, level, "plain")
    return Line("laptop", title, tr("Enough for a day of visits."), level, "ok")


def backups_line(desk: Desk) -> Line | None:
    """When the newest backup was made; None where there are none to be had."""
    backups = desk.vault.backups()
    if backups is None:
        return None
    with backups:
        newest = next(iter(backups.found()), None)
    title = tr("Backups")
    if newest is None:
        note = tr("There is none yet. Settings makes one.")
        return Line("save", title, note, tr("None"), "warn")
    when = moment(newest.made, desk.clock.today())
    note = tr("The newest was made {when}.", when=when)
    fresh = desk.clock.now() - newest.made < OLD_BACKUP
    return Line(
        "save",
        title,
        note,
        tr("Fresh") if fresh else tr("Old"),
        "ok" if fresh else "warn",
    )


def packs_line(desk: Desk) -> Line | None:
    """Whether every licence pack is in use; None without any."""
    packs = visits.installed_packs(desk)
    if not packs:
        return None
    title = tr("Licence packs")
    amiss = [pack for pack in packs if not pack.in_use]
    if amiss:
        names = ", ".join(pack.title for pack in amiss)
        note = tr("Not in use: {names}. Settings says why.", names=names)
        return Line("file-text", title, note, tr("Look"), "warn")
    note = tr_plural("{n} pack is in use.", "{n} packs are in use.", len(packs))
    return Line("file-text", title, note, tr("In order"), "ok")


def policy_line(policy: Policy, today: date) -> Line:
    """Whose policy is in force, and of which day."""
    day = spoken_date(policy.issued, today)
    note = tr("Of {organisation}, {day}.", organisation=policy.organisation, day=day)
    return Line("shield", tr("Policy"), note, tr("In force"), "ok")
