"""Dates as people type and read them: day first, UK English."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from visit_app.records.pregnancy import EARLIEST_BIRTH_DAYS, LATEST_BIRTH_DAYS

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]

FULL_TERM_DAYS = 280  # from the last period to the expected date, as counted in the UK
YEARS_AHEAD = 5  # a two-digit year is never further ahead: no due date or plan is

WRITE = "Write day, month, year, as in 3 Feb 2026."
_NOT_READ = f"This date could not be read. {WRITE}"

_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]{3,9})(?: ?(\d+))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9}) ?(\d{1,2})(?:st|nd|rd|th)?(?: (\d+))?")
_NUMBERS = re.compile(r"(\d{1,2}) (\d{1,2})(?: (\d+))?")
_ISO = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
_NAMED_DAY = re.compile(r"(?:(last|next|this|on) )?([a-z]+)")
_SPAN = re.compile(r"(?:in )?(\d{1,3}) (day|week|month)s?( ago)?")
_WEEKDAY_FIRST = re.compile(r"([a-z]+) (?=.*\d)(.+)")

_NEAR = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}


def parse_date(text: str, today: date, *, ahead: bool = False) -> date:
    """The date meant by what was typed; raises ValueError saying what to do.

    Day comes before month. A weekday or a date without a year is the nearest one up
    to today, or with `ahead` the nearest from today on.
    """
    words = " ".join(re.sub(r"[\s/.,\-\u2010-\u2015]+", " ", text.lower()).split())
    if not words:
        raise ValueError(f"There is no date yet. {WRITE}")
    for read in (_near, _named_day, _span, _iso, _run, _written, _numbers):
        found = read(words, today, ahead)
        if found:
            return found
    return _after_weekday(words, today, ahead)


def _near(words: str, today: date, _: bool) -> date | None:
    return today + timedelta(_NEAR[words]) if words in _NEAR else None


def _named_day(words: str, today: date, ahead: bool) -> date | None:
    match = _NAMED_DAY.fullmatch(words)
    number = _place(match[2], WEEKDAYS) if match else None
    if match is None or number is None:
        return None
    forward = (number - today.weekday()) % 7
    backward = forward - 7 if forward else 0
    return today + timedelta(
        {"next": forward or 7, "last": backward or -7}.get(
            match[1] or "", forward if ahead else backward
        )
    )


def _span(words: str, today: date, _: bool) -> date | None:
    match = _SPAN.fullmatch(words)
    if match is None or match[0].startswith("in ") == bool(match[3]):
        return None
    count = -int(match[1]) if match[3] else int(match[1])
    if match[2] == "month":
        return add_months(today, count)
    return today + timedelta(count * (7 if match[2] == "week" else 1))


def _iso(words: str, today: date, _: bool) -> date | None:
    match = _ISO.fullmatch(words)
    return _day(int(match[3]), int(match[2]), int(match[1])) if match else None


def _run(words: str, today: date, _: bool) -> date | None:
    match = _RUN.fullmatch(words)
    if match is None:
        return None
    return _day(int(match[1]), int(match[2]), _year(match[3], today))


def _written(words: str, today: date, ahead: bool) -> date | None:
    for pattern, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        match = pattern.fullmatch(words)
        month = _place(match[month_at], MONTHS) if match else None
        if match and month is not None:
            return _dated(int(match[day_at]), month + 1, match[3], today, ahead)
    return None


def _numbers(words: str, today: date, ahead: bool) -> date | None:
    match = _NUMBERS.fullmatch(words)
    if match is None:
        return None
    return _dated(int(match[1]), int(match[2]), match[3], today, ahead)


def _after_weekday(words: str, today: date, ahead: bool) -> date:
    match = _WEEKDAY_FIRST.fullmatch(words)
    number = _place(match[1], WEEKDAYS) if match else None
    if match is None or number is None:
        raise ValueError(_NOT_READ)
    found = parse_date(match[2], today, ahead=ahead)
    if found.weekday() != number:
        raise ValueError(
            f"That day is a {WEEKDAYS[found.weekday()].title()}. Check the date."
        )
    return found


def _place(word: str, names: list[str]) -> int | None:
    """Where a name stands that begins with this word of 3 letters or more."""
    if len(word) < 3:
        return None
    return next((i for i, name in enumerate(names) if name.startswith(word)), None)


def _dated(
    day: int, month: int, year: str | None, today: date, ahead: bool
) -> date | None:
    if year:
        return _day(day, month, _year(year, today))
    found = (_day(day, month, near, leap=True) for near in _years(today.year, ahead))
    return next(d for d in found if d and (d >= today if ahead else d <= today))


def _years(year: int, ahead: bool) -> Iterable[int]:
    """This year and the eight beside it: 29 February can be as far away as that."""
    return range(year, year + 9) if ahead else range(year, year - 9, -1)


def _year(text: str, today: date) -> int:
    if len(text) not in {2, 4}:
        raise ValueError(f"Write the year with 2 or 4 digits. {WRITE}")
    year = int(text)
    if len(text) == 2:
        century = today.year - today.year % 100
        year += century
        year -= 100 if year > today.year + YEARS_AHEAD else 0
        year += 100 if year <= today.year + YEARS_AHEAD - 100 else 0
    return year


def _day(day: int, month: int, year: int, *, leap: bool = False) -> date | None:
    if not 1 <= month <= 12:
        raise ValueError(f"There are 12 months, and the day comes first. {WRITE}")
    if not 1900 <= year < 2200:
        raise ValueError(f"Check the year. {WRITE}")
    try:
        return date(year, month, day)
    except ValueError:
        if leap and (day, month) == (29, 2):
            return None
        raise ValueError(f"That month has no such day. {WRITE}") from None


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months on, or the last day of a shorter month."""
    year, before = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:  # every month has it: most days need no look at the calendar
        return date(year, before + 1, day.day)
    last = calendar.monthrange(year, before + 1)[1]
    return date(year, before + 1, min(day.day, last))


def whole_months(start: date, end: date) -> int:
    """Calendar months completed between two dates; negative when end is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months


def whole_years(born: date, today: date) -> int:
    """Birthdays passed; a birthday on 29 February falls on 28 in other years."""
    return whole_months(born, today) // 12


def age_text(born: date, today: date) -> str:
    """How old somebody is: "16 days", "6 weeks 2 days", "10 months", "31".

    Days up to 4 weeks, weeks up to 4 months, months up to 2 years, then years (with
    months up to 5 years).
    """
    days = (today - born).days
    months = whole_months(born, today)
    if days < 0:
        return "not born yet"
    if days < 28:
        return _count(days, "day") if days else "born today"
    if months < 4:
        return _joined(_count(days // 7, "week"), _count(days % 7, "day"))
    if months < 24:
        return _count(months, "month")
    if months < 60:
        return _joined(_count(months // 12, "year"), _count(months % 12, "month"))
    return str(months // 12)


def gestation_days(expected: date, today: date) -> int:
    """Days of pregnancy completed, counted back from the expected date of delivery."""
    return FULL_TERM_DAYS - (expected - today).days


def gestation_text(expected: date, today: date) -> str:
    """How far a pregnancy is: "24 weeks pregnant"; past the date, "due 3 days ago"."""
    late = (today - expected).days
    if late > 0:
        return f"due {_count(late, 'day')} ago"
    if late == 0:
        return "due today"
    weeks = gestation_days(expected, today) // 7
    if weeks < 1:
        return f"due {spoken_date(expected)}"
    return f"{_count(weeks, 'week')} pregnant"


def doubts_baby_birth(born: date, today: date) -> tuple[str, ...]:
    """Questions about a baby's date of birth; none when it looks right."""
    if born > today:
        return ("This date is in the future. Is the baby not born yet?",)
    years = whole_years(born, today)
    if years >= 5:
        return (f"This makes the baby {years} years old. Is the year right?",)
    return ()


def doubts_parent_birth(born: date, today: date) -> tuple[str, ...]:
    """Questions about a parent's or carer's date of birth."""
    if born > today:
        return ("This date is in the future. Is the year right?",)
    years = whole_years(born, today)
    if years < 12 or years > 70:
        age = _count(years, "year") or "less than a year"
        return (f"This makes them {age} old. Is the year right?",)
    return ()


def doubts_expected_date(
    expected: date, today: date, births: Iterable[date | None] = ()
) -> tuple[str, ...]:
    """Questions about an expected date of delivery, beside the family's births."""
    if expected > add_months(today, 10):
        return ("This is more than 10 months ahead. Is the date right?",)
    after = [(born - expected).days for born in births if born is not None]
    born = any(-EARLIEST_BIRTH_DAYS <= days <= LATEST_BIRTH_DAYS for days in after)
    if (today - expected).days > LATEST_BIRTH_DAYS and not born:
        return ("This was more than 4 weeks ago. Has the baby been born?",)
    return ()


def spoken_date(day: date, today: date | None = None, *, weekday: bool = False) -> str:
    """A date in words: "14 March 1995", "Monday 23 November".

    The year is left out when `today` is given and in the same year.
    """
    parts = [WEEKDAYS[day.weekday()].title()] if weekday else []
    parts += [str(day.day), MONTHS[day.month - 1].title()]
    if today is None or today.year != day.year:
        parts.append(str(day.year))
    return " ".join(parts)


def _count(number: int, unit: str) -> str:
    if number == 1:
        return f"1 {unit}"
    return f"{number} {unit}s" if number else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
