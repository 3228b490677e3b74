"""The steps of a visit as the rail shows them, and how far each has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from visit_app.conversation import Prompt, PromptState, state
from visit_app.questionnaires import Questionnaire
from visit_app.questionnaires import state as form_state
from visit_app.records import QuestionnaireResponse, Value
from visit_app.records.questionnaire_response import Answers
from visit_app.visits.answers import form_of
from visit_app.visits.desk import Desk
from visit_app.visits.visit import CONVERSATION, VisitRecord

BEFORE, QUESTIONS = "before", "questions"
SUMMARY, REFERRAL, FINISH = "summary", "referral", "finish"


class StepState(StrEnum):
    """How the rail shows a step."""

    TO_DO = "to-do"
    DONE = "done"
    LEFT = "left"  # left for today


@dataclass(frozen=True, slots=True)
class VisitStep:
    """One entry of the rail; `group` is the heading it stands under, if any.

    `key` is what Encounter.step keeps: "before", "conversation/joy", "phq-9".
    """

    key: str
    title: str
    state: StepState
    group: str = ""


class Gaps:
    """What has no answer yet in the forms of one visit, for whoever reads it often.

    A form is worked out anew when its answers are others than before: with three forms
    that are done, an answer to the fourth would have all four worked out. It holds
    answers, so it has to go with the page it belongs to.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[Questionnaire, Answers, tuple[str, ...]]] = {}

    def of(self, desk: Desk, response: QuestionnaireResponse) -> tuple[str, ...]:
        """The same as `unanswered`."""
        form, answers = form_of(desk, response), response.answers
        known = self._known.get(response.id)
        if known is None or known[0] is not form or known[1] != answers:
            known = form, answers, form_state(form, answers).missing
            self._known[response.id] = known
        return known[2]


def steps(
    desk: Desk, record: VisitRecord, gaps: Gaps | None = None
) -> tuple[VisitStep, ...]:
    """Every step of this visit, in order; `gaps` are kept from one time to the next."""
    return tuple(_steps(desk, record, gaps or Gaps()))


def _steps(desk: Desk, record: VisitRecord, gaps: Gaps) -> Iterator[VisitStep]:
    yield _step(record, BEFORE, "Before you start", done=is_prepared(record))
    yield from _conversation(desk, record)
    yield from _questions(desk, record, gaps)
    judged = bool(record.impression.summary)
    yield _step(record, SUMMARY, "Summary and plan", done=judged)
    yield _step(record, REFERRAL, "Referral", done=_is_decided(record))
    yield _step(record, FINISH, "Finish", done=record.encounter.is_finished)


def _step(
    record: VisitRecord, key: str, title: str, *, done: bool, group: str = ""
) -> VisitStep:
    left = StepState.LEFT if key in record.encounter.left else StepState.TO_DO
    return VisitStep(key, title, StepState.DONE if done else left, group)


def is_prepared(record: VisitRecord) -> bool:
    """Whether all that is asked before the start is recorded."""
    visit = record.encounter
    asked = (visit.seen_alone, visit.sharing_explained)
    return bool(visit.type and visit.interpreter) and None not in asked


def _is_decided(record: VisitRecord) -> bool:
    sent = any(request.status == "active" for request in record.referrals)
    return sent or record.encounter.no_referral


def _conversation(desk: Desk, record: VisitRecord) -> Iterator[VisitStep]:
    answers = answers_to(record, CONVERSATION)
    for step in desk.guide.steps:
        group = "Conversation" if len(step.prompts) > 1 else ""
        for prompt in step.prompts:
            yield _prompt_step(record, prompt, answers, group)


def _prompt_step(
    record: VisitRecord,
    prompt: Prompt,
    answers: Mapping[str, tuple[Value, ...]],
    group: str,
) -> VisitStep:
    key = f"{CONVERSATION}/{prompt.id}"
    found = state(prompt, answers)
    if found in {PromptState.LEFT, PromptState.DECLINED}:
        return VisitStep(key, prompt.title, StepState.LEFT, group)
    agreed = prompt.id == "support" and bool(record.plan.activity)
    done = found == PromptState.ANSWERED or agreed
    return _step(record, key, prompt.title, done=done, group=group)


def _questions(desk: Desk, record: VisitRecord, gaps: Gaps) -> Iterator[VisitStep]:
    group, open_forms = "Questionnaires", 0
    for name in record.encounter.instruments:
        response = record.responses.get(name)
        form = form_of(desk, response) if response else desk.catalogue.get(name)
        done = response is not None and not gaps.of(desk, response)
        open_forms += not done and name not in record.encounter.left
        yield _step(record, name, form.title, done=done, group=group)
    asked = bool(record.encounter.instruments) and not open_forms
    yield _step(record, QUESTIONS, "More questions", done=asked, group=group)


def unanswered(desk: Desk, response: QuestionnaireResponse) -> tuple[str, ...]:
    """The link_ids of questions with no answer, not even a declined one."""
    return Gaps().of(desk, response)


def answers_to(record: VisitRecord, name: str) -> Mapping[str, tuple[Value, ...]]:
    """The answers given to this form in this visit, by link_id."""
    response = record.responses.get(name)
    return response.answers if response else {}
