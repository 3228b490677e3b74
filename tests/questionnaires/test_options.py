"""Options from value sets contained in the form."""

from tests.questionnaires.forms import SYSTEM, Json, form, item, weight

from visit_app.questionnaires import load

PROPERTY = (
    "http://hl7.org/fhir/5.0/StructureDefinition/"
    "extension-ValueSet.expansion.contains.property"
)


def listed(code: str, **more: object) -> Json:
    return {"system": SYSTEM, "code": code, "display": code.upper(), **more}


def prop(name: str, points: float) -> Json:
    parts = [
        {"url": "code", "valueCode": name},
        {"url": "value[x]", "valueDecimal": points},
    ]
    return {"url": PROPERTY, "extension": parts}


def with_value_set(**value_set: object) -> Json:
    contained = {"resourceType": "ValueSet", "id": "v", **value_set}
    asked = item("c", "choice", answerValueSet="#v")
    return form(asked, contained=[contained])


def found(data: Json) -> list[tuple[object, str, object]]:
    options = load(data).by_link_id["c"].answer_option
    return [(o.value, o.display, o.weight) for o in options]


def test_an_expansion_with_its_weights() -> None:
    tree = listed(
        "group",
        abstract=True,
        contains=[
            listed("a", extension=[prop("other", 9), prop("itemWeight", 2)]),
            listed("b", extension=[prop("other", 9)]),
        ],
    )
    data = with_value_set(expansion={"contains": [tree, listed("c")]})
    assert found(data) == [("a", "A", 2), ("b", "B", None), ("c", "C", None)]


def test_concepts_that_a_value_set_lists() -> None:
    concepts = [
        {"code": "a", "extension": [weight(1)]},
        {"code": "b", "display": "Bee"},
    ]
    data = with_value_set(
        compose={"include": [{"system": SYSTEM, "concept": concepts}]}
    )
    assert found(data) == [("a", "a", 1), ("b", "Bee", None)]
    coding = load(data).by_link_id["c"].answer_option[0].coding
    assert coding is not None
    assert coding.system == SYSTEM
