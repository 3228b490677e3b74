"""Corrections to a finished visit: an amendment that shows both."""

from visit_app.records import (
    Amendment,
    DetectedIssue,
    Encounter,
    IssueCode,
    QuestionnaireResponse,
    new_id,
)
from visit_app.visits.answers import form_of
from visit_app.visits.correcting import OF_AN_ANSWER, corrected
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.safety import concern
from visit_app.visits.visit import name_of, open_visit

_LATER = "A correction, made after the visit was signed off."


def amend(
    desk: Desk,
    encounter_id: str,
    *,
    target: str,
    path: str,
    before: str,
    after: str,
    reason: str,
    about_safety: bool = False,
) -> Amendment:
    """Correct one item of a finished visit; the original stays as it was.

    A correction that is `about_safety`, or of an answer with a safety rule to anything
    but one that is below it, opens a safety concern in the same transaction.

    Raises NotPossible while the visit is in progress, and without a reason.
    """
    encounter = desk.vault.get(Encounter, encounter_id)
    if not encounter.is_finished:
        raise NotPossible("This visit is not finished: change the answer itself.")
    if not reason.strip():
        raise NotPossible("Write why it is corrected: the reason stays with it.")
    amendment = Amendment(
        id=new_id(),
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
        target=target,
        path=path,
        before=before,
        after=after,
        reason=reason.strip(),
        author=desk.practitioner.name,
        recorded=desk.clock.now(),
    )
    found = _concern(desk, encounter, amendment, about_safety=about_safety)
    desk.vault.put(amendment, *found)
    return amendment


def _concern(
    desk: Desk, encounter: Encounter, amendment: Amendment, *, about_safety: bool
) -> tuple[DetectedIssue, ...]:
    item = _safety_item(desk, amendment)
    if not item and not about_safety:
        return ()
    what = corrected(desk, open_visit(desk, encounter.id), amendment)
    told = f"Correction. {what}: {amendment.after}"
    opened = concern(
        desk,
        encounter,
        code=IssueCode.SELF_HARM_ANSWER if item else IssueCode.PRACTITIONER_CONCERN,
        evidence=item,
        said=amendment.after if item else "",
        note=_LATER if item else told,
    )
    return (opened,)


def _safety_item(desk: Desk, amendment: Amendment) -> str:
    """The answer it corrects, where that has a safety rule: "phq-9/44260-8"; or "".

    Words that are not one of the answers count as above the rule.
    """
    kind, _, record_id = amendment.target.partition("/")
    if kind != OF_AN_ANSWER:
        return ""
    response = desk.vault.get(QuestionnaireResponse, record_id)
    name = name_of(desk, response)
    if name not in desk.catalogue.names:
        return ""
    form = form_of(desk, response)
    for rule in form.safety_rules:
        item = form.by_link_id[rule.link_id]
        below = {
            option.display.casefold()
            for option in item.answer_option
            if (option.weight or 0) <= rule.above
        }
        harmless = amendment.after.strip().rstrip(".").casefold() in below
        if rule.link_id == amendment.path and not harmless:
            return f"{name}/{rule.link_id}"
    return ""
