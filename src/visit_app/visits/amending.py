"""Corrections to a finished visit: an amendment that shows both."""

from visit_app.records import Amendment, Encounter, new_id
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible


def amend(
    desk: Desk,
    encounter_id: str,
    *,
    target: str,
    path: str,
    before: str,
    after: str,
    reason: str,
) -> Amendment:
    """Correct one item of a finished visit; the original stays as it was.

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
    desk.vault.put(amendment)
    return amendment
