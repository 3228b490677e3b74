"""A visit as a record: who, when, where, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EncounterStatus(StrEnum):
    """FHIR encounter-status, the part in use."""

    IN_PROGRESS = "in-progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Interpreter(StrEnum):
    """Who interpreted, if anybody did."""

    NONE = "none"
    PROFESSIONAL = "professional"
    OTHER = "other"  # a friend or relative: shown with every result


_NO_LISTENERS = frozenset({"baby", "interpreter", "colleague"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One contact with one parent or carer of a family (FHIR Encounter).

    `subject_id` is the Patient who is asked. `type` is a code of
    resources/codes/contacts.json. `step` is where the practitioner is: the key of a
    visit step, with the question behind a slash ("phq-9/44260-8"). `instruments` are
    the names of the questionnaires chosen, in the order asked. `left` names steps
    left for today. None means "not recorded yet".
    """

    id: str
    family_id: str
    subject_id: str
    practitioner_id: str = ""
    status: str = EncounterStatus.IN_PROGRESS
    type: str = ""
    period_start: datetime
    period_end: datetime | None = None
    location: str = ""
    present: tuple[str, ...] = ()  # codes of resources/codes/contacts.json "present"
    present_note: str = ""
    seen_alone: bool | None = None
    interpreter: str = ""
    interpreter_note: str = ""
    sharing_explained: bool | None = None  # what is recorded and shared
    sharing_note: str = ""
    step: str = ""
    instruments: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    no_referral: bool = False  # "no referral today" was said, not forgotten
    signed_by: str = ""
    signed_at: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def beside(self, role: str) -> tuple[str, ...]:
        """Codes of who is present beside a person of this role and can listen.

        A baby, an interpreter and a colleague are not counted.
        """
        return tuple(who for who in self.present if who not in {role, *_NO_LISTENERS})

    def is_alone(self, role: str) -> bool:
        """Whether this person is recorded as seen alone, and nothing speaks against it.

        Somebody beside them does, and so does a friend or relative who interprets.
        """
        lay = self.interpreter == Interpreter.OTHER
        return self.seen_alone is True and not lay and not self.beside(role)

    @property
    def is_finished(self) -> bool:
        """Signed off: immutable from then on."""
        return self.status == EncounterStatus.FINISHED
