"""Who is using the app."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PractitionerRole(StrEnum):
    """The roles offered at first run."""

    HEALTH_VISITOR = "health-visitor"
    FNP_NURSE = "fnp-nurse"
    TRAINER = "trainer"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """The practitioner whose vault this is (FHIR Practitioner and PractitionerRole)."""

    id: str
    name: str
    role: str = PractitionerRole.HEALTH_VISITOR
    role_text: str = ""  # when the role is "other"
    organization: str = ""
    phone: str = ""
    registration_pin: str = ""  # professional PIN, optional
    extra: Mapping[str, Any] = field(default_factory=dict)
