"""Whom a service is looked for, and one reason for or against."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from visit_app.directory.wording import say
from visit_app.records import Family, FamilyRole, Patient


class Speaks(StrEnum):
    """Whether a reason speaks for a service, against it, or has to be asked."""

    FOR = "for"
    AGAINST = "against"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a service may fit or not, in words, with where that is stated."""

    speaks: Speaks
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The family, the person, and the level and theme the practitioner judged.

    `level` is empty or "unclear" while it is open; the app never fills it in.
    """

    family: Family
    subject: Patient
    level: str = ""
    theme: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The person's first name."""
        return self.subject.given_name or say("nobody")

    @property
    def is_mother(self) -> bool:
        """Whether the person is the mother."""
        return self.subject.role == FamilyRole.MOTHER

    def youngest(self) -> Patient | None:
        """The baby born last, None when no date of birth is recorded."""
        born = [baby for baby in self.family.babies if baby.birth_date]
        return max(born, key=lambda baby: baby.birth_date or date.min, default=None)
