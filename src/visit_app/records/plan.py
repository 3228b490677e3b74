"""What the practitioner made of it, and what was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """What the practitioner made of one suggestion (FHIR ClinicalImpression.finding).

    `rule` is the pathway rule's id; `reason` is why it was seen differently.
    """

    rule: str
    agreed: bool
    reason: str = ""
    text: str = ""  # the suggestion as it was shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalImpression:
    """The practitioner's judgement in their own words (FHIR ClinicalImpression)."""

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    summary: str = ""
    level: str = ""  # mild-to-moderate, moderate-to-severe, unclear: the person decides
    theme: tuple[str, ...] = ()  # pmh, pir, infant-feeding
    level_reason: str = ""
    considered: tuple[Considered, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing agreed: what, with whom, by when (FHIR CarePlan.activity).

    `kind` is signpost, refer, support, visit or other.
    """

    id: str
    kind: str = "support"
    description: str = ""
    performer: str = ""
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlan:
    """The plan agreed at one visit (FHIR CarePlan)."""

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    activity: tuple[Activity, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
