"""A correction to a finished visit: the original stays, both are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A correction to one item of a finished visit (FHIR Provenance, activity amend).

    `target` is "<record type>/<record id>" and `path` the field or link_id in it;
    `before` and `after` are words for people.
    """

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    target: str = ""
    path: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    author: str = ""
    recorded: datetime
    extra: Mapping[str, Any] = field(default_factory=dict)
