"""A local service as an entry of the directory, in one of its versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from visit_app.records.source import UNVERIFIED, is_unsure


class Level(StrEnum):
    """The level of need a service is described for; nobody has agreed a definition."""

    UNIVERSAL = "universal"
    MILD_TO_MODERATE = "mild-to-moderate"
    MODERATE_TO_SEVERE = "moderate-to-severe"


class Theme(StrEnum):
    """What a service supports."""

    PMH = "pmh"  # perinatal mental health
    PIR = "pir"  # the parent-infant relationship
    INFANT_FEEDING = "infant-feeding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a source says, word for word; `line` is the strategy's line.

    `verified` is "verified" (read there) or "second-hand" (read where it is summed up).
    """

    text: str
    source: str
    line: int | None = None
    address: str = ""
    verified: str = UNVERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """One condition as stated (FHIR HealthcareService.eligibility).

    `rule` names a function of `directory.eligibility`, `values` its numbers; a rule
    that this version does not know is asked, never decided.
    """

    rule: str
    text: str
    values: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    verified: str = UNVERIFIED
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def confirm_locally(self) -> bool:
        """Nobody has verified this condition: it never speaks against a service."""
        return is_unsure(self.verified)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthcareService:
    """One version of an entry (FHIR HealthcareService).

    A changed entry is a new version with the same `id`; old versions are kept.
    `recorded` is None for what was shipped with the app. `checked_on` is when somebody
    last confirmed the entry with the service, None when nobody has yet; `owner` keeps
    it up to date. `asks` are codes of resources/services/wording.json.
    """

    id: str
    name: str
    provided_by: str = ""
    active: bool = True
    kind: str = "service"
    level: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    coverage_area: tuple[str, ...] = ()
    telecom: str = ""
    address: str = ""
    asks: tuple[str, ...] = ()
    comment: str = ""
    quote: tuple[Quote, ...] = ()
    owner: str = ""
    checked_on: date | None = None
    retired_reason: str = ""
    version: int = 1
    change: str = "shipped"  # added, changed, checked, retired
    author: str = ""
    recorded: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
