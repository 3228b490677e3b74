"""Broken items are refused, with the linkId and the reason."""

import pytest
from tests.questionnaires.forms import (
    R4,
    Json,
    calculated,
    choice,
    form,
    group,
    item,
    options,
    string,
    told,
    weight,
    whole,
)

from visit_app.questionnaires import QuestionnaireError, load, problems

BROKEN: list[tuple[str, Json, str]] = [
    ("no resource", {"status": "active", "item": [item("a")]}, "not a FHIR Questionn"),
    ("no status", form(item("a"), status="x"), "status is not one of"),
    ("no items", form(), "there are no items"),
    ("no linkId", form({"type": "string"}), "has no linkId"),
    ("double linkId", form(item("a"), item("a")), "item a: the linkId stands on 2"),
    ("item type", form(item("a", "reference")), "item a: item type “reference”"),
    ("text as number", form(item("a", text=3)), "item a: text is not text"),
    ("flag as text", form(item("a", required="yes")), "required is not a boolean"),
    ("integer as text", form(item("a", maxLength="9")), "maxLength is not an integer"),
    ("items as object", form(item="x"), "item is not a list"),
    ("items as texts", form(item=["x", item("a")]), "item is not a list of objects"),
    ("object as text", form(item("a", _text="x")), "_text is not an object"),
    ("empty group", form(item("g", "group")), "item g: a group has no items"),
    ("display with items", form(item("d", "display", item=[item("a")])), "hold items"),
    ("required display", form(item("d", "display", required=True)), "be required"),
    ("no options", form(item("c", "choice")), "item c: a choice needs answerOption"),
    (
        "two sources",
        form(choice("c", answerValueSet="#v")),
        "answerOption and answerValueSet cannot both",
    ),
    (
        "outside value set",
        form(item("c", "choice", answerValueSet="http://x.example/v")),
        "answerValueSet outside the questionnaire",
    ),
    (
        "unknown value set",
        form(item("c", "choice", answerValueSet="#v")),
        "answerValueSet names nothing contained",
    ),
    (
        "open value set",
        form(
            item("c", "choice", answerValueSet="#v"),
            contained=[
                {
                    "resourceType": "ValueSet",
                    "id": "v",
                    "compose": {"include": [{"system": "s"}]},
                }
            ],
        ),
        "does not list its codes",
    ),
    (
        "value set without code",
        form(
            item("c", "choice", answerValueSet="#v"),
            contained=[
                {
                    "resourceType": "ValueSet",
                    "id": "v",
                    "expansion": {"contains": [{"display": "x"}]},
                }
            ],
        ),
        "a code of the contained value set is empty",
    ),
    ("same code twice", form(choice("c", "a", "a")), "two answer options have the sam"),
    (
        "options on a boolean",
        form(item("b", "boolean", answerOption=options("a"))),
        "cannot have answer options",
    ),
    (
        "option without code",
        form(item("c", "choice", answerOption=[{"valueCoding": {"system": "s"}}])),
        "neither code nor display",
    ),
    (
        "option of a reference",
        form(item("c", "choice", answerOption=[{"valueReference": {}}])),
        "no value of a supported type",
    ),
    (
        "option of two values",
        form(
            item("c", "choice", answerOption=[{"valueString": "a", "valueInteger": 1}])
        ),
        "value[x] stands here more than once",
    ),
    (
        "weight in the coding",
        form(
            item(
                "c",
                "choice",
                answerOption=[{"valueCoding": {"code": "a", "extension": [weight(1)]}}],
            )
        ),
        "the weight stands inside valueCoding",
    ),
    (
        "weight as text",
        form(
            item(
                "c",
                "choice",
                answerOption=[
                    {
                        "valueCoding": {"code": "a"},
                        "extension": [
                            {"url": f"{R4}ordinalValue", "valueDecimal": "1"}
                        ],
                    }
                ],
            )
        ),
        "a weight is not a number",
    ),
    (
        "initial of another type",
        form(item("a", "integer", initial=[{"valueString": "x"}])),
        "an initial value does not fit",
    ),
    (
        "initial on a group",
        form(group("g", item("a"), initial=[{"valueString": "x"}])),
        "an initial value does not fit",
    ),
    (
        "two initial values",
        form(item("a", initial=[{"valueString": "x"}, {"valueString": "y"}])),
        "more than one initial value",
    ),
    (
        "exclusive, one answer",
        form(
            item(
                "c",
                "choice",
                answerOption=[
                    {
                        "valueString": "a",
                        "extension": [
                            {
                                "url": f"{R4}questionnaire-optionExclusive",
                                "valueBoolean": True,
                            }
                        ],
                    }
                ],
            )
        ),
        "optionExclusive stands on an item that does not repeat",
    ),
    (
        "minValue on words",
        form(
            item("a", extension=[{"url": f"{R4}minValue", "valueString": "b"}]),
        ),
        "minValue and maxValue fit only",
    ),
    (
        "minValue of another type",
        form(
            item(
                "a",
                "integer",
                extension=[{"url": f"{R4}minValue", "valueDate": "2020"}],
            )
        ),
        "a limit (minValue, maxValue) does not fit",
    ),
    ("maxLength", form(item("a", "integer", maxLength=3)), "maxLength fits only text"),
    (
        "regex",
        form(item("a", extension=[string(f"{R4}regex", "(")])),
        "the regex cannot be understood",
    ),
    (
        "regex on a number",
        form(item("a", "integer", extension=[string(f"{R4}regex", "9")])),
        "regex fits only text",
    ),
    (
        "decimal places of words",
        form(
            item("a", extension=[{"url": f"{R4}maxDecimalPlaces", "valueInteger": 1}])
        ),
        "maxDecimalPlaces fits only numbers",
    ),
    (
        "maxOccurs",
        form(item("a", extension=[whole(f"{R4}questionnaire-maxOccurs", 2)])),
        "maxOccurs is above 1",
    ),
    (
        "two of one extension",
        form(item("a", extension=[whole(f"{R4}minLength", 2)] * 2)),
        "the extension minLength stands here more than once",
    ),
    (
        "a unit without coding",
        form(item("a", "quantity", extension=[{"url": f"{R4}questionnaire-unit"}])),
        "a unit extension has no valueCoding",
    ),
    (
        "brackets beside repeats",
        form(group("g", item("a[0]"), repeats=True)),
        "a linkId with [, ] or / cannot stand beside",
    ),
    (
        "a calculated list",
        form(item("a", "integer", repeats=True, extension=[calculated("1")])),
        "a calculated item cannot repeat",
    ),
    (
        "a calculated group",
        form(group("g", item("a"), extension=[calculated("1")])),
        "only a question can be calculated",
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
