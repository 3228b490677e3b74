"""A referral and its letter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ConsentDecision(StrEnum):
    """What the person said to sharing their information."""

    GIVEN = "given"
    REFUSED = "refused"
    LIMITED = "limited"


class Priority(StrEnum):
    """How soon, as the practitioner judges (FHIR request-priority)."""

    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "stat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Consent to one referral (FHIR Consent); `decision` is empty until recorded."""

    decision: str = ""
    given_how: str = ""  # spoken or written
    limits: str = ""  # what may be shared and with whom
    recorded: datetime | None = None
    reason_without: str = ""  # why the referral goes ahead although it was refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRequest:
    """A referral to one service (FHIR ServiceRequest).

    `supporting_info` are the ids of visits with somebody else of the family who agreed
    that what they said is told in this letter.
    """

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    status: str = "draft"  # draft, active (letter issued), revoked
    priority: str = ""
    performer: str = ""  # name of the service
    performer_id: str = ""  # id in the service directory, when chosen from it
    performer_address: str = ""
    reason: str = ""
    patient_wishes: str = ""
    phoned_whom: str = ""
    phoned_at: str = ""  # as typed: "11:05", "23 Nov, 11:05"
    consent: Consent = Consent()
    supporting_info: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    copy_to_home: bool | None = None
    authored_on: datetime | None = None
    requester: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSection:
    """One headed part of a letter, as paragraphs of plain text.

    `id` names the part ("reason", "scores"); `edited` says that the practitioner has
    changed it, and `composed` holds what the record gave when they did.
    """

    id: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    edited: bool = False
    composed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReference:
    """A referral letter in the record (FHIR DocumentReference).

    `status` is "preliminary" while it can be edited, "final" once printed or saved;
    `sha256` is the digest of the PDF that went out. `set_aside` are edited sections the
    record has overtaken: kept to be read, never printed.
    """

    id: str
    family_id: str
    encounter_id: str
    subject_id: str
    service_request_id: str
    status: str = "preliminary"
    date: datetime | None = None
    author: str = ""
    sections: tuple[LetterSection, ...] = ()
    set_aside: tuple[LetterSection, ...] = ()
    sha256: str = ""
    issued: tuple[str, ...] = ()  # "printed 2026-11-23T11:30:00+00:00"
    extra: Mapping[str, Any] = field(default_factory=dict)
