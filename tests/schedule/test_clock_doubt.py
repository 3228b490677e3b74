from datetime import UTC, datetime, timedelta, timezone

from visit_app.schedule import clock_doubt

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


def test_a_clock_behind_the_newest_record_is_noticed() -> None:
    sentence = clock_doubt(NOW + timedelta(days=1), NOW)
    assert "23 November 2026, 10:42" in sentence
    assert "24 November 2026, 10:42" in sentence
    assert "Check the date and time" in sentence


def test_a_small_correction_is_not() -> None:
    assert clock_doubt(NOW + timedelta(minutes=5), NOW) == ""
    assert clock_doubt(NOW + timedelta(minutes=5, seconds=1), NOW) != ""


def test_a_clock_far_ahead_is_questioned() -> None:
    assert "more than a year after" in clock_doubt(NOW - timedelta(days=401), NOW)
    assert clock_doubt(NOW - timedelta(days=400), NOW) == ""


def test_a_new_vault_has_nothing_to_compare_with() -> None:
    assert clock_doubt(None, NOW) == ""


def test_moments_are_said_where_the_practitioner_is() -> None:
    summer = timezone(timedelta(hours=1))
    sentence = clock_doubt(NOW + timedelta(days=1), NOW.astimezone(summer))
    assert "23 November 2026, 11:42" in sentence
    assert "24 November 2026, 11:42" in sentence
