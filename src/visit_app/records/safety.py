"""What must be acted on before the visit can close."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class IssueCode(StrEnum):
    """What opened the safety panel."""

    SELF_HARM_ANSWER = "self-harm-answer"
    RED_FLAG = "red-flag"
    PRACTITIONER_CONCERN = "practitioner-concern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation:
    """What was done: who was told, who accepted responsibility and when.

    FHIR DetectedIssue.mitigation. `action` is phoned, told, accepted, safeguarding,
    no-safeguarding, step-done, noted or no-action; `note` is why, which step, or what
    was noted.
    """

    id: str
    action: str
    recorded: datetime
    author: str = ""
    person: str = ""  # who was phoned or told, or who took it on
    at: str = ""  # time of the call as typed, "11:05"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectedIssue:
    """A safety concern that stays open until somebody has taken it on.

    FHIR DetectedIssue. `evidence` is "<questionnaire name>/<link_id>" for an answer,
    the flag's id for a red flag; `said` is what was answered, as words.
    """

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    code: str
    identified: datetime
    evidence: str = ""
    said: str = ""
    note: str = ""
    mitigation: tuple[Mitigation, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Nobody has accepted responsibility, and no reason was recorded."""
        closing = {"accepted", "no-action"}
        return not any(step.action in closing for step in self.mitigation)
