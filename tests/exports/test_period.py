from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.exports.period import Period, quarter_before, quarter_of

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))


def test_a_quarter_in_words() -> None:
    quarter = quarter_of(date(2026, 11, 23))
    assert quarter == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_before(quarter).words == "1 July 2026 to 30 September 2026"


@given(DAYS)
def test_every_day_is_in_its_quarter_and_quarters_touch(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter_of(quarter.first) == quarter_of(quarter.last) == quarter
    assert (quarter.first - quarter_before(quarter).last).days == 1


def test_the_last_day_is_counted_to_its_end() -> None:
    period = Period(date(2026, 3, 28), date(2026, 3, 29))
    assert period.since == datetime(2026, 3, 28).astimezone()
    assert period.until == datetime(2026, 3, 30).astimezone()
    assert period.since.tzinfo is not None


def test_a_period_never_runs_backwards() -> None:
    with pytest.raises(ValueError, match="comes before"):
        Period(date(2026, 3, 29), date(2026, 3, 28))
