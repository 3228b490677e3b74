"""What is found to be plain is exactly what the codec would write."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.records import (
    Absent,
    DetectedIssue,
    Encounter,
    Observation,
    QuestionnaireResponse,
)
from visit_app.records.codec import dumps, from_json, to_json
from visit_app.records.plain import is_plain

NOW = datetime(2026, 11, 23, 10, 42, 0, 5, tzinfo=UTC)
VISIT = Encounter(id="v1", family_id="f1", subject_id="m", period_start=NOW)
RESPONSE = QuestionnaireResponse(
    id="r1",
    questionnaire="http://example.org/phq-9|1.0",
    family_id="f1",
    encounter_id="v1",
    subject_id="m",
    authored=NOW,
).answered("/1", "LA6568-5", 3, True)
RECORDS = {Encounter: VISIT, QuestionnaireResponse: RESPONSE}

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=False),
    st.sampled_from(["", "in-progress", "2026-11-23T10:42:00", "2026-11-23", "x"]),
    st.lists(st.sampled_from(["", "x", 1, None]), max_size=2),
    st.dictionaries(st.sampled_from(["reason", "/1", "text"]), st.lists(st.text())),
)
fields = st.sampled_from(
    [*to_json(VISIT), *to_json(RESPONSE), "seen_alone", "left", "carried", "extra", "x"]
)


@pytest.mark.parametrize("record", [VISIT, RESPONSE], ids=["visit", "response"])
def test_a_record_of_this_version_is_plain(record: Any) -> None:
    assert is_plain(type(record), to_json(record))


@given(st.sampled_from([Encounter, QuestionnaireResponse]), fields, values)
def test_what_is_plain_is_written_back_as_it_stands(
    kind: type, name: str, value: Any
) -> None:
    data = json.loads(json.dumps({**to_json(RECORDS[kind]), name: value}))
    if is_plain(kind, data):
        assert json.loads(dumps(from_json(kind, data))) == data


@pytest.mark.parametrize(
    "changed",
    [
        {"of_a_newer_version": 1},
        {"status": "in-progress"},  # its default, which is left out when written
        {"period_start": "2026-11-23 10:42"},
        {"seen_alone": 1},
        {"left": []},
        {"present": ["mother", 1]},
        {"extra": {}},
    ],
)
def test_anything_else_is_left_to_the_codec(changed: dict[str, Any]) -> None:
    assert not is_plain(Encounter, {**to_json(VISIT), **changed})


def test_what_is_missing_and_things_within_things_are_left_to_the_codec() -> None:
    data = to_json(VISIT)
    del data["period_start"]
    assert not is_plain(Encounter, data)
    declined = RESPONSE.answered("/2", Absent("asked-declined"))
    assert not is_plain(QuestionnaireResponse, to_json(declined))
    assert not is_plain(Observation, {"id": "o1"})
    assert not is_plain(DetectedIssue, {})
