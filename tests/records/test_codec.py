from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.records import (
    Absent,
    Activity,
    CarePlan,
    Encounter,
    Family,
    FamilyRole,
    Patient,
    QuestionnaireResponse,
)
from visit_app.records.codec import dumps, from_json, loads, to_json

AMIRA = Patient(
    id="a", given_name="Amira", family_name="Hassan", birth_date=date(1995, 3, 14)
)
IDRIS = Patient(id="i", role=FamilyRole.BABY, given_name="Idris")
HOME = Family(id="f", parents=(AMIRA,), babies=(IDRIS,), postcode="NN16 0AA")


def test_a_family_comes_back_equal() -> None:
    assert loads(Family, dumps(HOME)) == HOME


def test_defaults_are_not_written() -> None:
    assert to_json(Patient(id="p")) == {"id": "p"}


def test_a_visit_keeps_its_moment_and_its_tuples() -> None:
    visit = Encounter(
        id="e",
        family_id="f",
        subject_id="a",
        period_start=datetime(2026, 11, 23, 10, 42, tzinfo=UTC),
        present=("mother", "baby"),
        seen_alone=False,
    )
    assert loads(Encounter, dumps(visit)) == visit


def test_fields_of_a_newer_version_survive_at_every_depth() -> None:
    newer = to_json(HOME) | {"pets": ["cat"]}
    newer["parents"][0]["pronouns"] = "she"
    back = from_json(Family, newer)
    assert back.extra == {"pets": ["cat"]}
    assert back.parents[0].extra == {"pronouns": "she"}
    assert to_json(back) == newer


def test_codes_of_a_newer_version_survive() -> None:
    data = to_json(AMIRA) | {"role": "grandparent"}
    assert from_json(Patient, data).role == "grandparent"


def test_a_plan_keeps_its_activities() -> None:
    plan = CarePlan(
        id="c",
        family_id="f",
        encounter_id="e",
        subject_id="a",
        activity=(Activity(id="1", description="Drop-in", due=date(2026, 11, 30)),),
    )
    assert loads(CarePlan, dumps(plan)) == plan


@pytest.mark.parametrize(
    "data", [{}, {"id": "p", "birth_date": "soon"}, {"id": "p", "birth_date": 7}]
)
def test_what_does_not_fit_is_refused_without_naming_the_value(
    data: dict[str, object],
) -> None:
    with pytest.raises(ValueError, match="not a Patient") as caught:
        from_json(Patient, data)
    assert "soon" not in repr(caught.value.__cause__)


values = st.one_of(
    st.text(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.builds(Absent, st.sampled_from(["asked-declined", "not-asked"]), st.text()),
)


@given(st.dictionaries(st.text(), st.lists(values, min_size=1).map(tuple)))
def test_any_answers_come_back_equal(answers: dict[str, tuple[object, ...]]) -> None:
    response = QuestionnaireResponse(
        id="r",
        questionnaire="u|1",
        family_id="f",
        encounter_id="e",
        subject_id="a",
        answers=answers,  # type: ignore[arg-type]
    )
    back = loads(QuestionnaireResponse, dumps(response))
    assert back == response
    for link_id, given_values in answers.items():
        assert [type(v) for v in back.answers[link_id]] == [
            type(v) for v in given_values
        ]
