"""What changed between two states of a family, and a change carried to a newer state.

A state is looked at as paths: "postcode", "parents/<id>/phone"; the path of a person
without a field, "parents/<id>", says that they belong to the family.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from visit_app.records import Family
from visit_app.records.codec import from_json, to_json

Fields = Mapping[str, Any]
_PEOPLE = ("parents", "babies")
_NOT_CONTENT = ("id", "revision")


def fields_of(family: Family) -> dict[str, Any]:
    """Every field that is set, by its path."""
    data = to_json(family)
    out = {k: v for k, v in data.items() if k not in (*_PEOPLE, *_NOT_CONTENT)}
    for group in _PEOPLE:
        for person in data.get(group, []):
            out.update(_person_fields(f"{group}/{person['id']}", person))
    return out


def changed_paths(before: Fields, after: Fields) -> tuple[str, ...]:
    """The paths that differ, in a steady order."""
    paths = before.keys() | after.keys()
    return tuple(sorted(p for p in paths if _differs(before, after, p)))


def carried(changed: Iterable[str], ours: Fields, onto: Fields) -> dict[str, Any]:
    """The newer state with the paths that we changed as we left them."""
    out = dict(onto)
    for path in changed:
        out.pop(path, None)
        if path in ours:
            out[path] = ours[path]
    return out


def family_of(fields: Fields, like: Family) -> Family:
    """The family these fields describe, with the id and revision of `like`."""
    data: dict[str, Any] = {p: v for p, v in fields.items() if "/" not in p}
    for group in _PEOPLE:
        ids = [path.split("/")[1] for path in fields if _is_person(path, group)]
        data[group] = [_person(fields, f"{group}/{name}", name) for name in ids]
    return from_json(Family, {**data, "id": like.id, "revision": like.revision})


def _person_fields(place: str, person: Mapping[str, Any]) -> dict[str, Any]:
    own = {f"{place}/{name}": v for name, v in person.items() if name != "id"}
    return {place: True, **own}


def _is_person(path: str, group: str) -> bool:
    return path.startswith(f"{group}/") and path.count("/") == 1


def _person(fields: Fields, place: str, person_id: str) -> dict[str, Any]:
    own = {
        p[len(place) + 1 :]: v for p, v in fields.items() if p.startswith(f"{place}/")
    }
    return {"id": person_id, **own}


def _differs(before: Fields, after: Fields, path: str) -> bool:
    return (path in before) != (path in after) or before.get(path) != after.get(path)
