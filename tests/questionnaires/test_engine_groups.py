"""The state that follows from answers, and the semantics that are pinned."""

from hypothesis import given
from hypothesis import strategies as st
from tests.questionnaires.forms import (
    CASES,
    YES,
    calculated,
    choice,
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
    load,
    state,
)
from visit_app.records import Absent

DECLINED = Absent("asked-declined")


def worked_out(questionnaire: Questionnaire, answers: Answers) -> Answers:
    return state(questionnaire, answers).calculated


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
