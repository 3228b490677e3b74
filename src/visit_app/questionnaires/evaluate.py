"""A response worked out from files: for `questionnaire evaluate`."""

from collections.abc import Mapping
from typing import Any

from visit_app.questionnaires.engine import state
from visit_app.questionnaires.load import load
from visit_app.questionnaires.nodes import lay_out
from visit_app.questionnaires.problem import AnswerProblem
from visit_app.questionnaires.questionnaire import Answers
from visit_app.questionnaires.response import from_fhir
from visit_app.records.clock import Clock, SystemClock

ENDED = frozenset({"completed", "amended"})


def evaluate(
    questionnaire: Mapping[str, Any],
    response: Mapping[str, Any] | None = None,
    clock: Clock | None = None,
) -> dict[str, Any]:
    """What `questionnaire evaluate` prints, for parsed JSON.

    {"enabled": [linkId], "disabled": [linkId], "calculated": {linkId: [values]},
    "errors": [{"linkId", "code", "message"}]}. Unanswered required items are errors
    once the response says it is completed. Raises QuestionnaireError for a
    Questionnaire that cannot be used, UnsettledError for one that never settles.
    """
    form = load(questionnaire)
    given = response or {}
    read = from_fhir(form, given)
    found = state(form, read.answers, clock or SystemClock())
    named = {node.path: node.item.link_id for node in lay_out(form, read.answers)}
    errors = [*read.problems, *found.errors]
    if given.get("status") in ENDED:
        wrong = {problem.path for problem in read.problems}
        unanswered = [path for path in found.missing if path not in wrong]
        errors += [_needed(path, named[path]) for path in unanswered]
    return {
        "enabled": list(dict.fromkeys(named[path] for path in found.enabled)),
        "disabled": list(dict.fromkeys(named[path] for path in found.disabled)),
        "calculated": _by_link_id(found.calculated, named),
        "errors": [
            {"linkId": e.link_id, "code": e.code, "message": e.message} for e in errors
        ],
    }


def _needed(path: str, link_id: str) -> AnswerProblem:
    return AnswerProblem(path, link_id, "required", "This has to be answered.")


def _by_link_id(calculated: Answers, named: Mapping[str, str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for path, values in calculated.items():
        found.setdefault(named[path], []).extend(values)
    return found
