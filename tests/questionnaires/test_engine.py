"""The state that follows from answers, and the semantics that are pinned."""

from datetime import UTC, datetime

import pytest
from tests.questionnaires.forms import (
    R4,
    YES,
    Json,
    calculated,
    choice,
    enabled_by,
    group,
    item,
    loaded,
    variable,
    when,
)

from visit_app.questionnaires import (
    Answers,
    Questionnaire,
    UnsettledError,
    state,
)
from visit_app.questionnaires.problem import AnswerProblem
from visit_app.records import Absent, Value
from visit_app.records.clock import FixedClock

DECLINED = Absent("asked-declined")


def worked_out(questionnaire: Questionnaire, answers: Answers) -> Answers:
    return state(questionnaire, answers).calculated


def follow_up(operator: str, **answer: object) -> Questionnaire:
    """An integer question, and one that depends on it."""
    condition = when("n", operator, **(answer or {"answerInteger": 3}))
    return loaded(item("n", "integer"), item("x", enableWhen=[condition]))


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("=", {None: False, 2: False, 3: True, 4: False}),
        ("!=", {None: True, 2: True, 3: False, 4: True}),
        (">", {None: False, 2: False, 3: False, 4: True}),
        ("<", {None: False, 2: True, 3: False, 4: False}),
        (">=", {None: False, 2: False, 3: True, 4: True}),
        ("<=", {None: False, 2: True, 3: True, 4: False}),
    ],
)
def test_operators(operator: str, expected: dict[int | None, bool]) -> None:
    questionnaire = follow_up(operator)
    for value, enabled in expected.items():
        answers: Answers = {} if value is None else {"n": (value,)}
        assert ("x" in state(questionnaire, answers).enabled) is enabled


@pytest.mark.parametrize("wanted", [True, False])
def test_exists_counts_real_answers_only(wanted: bool) -> None:
    questionnaire = follow_up("exists", answerBoolean=wanted)
    for answers in ({}, {"n": (DECLINED,)}):
        assert ("x" in state(questionnaire, answers).enabled) is not wanted
    assert ("x" in state(questionnaire, {"n": (0,)}).enabled) is wanted


def test_not_equal_is_true_for_a_declined_answer() -> None:
    assert "x" in state(follow_up("!="), {"n": (DECLINED,)}).enabled


def test_one_of_several_answers_is_enough_and_none_must_be_equal() -> None:
    asked = choice("c", "a", "b", repeats=True)
    is_a = item("is", enableWhen=[when("c", "=", answerCoding={"code": "a"})])
    is_not = item("not", enableWhen=[when("c", "!=", answerCoding={"code": "a"})])
    questionnaire = loaded(asked, is_a, is_not)
    assert state(questionnaire, {"c": ("b", "a")}).disabled == ("not",)
    assert state(questionnaire, {"c": ("b",)}).disabled == ("is",)


@pytest.mark.parametrize(("behavior", "enabled"), [("all", False), ("any", True)])
def test_enable_behavior(behavior: str, enabled: bool) -> None:
    questionnaire = loaded(
        item("a", "boolean"),
        item("b", "boolean"),
        item(
            "x",
            enableWhen=[when("a", "=", **YES), when("b", "=", **YES)],
            enableBehavior=behavior,
        ),
    )
    found = state(questionnaire, {"a": (True,), "b": (False,)})
    assert ("x" in found.enabled) is enabled


def test_a_disabled_item_disables_what_is_inside_it_and_counts_for_nothing() -> None:
    questionnaire = loaded(
        item("a", "boolean"),
        group(
            "g",
            item("b", "boolean", required=True),
            enableWhen=[when("a", "=", **YES)],
        ),
        item("x", enableWhen=[when("b", "=", **YES)]),
    )
    found = state(questionnaire, {"a": (False,), "b": (True,)})
    assert found.disabled == ("g", "b", "x")
    assert found.required == ()
    assert state(questionnaire, {"a": (True,), "b": (True,)}).disabled == ()


def test_a_condition_may_look_ahead() -> None:
    questionnaire = loaded(
        item("x", enableWhen=[when("a", "=", **YES)]), item("a", "boolean")
    )
    assert state(questionnaire, {"a": (True,)}).enabled == ("x", "a")


def test_true_is_not_1() -> None:
    assert "x" in state(follow_up("=", answerInteger=1), {"n": (1,)}).enabled
    questionnaire = loaded(
        item("b", "boolean"), item("x", enableWhen=[when("b", "=", **YES)])
    )
    assert "x" in state(questionnaire, {"b": (1,)}).disabled


def test_progress_counts_declined_answers_and_only_what_is_asked() -> None:
    questionnaire = loaded(
        item("a", "integer"),
        item("d", "display"),
        item("h", "integer", extension=[{"url": f"{R4}questionnaire-hidden", **HIDE}]),
        item("r", "integer", readOnly=True),
        item("b", "boolean"),
        item("c", enableWhen=[when("b", "=", **YES)]),
        extension=[ALLOW],
    )
    found = state(questionnaire, {"a": (DECLINED,)})
    assert (found.progress.answered, found.progress.total) == (1, 2)
    found = state(questionnaire, {"a": (1,), "b": (True,)})
    assert (found.progress.answered, found.progress.total) == (2, 3)


HIDE = {"valueBoolean": True}
ALLOW: Json = {
    "url": "https://visit-app.example/fhir/StructureDefinition/absent-reason",
    "valueCode": "asked-declined",
}


def test_a_declined_answer_is_not_missing() -> None:
    questionnaire = loaded(item("a", required=True), extension=[ALLOW])
    assert state(questionnaire, {}).missing == ("a",)
    assert not state(questionnaire, {}).is_complete
    found = state(questionnaire, {"a": (DECLINED,)})
    assert (found.required, found.missing) == (("a",), ())
    assert found.is_complete


COUNT = "%resource.item.where(linkId = 'a').answer.count()"


def test_a_declined_answer_is_no_answer_to_an_expression() -> None:
    questionnaire = loaded(
        item("a", "integer"),
        item("n", "integer", extension=[calculated(COUNT)]),
    )
    assert worked_out(questionnaire, {"a": (DECLINED,)}) == {"n": (0,)}


def chain() -> Questionnaire:
    """Written backwards on purpose: each looks at the next."""
    steps = [
        item(
            f"c{n}",
            "integer",
            extension=[
                calculated(f"%resource.item.where(linkId='{of}').answer.value + 1")
            ],
        )
        for n, of in ((3, "c2"), (2, "c1"), (1, "a"))
    ]
    shown = item("x", enableWhen=[when("c3", ">", answerInteger=9)])
    return loaded(shown, *steps, item("a", "integer"))


def test_calculations_that_need_one_another_settle_in_any_order() -> None:
    assert worked_out(chain(), {"a": (7,)}) == {"c3": (10,), "c2": (9,), "c1": (8,)}
    assert "x" in state(chain(), {"a": (7,)}).enabled
    assert "x" in state(chain(), {"a": (6,)}).disabled
    assert worked_out(chain(), {}) == {}


def test_a_form_that_never_settles_says_so() -> None:
    questionnaire = loaded(
        item("a", "integer", extension=[calculated("iif(%context.answer.empty(), 1)")])
    )
    with pytest.raises(UnsettledError):
        state(questionnaire, {})


def test_a_calculated_value_wins_over_a_stored_one() -> None:
    questionnaire = loaded(item("a", "integer", extension=[calculated("1 + 1")]))
    assert worked_out(questionnaire, {"a": (9,)}) == {"a": (2,)}
    found = state(questionnaire, {"a": (9,)})
    assert found.errors == ()


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("integer", "3", 3),
        ("integer", "1.5 * 2", 3),
        ("integer", "1.5", None),
        ("integer", "'3'", None),
        ("decimal", "7 / 2", 3.5),
        ("decimal", "8 / 2", 4),
        ("decimal", "(2.5).round(0)", 3),
        ("decimal", "(0.125).round(2)", 0.13),
        ("decimal", "(2).power(0.5).round(3)", 1.414),
        ("decimal", "(-2).power(0.5)", ()),
        ("decimal", "{}.power(2)", ()),
        ("decimal", "(2).power({})", ()),
        ("decimal", "{}.round(1)", ()),
        ("decimal", "%nothing.sum()", ()),
        ("decimal", "('a' | 'b').sum()", None),
        ("string", "'a' & 'b'", "ab"),
        ("string", "true.toString()", "true"),
        ("string", "(1 | 2).toString()", ()),
        ("string", "%resource.toString()", ()),
        ("string", "1", None),
        ("string", "1 | 2", None),
        ("string", "%context.linkId", "x"),
        ("string", "%qitem.text", "Words"),
        ("string", "%questionnaire.item.where(linkId = 'x').text", "Words"),
        ("string", "%ucum", "http://unitsofmeasure.org"),
        ("string", "%patient.name", ()),
        ("boolean", "1 = 1", True),
        ("boolean", "{}.hasValue()", False),
        ("boolean", "'a'.hasValue()", True),
        ("date", "today().toString()", "2026-11-23"),
        ("date", "today()", "2026-11-23"),
        ("dateTime", "now()", "2026-11-23T10:42:00+00:00"),
        ("date", "@2026-11-23 + 7 days", "2026-11-30"),
        ("time", "'25:00:00'", None),
        ("quantity", "3.5", "3.5 kg"),
        ("quantity", "4", "4 kg"),
        ("quantity", "'4'", None),
        ("quantity", "%questionnaire.item.initial.value", "2 g"),
        ("choice", "'a'", "a"),
        ("choice", "'z'", None),
        ("choice", "%qitem.answerOption.value.where(code = 'b')", "b"),
        ("open-choice", "'z'", "z"),
    ],
)
def test_what_expressions_give(
    kind: str, text: str, expected: Value | tuple[()] | None
) -> None:
    own: Json = {"text": "Words", "extension": [calculated(text)]}
    if "choice" in kind:
        own |= {"answerOption": choice("x")["answerOption"]}
    if kind == "quantity":
        unit = {"code": "kg", "display": "kilogram"}
        own["extension"].append({"url": f"{R4}questionnaire-unit", "valueCoding": unit})
        own["initial"] = [{"valueQuantity": {"value": 2, "unit": "g"}}]
    questionnaire = loaded(
        item("x", kind, **own), extension=[variable("nothing", "{}")]
    )
    found = state(questionnaire, {}, FixedClock())
    if expected is None:
        assert [e.code for e in found.errors] == ["calculation"]
        assert found.calculated == {}
    else:
        wanted = {} if expected == () else {"x": (expected,)}
        assert found.calculated == wanted
        assert found.errors == ()


def test_a_form_that_asks_for_the_date_needs_a_clock() -> None:
    questionnaire = loaded(item("x", "date", extension=[calculated("today()")]))
    (problem,) = state(questionnaire, {}).errors
    assert problem == AnswerProblem(
        "x", "x", "calculation", "This could not be worked out from the answers."
    )
    moment = FixedClock(datetime(2020, 2, 29, tzinfo=UTC))
    assert state(questionnaire, {}, moment).calculated == {"x": ("2020-02-29",)}


def test_expressions_enable_items() -> None:
    questionnaire = loaded(
        item("a", "boolean"),
        item("x", extension=[enabled_by("%resource.item.answer.value = true")]),
        item("y", extension=[enabled_by("%resource.item.answer.value + 'x'")]),
    )
    assert state(questionnaire, {"a": (True,)}).enabled == ("a", "x")
    assert state(questionnaire, {"a": (False,)}).enabled == ("a",)
    assert state(questionnaire, {}).enabled == ("a",)


def test_variables_are_found_from_the_inside_out() -> None:
    looked_up = calculated("%v")
    questionnaire = loaded(
        group(
            "g",
            item("inner", "integer", extension=[looked_up, variable("v", "3")]),
            item("middle", "integer", extension=[looked_up]),
            extension=[variable("v", "%w * 2")],
        ),
        item("outer", "integer", extension=[looked_up]),
        extension=[variable("w", "5"), variable("v", "1")],
    )
    expected = {"inner": (3,), "middle": (10,), "outer": (1,)}
    assert worked_out(questionnaire, {}) == expected
