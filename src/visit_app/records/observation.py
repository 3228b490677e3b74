"""A score as it stood when the visit was signed off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The result of one instrument for one person (FHIR Observation).

    `value` is None while an answer is missing; then `low` and `high` are the interval
    the total lies in. `terms` are the points per answered item, so that the sum can be
    shown. `component` holds subscales by name. `source` cites the scoring rule.
    """

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    code: str  # the questionnaire's name: "phq-9"
    title: str  # as printed: "PHQ-9"
    effective: datetime
    value: int | None = None
    low: int = 0
    high: int = 0
    maximum: int = 0
    band: str = ""
    missing: tuple[str, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    component: Mapping[str, int] = field(default_factory=dict)
    mode: str = ""
    questionnaire: str = ""  # "url|version"
    derived_from: str = ""  # id of the QuestionnaireResponse
    source: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
