"""One tidy table, and JSON, without anything of anybody."""

import csv
import io
import json
from dataclasses import replace

from tests.exports.caseloads import BOOKS, answers, result, seen, visit

from visit_app.exports.counts import Outcomes, count
from visit_app.exports.outcome_files import COLUMNS, to_csv, to_json
from visit_app.records import ServiceRequest


def outcomes() -> Outcomes:
    told = seen(
        visit(location="home", present_note="Aunt Zeinab"),
        responses=(answers("conversation", joy="when Idris laughs"),),
        observations=(result("gad-2", 4),),
        referrals=(
            ServiceRequest(
                id="referral-id",
                family_id="family",
                encounter_id="visit",
                subject_id="mother",
                status="active",
                performer="Dr Somebody",
            ),
        ),
    )
    return count([told] * 9, BOOKS)


def test_one_line_for_each_number() -> None:
    text = to_csv(outcomes()).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(lines[0]) == COLUMNS
    first = lines[0]
    assert first["period_first_day"] == "2026-10-01"
    assert first["period_last_day"] == "2026-12-31"
    assert (first["measure"], first["row"], first["value"]) == (
        "families",
        "seen",
        "10",
    )
    by_row = {(line["measure"], line["row"]): line for line in lines}
    assert len(by_row) == len(lines)
    assert by_row["gad-2", "positive-more"]["value"] == "10"
    assert by_row["mors-sf", "warmth-first"]["value"] == "*"
    assert by_row["mors-sf", "warmth-first"]["statistic"] == "mean"
    assert by_row["conversation", "total"]["value"] == "10"


def test_json_has_the_definitions_too() -> None:
    found = json.loads(json.dumps(to_json(outcomes())))
    by_id = {measure["id"]: measure for measure in found["measures"]}
    assert by_id["whooley"]["confirm_locally"] is True
    assert by_id["families"]["rows"] == [
        {"id": "seen", "title": "Families", "statistic": "count", "value": 10}
    ]
    assert by_id["mors-sf"]["rows"][1]["value"] is None


def test_nothing_of_anybody_is_in_the_files() -> None:
    everything = to_csv(outcomes()).decode() + json.dumps(to_json(outcomes()))
    for word in ("Zeinab", "Idris", "Somebody", "referral-id", "1995"):
        assert word not in everything


def test_no_spreadsheet_takes_a_services_name_for_a_sum() -> None:
    sent = ServiceRequest(
        id="r",
        family_id="family",
        encounter_id="visit",
        subject_id="mother",
        status="active",
        performer_id="hub",
    )
    books = replace(BOOKS, services={"hub": "=HYPERLINK(1)"})
    text = to_csv(count([seen(referrals=(sent,))] * 9, books)).decode("utf-8-sig")
    assert ",hub,'=HYPERLINK(1),count,10" in text
