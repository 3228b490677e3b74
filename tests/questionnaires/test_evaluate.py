"""What the command line prints for a questionnaire and a response."""

import json

import pytest
from tests.questionnaires.forms import YES, calculated, form, group, item, when

from visit_app.questionnaires import QuestionnaireError
from visit_app.questionnaires.evaluate import evaluate
from visit_app.records.clock import FixedClock

FORM = form(
    item("a", "integer", required=True),
    item("b", "boolean", required=True),
    item("x", required=True, enableWhen=[when("b", "=", **YES)]),
    item(
        "twice",
        "integer",
        extension=[calculated("%resource.item.where(linkId='a').answer.value * 2")],
    ),
)


def answer(link_id: str, **value: object) -> dict[str, object]:
    return {"linkId": link_id, "answer": [value]}


def test_enabled_disabled_calculated_errors() -> None:
    response = {"status": "in-progress", "item": [answer("a", valueInteger=3)]}
    assert evaluate(FORM, response) == {
        "enabled": ["a", "b", "twice"],
        "disabled": ["x"],
        "calculated": {"twice": [6]},
        "errors": [],
    }


def test_the_outcome_is_json() -> None:
    outcome = evaluate(FORM, {"item": [answer("a", valueInteger=3)]})
    assert json.loads(json.dumps(outcome)) == outcome


def test_without_a_response_nothing_is_answered() -> None:
    assert evaluate(FORM)["calculated"] == {}


@pytest.mark.parametrize("status", ["completed", "amended"])
def test_once_completed_what_is_required_has_to_be_answered(status: str) -> None:
    response = {"status": status, "item": [answer("b", valueBoolean=True)]}
    needed = "This has to be answered."
    assert evaluate(FORM, response)["errors"] == [
        {"linkId": "a", "code": "required", "message": needed},
        {"linkId": "x", "code": "required", "message": needed},
    ]


def test_an_answer_of_the_wrong_type_is_not_called_missing_as_well() -> None:
    items = [answer("a", valueString="3"), answer("b", valueBoolean=False)]
    errors = evaluate(FORM, {"status": "completed", "item": items})["errors"]
    assert [(e["linkId"], e["code"]) for e in errors] == [("a", "type")]


def test_repeats_are_told_by_link_id() -> None:
    doubled = calculated("%context.linkId")
    inside = group("g", item("n", extension=[doubled]), item("a"), repeats=True)
    items = [{"linkId": "g", "item": [answer("a", valueString=t)]} for t in "xy"]
    outcome = evaluate(form(inside), {"item": items})
    assert outcome["enabled"] == ["g", "n", "a"]
    assert outcome["calculated"] == {"n": ["n", "n"]}


def test_the_date_comes_from_the_clock() -> None:
    dated = form(item("d", "date", extension=[calculated("today()")]))
    assert evaluate(dated, {}, FixedClock())["calculated"] == {"d": ["2026-11-23"]}
    assert evaluate(dated)["errors"] == []


def test_a_broken_form_is_refused() -> None:
    with pytest.raises(QuestionnaireError):
        evaluate(form(item("a", "url")))
