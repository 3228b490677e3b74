"""The days that are counted: a quarter, or any two dates."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from visit_app.records.dates import add_months, spoken_date


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; raises ValueError backwards."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("The last day comes before the first.")

    @property
    def since(self) -> datetime:
        """The moment it begins where the practitioner is, aware."""
        return datetime.combine(self.first, time.min).astimezone()

    @property
    def until(self) -> datetime:
        """The first moment after it, aware."""
        return datetime.combine(self.last + timedelta(1), time.min).astimezone()

    @property
    def words(self) -> str:
        """For people: "1 July 2026 to 30 September 2026"."""
        return f"{spoken_date(self.first)} to {spoken_date(self.last)}"


def quarter_of(day: date) -> Period:
    """The quarter of the calendar year that the day is in."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Period(first, add_months(first, 3) - timedelta(1))


def quarter_before(period: Period) -> Period:
    """The quarter that ends before this one begins."""
    return quarter_of(period.first - timedelta(1))
