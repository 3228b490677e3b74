"""One revision of one record, as it travels: its whole state, and what it changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from visit_app.sync.errors import Untrusted

Key = tuple[str, str]
_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


@dataclass(frozen=True)
class Change:
    """A revision of a record (FHIR Provenance with its target).

    `kind` is the record's class ("Family", "Encounter"), `revision` this revision's
    own id, `parents` the revisions its author had before them, `author` the
    practitioner's id, `changed` the fields set by this revision, as paths
    ("postcode", "parents/<id>/phone"), `state` the record as JSON after it.
    `recorded` is the author's clock: shown, never used for order.
    """

    kind: str
    id: str
    family_id: str
    revision: str
    author: str
    recorded: str
    state: Mapping[str, Any]
    parents: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Which record it belongs to."""
        return self.kind, self.id

    @property
    def encounter_id(self) -> str:
        """The visit it belongs to, empty for a family's details."""
        return (
            self.id if self.kind == "Encounter" else _text(self.state, "encounter_id")
        )

    @cached_property
    def state_text(self) -> str:
        """The state as canonical JSON."""
        return canonical(self.state)

    @cached_property
    def line(self) -> str:
        """Everything in it as one line of canonical JSON, as it travels."""
        about = self.to_json()
        del about["state"]
        return line_of(about, self.state_text)

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 over everything in it: two changes are the same or they are not."""
        return sha256(self.line.encode()).digest()

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "kind": self.kind,
            "id": self.id,
            "family_id": self.family_id,
            "revision": self.revision,
            "author": self.author,
            "recorded": self.recorded,
            "state": self.state,
            "parents": list(self.parents),
            "changed": list(self.changed),
        }

    @classmethod
    def from_json(cls, data: Any) -> "Change":
        """From JSON values; raises Untrusted when they are not a change."""
        if not isinstance(data, dict):
            raise Untrusted("A parcel holds something that is not a record.")
        texts = {name: _text(data, name) for name in _TEXTS}
        state = data.get("state")
        if not all(texts[name] for name in _REQUIRED) or not isinstance(state, dict):
            raise Untrusted("A parcel holds a record that is not complete.")
        _text(state, "encounter_id")  # else nothing could be kept of the whole parcel
        return cls(
            **texts,
            state=state,
            parents=_texts(data, "parents"),
            changed=_texts(data, "changed"),
        )

    @classmethod
    def from_line(cls, line: str) -> "Change":
        """From a line that this laptop has written itself; raises Untrusted."""
        change = cls.from_json(json.loads(line))
        vars(change)["line"] = line  # what the property would work out again
        return change


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A change on its way out, as its author's laptop keeps it: the line is not read.

    The fields are those of the Change.
    """

    kind: str
    id: str
    family_id: str
    revision: str
    line: str

    @property
    def change(self) -> Change:
        """The change that the line is; raises Untrusted."""
        return Change.from_line(self.line)


def line_of(about: Mapping[str, Any], state_text: str) -> str:
    """The line of a change from everything but its state, and the state's text.

    "state" is the last of the names in their order, so the text is put behind the rest.
    """
    return f'{canonical(about)[:-1]},"state":{state_text}}}'


_TEXTS = ("kind", "id", "family_id", "revision", "author", "recorded")
_REQUIRED = ("kind", "id", "revision", "author")


def canonical(value: Any) -> str:
    """JSON text that is equal for equal values."""
    return _CANONICAL.encode(value)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise Untrusted("A parcel holds a record that is not valid.")
    return value


def _texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = data.get(name, [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise Untrusted("A parcel holds a record that is not valid.")
    return tuple(values)
