"""Small Questionnaires for the tests, and where the cases of others lie."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from visit_app.questionnaires import Catalogue, Questionnaire, load, problems
from visit_app.questionnaires.extensions import OWN

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT.parent / "shared" / "cases" / "fhir"
R4 = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
SYSTEM = "https://example.org/codes"

needs_cases = pytest.mark.skipif(
    not CASES.is_dir(), reason="the cases of others are not beside this checkout"
)

Json = dict[str, Any]


def shipped() -> Catalogue:
    """What the app itself reads once, so that no test reads it again."""
    from visit_app.visits.opening import shipped

    return shipped()[0]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def item(link_id: str, kind: str = "string", **more: Any) -> Json:
    return {"linkId": link_id, "type": kind, **more}


def form(*items: Json, **more: Any) -> Json:
    start = {"resourceType": "Questionnaire", "status": "active"}
    return {**start, "item": list(items), **more}


def loaded(*items: Json, **more: Any) -> Questionnaire:
    return load(form(*items, **more))


def options(*codes: str, weights: Sequence[float] = ()) -> list[Json]:
    found: list[Json] = []
    for number, code in enumerate(codes):
        coding = {"system": SYSTEM, "code": code, "display": code.upper()}
        option: Json = {"valueCoding": coding}
        if weights:
            option["extension"] = [weight(weights[number])]
        found.append(option)
    return found


def weight(points: float) -> Json:
    return {"url": f"{R4}ordinalValue", "valueDecimal": points}


def choice(link_id: str, *codes: str, **more: Any) -> Json:
    return item(link_id, "choice", answerOption=options(*(codes or ("a", "b"))), **more)


def when(question: str, operator: str, **answer: Any) -> Json:
    return {"question": question, "operator": operator, **answer}


def expression(text: str, language: str = "text/fhirpath") -> Json:
    return {"language": language, "expression": text}


def calculated(text: str) -> Json:
    return {
        "url": f"{SDC}calculatedExpression",
        "valueExpression": expression(text),
    }


def enabled_by(text: str) -> Json:
    return {"url": f"{SDC}enableWhenExpression", "valueExpression": expression(text)}


def variable(name: str, text: str) -> Json:
    named = {**expression(text), "name": name}
    return {"url": f"{R4}variable", "valueExpression": named}


def constraint(text: str, human: str, severity: str = "error") -> Json:
    parts = [
        {"url": "key", "valueId": "c-1"},
        {"url": "severity", "valueCode": severity},
        {"url": "expression", "valueString": text},
        {"url": "human", "valueString": human},
    ]
    return {"url": f"{R4}targetConstraint", "extension": parts}


def own(name: str, *parts: Json, **value: Any) -> Json:
    inside: Json = {"extension": list(parts)} if parts else value
    return {"url": OWN + name, **inside}


def string(url: str, text: str) -> Json:
    return {"url": url, "valueString": text}


def code(url: str, text: str) -> Json:
    return {"url": url, "valueCode": text}


def whole(url: str, number: int) -> Json:
    return {"url": url, "valueInteger": number}


SOURCE: Mapping[str, Any] = {
    "url": "source",
    "extension": [string("text", "A paper"), code("verified", "verified")],
}


def scale(*parts: Json, name: str = "total", total: str = "total") -> Json:
    named = [code("name", name), string("title", "T"), string("total", total)]
    return own("scale", *named, *parts, dict(SOURCE))


POINTS = "%resource.item.where(linkId = 'q1' or linkId = 'q2').answer.value.weight()"


def scored(*more: Json, weights: Sequence[float] = (0, 1), total: str = "") -> Json:
    """Two items of these weights and their total."""
    answers = options("no", "yes", weights=weights)
    rule = total or "iif(%points.count() = 2, %points.sum())"
    return form(
        item("q1", "choice", answerOption=answers),
        item("q2", "choice", answerOption=answers),
        item("total", "integer", extension=[calculated(rule)]),
        extension=[
            variable("points", POINTS),
            scale(string("item", "q1"), string("item", "q2")),
            *more,
        ],
    )


def told(data: Json) -> list[str]:
    return [str(problem) for problem in problems(data)]


def query(url: str) -> Json:
    return {"url": url, "valueExpression": expression("x", "application/x-fhir-query")}


def group(link_id: str, *items: Json, **more: Any) -> Json:
    return item(link_id, "group", item=list(items), **more)


def translated(*parts: Json) -> Json:
    return {"extension": [{"url": f"{R4}translation", "extension": list(parts)}]}


YES = {"answerBoolean": True}
