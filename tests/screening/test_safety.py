import pytest

from visit_app.screening import load_pathway, missing, numbers
from visit_app.screening.safety import read_contact

PATHWAY = load_pathway()
FILLED = {
    "crisis/crisis-team": "01632 960 118",
    "crisis/perinatal-team": "01632 960 119",
    "crisis/safeguarding": "01632 960 120",
}


def test_until_local_numbers_are_filled_in_only_999_and_111_are_shown() -> None:
    assert [number for _, number in numbers(PATHWAY.contacts, {})] == ["999", "111"]
    assert [c.id for c in missing(PATHWAY.contacts, {})] == [
        "crisis-team",
        "perinatal-team",
        "safeguarding",
    ]


def test_local_numbers_come_first() -> None:
    assert missing(PATHWAY.contacts, FILLED) == ()
    shown = numbers(PATHWAY.contacts, FILLED)
    assert shown[0] == ("Crisis team", "01632 960 118")
    assert [number for _, number in shown][-2:] == ["999", "111"]


def test_an_empty_setting_is_not_filled_in() -> None:
    assert len(missing(PATHWAY.contacts, FILLED | {"crisis/safeguarding": ""})) == 1


def test_the_number_reported_in_2022_is_a_suggestion_never_shown() -> None:
    # a "confirm locally" default, never a fact
    (team,) = [c for c in PATHWAY.contacts if c.suggestion]
    assert team.source.confirm_locally
    assert team.suggestion not in str(numbers(PATHWAY.contacts, {}))


def test_111_is_the_mental_health_option() -> None:
    # NHS 111, press 2: England-wide since 27 August 2024
    (line,) = [c for c in PATHWAY.contacts if c.number == "111"]
    assert "Press 2" in line.text
    assert not line.source.confirm_locally


@pytest.mark.parametrize("name", ["pause", "psychosis"])
def test_the_phone_call_comes_before_any_letter(name: str) -> None:
    # Dorset: phone first; Devon: no messages for urgent referrals
    steps = PATHWAY.protocol(name).steps
    assert [step.id for step in steps if step.call] == ["phone"]
    assert [step.id for step in steps if step.record] == ["name"]
    places = [step.id for step in steps]
    assert places[0] == "stay"
    assert places.index("phone") < places.index("name")
    assert "safeguarding" in places


def test_what_nobody_verified_is_to_be_confirmed_locally() -> None:
    stay, ask = PATHWAY.protocol("pause").steps[:2]
    assert stay.source.confirm_locally
    assert ask.source.confirm_locally


def test_a_contact_has_a_number_or_a_setting() -> None:
    file = {"source": "a book", "verified": "verified"}
    for extra in ({}, {"number": "1", "setting": "s"}):
        with pytest.raises(ValueError, match="a number or a setting"):
            read_contact({"id": "x", "label": "X", "text": "", **extra}, file)
