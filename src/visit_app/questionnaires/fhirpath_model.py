"""What FHIRPath has to know of R4: which elements have a type of choice, and which.

Only the resources that our expressions can reach; fhirpathpy's own R4 model is 400 kB
of JSON, read together with three other versions. A test compares the two.
"""

from collections.abc import Mapping
from typing import Any

_SIMPLE = ["Boolean", "Decimal", "Integer", "Date", "DateTime", "Time", "String"]
_CONDITION = [*_SIMPLE, "Coding", "Quantity", "Reference"]
_ANSWER = [*_CONDITION, "Uri", "Attachment"]
_OPTION = ["Integer", "Date", "Time", "String", "Coding", "Reference"]
_EXTENSION = [*_ANSWER, "Canonical", "Code", "Id", "Markdown", "CodeableConcept"]

_CHOICES: Mapping[str, list[str]] = {
    "QuestionnaireResponse.item.answer.value": _ANSWER,
    "Questionnaire.item.answerOption.value": _OPTION,
    "Questionnaire.item.initial.value": _ANSWER,
    "Questionnaire.item.enableWhen.answer": _CONDITION,
    "Extension.value": _EXTENSION,
    "Patient.deceased": ["Boolean", "DateTime"],
    "Patient.multipleBirth": ["Boolean", "Integer"],
}
_COMPLEX = frozenset(
    {"Attachment", "CodeableConcept", "Coding", "Quantity", "Reference"}
)


def _type_name(suffix: str) -> str:
    return suffix if suffix in _COMPLEX else suffix[0].lower() + suffix[1:]


MODEL: Mapping[str, Any] = {
    "choiceTypePaths": _CHOICES,
    "pathsDefinedElsewhere": {
        "Questionnaire.item.item": "Questionnaire.item",
        "QuestionnaireResponse.item.item": "QuestionnaireResponse.item",
        "QuestionnaireResponse.item.answer.item": "QuestionnaireResponse.item",
    },
    "path2Type": {
        **{f"{p}{s}": _type_name(s) for p, names in _CHOICES.items() for s in names},
        "Coding.code": "code",
        "Coding.display": "string",
        "Coding.extension": "Extension",
        "Coding.system": "uri",
        "Coding.version": "string",
        "Patient.birthDate": "date",
        "Patient.gender": "code",
        "Quantity.code": "code",
        "Quantity.system": "uri",
        "Quantity.unit": "string",
        "Quantity.value": "decimal",
        "Questionnaire.item.code": "Coding",
        "Questionnaire.item.linkId": "string",
        "Questionnaire.item.text": "string",
        "QuestionnaireResponse.authored": "dateTime",
        "QuestionnaireResponse.item.answer.extension": "Extension",
        "QuestionnaireResponse.item.linkId": "string",
        "QuestionnaireResponse.item.text": "string",
    },
    "type2Parent": {name: "Element" for name in sorted(_COMPLEX - {"Attachment"})},
}
