"""What is wrong with answers."""

import pytest
from tests.questionnaires.forms import (
    R4,
    SDC,
    Json,
    choice,
    code,
    constraint,
    group,
    item,
    loaded,
    own,
    shipped,
    string,
    when,
    whole,
)

from visit_app.questionnaires import Answers, state
from visit_app.records import Absent, Value

LETTERS = choice("x", "a", "b", repeats=True)
UNITS: list[Json] = [
    {"url": f"{R4}questionnaire-unitOption", "valueCoding": {"code": c, "display": d}}
    for c, d in (("kg", "kilogram"), ("g", "gram"))
]
EXCLUSIVE = {"url": f"{R4}questionnaire-optionExclusive", "valueBoolean": True}


def limit(name: str, **value: object) -> Json:
    return {"url": f"{R4}{name}", **value}


def codes(one: Json, *values: Value, **more: object) -> list[str]:
    questionnaire = loaded(one, **more)
    return [problem.code for problem in state(questionnaire, {"x": values}).errors]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("boolean", True, "true"),
        ("integer", 3, 3.5),
        ("integer", 0, True),
        ("decimal", 3.5, "3.5"),
        ("string", "words", 3),
        ("text", "two\nlines", " "),
        ("date", "2026-02", "2026-02-30"),
        ("date", "2026-02-28", "28.2.2026"),
        ("dateTime", "2026-02-28T10:00:00Z", "2026-02-28T10:00"),
        ("dateTime", "2026-02-28", "2026-02T10:00:00Z"),
        ("dateTime", "2026-02-28T10:00:00+01:00", "2026-02-28T10:00:00+01:00x"),
        ("dateTime", "2026-02-28T10:00:00", "yesterday"),
        ("dateTime", "2026", 2026),
        ("time", "10:00:00", "10:00"),
        ("quantity", "3.5 kg", "heavy"),
        ("quantity", "3", 3),
    ],
)
def test_types(kind: str, good: Value, bad: Value) -> None:
    assert codes(item("x", kind), good) == []
    assert codes(item("x", kind), bad) == ["type"]


def test_options() -> None:
    assert codes(LETTERS, "a", "b") == []
    assert codes(LETTERS, "z") == ["option"]
    assert codes(LETTERS, "a", "a") == ["repeats"]
    assert codes(choice("x"), "a", "b") == ["repeats"]


def test_an_open_choice_takes_words() -> None:
    opened: Json = {**LETTERS, "type": "open-choice"}
    assert codes(opened, "a", "own words") == []
    assert codes(opened, 3) == ["option"]
    longest: Json = {**opened, "maxLength": 3}
    assert codes(longest, "own words") == ["max-length"]
    assert codes(longest, "a") == []


def test_options_of_other_types() -> None:
    numbers = item(
        "x", "integer", answerOption=[{"valueInteger": 1}, {"valueInteger": 2}]
    )
    assert codes(numbers, 2) == []
    assert codes(numbers, 3) == ["option"]
    assert codes(numbers, True) == ["option"]


def test_an_exclusive_option_stands_alone() -> None:
    none = {"valueString": "none", "extension": [EXCLUSIVE]}
    asked = item("x", "choice", repeats=True, answerOption=[none, {"valueString": "a"}])
    assert codes(asked, "none") == []
    assert codes(asked, "a", "none") == ["exclusive"]


def test_how_often() -> None:
    bounds = [
        whole(f"{R4}questionnaire-minOccurs", 2),
        whole(f"{R4}questionnaire-maxOccurs", 3),
    ]
    asked = item("x", repeats=True, extension=bounds)
    assert codes(asked, "a") == ["min-occurs"]
    assert codes(asked, "a", "b") == []
    assert codes(asked, "a", "b", "c", "d") == ["max-occurs"]
    questionnaire = loaded(asked)
    assert state(questionnaire, {}).missing == ("x",)


def test_words() -> None:
    assert codes(item("x"), "two\r\nlines") == ["line-break"]
    assert codes(item("x", "text", maxLength=3), "abcd") == ["max-length"]
    assert codes(item("x", extension=[whole(f"{R4}minLength", 3)]), "ab") == [
        "min-length"
    ]
    shaped = item(
        "x",
        extension=[string(f"{R4}regex", "[A-Z]{2}"), string(f"{R4}entryFormat", "AB")],
    )
    assert codes(shaped, "AB") == []
    assert codes(shaped, "ABC") == ["regex"]
    (problem,) = state(loaded(shaped), {"x": ("abc",)}).errors
    assert problem.message == "This answer does not have the expected form: AB."


@pytest.mark.parametrize(
    ("kind", "low", "high", "inside", "below", "above"),
    [
        ("integer", {"valueInteger": 1}, {"valueInteger": 3}, 3, 0, 4),
        ("decimal", {"valueDecimal": 1}, {"valueDecimal": 3}, 2.5, 0.9, 3.01),
        (
            "date",
            {"valueDate": "2020"},
            {"valueDate": "2022-06"},
            "2022-06-30",
            "2019-12-31",
            "2022-07-01",
        ),
        (
            "dateTime",
            {"valueDateTime": "2020-01-01T00:00:00Z"},
            {"valueDateTime": "2020-01-02T00:00:00Z"},
            "2020-01-02T00:30:00+01:00",
            "2020-01-01T00:30:00+01:00",
            "2020-01-02T00:00:01Z",
        ),
        (
            "time",
            {"valueTime": "10:00:00"},
            {"valueTime": "11:00:00"},
            "10:30:00",
            "09:59:59",
            "11:00:01",
        ),
        (
            "quantity",
            {"valueQuantity": {"value": 1, "code": "kg"}},
            {"valueQuantity": {"value": 3, "code": "kg"}},
            "3 kg",
            "0.5 kg",
            "3.1 kg",
        ),
    ],
)
def test_limits(  # noqa: PLR0917
    kind: str, low: Json, high: Json, inside: Value, below: Value, above: Value
) -> None:
    limits = [limit("minValue", **low), limit("maxValue", **high)]
    bounded = item("x", kind, extension=limits)
    assert codes(bounded, inside) == []
    assert codes(bounded, below) == ["min-value"]
    assert codes(bounded, above) == ["max-value"]


def test_the_sdc_limits_of_quantities() -> None:
    most = {"value": 3, "unit": "kg"}
    bounded = item(
        "x", "quantity", extension=[{"url": f"{SDC}maxQuantity", "valueQuantity": most}]
    )
    assert codes(bounded, "4 kg") == ["max-value"]
    assert codes(bounded, "4 lb") == ["unit"]


def test_units() -> None:
    assert codes(item("x", "quantity", extension=UNITS), "3 kg") == []
    assert codes(item("x", "quantity", extension=UNITS), "3 gram") == []
    assert codes(item("x", "quantity", extension=UNITS), "3 stone") == ["unit"]


def test_decimal_places() -> None:
    places = [whole(f"{R4}maxDecimalPlaces", 1)]
    assert codes(item("x", "decimal", extension=places), 1.5) == []
    assert codes(item("x", "decimal", extension=places), 100) == []
    assert codes(item("x", "decimal", extension=places), 1.25) == ["decimal-places"]
    assert codes(item("x", "quantity", extension=places), "1.25 kg") == [
        "decimal-places"
    ]


def test_reasons_for_no_value() -> None:
    allowed = own("absent-reason", valueCode="asked-declined")
    declined, not_asked = Absent("asked-declined"), Absent("not-asked", "no time")
    assert codes(item("x"), declined) == ["absent-reason"]
    assert codes(item("x"), declined, extension=[allowed]) == []
    assert codes(item("x"), not_asked, extension=[allowed]) == ["absent-reason"]
    assert codes(item("x", repeats=True), "a", declined, extension=[allowed]) == [
        "absent-reason"
    ]
    item_allows = [own("absent-reason", valueCode="not-asked")]
    assert codes(item("x", extension=item_allows), not_asked, extension=[allowed]) == []
    silent = Absent("not-asked", " ")
    assert codes(item("x", extension=item_allows), silent) == ["absent-text"]


def test_every_shipped_form_allows_both_reasons() -> None:
    for name in shipped().names:
        questionnaire = shipped().get(name)
        reasons = (Absent("asked-declined"), Absent("not-asked", "no time"))
        for reason in reasons:
            answers: Answers = {i.link_id: (reason,) for i in questionnaire.questions}
            found = state(questionnaire, answers)
            assert (found.errors, found.missing) == ((), ())


def test_constraints() -> None:
    even = constraint("%context.answer.value mod 2 = 0", "An even number.")
    warned = constraint("false", "Only a remark.", severity="warning")
    fails = constraint("%context.answer.value + 'x' = 'y'", "Cannot be worked out.")
    asked = item("x", "integer", extension=[even, warned, fails])
    assert codes(asked, 2) == []
    assert codes(asked, 3) == ["constraint"]
    both = constraint("%resource.item.answer.count() < 2", "Only one of the two.")
    questionnaire = loaded(item("x"), item("y"), extension=[both])
    (problem,) = state(questionnaire, {"x": ("a",), "y": ("b",)}).errors
    assert (problem.path, problem.message) == ("", "Only one of the two.")
    assert state(questionnaire, {"x": ("a",)}).errors == ()


def test_a_constraint_may_be_written_as_an_expression() -> None:
    rule = {
        "url": f"{R4}questionnaire-constraint",
        "extension": [
            code("severity", "error"),
            {"url": "expression", "valueExpression": {"expression": "false"}},
            string("human", "Never."),
        ],
    }
    assert codes(item("x", extension=[rule]), "a") == ["constraint"]


def test_a_required_group_needs_one_answer() -> None:
    questionnaire = loaded(group("g", item("a"), item("b"), required=True))
    assert state(questionnaire, {}).missing == ("g",)
    assert state(questionnaire, {"b": ("x",)}).missing == ()


def test_answers_of_disabled_items_are_not_judged() -> None:
    asked = item("x", "integer", enableWhen=[when("b", "=", answerBoolean=True)])
    questionnaire = loaded(item("b", "boolean"), asked)
    assert state(questionnaire, {"x": ("words",)}).errors == ()


def test_what_is_calculated_or_read_only_is_never_missing() -> None:
    phq_9 = shipped().get("phq-9")
    assert "44261-6" not in state(phq_9, {}).required
    assert state(loaded(item("x", required=True, readOnly=True)), {}).missing == ()


def test_no_message_holds_an_answer() -> None:
    secret = "Zyxwv Utsrq"
    kinds = ("boolean", "integer", "date", "quantity")
    items = [item(kind, kind) for kind in kinds]
    shaped = item("s", maxLength=2, extension=[string(f"{R4}regex", "[0-9]")])
    questionnaire = loaded(*items, shaped, choice("c"))
    answers: Answers = {i: (secret,) for i in (*kinds, "s", "c")}
    found = state(questionnaire, answers).errors
    assert len(found) == 7
    assert "Zyxwv" not in str(found)
