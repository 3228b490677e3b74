"""Which row each thing is counted in."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.exports.caseloads import (
    BOOKS,
    BORN,
    FAMILY,
    MOTHER,
    NOON,
    answers,
    measure,
    mother,
    result,
    seen,
    visit,
)

from visit_app.exports.counting import rows_of
from visit_app.exports.period import Period
from visit_app.exports.seen import Seen
from visit_app.records import Absent, Consent, DetectedIssue, ServiceRequest

DECLINED, LEFT = Absent("asked-declined"), Absent("not-asked", "baby was asleep")


def rows(id: str, of: Seen) -> list[str]:
    return list(rows_of(of, measure(id), BOOKS))


def referral(**fields: Any) -> ServiceRequest:
    whole = {"id": "r", "family_id": "family", "subject_id": "mother"}
    return ServiceRequest(**{**whole, "encounter_id": "visit", **fields})


def test_somebody_who_was_taken_out_of_the_family_is_counted_too() -> None:
    gone = seen(visit(subject_id="gone"))
    found = {
        id: rows(id, gone)
        for id in (f"people-by-{x}" for x in ("role", "ethnic-group", "sex", "age"))
    }
    assert found.pop("people-by-role") == ["other"]
    assert set(map(tuple, found.values())) == {("not-recorded",)}


def test_a_family_and_a_person_count_once_however_often_they_were_seen() -> None:
    often = seen(visit("a"), visit("b"), visit("c", subject_id="father"))
    assert rows("families", often) == ["seen"]
    assert rows("people-by-role", often) == ["mother", "father"]
    assert rows("interpreter", often) == ["not-recorded"] * 3


@pytest.mark.parametrize(
    ("id", "fields", "row"),
    [
        ("people-by-role", {"role": "grandmother"}, "other"),
        ("people-by-ethnic-group", {"ethnic_category": "asian-indian"}, "asian"),
        ("people-by-ethnic-group", {"ethnic_category": "black"}, "black"),
        ("people-by-ethnic-group", {"ethnic_category": ""}, "not-recorded"),
        ("people-by-ethnic-group", {"ethnic_category": "unheard"}, "not-recorded"),
        (
            "people-by-ethnic-group",
            {"ethnic_category": "prefer-not-to-say"},
            "prefer-not-to-say",
        ),
        ("people-by-sex", {"sex": "female"}, "female"),
        ("people-by-sex", {"sex": ""}, "not-recorded"),
        ("people-by-age", {"birth_date": None}, "not-recorded"),
        ("people-by-age", {"birth_date": date(2009, 1, 1)}, "under-18"),
        ("people-by-age", {"birth_date": date(2008, 12, 31)}, "18-25"),
        ("people-by-age", {"birth_date": date(2001, 1, 1)}, "18-25"),
        ("people-by-age", {"birth_date": date(2000, 12, 31)}, "26-and-over"),
    ],
)
def test_people(id: str, fields: dict[str, Any], row: str) -> None:
    assert rows(id, seen(family=mother(**fields))) == [row]


def test_a_birthday_on_29_february_is_the_one_the_pages_show() -> None:
    born = mother(birth_date=date(2008, 2, 29))
    to_february = replace(BOOKS, period=Period(date(2026, 1, 1), date(2026, 2, 28)))
    by_age = measure("people-by-age")
    assert list(rows_of(seen(family=born), by_age, to_february)) == ["18-25"]


@pytest.mark.parametrize(
    ("days", "row"),
    [(6, "not-in-time"), (7, "in-time"), (14, "in-time"), (15, "not-in-time")],
)
def test_a_review_in_its_time_or_not(days: int, row: str) -> None:
    on = NOON.replace(month=10, day=10) + timedelta(days)
    assert rows("contacts", seen(visit(on=on, type="new-birth"))) == [
        f"new-birth/{row}"
    ]


def test_a_review_is_in_time_for_one_of_two_babies() -> None:
    older = replace(FAMILY.babies[0], id="older", birth_date=date(2024, 1, 1))
    two = FAMILY.with_person(older)
    on = NOON.replace(month=10, day=20)
    found = rows("contacts", seen(visit(on=on, type="new-birth"), family=two))
    assert found == ["new-birth/in-time"]


def test_a_review_without_a_date_and_contacts_that_are_none() -> None:
    unborn = replace(FAMILY, babies=())
    assert rows("contacts", seen(visit(type="new-birth"), family=unborn)) == [
        "new-birth/undated"
    ]
    due = replace(unborn, expected_date_of_delivery=NOON.date() + timedelta(40))
    assert rows("contacts", seen(visit(type="antenatal"), family=due)) == [
        "antenatal/in-time"
    ]
    others = [visit(type=code) for code in ("", "phone-call", "3-4-months")]
    assert rows("contacts", seen(*others)) == []


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"words_1": "tired", "joy": "his smile", "fear": "none"}, "all"),
        ({"words_2": "tired"}, "some"),
        ({"joy": "his smile", "words_1": DECLINED, "fear": LEFT}, "some"),
        ({"words_1": DECLINED, "fear": LEFT}, "declined"),
        ({"words_1": LEFT}, "left"),
        ({"strengths": "warm with him"}, "not-begun"),
        ({}, "not-begun"),
    ],
)
def test_the_conversation(given: dict[str, Any], row: str) -> None:
    held = seen(responses=(answers("conversation", **given),))
    assert rows("conversation", held) == [row]


def test_no_conversation_was_begun() -> None:
    assert rows("conversation", seen()) == ["not-begun"]


@pytest.mark.parametrize(
    ("given", "row"),
    [
        ({"q1": False, "q2": False}, "negative"),
        ({"q1": True, "q2": False}, "positive"),
        ({"q1": True, "q2": DECLINED}, "incomplete"),
        ({"q1": True}, "incomplete"),
        ({}, "not-asked"),
    ],
)
def test_whooley(given: dict[str, Any], row: str) -> None:
    assert rows("whooley", seen(responses=(answers("whooley", **given),))) == [row]


@pytest.mark.parametrize(
    ("value", "row"),
    [(0, "negative"), (2, "negative"), (3, "positive"), (None, "incomplete")],
)
def test_gad_2(value: int | None, row: str) -> None:
    assert rows("gad-2", seen(observations=(result("gad-2", value),))) == [row]
    assert rows("gad-2", seen()) == ["not-asked"]


@pytest.mark.parametrize("form", ["phq-9", "epds", "gad-7"])
def test_more_the_same_day(form: str) -> None:
    yes = answers("whooley", q1=True, q2=True)
    link = "44250-9" if form == "phq-9" else "69725-0" if form == "gad-7" else "1"
    fuller = replace(answers(form), answers={link: (1,)})
    both = {"observations": (result("gad-2", 4),)}
    assert rows("whooley", seen(responses=(yes, fuller))) == ["positive-more"]
    assert rows("gad-2", seen(responses=(fuller,), **both)) == ["positive-more"]
    begun = answers(form)  # nothing is answered in it
    assert rows("whooley", seen(responses=(yes, begun))) == ["positive"]
    another_day = replace(fuller, encounter_id="other")
    two = seen(visit(), visit("other"), responses=(yes, another_day))
    assert rows("whooley", two) == ["positive", "not-asked"]


def test_a_referral_the_same_day_counts_unless_withdrawn() -> None:
    yes = answers("whooley", q1=True, q2=True)
    for status, row in (("draft", "positive-more"), ("revoked", "positive")):
        found = seen(responses=(yes,), referrals=(referral(status=status),))
        assert rows("whooley", found) == [row]


# --- scores ------------------------------------------------------------------------


def twice(code: str, first: int | None, last: int | None) -> Seen:
    return seen(
        visit("now"),
        observations=(
            result(code, last, "now"),
            result(code, first, "before", days=-100),
        ),
    )


def test_first_and_last_by_their_published_names() -> None:
    found = twice("phq-9", 21, 4)
    assert rows("phq-9-first", found) == ["severe"]
    assert rows("phq-9-last", found) == ["none or minimal"]
    assert rows("gad-7-last", found) == []


def test_sums_without_a_published_name_are_counted_too() -> None:
    found = twice("gad-7", 15, 4)
    assert rows("gad-7-first", found) == ["severe"]
    assert rows("gad-7-last", found) == ["no-name"]


@pytest.mark.parametrize(
    ("value", "row"), [(0, "0"), (9, "0"), (10, "1"), (12, "1"), (13, "2"), (30, "2")]
)
def test_epds_between_its_cut_offs(value: int, row: str) -> None:
    assert rows("epds-last", twice("epds", 0, value)) == [row]


@pytest.mark.parametrize(("first", "last"), [(None, 5), (5, None)])
def test_an_incomplete_one_is_no_measure(first: int | None, last: int | None) -> None:
    assert rows("phq-9-first", twice("phq-9", first, last)) == []


def test_the_last_one_has_to_be_of_the_period() -> None:
    old = (result("phq-9", 9, "a", days=-200), result("phq-9", 8, "b", days=-100))
    assert rows("phq-9-last", seen(visit("now"), observations=old)) == []


def test_two_people_are_not_mixed_up() -> None:
    hers = result("phq-9", 9, "a", days=-200)
    his = result("phq-9", 8, "b", subject_id="father")
    both = seen(visit("b", subject_id="father"), observations=(hers, his))
    assert rows("phq-9-first", both) == []


def test_people_with_two_mors_sf() -> None:
    old = result("mors-sf", None, "a", days=-90, missing=())
    new = result("mors-sf", None, "visit", missing=())
    assert rows("mors-sf", seen(observations=(old, new))) == ["people"]
    assert rows("mors-sf", seen(observations=(new,))) == []


# --- after -------------------------------------------------------------------------


def test_referrals_whose_letter_went_out() -> None:
    sent = [
        referral(id="a", status="active", priority="urgent", performer_id="spmhs"),
        referral(id="b", status="active", performer="Dr Somebody"),
        referral(id="c", status="draft", priority="stat", performer_id="hub"),
        referral(id="d", status="revoked", priority="stat", performer_id="hub"),
    ]
    found = seen(referrals=tuple(sent))
    assert rows("referrals-by-urgency", found) == ["urgent", "not-recorded"]
    assert rows("referrals-by-service", found) == ["spmhs", "elsewhere"]


def test_consent() -> None:
    said = [
        referral(id=str(n), status=status, consent=Consent(decision=decision))
        for n, (status, decision) in enumerate(
            [
                ("active", "given"),
                ("draft", "refused"),
                ("draft", ""),
                ("active", "limited"),
                ("revoked", "refused"),
            ]
        )
    ]
    assert rows("consent", seen(referrals=tuple(said))) == [
        *("given", "refused", "not-recorded", "limited")
    ]


def test_safety_panels() -> None:
    issue = DetectedIssue(
        id="i",
        family_id="family",
        encounter_id="visit",
        subject_id="mother",
        code="red-flag",
        identified=NOON,
    )
    more = replace(issue, id="j", code="self-harm-answer")
    assert rows("safety", seen(issues=(issue, more))) == [
        "red-flag",
        "self-harm-answer",
    ]


def test_nobody_is_counted_who_was_not_seen() -> None:
    nobody = Seen(family=FAMILY)
    assert MOTHER.birth_date
    assert BORN
    for each in BOOKS.definitions.measures:
        assert rows(each.id, nobody) == []
