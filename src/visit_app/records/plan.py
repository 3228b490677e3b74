"""What the practitioner made of it, and what was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class NeedLevel(StrEnum):
    """The level of need as the practitioner judges it; no definition is agreed."""

    MILD_TO_MODERATE = "mild-to-moderate"
    MODERATE_TO_SEVERE = "moderate-to-severe"
    UNCLEAR = "unclear"


class NeedTheme(StrEnum):
    """What the need is about, as the practitioner judges it."""

    PMH = "pmh"  # perinatal mental health
    PIR = "pir"  # the parent-infant relationship
    INFANT_FEEDING = "infant-feeding"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """What the practitioner made of one suggestion (FHIR ClinicalImpression.finding).

    `rule` is the pathway rule's id; `reason` is why it was seen differently.
    """

    rule: str
    agreed: bool
    reason: str = ""
    text: str = ""  # the suggestion as it was shown
    source: str = ""  # whose wording it was, and where it is stated
    because: tuple[str, ...] = ()  # the answers that led to it, as they were shown
    author: str = ""
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Still concerned although the answers say no (FHIR ClinicalImpression.problem).

    It is the practitioner's own, asks for nothing at once, and leads to the next
    question: CG192. What cannot wait is a DetectedIssue.
    """

    noted: datetime
    author: str = ""
    after: str = ""  # where it was said: the name of a questionnaire, or "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalImpression:
    """The practitioner's judgement in their own words (FHIR ClinicalImpression).

    `level` and `theme` are codes of NeedLevel and NeedTheme, empty until somebody has
    judged: nothing fills them in. `assessor` and `date` say who did last, and when.
    """

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    summary: str = ""
    level: str = ""
    theme: tuple[str, ...] = ()
    level_reason: str = ""
    assessor: str = ""
    date: datetime | None = None
    considered: tuple[Considered, ...] = ()
    concern: Concern | None = None
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
