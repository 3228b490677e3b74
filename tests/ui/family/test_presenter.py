"""What the page of a family says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.ui.desks import AMIRA, CHLOE, HASSAN, add_hassan, finished

from visit_app import visits
from visit_app.records import Encounter, Patient, PractitionerRole
from visit_app.records.clock import FixedClock
from visit_app.ui.family.presenter import (
    FamilyPresenter,
    number,
    short_date,
    weeks_between,
)
from visit_app.ui.family.scores import scores
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk

TODAY = date(2026, 11, 23)


def page(desk: Desk, family_id: str = "hassan") -> FamilyPresenter:
    return FamilyPresenter(desk, SaveState(desk), family_id)


def test_head_and_people(desk: Desk) -> None:
    add_hassan(desk)
    shown = page(desk)
    assert shown.title == "Amira Hassan and Idris"
    assert shown.subtitle == "6 to 8 week review due by 5 December"
    amira, idris, yonis, home = shown.people()
    assert amira.heading == "Amira, mother"
    assert ("Born", "14 March 1995 (31)") in amira.rows
    assert ("NHS no.", "999 000 0018") in amira.rows
    assert ("Contact", "Text first. No voicemail.") in amira.rows
    assert idris.heading == "Idris, baby"
    assert ("Age", "6 weeks 2 days") in idris.rows
    assert ("NHS no.", "Not known yet") in idris.rows
    assert yonis.rows == (("Lives", "At home"),)
    assert home.rows == (("Postcode", "NN16 0AA"),)


def test_a_pregnancy(desk: Desk) -> None:
    visits.save_family(desk, CHLOE)
    shown = page(desk, "byrne")
    assert shown.subtitle == "Antenatal contact due by 10 February 2027"
    assert shown.people()[1].rows == (("Due", "10 February 2027 (28 weeks pregnant)"),)


def test_needs_and_safe_messages(desk: Desk) -> None:
    careful = replace(
        AMIRA,
        safe_to_leave_message=False,
        interpreter_needed=True,
        communication_needs="Large print",
        communication_checked_on=date(2026, 11, 1),
    )
    safe = replace(AMIRA, id="b", safe_to_leave_message=True)
    visits.save_family(desk, replace(HASSAN, parents=(careful, safe)))
    rows = page(desk).people()[0].rows
    assert ("Message", "Do not leave one") in rows
    assert ("Interpreter", "Needed") in rows
    assert ("Checked", "1 November 2026") in rows
    assert ("Message", "Safe to leave one") in page(desk).people()[2].rows


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 11, 8), "New birth visit is 1 day late"),
        (date(2026, 11, 7), "New birth visit is 2 days late"),
        (date(2026, 8, 1), "3 to 4 month contact can be offered until 1 December"),
        (date(2022, 1, 1), "No contact is due now"),
        (date(2026, 10, 20), "No contact is due now"),  # missed before she was known
    ],
)
def test_what_is_due(desk: Desk, born: date, words: str) -> None:
    baby = replace(HASSAN.babies[0], birth_date=born)
    visits.save_family(desk, replace(HASSAN, babies=(baby,)))
    assert page(desk).subtitle == words


def test_a_missed_contact_is_said(desk: Desk, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 10, 25, 9, tzinfo=UTC)
    baby = replace(HASSAN.babies[0], birth_date=date(2026, 10, 20))
    visits.save_family(desk, replace(HASSAN, babies=(baby,)))
    clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    shown = page(desk)
    assert shown.subtitle == "New birth visit was missed"
    assert desk.vault.get(Encounter, shown.start("amira")).type == ""


def test_an_fnp_nurse_sees_the_phase(desk: Desk) -> None:
    add_hassan(desk)
    nurse = replace(desk.practitioner, role=PractitionerRole.FNP_NURSE)
    shown = page(replace(desk, practitioner=nurse))
    assert shown.subtitle == "FNP, infancy"
    visit = desk.vault.get(Encounter, shown.start("amira"))
    assert visit.type == "fnp-infancy"


def test_a_family_can_follow_another_programme(desk: Desk) -> None:
    add_hassan(desk)
    shown = page(desk)
    assert shown.programmes() == (
        ("", "As for all families"),
        ("healthy-child", "Health visitor reviews"),
        ("fnp", "Family Nurse Partnership"),
    )
    assert shown.programme == ""
    shown.follow("fnp")
    assert (shown.programme, shown.subtitle) == ("fnp", "FNP, infancy")
    visit = visits.start(desk, "hassan", "amira", type="fnp-infancy")
    visits.agree(desk, visit.id, kind="visit", due=date(2026, 12, 3))
    visits.finish(desk, visit.id)
    assert page(desk).subtitle == "FNP, infancy due by 3 December"
    shown.follow("")
    assert shown.programme == ""
    assert "6 to 8 week review" in page(desk).subtitle


def test_a_visit_begins_with_the_contact_that_is_due(desk: Desk) -> None:
    add_hassan(desk)
    shown = page(desk)
    assert shown.askable()[1] == ("yonis", "Yonis", "Father")
    visit = desk.vault.get(Encounter, shown.start("yonis"))
    assert (visit.type, visit.subject_id) == ("6-8-weeks", "yonis")
    shown.read()
    assert shown.draft == visit
    assert "6 to 8 week review with Yonis" in shown.draft_words()
    assert shown.entries()[0].chip == "Not finished"


def test_weeks_are_those_of_this_pregnancy(desk: Desk, clock: FixedClock) -> None:
    """The date of the next baby says nothing about a visit before the last one."""
    clock.moment = datetime(2026, 7, 22, 9, tzinfo=UTC)
    family = add_hassan(desk)
    finished(desk, "amira", "antenatal", *[1] * 8)
    told = []
    for due in (date(2026, 10, 10), date(2028, 1, 9)):
        visits.save_family(desk, replace(family, expected_date_of_delivery=due))
        ((phq,),) = [person.series for person in scores(desk, page(desk).history)]
        told += [point.contact for point in phq.points]
    assert told == ["28 weeks", "Antenatal"]


def test_history_and_scores(desk: Desk, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 7, 22, 9, tzinfo=UTC)
    add_hassan(desk)
    finished(desk, "amira", "antenatal", 1, 1, 1, 1, 1, 1, 0, 0, 0)
    clock.moment = datetime(2026, 10, 22, 9, tzinfo=UTC)
    finished(desk, "amira", "new-birth", 2, 2, 2, 1, 1, 1, 0, 0)
    finished(desk, "yonis", "phone-call", *[0] * 9)
    clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    visits.cancel(desk, visits.start(desk, "hassan", "amira").id)
    shown = page(desk)
    assert [(e.when, e.contact, e.detail, e.chip) for e in shown.entries()] == [
        ("23 Nov", "Visit", "with Amira", "Did not take place"),
        ("22 Oct", "Phone call", "with Yonis, PHQ-9", ""),
        ("22 Oct", "New birth visit", "with Amira, PHQ-9", "PHQ-9 incomplete"),
        ("22 Jul", "Antenatal contact", "with Amira, PHQ-9", ""),
    ]
    amira, yonis = scores(desk, shown.history)
    (phq,) = amira.series
    assert [(p.when, p.low, p.high, p.gap, p.note) for p in phq.points] == [
        ("22 Jul", 6, 6, "", ""),
        ("22 Oct", 9, 12, "13 weeks", "1 answer missing"),
    ]
    assert [p.contact for p in phq.points] == ["Antenatal", "New birth"]
    assert phq.bands[-1] == (20, 27, "severe")
    assert (phq.most, phq.note[:31]) == (27, "Bands as published with PHQ-9. ")
    assert [p.high for p in yonis.series[0].points] == [0]


def test_a_half_made_form_is_offered(desk: Desk) -> None:
    add_hassan(desk)
    FamilyEditPresenter(desk, SaveState(desk), "hassan").set("amira", "phone", "1")
    assert page(desk).form_waits


def test_small_words() -> None:
    unknown = Patient(id="x", nhs_number_absent_reason="To be looked up")
    assert number(unknown) == "Not known: to be looked up"
    assert short_date(date(2025, 11, 6), TODAY) == "6 Nov 25"
    assert weeks_between(TODAY, TODAY) == "same day"
    assert weeks_between(date(2026, 11, 22), TODAY) == "1 day"
    assert weeks_between(date(2026, 11, 8), TODAY) == "2 weeks"
