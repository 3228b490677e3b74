"""Families on the caseload: adding and changing them, and what is known over time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from visit_app.records import Encounter, Family, Observation, Revision
from visit_app.records.family import HANDED_OVER, MERGED_INTO, PRACTITIONER
from visit_app.visits.desk import Desk

T = TypeVar("T")


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
    own = desk.practitioner.id
    marks = desk.vault.caseload.marks(PRACTITIONER, MERGED_INTO, HANDED_OVER)
    return frozenset(
        family_id
        for family_id, held in marks.items()
        if MERGED_INTO in held
        or HANDED_OVER in held
        or held.get(PRACTITIONER, own) != own
    )


def with_another_team(
    desk: Desk, among: Collection[str] | None = None
) -> frozenset[str]:
    """The families, `among` these or all, handed over as a file and not taken back."""
    return frozenset(desk.vault.caseload.marked(HANDED_OVER, among))


def first_here(
    desk: Desk,
    read: Callable[[int], Sequence[T]],
    family_of: Callable[[T], str],
    n: int,
) -> tuple[T, ...]:
    """The first `n` whose family was not handed over; `read` reads so many of them.

    There may be thousands: little more is read than is asked for.
    """
    limit = n
    while True:
        found = read(limit)
        away = with_another_team(desk, {family_of(one) for one in found})
        here = [one for one in found if family_of(one) not in away]
        if len(here) >= n or len(found) < limit:
            return tuple(here[:n])
        limit *= 2


def revisions(desk: Desk, family_id: str) -> tuple[Revision, ...]:
    """Every change of a family's details, newest first."""
    return tuple(desk.vault.revisions(family_id))
