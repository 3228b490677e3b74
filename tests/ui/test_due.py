"""Contacts due for one family and for a caseload, the most pressing first."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.ui.desks import CHLOE, HASSAN, open_desk

from visit_app import visits
from visit_app.records import Encounter, Family, Patient, PractitionerRole
from visit_app.records.clock import FixedClock
from visit_app.schedule import DueState, planned
from visit_app.ui import due
from visit_app.vault.visit_rows import InShort, VisitRow, Wanted
from visit_app.visits import Desk

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(clock: FixedClock) -> Iterator[Desk]:
    with open_desk(clock) as opened:
        yield opened


def born(desk: Desk, name: str, days_ago: int) -> Family:
    baby = Patient(id=f"{name}-b", role="baby", birth_date=TODAY - timedelta(days_ago))
    mother = Patient(id=f"{name}-m", given_name=name)
    return visits.save_family(desk, Family(id=name, parents=(mother,), babies=(baby,)))


def listed(desk: Desk) -> list[tuple[str, str, DueState]]:
    found = due.caseload(desk, desk.vault.search("", limit=100))
    return [(row.id, contact.code, contact.state) for row, contact in found]


def test_the_late_come_before_what_is_due(desk: Desk) -> None:
    visits.save_family(desk, CHLOE)
    born(desk, "grace", 16)
    born(desk, "fatima", 11)
    assert listed(desk) == [
        ("grace", "new-birth", DueState.OVERDUE),
        ("fatima", "new-birth", DueState.DUE),
        ("byrne", "antenatal", DueState.DUE),
    ]


def test_a_contact_that_took_place_is_not_due(desk: Desk, clock: FixedClock) -> None:
    visits.save_family(desk, HASSAN)
    assert listed(desk)[0][1] == "6-8-weeks"
    visit = visits.start(desk, "hassan", "amira", type="6-8-weeks")
    assert listed(desk) == []  # being written now
    visits.finish(desk, visit.id)
    assert listed(desk) == [("hassan", "6-8-weeks", DueState.SCREENING_OPEN)]


def test_a_contact_with_its_questions_asked_is_done_with(desk: Desk) -> None:
    """Whooley has no score, and counts as asked all the same."""
    visits.save_family(desk, HASSAN)
    visit = visits.start(desk, "hassan", "amira", type="6-8-weeks")
    for name, value in (("whooley", False), ("gad-2", "LA6568-5")):
        for question in desk.catalogue.get(name).questions[:2]:
            visits.answer(desk, visit.id, name, question.link_id, value)
    visits.finish(desk, visit.id)
    assert listed(desk) == []


@pytest.mark.parametrize("kind", ["antenatal", "new-birth"])
def test_a_second_baby_has_contacts_of_its_own(desk: Desk, kind: str) -> None:
    """What took place for the first one says nothing about the second."""
    family = born(desk, "grace", 700)
    for day in (TODAY - timedelta(730), TODAY - timedelta(690)):
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        visit = visits.start(desk, "grace", "grace-m", type=kind, period_start=at)
        visits.finish(desk, visit.id)
    if kind == "antenatal":
        expecting = replace(family, expected_date_of_delivery=TODAY + timedelta(40))
        visits.save_family(desk, expecting)
    else:
        second = Patient(id="grace-c", role="baby", birth_date=TODAY - timedelta(11))
        visits.save_family(desk, family.with_person(second))
    assert listed(desk) == [("grace", kind, DueState.DUE)]
    visits.start(desk, "grace", "grace-m", type=kind)
    assert listed(desk) == []


def test_a_cancelled_visit_did_not_take_place(desk: Desk) -> None:
    visits.save_family(desk, HASSAN)
    visits.cancel(desk, visits.start(desk, "hassan", "amira", type="6-8-weeks").id)
    assert listed(desk) == [("hassan", "6-8-weeks", DueState.DUE)]


def test_nothing_is_missed_that_closed_before_the_family_was_known(
    clock: FixedClock,
) -> None:
    clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with open_desk(clock) as desk:
        born(desk, "new", 33)  # the new birth visit closed after 30 days
        assert listed(desk) == []
    clock.moment = datetime(2026, 10, 25, 9, tzinfo=UTC)
    with open_desk(clock) as desk:
        born(desk, "known", 33)
        clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
        assert listed(desk) == [("known", "new-birth", DueState.MISSED)]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set here")
def test_a_family_is_known_from_the_day_where_the_practitioner_is(
    clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved after midnight in summer: in UTC it is the day before."""
    clock.moment = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    with open_desk(clock) as desk:
        baby = Patient(id="b", role="baby", birth_date=date(2026, 6, 1))
        mother = Patient(id="m", given_name="Grace")
        family = Family(id="grace", parents=(mother,), babies=(baby,))
        visits.save_family(desk, family)
        clock.moment = datetime(2026, 7, 3, 9, tzinfo=UTC)
        assert listed(desk) == [("grace", "new-birth", DueState.MISSED)]
        try:
            monkeypatch.setenv("TZ", "Europe/London")
            time.tzset()
            assert listed(desk) == []  # it closed on 1 July
        finally:
            monkeypatch.undo()
            time.tzset()


def test_a_contact_found_later_waits_its_turn(desk: Desk) -> None:
    """Grace's visit took place, so what is left of hers comes after Fatima's."""
    born(desk, "grace", 16)
    born(desk, "fatima", 11)
    done = visits.start(desk, "grace", "grace-m", type="new-birth")
    visits.finish(desk, done.id)
    assert [(f, s) for f, _, s in listed(desk)] == [
        ("fatima", DueState.DUE),
        ("grace", DueState.SCREENING_OPEN),
    ]


def test_an_fnp_nurse_has_phases_and_no_timetable(desk: Desk) -> None:
    born(desk, "grace", 16)
    nurse = replace(desk.practitioner, role=PractitionerRole.FNP_NURSE)
    hers = replace(desk, practitioner=nurse)
    assert listed(hers) == []
    fnp = due.Followed(hers).programme("grace")
    phase = due.agreed(hers, fnp, "grace", due.Stage(TODAY - timedelta(16)))
    assert phase is not None
    assert (phase.code, phase.state) == ("fnp-infancy", DueState.SUGGESTED)
    assert due.agreed(hers, fnp, "grace", due.Stage()) is None


def test_an_agreed_fnp_visit_is_due_at_its_date_and_late_after_it(
    desk: Desk, clock: FixedClock
) -> None:
    """The date stands in the plan of the newest visit; the next visit ends it."""
    born(desk, "grace", 16)
    born(desk, "fatima", 11)
    visits.follow_programme(desk, "fnp", family_id="grace")
    assert listed(desk) == [("fatima", "new-birth", DueState.DUE)]
    visit = visits.start(desk, "grace", "grace-m", type="fnp-infancy")
    days = (TODAY + timedelta(9), TODAY + timedelta(2))
    for day in days:
        visits.agree(desk, visit.id, kind="visit", due=day)
    visits.agree(desk, visit.id, kind="support", due=TODAY)
    visits.finish(desk, visit.id)
    assert listed(desk)[0] == ("grace", "fnp-infancy", DueState.DUE)
    clock.forward(days=4)
    assert listed(desk)[0] == ("grace", "fnp-infancy", DueState.OVERDUE)
    (late,) = [c for r, c in due.caseload(desk, desk.vault.search()) if r.id == "grace"]
    assert late.days_late == 2
    visits.cancel(desk, visits.start(desk, "grace", "grace-m").id)
    assert listed(desk)[0][0] == "grace"
    visits.start(desk, "grace", "grace-m", type="fnp-infancy")
    assert "grace" not in [family for family, *_ in listed(desk)]


def test_one_family_follows_another_programme_than_the_rest(desk: Desk) -> None:
    born(desk, "grace", 16)
    born(desk, "fatima", 11)
    visits.follow_programme(desk, "fnp")
    assert listed(desk) == []
    visits.follow_programme(desk, "healthy-child", family_id="grace")
    assert listed(desk) == [("grace", "new-birth", DueState.OVERDUE)]
    visits.follow_programme(desk, "", family_id="grace")
    assert listed(desk) == []
    visits.follow_programme(desk, "")
    assert [family for family, *_ in listed(desk)] == ["grace", "fatima"]


def test_a_contact_switched_off_is_never_due(desk: Desk) -> None:
    born(desk, "fatima", 11)
    visits.change_contact(desk, "healthy-child", "new-birth", off=True)
    assert listed(desk) == []


def test_what_was_missed_is_said_beside_what_is_due(clock: FixedClock) -> None:
    clock.moment = datetime(2026, 10, 1, 9, tzinfo=UTC)
    with open_desk(clock) as desk:
        born(desk, "known", 45)
        clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
        born(desk, "new", 45)
        followed = due.Followed(desk)
        found = {
            row.id: [m.code for m in due.missed_besides(desk, followed, row, first)]
            for row, first in due.caseload(desk, desk.vault.search())
        }
        assert found == {"known": ["antenatal", "new-birth"], "new": []}
        visits.follow_programme(desk, "fnp")
        (row, _) = desk.vault.search()
        first = planned("x", "X", TODAY, TODAY)
        assert due.missed_besides(desk, due.Followed(desk), row, first) == ()


def test_stages() -> None:
    last, soon = date(2026, 10, 10), date(2026, 10, 17)
    assert due.stage([None, last], soon) == due.Stage(last)
    assert due.stage([date(2024, 1, 1)], soon) == due.Stage(date(2024, 1, 1), soon)
    assert due.stage([], None) == due.Stage()


def test_many_families_come_in_the_order_of_each_looked_at_alone(desk: Desk) -> None:
    """Estimates only hurry: the list is that of families made sure of one by one."""
    for number in range(30):
        family = born(desk, f"f{number:02}", 3 + 17 * number)
        if number % 3 == 0:
            visit = visits.start(desk, family.id, f"{family.id}-m", type="6-8-weeks")
            if number % 2:
                visits.finish(desk, visit.id)
    rows, followed = desk.vault.search("", limit=100), due.Followed(desk)
    alone = []
    for row in rows:
        agenda = followed.agenda(row.id)
        assert agenda is not None
        made = desk.vault.find(Encounter, family_id=row.id)
        took_place = due.past(made, (), due.answered(desk, row.id))
        at = due.stage_of_row(row)
        found = due.first_due(desk, agenda, row.id, at, took_place)
        if found:
            alone.append((due.pressing(found), row.id, found.code, found.state))
    listed_now = [(row_id, code, state) for row_id, code, state in listed(desk)]
    assert listed_now == [
        (row_id, code, state) for _, row_id, code, state in sorted(alone)
    ]
    assert len({state for _, _, state in listed_now}) > 2


def test_visits_are_read_for_many_families_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        born(desk, f"f{number:02}", 12)
    asked: list[int] = []
    real = InShort.newest

    def counted(self: InShort, wanted: Wanted) -> Iterator[VisitRow]:
        asked.append(len(wanted["new-birth"]))
        return real(self, wanted)

    monkeypatch.setattr(InShort, "newest", counted)
    assert len(listed(desk)) == 12
    assert asked == [12]
