"""Families that several people look after: handed over, found twice, joined, separated.

Each verb saves ordinary revisions of the families, which travel like any other.
"""

from visit_app.records import Family
from visit_app.records.family import MERGED_FROM, MERGED_INTO, PRACTITIONER
from visit_app.sync import same_family
from visit_app.sync.errors import SyncError
from visit_app.sync.laptop import Laptop
from visit_app.sync.same_family import Joined, Suggestion

WHOLE_TEAM = ""  # handed over to nobody in particular


class NotJoined(SyncError):
    """These two families are not joined, so they cannot be separated."""

    def __init__(self) -> None:
        super().__init__("These two families are not joined. Nothing was changed.")


def hand_over(laptop: Laptop, family_id: str, practitioner_id: str) -> Family:
    """Name a colleague (by practitioner id) as the family's, or the WHOLE_TEAM.

    Raises NotFound. The visits stay with who made them.
    """
    family = laptop.vault.family(family_id)
    return _save(laptop, same_family.hand_over(family, practitioner_id))


def in_hands_of(family: Family) -> str:
    """The practitioner id that the family was handed to; "" for the whole team."""
    return str(family.extra.get(PRACTITIONER, WHOLE_TEAM))


def suggestions(laptop: Laptop) -> tuple[Suggestion, ...]:
    """Pairs of families that share a person, for somebody to look at."""
    return same_family.suggestions(laptop.vault.families())


def preview(laptop: Laptop, kept_id: str, other_id: str) -> Joined:
    """What joining would make of both, and where they differ; nothing is saved."""
    vault = laptop.vault
    return same_family.join(vault.family(kept_id), vault.family(other_id))


def join_families(laptop: Laptop, kept_id: str, other_id: str) -> Joined:
    """Join two records of one family: `kept` gains what only `other` knows.

    Nothing is deleted: the other record and its visits stay, and point to `kept`.
    Raises NotFound.
    """
    with laptop.vault.transaction():
        joined = preview(laptop, kept_id, other_id)
        kept = _save(laptop, joined.kept)
        other = _save(laptop, joined.other)
    return Joined(kept, other, joined.differing)


def separate_families(laptop: Laptop, kept_id: str, other_id: str) -> Family:
    """Undo a joining; what somebody changed since stays. Raises NotJoined."""
    vault = laptop.vault
    with vault.transaction():
        now, other = vault.family(kept_id), vault.family(other_id)
        before, after = _around_joining(laptop, kept_id, other_id)
        if other.extra.get(MERGED_INTO) != kept_id:
            raise NotJoined
        _save(laptop, same_family.separated(other))
        return _save(laptop, same_family.separate(before, after, now))


def joined_into(family: Family) -> str:
    """The id of the family that this one was joined to, or ""."""
    return str(family.extra.get(MERGED_INTO, ""))


def _around_joining(
    laptop: Laptop, kept_id: str, other_id: str
) -> tuple[Family, Family]:
    """The kept family before and after the revision that joined the other to it."""
    by_id = {r.id: r for r in laptop.vault.revisions(kept_id)}
    for revision in by_id.values():
        before = by_id.get(revision.parents[0]) if revision.parents else None
        if before is None or other_id not in revision.state.extra.get(MERGED_FROM, []):
            continue
        if other_id not in before.state.extra.get(MERGED_FROM, []):
            return before.state, revision.state
    raise NotJoined


def _save(laptop: Laptop, family: Family) -> Family:
    return laptop.vault.save_family(family, author=laptop.practitioner.name)
