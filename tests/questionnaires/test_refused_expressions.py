"""Expressions that cannot work, and what is outside the subset, are refused."""

import pytest
from tests.questionnaires.forms import (
    R4,
    SDC,
    Json,
    calculated,
    choice,
    code,
    constraint,
    enabled_by,
    expression,
    form,
    item,
    query,
    string,
    told,
    translated,
    variable,
)

from visit_app.questionnaires import QuestionnaireError, load, problems

BROKEN: list[tuple[str, Json, str]] = [
    (
        "not FHIRPath",
        form(item("a", extension=[enabled_by("true and")])),
        "item a: an expression is not FHIRPath",
    ),
    (
        "FHIRPath and more",
        form(item("a", extension=[enabled_by("true ) or")])),
        "item a: an expression is not FHIRPath",
    ),
    (
        "unknown function",
        form(item("a", extension=[enabled_by("item.trace('x').exists()")])),
        "the function trace() is not supported",
    ),
    (
        "unknown operator",
        form(item("a", extension=[enabled_by("1 ~ 1")])),
        "the operator ~ is not supported",
    ),
    (
        "unknown variable",
        form(item("a", extension=[enabled_by("%nobody.exists()")])),
        "%nobody is not defined",
    ),
    (
        "unknown linkId",
        form(
            item(
                "a", extension=[enabled_by("%resource.item.where(linkId='z').empty()")]
            )
        ),
        "an expression names “z”, which is not in the questionnaire",
    ),
    (
        "unknown beginning",
        form(
            item(
                "a",
                extension=[
                    enabled_by("%resource.item.where(linkId.startsWith('q')).empty()")
                ],
            )
        ),
        "no linkId starts with “q”",
    ),
    (
        "from the resource's name",
        form(item("a", extension=[enabled_by("QuestionnaireResponse.item.exists()")])),
        "an expression of an item starts with %resource",
    ),
    (
        "variable name",
        form(item("a"), extension=[variable("q1_value", "1")]),
        "a variable needs a name of letters and digits",
    ),
    (
        "variables in a circle",
        form(item("a"), extension=[variable("x", "%y"), variable("y", "%x")]),
        "the questionnaire: the variable %x depends on itself",
    ),
    (
        "two calculations",
        form(item("a", "integer", extension=[calculated("1"), calculated("2")])),
        "more than one calculatedExpression stands here",
    ),
    (
        "no expression",
        form(item("a", extension=[{"url": f"{SDC}calculatedExpression"}])),
        "an expression extension has no valueExpression",
    ),
    (
        "another language",
        form(
            item(
                "a",
                extension=[
                    {
                        "url": f"{SDC}calculatedExpression",
                        "valueExpression": expression("x", "text/x"),
                    }
                ],
            )
        ),
        "expressions in text/x are not supported",
    ),
    (
        "cql",
        form(
            item(
                "a",
                extension=[
                    {"url": "x", "valueExpression": expression("x", "text/cql")}
                ],
            )
        ),
        "item a: expressions in text/cql are not supported",
    ),
    (
        "a query",
        form(item("a"), extension=[query(f"{R4}variable")]),
        "expressions in application/x-fhir-query are not supported",
    ),
    (
        "a constraint without a message",
        form(item("a", extension=[{"url": f"{R4}targetConstraint"}])),
        "a constraint lacks its expression or its message",
    ),
    (
        "a constraint that is not FHIRPath",
        form(item("a", extension=[constraint("=", "No.")])),
        "an expression is not FHIRPath",
    ),
    (
        "modifierExtension",
        form(item("a", modifierExtension=[{"url": "x"}])),
        "item a: modifierExtension is not supported",
    ),
    (
        "launchContext",
        form(
            item("a"),
            extension=[
                {
                    "url": f"{SDC}launchContext",
                    "extension": [{"url": "name", "valueCoding": {"code": "user"}}],
                }
            ],
        ),
        "launchContext other than patient",
    ),
    *(
        (
            name,
            form(item("a", extension=[{"url": f"{SDC}{name}", "valueString": "x"}])),
            f"item a: not supported: {words}",
        )
        for name, words in (
            ("answerExpression", "options worked out"),
            ("initialExpression", "first answers worked out"),
            ("candidateExpression", "candidate answers"),
            ("templateExtract", "extraction by template"),
            ("definitionExtract", "extraction by definition"),
            ("observationExtract", "extraction of observations"),
            ("subQuestionnaire", "assembly from several"),
            ("questionnaireAdaptive", "adaptive forms"),
        )
    ),
    (
        "half a translation",
        form(item("a", text="A", _text=translated(code("lang", "cy")))),
        "a translation of text lacks its language or its words",
    ),
    (
        "half a language",
        form(
            item(
                "a",
                text="A",
                _text=translated(code("lang", "cy"), string("content", "Â")),
            ),
            choice("c", text="C"),
            title="T",
        ),
        "item c: display has no translation in “cy”",
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
