"""A record's state taken apart into fields, each with a path, and put together again.

"postcode"; "parents/<id>/phone" for a list of things with ids; "answers/<link id>" for
a mapping. A path segment has "~" and "/" written as "~0" and "~1" (RFC 6901). The path
of a thing with an id, without a field, says that it is there: its value is HERE. Every
other value is canonical JSON text, so that fields can be compared and kept in sets.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from visit_app.sync.change import canonical

T = TypeVar("T")

HERE = "here"  # never JSON
ABSENT = ""  # the field is not set
_NOT_CONTENT = {"id", "revision"}  # of the record itself; `revision` is the vault's

Fields = Mapping[str, str]


def fields_of(state: Mapping[str, Any]) -> dict[str, str]:
    """Every field that is set, by its path, in the state's own order."""
    return dict(_mapping(state, "", _NOT_CONTENT))


def state_of(fields: Fields, record_id: str) -> dict[str, Any]:
    """The state that has these fields."""
    root: dict[str, Any] = {"id": record_id}
    for path in fields:
        _set(root, path, fields)
    return root


def things(path: str, *states: Fields) -> Iterator[str]:
    """The paths of the things with ids that a path lies in, outermost first."""
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        place = "/".join(parts[:end])
        if any(state.get(place) == HERE for state in states):
            yield place


def _mapping(
    data: Mapping[str, Any], place: str, left_out: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if name not in left_out:
            yield from _value(value, place + _escaped(name))


def _value(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        yield from _mapping(value, f"{path}/")
    elif _is_list_of_things(value):
        for thing in value:
            place = f"{path}/{_escaped(thing['id'])}"
            yield place, HERE
            yield from _mapping(thing, f"{place}/", ("id",))
    else:
        yield path, canonical(value)


def _is_list_of_things(value: Any) -> bool:
    if not isinstance(value, list | tuple) or not value:
        return False
    ids = [v.get("id") for v in value if isinstance(v, Mapping)]
    all_named = len(ids) == len(value) and all(isinstance(i, str) and i for i in ids)
    return all_named and len(set(ids)) == len(ids)


def _set(root: dict[str, Any], path: str, fields: Fields) -> None:
    here: dict[str, Any] = root
    inside: list[Any] | None = None  # the list of things that `here` was taken from
    parts = path.split("/")
    for depth, part in enumerate(parts[:-1]):
        if inside is not None:
            here, inside = _thing(inside, _plain(part)), None
        elif fields.get("/".join(parts[: depth + 2])) == HERE:
            inside = _container(here, _plain(part), list)
        else:
            here = _container(here, _plain(part), dict)
    name, value = _plain(parts[-1]), fields[path]
    if inside is not None:
        _thing(inside, name)
    elif not isinstance(here.get(name), dict | list):
        here[name] = json.loads(value)


def _container(here: dict[str, Any], name: str, kind: type[T]) -> T:
    """What is there already, unless another version put a single value there."""
    held = here.get(name)
    if isinstance(held, kind):
        return held
    here[name] = made = kind()
    return made


def _thing(things_here: list[Any], name: str) -> dict[str, Any]:
    for thing in things_here:
        if thing["id"] == name:
            found: dict[str, Any] = thing
            return found
    made = {"id": name}
    things_here.append(made)
    return made


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _plain(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")
