"""What is kept of handing a family over: to whom, when, and what the parent said."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from visit_app.records import Family
from visit_app.records.family import HANDED_OVER, PRACTITIONER, TAKEN_OVER


class Agreement(StrEnum):
    """What the parent said to the record going to another team."""

    AGREED = "agreed"
    TOLD = "told"  # it goes on another lawful basis than agreement
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One handing over, as it is kept at both ends; times are ISO 8601, UTC.

    `team`, `person` and `phone` are those of who takes the family, in free text.
    `reason` says why the parent was not asked, or what the lawful basis is. `file` is
    the SHA-256 of the file, in hexadecimal.
    """

    on: str
    team: str
    person: str = ""
    phone: str = ""
    agreement: str = ""
    reason: str = ""
    sender: str = ""
    organization: str = ""
    sender_phone: str = ""
    file: str = ""

    def to_json(self) -> dict[str, str]:
        """As JSON; what is empty is left out."""
        return {name: text for name, text in asdict(self).items() if text}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "HandOver":
        """From JSON; names that are not known are left aside. Raises ValueError."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        if not all(isinstance(text, str) for text in known.values()):
            raise ValueError("not a hand-over")
        try:
            return cls(**known)
        except TypeError:
            raise ValueError("not a hand-over") from None


def handed_over(family: Family) -> HandOver | None:
    """To which team this family went; None while it is here."""
    return _read(family, HANDED_OVER)


def taken_over(family: Family) -> HandOver | None:
    """From whom this family came as a file; None when it began here."""
    return _read(family, TAKEN_OVER)


def marked(family: Family, done: HandOver) -> Family:
    """The family as one that is with another team."""
    return replace(family, extra={**family.extra, HANDED_OVER: [done.to_json()]})


def unmarked(family: Family) -> Family:
    """The family as one that is here."""
    extra = {name: v for name, v in family.extra.items() if name != HANDED_OVER}
    return replace(family, extra=extra)


def received(family: Family, done: HandOver, practitioner_id: str) -> Family:
    """The family as one that came from another team and stands on this one's list."""
    extra = {**unmarked(family).extra, TAKEN_OVER: [done.to_json()]}
    return replace(family, extra={**extra, PRACTITIONER: practitioner_id})


def of_mark(kept: Any) -> HandOver | None:
    """What a mark says; None for no mark.

    A mark that cannot be read is one all the same, with nothing in it: whoever sees
    that a family is away has to be able to take it back.
    """
    if not kept:
        return None
    try:
        return HandOver.from_json(kept[-1])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return HandOver(on="", team="")


def _read(family: Family, name: str) -> HandOver | None:
    return of_mark(family.extra.get(name))
