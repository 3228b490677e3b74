from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from visit_app.sync.ledger import Waiting
from visit_app.sync.status import Standing, Status
from visit_app.ui.courier.state import News
from visit_app.ui.courier.words import moment, since_words, status_line

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 16, 2, tzinfo=UTC)
STATUS = Status(
    standing=Standing.MEMBER,
    team="Kettering North",
    team_id="t",
    place="/store",
    own_role=None,
    waiting=Waiting(),
    visits_stored=12,
    verified_at=AT,
    colleagues=(),
    conflicts=0,
    quarantined=0,
    conditions=(),
    events=(),
)


def line(news: News) -> tuple[str, str]:
    return status_line(news, TODAY)


def of(**changes: object) -> News:
    return News(replace(STATUS, **changes))  # type: ignore[arg-type]


def test_by_itself_it_says_that_everything_is_saved_here() -> None:
    assert line(News()) == ("Everything is saved on this laptop.", "laptop")
    alone = line(of(standing=Standing.ALONE))
    assert alone == line(News())


@pytest.mark.parametrize(
    ("standing", "begins"),
    [
        (Standing.ASKING, "Waiting to be let into the team."),
        (Standing.PAUSED, "Nothing is sent to the team, as you chose."),
        (Standing.REMOVED, "This laptop is not in the team any more."),
        (Standing.CLOSED, "This laptop needs a new place in the team."),
    ],
)
def test_how_it_stands_comes_first(standing: Standing, begins: str) -> None:
    words, _ = line(of(standing=standing))
    assert words.startswith(begins)
    assert words.endswith("Everything is saved on this laptop.")


def test_all_visits_are_in_the_store_only_with_the_time_they_were_read_back() -> None:
    assert line(of()) == (
        "12 of 12 visits are in the team store. Read back today at 16:02.",
        "cloud-check",
    )
    unseen, icon = line(of(verified_at=None))
    assert "in the team store" not in unseen
    assert icon == "cloud"


def test_without_visits_it_speaks_of_everything() -> None:
    words, _ = line(of(visits_stored=0))
    assert words == "Everything is in the team store. Read back today at 16:02."


def test_what_waits_is_counted_with_the_time_of_the_oldest() -> None:
    waiting = Waiting(5, 3, "2026-11-23T10:12:00+00:00")
    words, icon = line(of(waiting=waiting))
    assert words == "3 visits waiting to send since 10:12, safe on this laptop."
    assert icon == "cloud"
    one, _ = line(of(waiting=Waiting(1, 0, "")))
    assert one == "1 change waiting to send, safe on this laptop."


def test_offline_is_said_by_the_icon_alone_and_trouble_in_words() -> None:
    waiting = Waiting(1, 1, "2026-11-23T10:12:00+00:00")
    calm = replace(of(waiting=waiting), problem="The store is away.", offline=True)
    assert line(calm) == (line(of(waiting=waiting))[0], "cloud-off")
    held = replace(of(waiting=waiting), held="metered")
    assert line(held)[1] == "cloud-off"
    full = replace(of(waiting=waiting), problem="The team store is full.")
    assert line(full)[0].endswith("See Team and sync.")


def test_a_day_other_than_today_is_named() -> None:
    before = datetime(2026, 11, 20, 9, 14, tzinfo=UTC)
    assert moment(before, TODAY) == "on 20 November at 09:14"
    assert since_words(before, TODAY) == " since 20 November"
    assert since_words(None, TODAY) == ""
