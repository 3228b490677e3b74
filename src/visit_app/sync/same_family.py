"""Two records of one family: found by what they share, joined by a person, separable.

Joining writes ordinary revisions of both families: nothing is deleted, the visits stay
where they were made, and separating takes back what joining changed and nobody has
changed since.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import Any, TypeVar

from visit_app.records import Family, Patient
from visit_app.records.codec import from_json, to_json
from visit_app.records.family import MERGED_FROM, MERGED_INTO, PRACTITIONER
from visit_app.sync.fields import ABSENT, fields_of, state_of

Either = TypeVar("Either", Family, Patient)

ALSO = "also"  # in the extra of a person: their ids in the joined record


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two families that share somebody; `reasons` are nhs-number or name-and-birth."""

    first: str
    second: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Both families after joining, and the fields in which they differ.

    `differing` holds (path in `kept`, its value, the other's value): `kept` shows its
    own, the other's stays in the other record.
    """

    kept: Family
    other: Family
    differing: tuple[tuple[str, Any, Any], ...]


def suggestions(families: Iterable[Family]) -> tuple[Suggestion, ...]:
    """Pairs of families with the same person in them, by NHS number or name and birth.

    Joined ones are left out.
    """
    sharing: dict[tuple[str, str], dict[str, None]] = {}
    places: dict[tuple[str, ...], dict[str, None]] = {}
    for family in families:
        if MERGED_INTO not in family.extra:
            for sign in _signs(family):
                places.setdefault(sign, {})[family.id] = None
    for sign, ids in places.items():
        for first, second in combinations(sorted(ids), 2):
            sharing.setdefault((first, second), {})[sign[0]] = None
    return tuple(
        Suggestion(first, second, tuple(sorted(reasons)))
        for (first, second), reasons in sorted(sharing.items())
    )


def twins_of(family: Family, families: Iterable[Family]) -> tuple[Suggestion, ...]:
    """Which of these share a person with the family, itself left out; it is `first`."""
    others = [one for one in families if one.id != family.id]
    return tuple(
        Suggestion(family.id, other, pair.reasons)
        for pair in suggestions([*others, family])
        for other in (pair.first, pair.second)
        if family.id in (pair.first, pair.second) and other != family.id
    )


def join(kept: Family, other: Family) -> Joined:
    """`kept` with what only `other` knows, and `other` pointing to it."""
    differing: list[tuple[str, Any, Any]] = []
    for person in other.people():
        twin = next((p for p in kept.people() if _same(p, person)), None)
        if twin is None:
            kept = kept.with_person(person)
            continue
        group = "babies" if twin in kept.babies else "parents"
        differing += _differing(f"{group}/{twin.id}/", twin, person)
        kept = kept.with_person(_filled_person(twin, person))
    differing += _differing("", kept, other)
    merged = [*kept.extra.get(MERGED_FROM, []), other.id]
    kept = replace(_filled(kept, other), extra={**kept.extra, MERGED_FROM: merged})
    other = replace(other, extra={**other.extra, MERGED_INTO: kept.id})
    return Joined(kept, other, tuple(differing))


def separate(before: Family, after: Family, now: Family) -> Family:
    """The kept family `now` without what joining changed (`before` to `after`).

    A field that somebody has changed since stays as it is.
    """
    then, joined, present = (fields_of(to_json(f)) for f in (before, after, now))
    undone = {
        path
        for path in then.keys() | joined.keys()
        if then.get(path, ABSENT) != joined.get(path, ABSENT)
        and present.get(path, ABSENT) == joined.get(path, ABSENT)
    }
    kept = {p: t for p, t in present.items() if p not in undone}
    kept |= {p: then[p] for p in undone if p in then}
    gone = undone - then.keys()
    kept = {p: t for p, t in kept.items() if not _inside(p, gone)}
    return replace(from_json(Family, state_of(kept, now.id)), revision=now.revision)


def separated(other: Family) -> Family:
    """The other family standing by itself again."""
    extra = {k: v for k, v in other.extra.items() if k != MERGED_INTO}
    return replace(other, extra=extra)


def hand_over(family: Family, practitioner_id: str) -> Family:
    """The family with this colleague named as its practitioner."""
    return replace(family, extra={**family.extra, PRACTITIONER: practitioner_id})


def _signs(family: Family) -> Iterator[tuple[str, ...]]:
    for person in family.people():
        if person.nhs_number:
            yield "nhs-number", person.nhs_number
        if name := _name_and_birth(person):
            yield "name-and-birth", *name


def _name_and_birth(person: Patient) -> tuple[str, ...]:
    names = (person.given_name, person.family_name)
    plain = tuple("".join(n.casefold().split()) for n in names)
    if not all(plain) or person.birth_date is None:
        return ()
    return (*plain, person.birth_date.isoformat())


def _same(one: Patient, two: Patient) -> bool:
    if one.nhs_number and two.nhs_number:
        return one.nhs_number == two.nhs_number
    return bool(_name_and_birth(one)) and _name_and_birth(one) == _name_and_birth(two)


def _filled_person(one: Patient, two: Patient) -> Patient:
    also = [*one.extra.get(ALSO, []), two.id]
    return replace(_filled(one, two), extra={**two.extra, **one.extra, ALSO: also})


def _filled(one: Either, two: Either) -> Either:
    """`one` with the values of `two` where it has none."""
    known = {
        f.name: getattr(two, f.name)
        for f in fields(one)
        if f.name not in _OWN and getattr(one, f.name) in _NOTHING
    }
    return replace(one, **known)


def _differing(place: str, one: Any, two: Any) -> Iterator[tuple[str, Any, Any]]:
    for f in fields(one):
        a, b = getattr(one, f.name), getattr(two, f.name)
        if f.name not in _OWN and a not in _NOTHING and b not in _NOTHING and a != b:
            yield f"{place}{f.name}", a, b


def _inside(path: str, gone: set[str]) -> bool:
    return any(path.startswith(f"{place}/") for place in gone)


_OWN = {"id", "revision", "extra", "parents", "babies"}
_NOTHING = ("", None)
