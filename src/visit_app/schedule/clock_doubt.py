"""A computer clock that cannot be right is noticed and said."""

from datetime import datetime, timedelta

from visit_app.records.dates import spoken_date

DRIFT = timedelta(minutes=5)  # a clock set right by the network moves this much
FAR_AHEAD = timedelta(days=400)  # more than a year of leave, and nothing written


def clock_doubt(last_record_at: datetime | None, now: datetime) -> str:
    """A sentence when the clock is before the newest record or far ahead of it.

    Both moments are aware; they are said in the time zone of `now`. Empty when there
    is nothing to doubt.
    """
    if last_record_at is None:
        return ""
    last = last_record_at.astimezone(now.tzinfo)
    if now < last - DRIFT:
        return (
            f"This computer says it is {_moment(now)}, but the newest record here is "
            f"from {_moment(last)}. Check the date and time in the computer’s settings."
        )
    if now > last + FAR_AHEAD:
        return (
            f"This computer says it is {_moment(now)}, more than a year after the "
            f"newest record here ({_moment(last)}). Is that right? If not, check the "
            "date and time in the computer’s settings."
        )
    return ""


def _moment(moment: datetime) -> str:
    return f"{spoken_date(moment.date())}, {moment:%H:%M}"
