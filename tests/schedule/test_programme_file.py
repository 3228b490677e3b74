import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.resources import read_json
from visit_app.schedule import FNP, HEALTHY_CHILD, load_programme
from visit_app.schedule.programme_file import (
    NOT_ONE,
    changed,
    programme_of,
    read,
    write,
)

DATA = read_json(HEALTHY_CHILD)
CONTACTS = {part["code"] for part in DATA["contacts"]}
PHASES = {part["code"] for part in read_json(FNP)["phases"]}
FORMS = {"whooley", "gad-2", "phq-9"}
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def problems(data: Any) -> str:
    with pytest.raises(ValueError, match=r"\S") as found:
        read(json.dumps(data), CONTACTS | PHASES, FORMS)
    return str(found.value)


def broken(at: int = 1, **change: Any) -> dict[str, Any]:
    data: dict[str, Any] = copy.deepcopy(DATA)
    data["contacts"][at].update(change)
    return data


@pytest.mark.parametrize("name", [HEALTHY_CHILD, FNP])
def test_what_ships_is_a_programme_and_comes_back_as_it_was(name: str) -> None:
    document = read_json(name)
    assert read(write(document), CONTACTS | PHASES, FORMS) == document
    assert programme_of(document) == load_programme(name)


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", "{}", '{"contacts": {}}', '{"contacts": []}', "3"]
)
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a programme of contacts"):
        read(text, CONTACTS, FORMS)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"code": ""}, "Contact 2: it has no code."),
        ({"title": 3}, "Contact 2: it has no title."),
        ({"window": None}, "Contact 2: it has no window."),
        ({"code": "12-weeks"}, "Contact 2: “12-weeks” is no kind of visit here."),
        ({"code": "antenatal"}, "Contact 2: “antenatal” is in it twice."),
        ({"anchor": "christmas"}, "Contact 2: it is counted from one of: expected,"),
        ({"from": {"hours": 3}}, "Contact 2: “from” is whole months, weeks and days."),
        ({"by": {"days": 2.5}}, "“by” is whole months"),
        ({"closes": {}}, "“closes” is whole months"),
        ({"closes": {"days": True}}, "“closes” is whole months"),
        ({"closes": {"months": 99_999}}, "“closes” is whole months"),
        ({"by": {"days": 3}}, "Contact 2: it has to open, be due and close in that"),
        ({"screening": "whooley"}, "Contact 2: which questions are asked at it"),
        ({"screening": ["epds-9"]}, "Contact 2: “epds-9” is no questionnaire here."),
        ({"screening_source": " "}, "Contact 2: it does not say who set its"),
        ({"off": "no"}, "Contact 2: “off” is true or false."),
        ({"off": 1}, "Contact 2: “off” is true or false."),
        ({"optional": "yes"}, "Contact 2: “optional” is true or false."),
        ({"source": 3}, "Contact 2: it has a source that is no text."),
        ({"verified": "surely"}, "Contact 2: it has to say in “verified” how it was"),
        ({"verified": ["verified"]}, "Contact 2: it has to say in “verified” how"),
        ({"screening_verified": None}, "it has to say in “screening_verified” how"),
    ],
)
def test_each_problem_is_named_with_its_place(change: Any, says: str) -> None:
    assert says in problems(broken(**change))


@pytest.mark.parametrize(
    ("notes", "says"),
    [
        ("Read this.", "Its notes are a list."),
        (["Read this."], "Note 1: it is not an entry."),
        ([{"id": "a"}], "Note 1: it has no text."),
        ([{"text": "Read this."}], "Note 1: it has no id."),
        ([{"id": "a", "text": "x", "source": []}], "Note 1: it has a source that is"),
        ([{"id": "a", "text": "x", "verified": "?"}], "Note 1: it has to say in"),
    ],
)
def test_a_note_is_checked_too(notes: Any, says: str) -> None:
    assert says in problems({**DATA, "notes": notes})


def test_how_the_whole_was_checked_is_checked_too() -> None:
    assert "It has to say in “verified”" in problems({**DATA, "verified": "maybe"})


def test_every_problem_is_named_at_once() -> None:
    data = broken(title="", anchor="x", screening=["y"])
    data["contacts"][3] = "nothing"
    del data["source"]
    data["missed_shown_days"] = -1
    found = problems(data)
    for says in (
        "It has no source.",
        "How long a missed contact is shown is a number of days.",
        "Contact 2: it has no title.",
        "Contact 2: it is counted from one of",
        "Contact 2: “y” is no questionnaire here.",
        "Contact 4: it is not an entry.",
    ):
        assert says in found


def test_a_phase_is_checked_too() -> None:
    data = copy.deepcopy(read_json(FNP))
    data["phases"][1]["from"] = {"years": 1}
    data["phases"][2]["code"] = "fnp-school"
    found = problems(data)
    assert "Phase 2: “from” is whole months" in found
    assert "Phase 3: “fnp-school” is no kind of visit here." in found


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_nothing_else_gets_through(data: Any) -> None:
    with pytest.raises(ValueError, match=NOT_ONE):
        read(json.dumps(data), CONTACTS, FORMS)
    with pytest.raises(ValueError, match=r"\S"):
        read(json.dumps({"contacts": [data], "phases": []}), CONTACTS, FORMS)


def test_a_service_may_switch_off_a_contact_or_ask_other_questions() -> None:
    document = changed(DATA, "6-months", by="Priya Nair", at=NOON, off=True)
    asks = ("phq-9",)
    document = changed(document, "2-years", by="S. Lowe", at=NOON, screening=asks)
    assert (document["author"], document["recorded"]) == ("S. Lowe", NOON.isoformat())
    made = programme_of(read(write(document), CONTACTS, FORMS))
    found = {contact.code: contact for contact in made.contacts}
    assert "6-months" not in found
    assert found["2-years"].screening == asks
    assert found["2-years"].screening_source.text == "set by S. Lowe"
    assert not found["2-years"].screening_source.confirm_locally
    again = changed(document, "6-months", by="x", at=NOON, off=False)
    assert "6-months" in [contact.code for contact in programme_of(again).contacts]
    assert "off" not in DATA["contacts"][4]
    with pytest.raises(KeyError):
        changed(DATA, "unheard-of", by="x", at=NOON, off=True)
