"""What is missing at the end of a visit: each with the step to jump to."""

from collections.abc import Iterator
from dataclasses import dataclass

from visit_app.conversation import PromptState, state
from visit_app.records import ConsentDecision, Priority, ServiceRequest
from visit_app.visits.answers import form_of
from visit_app.visits.desk import Desk
from visit_app.visits.steps import (
    BEFORE,
    REFERRAL,
    SUMMARY,
    answers_to,
    unanswered,
)
from visit_app.visits.visit import CONVERSATION, VisitRecord


@dataclass(frozen=True, slots=True)
class Missing:
    """Something not recorded, in words, with the step to jump to.

    `blocking` means that the visit cannot be signed off without it.
    """

    text: str
    step: str
    blocking: bool = False


def missing(desk: Desk, record: VisitRecord) -> tuple[Missing, ...]:
    """What is not recorded yet; what stands in the way of signing off comes first."""
    found = (
        *_safety(record),
        *_before(record),
        *_conversation(desk, record),
        *_questions(desk, record),
        *_summary(record),
        *(gap for request in record.referrals for gap in _referral(request)),
    )
    return tuple(sorted(found, key=lambda gap: not gap.blocking))


def _safety(record: VisitRecord) -> Iterator[Missing]:
    for issue in record.open_issues:
        step = issue.evidence.partition("/")[0] or SUMMARY
        yield Missing(
            "Nobody is named yet who has taken this on, and when.", step, blocking=True
        )


def _before(record: VisitRecord) -> Iterator[Missing]:
    visit = record.encounter
    asked = (
        (bool(visit.type), "The kind of contact is not recorded."),
        (
            visit.seen_alone is not None,
            f"Whether {record.subject.given_name or 'the parent'} was seen alone "
            "is not recorded.",
        ),
        (bool(visit.interpreter), "Whether somebody interpreted is not recorded."),
        (
            visit.sharing_explained is not None,
            "Whether you explained what is recorded and shared is not recorded.",
        ),
    )
    for known, text in asked:
        if not known:
            yield Missing(text, BEFORE)


def _conversation(desk: Desk, record: VisitRecord) -> Iterator[Missing]:
    answers = answers_to(record, CONVERSATION)
    for prompt in desk.guide.prompts():
        if prompt.official and state(prompt, answers) == PromptState.TO_ASK:
            yield Missing(
                f"{prompt.title}: not answered, and not left for another day.",
                f"{CONVERSATION}/{prompt.id}",
            )


def _questions(desk: Desk, record: VisitRecord) -> Iterator[Missing]:
    for name in record.encounter.instruments:
        response = record.responses.get(name)
        if name in record.encounter.left:
            continue
        if response is None:
            yield Missing(f"{desk.catalogue.get(name).title}: not asked.", name)
        elif gaps := unanswered(desk, response):
            count = "1 answer" if len(gaps) == 1 else f"{len(gaps)} answers"
            title = form_of(desk, response).title
            yield Missing(f"{title}: {count} missing, so there is no total.", name)


def _summary(record: VisitRecord) -> Iterator[Missing]:
    if not record.impression.summary:
        yield Missing("Your own judgement is not written yet.", SUMMARY)
    found = record.impression
    if found.level and not found.level_reason.strip():
        yield Missing("Why you judge the need so is not written yet.", SUMMARY)
    if not found.level and any(r.status == "draft" for r in record.referrals):
        yield Missing(
            "The level of need is not chosen. It is your judgement; “unclear” is one"
            " too.",
            SUMMARY,
        )


def _referral(request: ServiceRequest) -> Iterator[Missing]:
    if request.status != "draft":
        return
    to = request.performer or "the referral"
    if not request.consent.decision:
        yield Missing(f"Consent to share with {to} is not recorded.", REFERRAL)
    elif request.consent.decision == ConsentDecision.REFUSED:
        yield Missing(f"Sharing with {to} was refused.", REFERRAL)
    urgent = request.priority in {Priority.URGENT, Priority.EMERGENCY}
    if urgent and not request.phoned_whom:
        yield Missing(f"The phone call to {to} is not recorded.", REFERRAL)
    yield Missing(f"The letter to {to} has not been printed or saved.", REFERRAL)
