"""Answers: each is on disk when its verb returns."""

from dataclasses import replace

from visit_app.questionnaires import (
    AnswerOption,
    Questionnaire,
    carried_forward,
    points,
)
from visit_app.questionnaires.licence_pack import is_score_entry
from visit_app.records import (
    DECLINED,
    Absent,
    DetectedIssue,
    Encounter,
    IssueCode,
    Mode,
    QuestionnaireResponse,
    Value,
    new_id,
)
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.safety import concern
from visit_app.visits.visit import CONVERSATION, name_of


def begin(desk: Desk, encounter_id: str, name: str) -> QuestionnaireResponse:
    """The response of this form in this visit, made now if it is not there yet.

    A new one starts with the answers another instrument was given in this visit, where
    the Questionnaire says that they are the same question; they are marked as carried.
    """
    found = response_of(desk, encounter_id, name)
    if found is not None:
        return found
    response = unsaved(desk, desk.vault.get(Encounter, encounter_id), name)
    desk.vault.put(response)
    return response


def answer(
    desk: Desk, encounter_id: str, name: str, link_id: str, *values: Value
) -> QuestionnaireResponse:
    """Give an item these values, or none to clear it, and open safety concerns."""
    with desk.vault.transaction():  # what is read cannot change before it is written
        known = response_of(desk, encounter_id, name) or unsaved(
            desk, desk.vault.get(Encounter, encounter_id), name
        )
        response = replace(
            known.answered(link_id, *values),
            author=desk.practitioner.name,
            authored=desk.clock.now(),
        )
        opened: list[DetectedIssue] = []
        if _is_concerning(desk, name, response, link_id):  # else no visit is read
            encounter = desk.vault.get(Encounter, encounter_id)
            opened = concerns(desk, encounter, name, response, link_id)
        desk.vault.put(response, *opened)
    return response


def decline(
    desk: Desk, encounter_id: str, name: str, link_id: str
) -> QuestionnaireResponse:
    """Record that the person prefers not to answer."""
    return answer(desk, encounter_id, name, link_id, DECLINED)


def leave(
    desk: Desk, encounter_id: str, name: str, link_id: str, reason: str
) -> QuestionnaireResponse:
    """Record that this was not asked today, and why."""
    return answer(desk, encounter_id, name, link_id, Absent("not-asked", reason))


def set_mode(
    desk: Desk, encounter_id: str, name: str, mode: Mode
) -> QuestionnaireResponse:
    """Record how this form is being asked."""
    response = replace(begin(desk, encounter_id, name), mode=mode)
    desk.vault.put(response)
    return response


def choose(desk: Desk, encounter_id: str, *names: str) -> Encounter:
    """Ask these instruments in this visit, in this order.

    Raises NotPossible when one is left out that has answers already.
    """
    encounter = desk.vault.get(Encounter, encounter_id)
    for response in desk.vault.find(QuestionnaireResponse, encounter_id=encounter_id):
        name = name_of(desk, response)
        own = set(response.answers) - set(response.carried)
        if name in desk.catalogue.names and name not in names and own:
            raise NotPossible(
                f"{form_of(desk, response).title} has answers. They stay in the visit."
            )
    changed = replace(encounter, instruments=names)
    desk.vault.put(changed)
    return changed


def response_of(
    desk: Desk, encounter_id: str, name: str
) -> QuestionnaireResponse | None:
    """The response of this form in this visit, None when it was not begun."""
    responses = desk.vault.find(QuestionnaireResponse, encounter_id=encounter_id)
    return next((r for r in responses if name_of(desk, r) == name), None)


def form_of(desk: Desk, response: QuestionnaireResponse) -> Questionnaire:
    """The Questionnaire in the version this response was begun with."""
    url, _, version = response.questionnaire.partition("|")
    return desk.catalogue.get(url, version)


def unsaved(desk: Desk, encounter: Encounter, name: str) -> QuestionnaireResponse:
    """A response of this form that is not kept yet, with what can be carried in."""
    response = QuestionnaireResponse(
        id=new_id(),
        questionnaire=_canonical(desk, name),
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
        mode=_usual_mode(encounter),
    )
    carried = _carried(desk, encounter.id, name)
    return replace(response, answers=carried, carried=tuple(carried))


def _canonical(desk: Desk, name: str) -> str:
    if name == CONVERSATION:
        return desk.guide.canonical
    return desk.catalogue.get(name).canonical


def _usual_mode(encounter: Encounter) -> Mode:
    through = encounter.interpreter in {"professional", "other"}
    return Mode.THROUGH_INTERPRETER if through else Mode.ASKED_ALOUD


def _carried(desk: Desk, encounter_id: str, name: str) -> dict[str, tuple[Value, ...]]:
    if name == CONVERSATION:
        return {}
    target = desk.catalogue.get(name)
    carried: dict[str, tuple[Value, ...]] = {}
    for other in desk.vault.find(QuestionnaireResponse, encounter_id=encounter_id):
        if name_of(desk, other) in desk.catalogue.names:
            carried |= carried_forward(form_of(desk, other), other.answers, target)
    return carried


def said(form: Questionnaire, option: AnswerOption) -> str:
    """The answer in words; its points where a licence pack lends the words.

    It is told in letters and pasted into other systems: no licence covers that.
    """
    free = form.licence is None or form.licence.status == "free"
    if free or is_score_entry(form.data):
        return option.display
    worth = int(option.weight or 0)
    return f"an answer worth {worth} point{'' if worth == 1 else 's'}"


def concerns(
    desk: Desk,
    encounter: Encounter,
    name: str,
    response: QuestionnaireResponse,
    link_id: str,
) -> list[DetectedIssue]:
    """The concerns this answer opens: an item of a safety rule above its points."""
    if not _is_concerning(desk, name, response, link_id):
        return []
    form = form_of(desk, response)
    item, value = form.by_link_id[link_id], response.first(link_id)
    option = item.option(value)
    return [
        concern(
            desk,
            encounter,
            code=IssueCode.SELF_HARM_ANSWER,
            evidence=f"{name}/{link_id}",
            said=said(form, option) if option else str(value),
            note="",
        )
    ]


def _is_concerning(
    desk: Desk, name: str, response: QuestionnaireResponse, link_id: str
) -> bool:
    if name == CONVERSATION:
        return False
    form = form_of(desk, response)
    item, value = form.by_link_id[link_id], response.first(link_id)
    rules = [rule for rule in form.safety_rules if rule.link_id == link_id]
    return any((points(item, value) or 0) > rule.above for rule in rules)
