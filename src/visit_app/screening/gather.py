"""What a visit's records say, as the plain facts a pathway looks at."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TypeGuard

from visit_app.questionnaires import (
    Catalogue,
    Questionnaire,
    QuestionnaireItem,
    Score,
    points,
    score,
)
from visit_app.records import (
    Absent,
    DetectedIssue,
    Encounter,
    Family,
    IssueCode,
    QuestionnaireResponse,
    Value,
)
from visit_app.records.dates import gestation_days
from visit_app.screening.checklist import Checklist
from visit_app.screening.findings import Answer, Findings

Responses = Mapping[str, QuestionnaireResponse]
Asked = tuple[Questionnaire, QuestionnaireResponse]

CONVERSATION = "conversation"
NEEDS = "needs"  # the guide's link_id for areas of need
HISTORY = "history"
BEFORE = "-before"  # behind the name of a form that was answered at an earlier visit
EARLIER = (CONVERSATION, HISTORY)  # what of earlier visits still counts


def gather(
    *,
    encounter: Encounter,
    family: Family,
    responses: Responses,
    catalogue: Catalogue,
    today: date,
    checklists: Collection[Checklist] = (),
    issues: Collection[DetectedIssue] = (),
    concerned: bool = False,
    before: Responses | None = None,
) -> Findings:
    """The findings of one visit, about the person who was asked and nobody else.

    `responses` are by questionnaire name, "conversation" and checklists among them;
    `before` are the newest of earlier visits that still count (EARLIER). Those of other
    people in the family are left out. Raises KeyError when the person is not in the
    family.
    """
    who = encounter.subject_id
    own, earlier = _said_by(who, responses), _said_by(who, before or {})
    asked = tuple(_asked(own, catalogue))
    said = (*_answers(asked), *_before(earlier, catalogue))
    return Findings(
        subject_role=family.person(who).role,
        scores=dict(_scores(asked)),
        answers={key: value for key, value, _ in said},
        said={key: words for key, _, words in said},
        safety_answers=tuple(_safety_answers(asked)),
        flags=_ticked(own, checklists) | _raised(issues),
        baby_age_days=_youngest(family, today),
        gestation_days=_gestation(family, today),
        concerned=concerned,
        worried_now=any(i.code == IssueCode.PRACTITIONER_CONCERN for i in issues),
        seen_alone=_alone(encounter, family),
        interpreter=encounter.interpreter,
        needs=_needs(own),
        needs_before=bool(_needs(earlier)),
        history_known=any(_is_known(HISTORY, r, catalogue) for r in (own, earlier)),
    )


def _alone(encounter: Encounter, family: Family) -> bool | None:
    """None while it is not recorded; no, whatever is recorded, beside a listener."""
    role = family.person(encounter.subject_id).role
    return encounter.seen_alone and encounter.is_alone(role)


def _said_by(subject_id: str, found: Responses) -> Responses:
    return {n: r for n, r in found.items() if r.subject_id == subject_id}


def _asked(own: Responses, catalogue: Catalogue) -> Iterator[Asked]:
    for name, response in own.items():
        if name in catalogue.names:
            yield catalogue.get(response.questionnaire), response


def _scores(asked: Collection[Asked]) -> Iterator[tuple[str, Score]]:
    for form, response in asked:
        found = score(form, response.answers)
        if found is not None and response.answers:
            yield form.id, found


def _answers(asked: Collection[Asked]) -> Iterator[tuple[str, Answer, str]]:
    for form, response in asked:
        for item in form.questions:
            value = response.first(item.link_id)
            known = value.reason if _is_declined(value) else value
            if isinstance(known, str | bool | int | float):
                words = f"{form.title}: “{item.text}” {_words(item, value)}"
                yield f"{form.id}/{item.link_id}", known, words


def _is_declined(value: Value | None) -> TypeGuard[Absent]:
    """Whether it was asked and not told: an answer, and no yes."""
    return isinstance(value, Absent) and value.is_declined


def _before(
    earlier: Responses, catalogue: Catalogue
) -> Iterator[tuple[str, Answer, str]]:
    kept = {name: r for name, r in earlier.items() if name == HISTORY}
    for key, value, words in _answers(tuple(_asked(kept, catalogue))):
        name, _, link_id = key.partition("/")
        yield f"{name}{BEFORE}/{link_id}", value, f"At an earlier visit. {words}"


def _is_known(name: str, given: Responses, catalogue: Catalogue) -> bool:
    """Whether every question of this form has an answer, a declined one included."""
    if name not in given or name not in catalogue.names:
        return False
    form = catalogue.get(given[name].questionnaire)
    return all(question.link_id in given[name].answers for question in form.questions)


def _words(item: QuestionnaireItem, value: Value | None) -> str:
    if isinstance(value, Absent):
        return "would rather not say"
    if isinstance(value, bool):
        return "yes" if value else "no"
    option = item.option(value)
    return option.display if option else str(value)


def _safety_answers(asked: Collection[Asked]) -> Iterator[str]:
    for form, response in asked:
        for rule in form.safety_rules:
            item = form.by_link_id[rule.link_id]
            given = points(item, response.first(rule.link_id))
            if given is not None and given > rule.above:
                yield f"{form.id}/{rule.link_id}"


def _ticked(own: Responses, checklists: Collection[Checklist]) -> frozenset[str]:
    return frozenset(
        checklist.name(flag)
        for checklist in checklists
        if checklist.id in own
        for flag in checklist.flags()
        if own[checklist.id].first(flag.id) is True
    )


def _raised(issues: Collection[DetectedIssue]) -> frozenset[str]:
    return frozenset(i.evidence for i in issues if i.code == IssueCode.RED_FLAG)


def _youngest(family: Family, today: date) -> int | None:
    born = [baby.birth_date for baby in family.babies if baby.birth_date]
    ages = [(today - day).days for day in born if day <= today]
    return min(ages, default=None)


def _gestation(family: Family, today: date) -> int | None:
    return gestation_days(family.due, today) if family.due else None


def _needs(own: Responses) -> tuple[str, ...]:
    response = own.get(CONVERSATION)
    written = response.text(NEEDS).strip() if response else ""
    return (written,) if written else ()
