"""Families on the caseload: adding and changing them, and what is known over time."""

from dataclasses import dataclass

from visit_app.records import Encounter, Family, Observation, Revision
from visit_app.records.family import HANDED_OVER, MERGED_INTO, PRACTITIONER
from visit_app.vault.errors import NotFound
from visit_app.visits.desk import Desk


@dataclass(frozen=True, kw_only=True)
class History:
    """A family's visits and scores, newest visit first, oldest score first."""

    family: Family
    encounters: tuple[Encounter, ...]
    observations: tuple[Observation, ...]


def save_family(desk: Desk, family: Family) -> Family:
    """Keep a family’s details as a new revision, if any of them changed."""
    return desk.vault.save_family(family, author=desk.practitioner.name)


def history(desk: Desk, family_id: str) -> History:
    """What is known of a family; the look is noted in the audit."""
    vault = desk.vault
    found = History(
        family=vault.family(family_id),
        encounters=tuple(vault.find(Encounter, family_id=family_id)),
        observations=tuple(reversed(vault.find(Observation, family_id=family_id))),
    )
    vault.looked(family_id)
    return found


def elsewhere(desk: Desk) -> frozenset[str]:
    """Families on a colleague's list or with another team, and joined records."""
    marked = desk.vault.sync_records.families_marked
    own = desk.practitioner.id
    others = {
        family_id for family_id, who in marked(PRACTITIONER).items() if who != own
    }
    return frozenset(others | marked(MERGED_INTO).keys()) | with_another_team(desk)


def with_another_team(desk: Desk) -> frozenset[str]:
    """The families that were handed over as a file and not taken back."""
    return frozenset(desk.vault.sync_records.families_marked(HANDED_OVER))


def is_here(desk: Desk, family_id: str) -> bool:
    """Whether this family was not handed over: quicker than asking for all of them."""
    try:
        return not desk.vault.family(family_id).extra.get(HANDED_OVER)
    except NotFound:
        return True


def revisions(desk: Desk, family_id: str) -> tuple[Revision, ...]:
    """Every change of a family's details, newest first."""
    return tuple(desk.vault.revisions(family_id))
