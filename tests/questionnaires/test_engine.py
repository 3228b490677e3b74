"""The state that follows from answers, and the semantics that are pinned."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.questionnaires.forms import (
    CASES,
    R4,
    YES,
    Json,
    calculated,
    choice,
    enabled_by,
    form,
    group,
    item,
    loaded,
    needs_cases,
    read,
    shipped,
    variable,
    when,
)

from visit_app.questionnaires import (
    Answers,
    Questionnaire,
    State,
    UnsettledError,
    load,
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


def medicines() -> Questionnaire:
    """A repeating group, a condition inside it, a sum over all of it."""
    return loaded(
        group(
            "drug",
            item("name", required=True),
            item("taken", "boolean"),
            item("dose", "integer", enableWhen=[when("taken", "=", **YES)]),
            item(
                "double",
                "integer",
                extension=[calculated("%dose * 2")],
            ),
            repeats=True,
            extension=[
                variable("dose", "%context.item.where(linkId='dose').answer.value")
            ],
        ),
        item("any", enableWhen=[when("taken", "=", **YES)]),
        item(
            "all",
            "integer",
            extension=[
                calculated(
                    "%resource.item.item.where(linkId='dose').answer.value.sum()"
                )
            ],
        ),
    )


def test_repeating_groups() -> None:
    found = state(
        medicines(),
        {
            "drug[0]/name": ("A",),
            "drug[0]/taken": (False,),
            "drug[0]/dose": (5,),
            "drug[1]/taken": (True,),
            "drug[1]/dose": (7,),
            "drug[2]/taken": (True,),
            "drug[2]/dose": (1,),
        },
    )
    assert [p for p in found.enabled if "dose" in p] == ["drug[1]/dose", "drug[2]/dose"]
    assert found.missing == ("drug[1]/name", "drug[2]/name")
    assert found.calculated == {
        "drug[1]/double": (14,),
        "drug[2]/double": (2,),
        "all": (8,),
    }
    assert "any" in found.enabled
    assert state(medicines(), {}).enabled == (
        "drug[0]",
        "drug[0]/name",
        "drug[0]/taken",
        "drug[0]/double",
        "all",
    )


def test_items_inside_each_of_several_answers() -> None:
    questionnaire = loaded(
        choice(
            "c",
            "a",
            "b",
            repeats=True,
            item=[item("why"), item("n", "integer")],
        ),
        item(
            "sum",
            "integer",
            extension=[calculated("%resource.item.answer.item.answer.value.sum()")],
        ),
        item(
            "b-only",
            "integer",
            extension=[
                calculated(
                    "%resource.item.answer.where(value.code = 'b').item.answer.value"
                )
            ],
        ),
    )
    found = state(questionnaire, {"c": ("a", "b"), "c[0]/n": (1,), "c[1]/n": (2,)})
    assert found.enabled == (
        *("c", "c[0]/why", "c[0]/n", "c[1]/why", "c[1]/n"),
        *("sum", "b-only"),
    )
    assert found.calculated == {"sum": (3,), "b-only": (2,)}


def test_items_inside_an_unanswered_question_are_seen_when_they_have_answers() -> None:
    questionnaire = loaded(
        item("a", "boolean", item=[item("b", "integer"), item("c", "integer")]),
        item(
            "n",
            "integer",
            extension=[calculated("%resource.item.answer.item.answer.value.sum()")],
        ),
    )
    assert worked_out(questionnaire, {"b": (4,)}) == {"n": (4,)}
    assert worked_out(questionnaire, {"a": (True,), "c": (4,)}) == {"n": (4,)}


@given(st.dictionaries(st.sampled_from(["1", "2", "help"]), st.booleans()))
def test_the_state_is_a_function_of_the_answers(given_answers: dict[str, bool]) -> None:
    whooley = shipped().get("whooley")
    answers: Answers = {k: (v,) for k, v in given_answers.items()}
    one: State = state(whooley, answers)
    assert one == state(whooley, dict(reversed(list(answers.items()))))
    assert sorted(one.enabled + one.disabled) == sorted(whooley.by_link_id)


@needs_cases
def test_framingham_is_worked_out_by_its_published_formula() -> None:
    """The peer's response lacks answers: here is one with all of them."""
    path = CASES / "hl7.fhir.uv.sdc"
    name = "Questionnaire-questionnaire-sdc-profile-example-framingham-hchd-lhc.json"
    questionnaire = load(read(path / name))
    male = questionnaire.by_link_id["/46098-0"].answer_option
    sex = next(o.value for o in male if o.display == "Male")
    answers: Answers = {
        "/age": (55,),
        "/46098-0": (sex,),
        "/smokes": ("N",),
        "/8480-6": (130,),
        "/2093-3": (200,),
        "/2085-9": (50,),
        "/antihypertensive": ("N",),
    }
    found = worked_out(questionnaire, answers)
    assert 0.02 < float(str(found["riskDecimal"][0])) < 0.2
    assert str(found["riskPercentage"][0]).endswith("%")


def test_the_form_of_a_form_is_plain_json() -> None:
    data = form(item("a"))
    assert load(data).raw_items["a"] is data["item"][0]
