"""Before the letter: what the receiving service asks for and the record lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from visit_app.directory.healthcare_service import HealthcareService
from visit_app.directory.wording import entries
from visit_app.records import (
    ClinicalImpression,
    ConsentDecision,
    DetectedIssue,
    Family,
    Patient,
    Practitioner,
    Priority,
    ServiceRequest,
)

ALWAYS = ("urgency", "consent", "recipient", "need", "reason", "contact")
URGENT = {Priority.URGENT, Priority.EMERGENCY}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What the record holds about the person referred and about the visit.

    `impression` is None when the judgement is not part of what is checked.
    """

    family: Family
    subject: Patient
    practitioner: Practitioner
    issues: tuple[DetectedIssue, ...] = ()
    impression: ClinicalImpression | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something the record lacks, in words; `step` is where to put it right.

    `asked` is the code of what the service asks for, `code` what exactly is missing.
    """

    asked: str
    code: str
    text: str
    step: str


def referral_check(
    request: ServiceRequest, facts: RecordFacts, service: HealthcareService | None
) -> tuple[Lacking, ...]:
    """What is missing; consent, contact and urgency are asked for by every service.

    `service` is None when the referral goes to one that is not in the directory.
    """
    asked = dict.fromkeys((*ALWAYS, *(service.asks if service else ())))
    return tuple(
        Lacking(ask, part["code"], part["text"], part["step"])
        for ask in asked
        for part in entries("asks").get(ask, ())
        if LACKS[part["code"]](request, facts)
    )


Lacks = Callable[[ServiceRequest, RecordFacts], bool]


def _no_decision(request: ServiceRequest, facts: RecordFacts) -> bool:
    return request.consent.decision not in set(ConsentDecision)


def _no_limits(request: ServiceRequest, facts: RecordFacts) -> bool:
    limited = request.consent.decision == ConsentDecision.LIMITED
    return limited and not request.consent.limits.strip()


def _no_ground(request: ServiceRequest, facts: RecordFacts) -> bool:
    refused = request.consent.decision == ConsentDecision.REFUSED
    return refused and not request.consent.reason_without.strip()


def _no_level(request: ServiceRequest, facts: RecordFacts) -> bool:
    return facts.impression is not None and not facts.impression.level


def _no_level_reason(request: ServiceRequest, facts: RecordFacts) -> bool:
    found = facts.impression
    return bool(found and found.level and not found.level_reason.strip())


def _no_theme(request: ServiceRequest, facts: RecordFacts) -> bool:
    return facts.impression is not None and not facts.impression.theme


def _not_urgent_despite_concern(request: ServiceRequest, facts: RecordFacts) -> bool:
    chosen = request.priority  # while none is, that alone is said
    return bool(_concerns(facts) and chosen) and chosen not in URGENT


def _nobody_responsible(request: ServiceRequest, facts: RecordFacts) -> bool:
    return any(issue.is_open for issue in _concerns(facts))


def _concerns(facts: RecordFacts) -> list[DetectedIssue]:
    return [issue for issue in facts.issues if issue.subject_id == facts.subject.id]


def _no_call(request: ServiceRequest, facts: RecordFacts) -> bool:
    return request.priority in URGENT and not request.phoned_whom.strip()


def _no_message(request: ServiceRequest, facts: RecordFacts) -> bool:
    person = facts.subject
    return bool(person.phone.strip()) and person.safe_to_leave_message is None


def _no_number(request: ServiceRequest, facts: RecordFacts) -> bool:
    person = facts.subject
    return not person.nhs_number and not person.nhs_number_absent_reason.strip()


def _no_address(request: ServiceRequest, facts: RecordFacts) -> bool:
    return not (facts.family.address.strip() and facts.family.postcode.strip())


def _no_baby(request: ServiceRequest, facts: RecordFacts) -> bool:
    born = any(baby.birth_date for baby in facts.family.babies)
    return not born and facts.family.expected_date_of_delivery is None


LACKS: Mapping[str, Lacks] = {
    "decision": _no_decision,
    "limits": _no_limits,
    "without": _no_ground,
    "recipient": lambda request, _: not request.performer.strip(),
    "reason": lambda request, _: not request.reason.strip(),
    "level": _no_level,
    "level-reason": _no_level_reason,
    "theme": _no_theme,
    "priority": lambda request, _: request.priority not in set(Priority),
    "concern": _not_urgent_despite_concern,
    "responsible": _nobody_responsible,
    "phone-call": _no_call,
    "phone": lambda _, facts: not facts.subject.phone.strip(),
    "message": _no_message,
    "practitioner-phone": lambda _, facts: not facts.practitioner.phone.strip(),
    "nhs-number": _no_number,
    "birth-date": lambda _, facts: facts.subject.birth_date is None,
    "address": _no_address,
    "baby": _no_baby,
    "gp": lambda _, facts: not facts.family.general_practice.strip(),
    "wishes": lambda request, _: not request.patient_wishes.strip(),
    "interpreter": lambda _, facts: facts.subject.interpreter_needed is None,
    "copy-to-home": lambda request, _: request.copy_to_home is None,
}
