from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.vault.sample_records import (
    ACCEPTED,
    CONCERN,
    HASSAN,
    NOON,
    PHQ_9,
    PLAN,
    PRIYA,
    VISIT,
)

from visit_app.records import Encounter
from visit_app.vault.errors import Unreadable
from visit_app.vault.rows import (
    family_columns,
    record_from_body,
    record_row,
    time_text,
)


def test_the_order_of_the_text_is_the_order_in_time() -> None:
    tokyo = timezone(timedelta(hours=9))
    moments = [
        datetime(2026, 11, 23, 9, tzinfo=tokyo),
        datetime(2026, 11, 23, 0, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 11, 23, 12, tzinfo=UTC),
    ]
    texts = [time_text(moment) for moment in moments]

    assert texts == sorted(texts)
    assert texts[0] == "2026-11-23T00:00:00.000000+00:00"


def test_columns_of_a_visit() -> None:
    row = record_row(VISIT)

    assert row | {"body": ""} == {
        "type": "Encounter",
        "id": "visit",
        "family_id": "hassan",
        "encounter_id": "",
        "subject_id": "amira",
        "status": "in-progress",
        "at": "2026-11-23T12:00:00.000000+00:00",
        "body": "",
    }
    assert record_from_body(Encounter, row["body"]) == VISIT


def test_records_without_a_time_or_a_family() -> None:
    assert record_row(PLAN)["at"] == ""
    assert record_row(PHQ_9)["at"] == ""
    assert record_row(replace(PHQ_9, authored=NOON))["at"] == time_text(NOON)
    assert record_row(PRIYA)["family_id"] == ""


def test_a_concern_is_open_or_closed() -> None:
    assert record_row(CONCERN)["status"] == "open"
    assert record_row(replace(CONCERN, mitigation=(ACCEPTED,)))["status"] == "closed"


@pytest.mark.parametrize("body", ["{}", "[]", "not json", '{"id": 1}'])
def test_a_body_that_does_not_fit_is_told_without_its_content(body: str) -> None:
    with pytest.raises(Unreadable) as caught:
        record_from_body(Encounter, body)
    assert caught.value.__cause__ is None
    assert "safe" in str(caught.value)


def test_a_family_without_parents_has_empty_columns() -> None:
    columns = family_columns(replace(HASSAN, parents=()))

    assert (columns["parent_given_name"], columns["phone"]) == ("", "")
