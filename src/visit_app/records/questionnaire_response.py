"""Answers as they were given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class ResponseStatus(StrEnum):
    """FHIR questionnaire-answers-status, the part in use."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


class Mode(StrEnum):
    """How the questions were put; part of every result."""

    ASKED_ALOUD = "asked-aloud"
    SELF_COMPLETED = "self-completed"
    THROUGH_INTERPRETER = "through-interpreter"


@dataclass(frozen=True, slots=True)
class Absent:
    """Why there is no value, which is an answer too (FHIR data-absent-reason).

    `reason` is "asked-declined" (prefers not to answer) or "not-asked"; `text` is the
    practitioner's words.
    """

    reason: str
    text: str = ""

    @property
    def is_declined(self) -> bool:
        """Asked, and the person prefers not to say."""
        return self.reason == DECLINED.reason


DECLINED = Absent("asked-declined")

# Dates and times are ISO 8601 text, codes are the option's code: the Questionnaire
# knows the type.
Value = str | bool | int | float | Absent
Answers = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireResponse:
    """One person's answers to one Questionnaire (FHIR QuestionnaireResponse).

    `questionnaire` is pinned as "url|version"; the conversation guide is recorded the
    same way. `answers` maps link_id to the values given, in order; a link_id that is
    not there has not been answered.
    """

    id: str
    questionnaire: str
    family_id: str
    encounter_id: str
    subject_id: str
    author: str = ""
    authored: datetime | None = None
    status: str = ResponseStatus.IN_PROGRESS
    mode: str = ""
    answers: Answers = field(default_factory=dict)
    carried: tuple[str, ...] = ()  # link_ids carried in from another instrument today
    extra: Mapping[str, Any] = field(default_factory=dict)

    def answered(self, link_id: str, *values: Value) -> "QuestionnaireResponse":
        """A copy with these values for the item; none of them clears it."""
        answers = {k: v for k, v in self.answers.items() if k != link_id}
        if values:
            answers[link_id] = values
        carried = tuple(link for link in self.carried if link != link_id)
        return replace(self, answers=answers, carried=carried)

    def first(self, link_id: str) -> Value | None:
        """The first value of an item, or None when it has not been answered."""
        values = self.answers.get(link_id, ())
        return values[0] if values else None

    def text(self, link_id: str) -> str:
        """The first value when it is text, otherwise an empty string."""
        value = self.first(link_id)
        return value if isinstance(value, str) else ""
