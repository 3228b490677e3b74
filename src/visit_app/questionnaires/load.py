"""JSON to Questionnaire: read, checked, refused with every reason at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.checks import check_items
from visit_app.questionnaires.element import Element
from visit_app.questionnaires.expression_checks import check_expressions
from visit_app.questionnaires.instrument_reading import read_instrument
from visit_app.questionnaires.languages import check_languages
from visit_app.questionnaires.loops import check_loops
from visit_app.questionnaires.options import read_coding, read_spaces
from visit_app.questionnaires.problem import Problem, QuestionnaireError
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.reading import (
    read_constraints,
    read_items,
    read_variables,
)
from visit_app.questionnaires.scale_checks import check_scales

STATUSES = frozenset({"draft", "active", "retired", "unknown"})


def load(data: Mapping[str, Any]) -> Questionnaire:
    """The Questionnaire in this JSON; raises QuestionnaireError with every problem."""
    outcome = _read(data)
    if outcome.problems:
        raise QuestionnaireError(outcome.problems)
    return outcome.questionnaire


def problems(data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything that keeps this JSON from being used, in document order."""
    return _read(data).problems


@dataclass(frozen=True, slots=True)
class _Outcome:
    questionnaire: Questionnaire
    problems: tuple[Problem, ...]


def _read(data: Mapping[str, Any]) -> _Outcome:
    found: list[Problem] = []
    root = Element(data, "", found)
    _check_root(root)
    _check_refused(root)
    questionnaire = _questionnaire(root)
    found += check_items(questionnaire)
    # What follows needs link_ids that name one item each.
    if not found:
        found += check_loops(questionnaire)
        found += check_expressions(questionnaire)
        found += check_languages(root)
    if not found:
        found += check_scales(questionnaire)
    return _Outcome(questionnaire, _in_order(found, questionnaire))


def _questionnaire(root: Element) -> Questionnaire:
    contained = {part.text("id"): part for part in root.parts("contained")}
    return Questionnaire(
        id=root.text("id"),
        url=root.text("url"),
        version=root.text("version"),
        name=root.text("name"),
        title=root.text("title"),
        status=root.text("status"),
        language=root.text("language"),
        description=root.text("description"),
        copyright=root.text("copyright"),
        code=tuple(read_coding(part) for part in root.parts("code")),
        item=read_items(root, read_spaces(root, contained)),
        variable=read_variables(root),
        constraint=read_constraints(root),
        data=root.data,
        **read_instrument(root),
    )


def _check_root(root: Element) -> None:
    if root.text("resourceType") != "Questionnaire":
        root.report("this is not a FHIR Questionnaire (resourceType)")
    if root.text("status") not in STATUSES:
        root.report("status is not one of draft, active, retired, unknown")
    if not root.parts("item"):
        root.report("there are no items")
    for context in root.extensions(urls.LAUNCH_CONTEXT):
        name = context.inner("name", "Coding") or context.inner("name", "Id")
        code = name.get("code") if isinstance(name, Mapping) else name
        if code != "patient":
            root.report("launchContext other than patient is not supported")


def _check_refused(around: Element) -> None:
    """Look through the whole resource for what would silently change its meaning."""
    for name, value in around.data.items():
        if name == "modifierExtension":
            around.report("modifierExtension is not supported")
        if name == "contained":
            continue
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, Mapping):
                _check_inside(around, name, entry)


def _check_inside(around: Element, name: str, entry: Mapping[str, Any]) -> None:
    link_id = entry.get("linkId") if name == "item" else None
    inside = Element(
        entry, link_id if isinstance(link_id, str) else around.link_id, around.problems
    )
    url = str(entry.get("url"))
    if name == "extension" and url in urls.REFUSED:
        inside.report(f"not supported: {urls.REFUSED[url]} ({_last(url)})")
    language = str(entry.get("language"))
    if language in {"application/x-fhir-query", "text/cql"} and "expression" in entry:
        inside.report(f"expressions in {language} are not supported")
    _check_refused(inside)


def _last(url: str) -> str:
    return url.rsplit("/", maxsplit=1)[-1]


def _in_order(
    found: list[Problem], questionnaire: Questionnaire
) -> tuple[Problem, ...]:
    places = {link_id: n for n, link_id in enumerate(questionnaire.by_link_id)}
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda problem: places.get(problem.link_id, -1)))
