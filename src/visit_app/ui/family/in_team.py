"""A family as its team sees it: who looks after it, what is open. Plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass

from visit_app.records import Family
from visit_app.records.family import MERGED_FROM
from visit_app.sync import front, shared_families
from visit_app.sync.laptop import Laptop
from visit_app.sync.roster import Role
from visit_app.sync.status import Standing, Status, standing, status
from visit_app.ui.names import family_title
from visit_app.ui.text import tr
from visit_app.vault.errors import NotFound

Known = tuple[str, str]
"""A family's id, and its title with surnames."""


@dataclass(frozen=True, slots=True)
class InTeam:
    """What the page of a family says about the team.

    `joined_to` is the record this one was joined to, `joined` the records that were
    joined to this one; `open_details` counts details with two versions.
    """

    looked_after: str = ""
    open_details: int = 0
    joined_to: Known | None = None
    joined: tuple[Known, ...] = ()
    shared: bool = False


def in_team(laptop: Laptop | None, family: Family) -> InTeam:
    """What is known of the family; nothing when the laptop works by itself."""
    if laptop is None:
        return InTeam()
    if standing(laptop) in {Standing.ALONE, Standing.ASKING}:
        return InTeam()
    known = status(laptop)
    to = shared_families.joined_into(family)
    others = family.extra.get(MERGED_FROM, [])
    details = [c for c in front.open_conflicts(laptop) if c.family_id == family.id]
    return InTeam(
        looked_after=_name(known, shared_families.in_hands_of(family)),
        open_details=len(details),
        joined_to=_known(laptop, to) if to else None,
        joined=tuple(k for o in others if (k := _joined(laptop, o, family.id))),
        shared=True,
    )


def people_of(known: Status) -> tuple[Known, ...]:
    """The practitioners of the team, each once, by name: id and name."""
    found = dict(_people(known))
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def _people(known: Status) -> Iterator[Known]:
    for one in known.colleagues:
        if not one.is_removed and one.role is not Role.RECOVERY:
            yield one.practitioner, one.name


def _name(known: Status, practitioner: str) -> str:
    if practitioner == shared_families.WHOLE_TEAM:
        return tr("The whole team")
    names = {c.practitioner: c.name for c in known.colleagues}
    own = {c.practitioner for c in known.colleagues if c.is_self}
    name = names.get(practitioner, tr("Somebody not in the team"))
    return tr("{name} (you)", name=name) if practitioner in own else name


def _known(laptop: Laptop, family_id: str) -> Known | None:
    try:
        family = laptop.vault.family(family_id)
    except NotFound:
        return None
    return family.id, family_title(family, surnames=True)


def _joined(laptop: Laptop, other: str, kept: str) -> Known | None:
    """The record that is still joined to this one, not one separated since."""
    try:
        family = laptop.vault.family(other)
    except NotFound:
        return None
    if shared_families.joined_into(family) != kept:
        return None
    return family.id, family_title(family, surnames=True)
