"""What is typed stays as typed until it becomes one revision."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.ui.desks import CHLOE, HASSAN

from visit_app.records import Family
from visit_app.ui.family_edit.form import (
    EXPECTED,
    HOME,
    family_of,
    form_of,
    from_json,
    read_date,
    settled,
    to_json,
)

TODAY = date(2026, 11, 23)


def test_an_untouched_form_is_the_family_again() -> None:
    for family in (HASSAN, CHLOE, Family(id="empty")):
        assert family_of(form_of(family, TODAY), family) == family


@given(st.text(), st.text(), st.sampled_from(["address", "note", "postcode"]))
def test_json_keeps_every_character(name: str, text: str, place: str) -> None:
    form = form_of(HASSAN, TODAY).with_value(HOME, place, text)
    form = form.with_value("amira", "given_name", name)
    assert from_json(to_json(form)) == form


def test_typed_values_become_the_record() -> None:
    form = form_of(HASSAN, TODAY)
    for where, name, text in (
        ("amira", "birth_date", "15/3/95"),
        ("amira", "safe_to_leave_message", "no"),
        ("yonis", "nhs_number", "999 000 0018"),
        ("yonis", "nhs_number_absent_reason", "To be looked up"),
        (HOME, "postcode", " nn160ab "),
        (HOME, EXPECTED, "3 feb"),
    ):
        form = form.with_value(where, name, text)
    family = family_of(form, HASSAN)
    amira, yonis = family.parents
    assert amira.birth_date == date(1995, 3, 15)
    assert amira.safe_to_leave_message is False
    assert (yonis.nhs_number, yonis.nhs_number_absent_reason) == ("9990000018", "")
    assert family.postcode == "NN16 0AB"
    assert family.expected_date_of_delivery == date(2027, 2, 3)
    assert family.babies == HASSAN.babies


def test_yesterday_stays_the_day_it_was_typed_about() -> None:
    form = form_of(HASSAN, TODAY).with_value("idris", "birth_date", "yesterday")
    form = form.with_value(HOME, EXPECTED, "3 f")
    later = settled(form, date(2026, 12, 1))
    assert later.value("idris", "birth_date") == "22 November 2026"
    assert read_date(later, "idris", "birth_date") == date(2026, 11, 22)
    assert later.value(HOME, EXPECTED) == "3 f"
