"""What the line at the foot says about where the visits are. Plain Python, no Qt."""

from datetime import date, datetime

from visit_app.records.dates import spoken_date
from visit_app.sync.status import Standing, Status
from visit_app.ui.courier.state import News
from visit_app.ui.text import tr, tr_plural

Line = tuple[str, str]
"""A sentence and the icon before it."""


def status_line(news: News, today: date) -> Line:
    """The sentence at the foot, true as of the last look, and its icon."""
    status = news.status
    if status is None or news.standing in _APART:
        return _apart(news.standing)
    if status.waiting.records:
        return waiting_words(news, today), _icon(news)
    if status.verified_at is None:
        words = tr("Saved on this laptop. The team store was not reached yet.")
        return words, _icon(news)
    return stored_words(status, today), "cloud-check"


_APART = {
    Standing.ALONE,
    Standing.ASKING,
    Standing.PAUSED,
    Standing.REMOVED,
    Standing.CLOSED,
}


def _apart(standing: Standing) -> Line:
    here = tr("Everything is saved on this laptop.")
    before = {
        Standing.ASKING: tr("Waiting to be let into the team."),
        Standing.PAUSED: tr("Nothing is sent to the team, as you chose."),
        Standing.REMOVED: tr("This laptop is not in the team any more."),
        Standing.CLOSED: tr("This laptop needs a new place in the team."),
    }
    icon = "clock" if standing is Standing.ASKING else "laptop"
    return f"{before.get(standing, '')} {here}".strip(), icon


def waiting_words(news: News, today: date) -> str:
    """How many visits wait, since when, and that they are safe."""
    status = news.status
    if status is None:
        return ""
    waiting, since = status.waiting, since_words(status.waiting_since, today)
    if waiting.visits:
        words = tr_plural(
            "{n} visit waiting to send{since}, safe on this laptop.",
            "{n} visits waiting to send{since}, safe on this laptop.",
            waiting.visits,
            since=since,
        )
    else:
        words = tr_plural(
            "{n} change waiting to send, safe on this laptop.",
            "{n} changes waiting to send, safe on this laptop.",
            waiting.records,
        )
    if news.problem and not news.offline:  # offline is normal: the icon is enough
        return f"{words} {tr('See Team and sync.')}"
    return words


def stored_words(status: Status, today: date) -> str:
    """That the visits were read back from the team store, and when."""
    when = moment(status.verified_at, today) if status.verified_at else ""
    if not status.visits_total:
        return tr("Everything is in the team store. Read back {when}.", when=when)
    return tr_plural(
        "{stored} of {n} visit is in the team store. Read back {when}.",
        "{stored} of {n} visits are in the team store. Read back {when}.",
        status.visits_total,
        stored=status.visits_stored,
        when=when,
    )


def moment(at: datetime, today: date) -> str:
    """A time in a sentence: "today at 16:02", "on 24 November at 16:02"."""
    local = at.astimezone()
    time = f"{local:%H:%M}"
    if local.date() == today:
        return tr("today at {time}", time=time)
    day = spoken_date(local.date(), today)
    return tr("on {day} at {time}", day=day, time=time)


def since_words(since: datetime | None, today: date) -> str:
    """The end of a sentence: " since 10:12", " since 24 November", or nothing."""
    if since is None:
        return ""
    local = since.astimezone()
    if local.date() == today:
        return tr(" since {when}", when=f"{local:%H:%M}")
    return tr(" since {when}", when=spoken_date(local.date(), today))


def _icon(news: News) -> str:
    return "cloud-off" if news.offline or news.held else "cloud"
