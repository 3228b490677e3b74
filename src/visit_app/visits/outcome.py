"""What the pathway suggests for a visit, and what the practitioner made of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from visit_app.questionnaires import Questionnaire, points, score
from visit_app.records import (
    ClinicalImpression,
    Considered,
    Encounter,
    IssueCode,
    QuestionnaireResponse,
)
from visit_app.records.dates import gestation_days
from visit_app.screening import Findings, Outcome, assess
from visit_app.visits.answers import form_of
from visit_app.visits.desk import Desk
from visit_app.visits.steps import answers_to
from visit_app.visits.visit import CONVERSATION, VisitRecord, impression_of

Forms = Mapping[str, tuple[Questionnaire, QuestionnaireResponse]]


def outcome(desk: Desk, record: VisitRecord) -> Outcome:
    """What the pathway has to say about this visit as it stands."""
    return assess(findings(desk, record), desk.pathway)


def consider(
    desk: Desk, encounter_id: str, rule: str, text: str, *, agreed: bool, reason: str
) -> ClinicalImpression:
    """Keep what the practitioner made of one suggestion, and why."""
    encounter = desk.vault.get(Encounter, encounter_id)
    impression = impression_of(desk, encounter)
    made = Considered(rule=rule, agreed=agreed, reason=reason, text=text)
    rest = tuple(c for c in impression.considered if c.rule != rule)
    changed = replace(impression, considered=(*rest, made))
    desk.vault.put(changed)
    return changed


def findings(desk: Desk, record: VisitRecord) -> Findings:
    """One person's answers of this visit as the pathway reads them."""
    forms = _forms(desk, record)
    scores = {n: score(form, r.answers) for n, (form, r) in forms.items()}
    concerns = [i for i in record.issues if i.code == IssueCode.PRACTITIONER_CONCERN]
    flags = (i.evidence for i in record.issues if i.code == IssueCode.RED_FLAG)
    needs = answers_to(record, CONVERSATION).get("needs", ())
    return Findings(
        subject_role=record.subject.role,
        scores={name: found for name, found in scores.items() if found is not None},
        answers=_answers(forms),
        said=_all_said(forms),
        safety_answers=_safety_answers(forms),
        flags=frozenset(flags),
        baby_age_days=_baby_age_days(record),
        gestation_days=_gestation_days(record),
        concerned=bool(concerns),
        worried_now=any(issue.is_open for issue in concerns),
        seen_alone=record.encounter.seen_alone,
        interpreter=record.encounter.interpreter,
        needs=tuple(value for value in needs if isinstance(value, str)),
    )


def _forms(desk: Desk, record: VisitRecord) -> Forms:
    return {
        name: (form_of(desk, response), response)
        for name, response in record.responses.items()
        if name != CONVERSATION
    }


def _answers(forms: Forms) -> dict[str, str | bool | int | float]:
    return {
        f"{name}/{link}": value
        for name, (_, response) in forms.items()
        for link, (value, *_) in response.answers.items()
        if isinstance(value, str | bool | int | float)
    }


def _all_said(forms: Forms) -> dict[str, str]:
    return {
        f"{name}/{link}": words
        for name, (form, response) in forms.items()
        for link, words in _said(form, response)
    }


def _safety_answers(forms: Forms) -> tuple[str, ...]:
    return tuple(
        f"{name}/{rule.link_id}"
        for name, (form, response) in forms.items()
        for rule in form.safety_rules
        if (_points(form, response, rule.link_id) or 0) > rule.above
    )


def _day(record: VisitRecord) -> date:
    return record.encounter.period_start.astimezone().date()


def _baby_age_days(record: VisitRecord) -> int | None:
    born = [b.birth_date for b in record.family.babies if b.birth_date]
    return (_day(record) - max(born)).days if born else None


def _gestation_days(record: VisitRecord) -> int | None:
    expected = record.family.expected_date_of_delivery
    if expected is None or any(b.birth_date for b in record.family.babies):
        return None
    return gestation_days(expected, _day(record))


def _points(
    form: Questionnaire, response: QuestionnaireResponse, link_id: str
) -> float | None:
    return points(form.by_link_id[link_id], response.first(link_id))


def _said(
    form: Questionnaire, response: QuestionnaireResponse
) -> list[tuple[str, str]]:
    """Each answer in words: "Question 1 of Whooley: yes"."""
    found = []
    for number, item in enumerate(form.questions, start=1):
        value = response.first(item.link_id)
        option = item.option(value)
        words = option.display if option else ""
        if isinstance(value, bool):
            words = "yes" if value else "no"
        if words:
            text = f"Question {number} of {form.title}: {words.lower()}"
            found.append((item.link_id, text))
    return found
