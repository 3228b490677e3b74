"""Broken conditions and loops are refused."""

import pytest
from tests.questionnaires.forms import (
    YES,
    Json,
    calculated,
    choice,
    enabled_by,
    form,
    group,
    item,
    told,
    variable,
    when,
)

from visit_app.questionnaires import QuestionnaireError, load, problems

BROKEN: list[tuple[str, Json, str]] = [
    (
        "unknown question",
        form(item("a", enableWhen=[when("z", "=", **YES)])),
        "item a: enableWhen names “z”, which is not in",
    ),
    (
        "no question",
        form(item("a", enableWhen=[{"operator": "=", **YES}])),
        "item a: enableWhen names no question",
    ),
    (
        "operator",
        form(
            item("b", "boolean"), item("a", enableWhen=[when("b", "contains", **YES)])
        ),
        "enableWhen operator “contains” is not supported",
    ),
    (
        "itself",
        form(item("b", "boolean", enableWhen=[when("b", "=", **YES)])),
        "item b: enableWhen looks at the item itself",
    ),
    (
        "inside itself",
        form(group("g", item("b", "boolean"), enableWhen=[when("b", "=", **YES)])),
        "item g: enableWhen looks at the item itself or at an item inside it",
    ),
    (
        "a group is no question",
        form(
            group("g", item("b")),
            item("a", enableWhen=[when("g", "exists", **YES)]),
        ),
        "enableWhen names “g”, which is not a question",
    ),
    (
        "answer of another type",
        form(
            item("n", "integer"),
            item("a", enableWhen=[when("n", "=", answerString="1")]),
        ),
        "item a: the answer[x] of enableWhen does not fit “n”",
    ),
    (
        "exists needs a boolean",
        form(
            item("n", "integer"),
            item("a", enableWhen=[when("n", "exists", answerInteger=1)]),
        ),
        "the answer[x] of enableWhen does not fit “n”",
    ),
    (
        "no answer at all",
        form(item("n", "integer"), item("a", enableWhen=[when("n", "=")])),
        "the answer[x] of enableWhen does not fit “n”",
    ),
    (
        "answer that is no option",
        form(
            choice("c", "a"),
            item("x", enableWhen=[when("c", "=", answerCoding={"code": "b"})]),
        ),
        "the answer[x] of enableWhen does not fit “c”",
    ),
    (
        "order of choices",
        form(
            choice("c", "a"),
            item("x", enableWhen=[when("c", ">", answerCoding={"code": "a"})]),
        ),
        "enableWhen operator > does not fit “c” of type choice",
    ),
    (
        "order of words",
        form(item("s"), item("x", enableWhen=[when("s", "<=", answerString="a")])),
        "enableWhen operator <= does not fit “s” of type string",
    ),
    (
        "no enableBehavior",
        form(
            item("b", "boolean"),
            item("a", enableWhen=[when("b", "=", **YES), when("b", "!=", **YES)]),
        ),
        "enableBehavior is needed when there is more than one",
    ),
    (
        "unknown enableBehavior",
        form(item("a", enableBehavior="most")),
        "enableBehavior “most” is not supported",
    ),
    (
        "both conditions",
        form(
            item("b", "boolean"),
            item(
                "a", enableWhen=[when("b", "=", **YES)], extension=[enabled_by("true")]
            ),
        ),
        "enableWhen and enableWhenExpression cannot both",
    ),
    (
        "a loop of conditions",
        form(
            item("a", "boolean", enableWhen=[when("b", "=", **YES)]),
            item("b", "boolean", enableWhen=[when("a", "!=", **YES)]),
        ),
        "item a: depends on itself: a → b → a",
    ),
    (
        "a loop through a group",
        form(
            group("g", item("a", "boolean"), enableWhen=[when("b", "=", **YES)]),
            item("b", "boolean", enableWhen=[when("a", "=", **YES)]),
        ),
        "item g: depends on itself: g → b → a → g",
    ),
    (
        "a loop of calculations",
        form(
            item(
                "a",
                "integer",
                extension=[
                    calculated("%resource.item.where(linkId = 'b').answer.value")
                ],
            ),
            item(
                "b",
                "integer",
                extension=[
                    variable("v", "%resource.item.where(linkId in ('a')).answer.value"),
                    calculated("%v + 1"),
                ],
            ),
        ),
        "item a: depends on itself: a → b → a",
    ),
]


@pytest.mark.parametrize(
    ("data", "reason"), [pytest.param(d, r, id=name) for name, d, r in BROKEN]
)
def test_a_broken_form_is_refused(data: Json, reason: str) -> None:
    found = told(data)
    assert any(reason in line for line in found), found
    with pytest.raises(QuestionnaireError) as refusal:
        load(data)
    assert refusal.value.problems == problems(data)
    assert reason in str(refusal.value)
