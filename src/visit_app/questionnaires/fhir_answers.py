"""Plain values to FHIR `answer` elements and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.options import AnswerSpace
from visit_app.questionnaires.questionnaire_item import (
    CHOICE_TYPES,
    AnswerOption,
    Coding,
    QuestionnaireItem,
)
from visit_app.questionnaires.values import SUFFIX, quantity
from visit_app.records import Absent, Value

UCUM = "http://unitsofmeasure.org"


def answer_to_fhir(
    item: QuestionnaireItem, value: Value, *, weighted: bool = False
) -> dict[str, Any]:
    """One `answer` element; `weighted` writes the option's points into its Coding."""
    if isinstance(value, Absent):
        return {"extension": _absent_to_fhir(value)}
    if item.type in CHOICE_TYPES:
        return _chosen(item, value, weighted)
    if item.type == "quantity":
        return {"valueQuantity": _quantity_to_fhir(item, value)}
    return {f"value{SUFFIX[item.type]}": value}


def answer_at(entry: dict[str, Any], number: int) -> dict[str, Any]:
    """The answer element of this number in a response item, made if it is not there."""
    answers: list[dict[str, Any]] = entry.setdefault("answer", [])
    while len(answers) <= number:
        answers.append({})
    return answers[number]


def answer_from_fhir(item: QuestionnaireItem, answer: Mapping[str, Any]) -> Value | str:
    """The plain value of an `answer` element; raises ValueError with what is wrong.

    The ValueError's text is a code of AnswerProblem: "type" or "option".
    """
    reason = _absent_from_fhir(answer)
    if reason is not None:
        return reason
    found = [k.removeprefix("value") for k in answer if k.startswith("value")]
    space = AnswerSpace(item.type, item.answer_option)
    if len(found) != 1 or not _accepts(space, found[0]):
        raise ValueError("type")
    value = space.value(found[0], answer[f"value{found[0]}"])
    if value is None:
        raise ValueError("option" if found[0] == "Coding" else "type")
    return value


def _accepts(space: AnswerSpace, suffix: str) -> bool:
    coded = suffix == "Coding" and space.type in CHOICE_TYPES
    return coded or space.accepts(suffix)


def _chosen(item: QuestionnaireItem, value: Value, weighted: bool) -> dict[str, Any]:
    option = item.option(value)
    if option is None:
        free = item.type == "open-choice"
        return {"valueString": value} if free else {"valueCoding": {"code": value}}
    if option.coding is None:
        return {f"value{option.suffix}": value}
    return {"valueCoding": coding_to_fhir(option.coding, *_weights(option, weighted))}


def _weights(option: AnswerOption, weighted: bool) -> Iterable[dict[str, Any]]:
    if weighted and option.weight is not None:
        yield {"url": urls.ORDINAL[0], "valueDecimal": option.weight}


def coding_to_fhir(coding: Coding, *extension: dict[str, Any]) -> dict[str, Any]:
    """A Coding element, without the app's note on its verification."""
    named = {
        "system": coding.system,
        "version": coding.version,
        "code": coding.code,
        "display": coding.display,
    }
    found: dict[str, Any] = {name: text for name, text in named.items() if text}
    return found | ({"extension": list(extension)} if extension else {})


def _quantity_to_fhir(item: QuestionnaireItem, value: Value) -> dict[str, Any]:
    found = quantity(value)
    if found is None:
        return {}
    number, unit = found
    whole = number == number.to_integral_value()
    known = (*item.unit_option, *((item.unit,) if item.unit else ()))
    coding = next((c for c in known if unit in {c.code, c.display}), None)
    outcome: dict[str, Any] = {"value": int(number) if whole else float(number)}
    if coding is not None:
        shown = coding.display or coding.code
        outcome |= {"unit": shown, "system": coding.system or UCUM, "code": coding.code}
    elif unit:
        outcome["unit"] = unit
    return outcome


def _absent_to_fhir(value: Absent) -> list[dict[str, str]]:
    reason = [{"url": urls.DATA_ABSENT, "valueCode": value.reason}]
    words = [{"url": urls.ABSENT_TEXT, "valueString": value.text}] if value.text else []
    return reason + words


def _absent_from_fhir(answer: Mapping[str, Any]) -> Absent | None:
    listed = answer.get("extension", [])
    extensions = listed if isinstance(listed, list) else []
    found = {str(e.get("url")): e for e in extensions if isinstance(e, Mapping)}
    if urls.DATA_ABSENT not in found:
        return None
    reason = found[urls.DATA_ABSENT].get("valueCode", "")
    words = found.get(urls.ABSENT_TEXT, {}).get("valueString", "")
    return Absent(str(reason), str(words))
