"""Erasing a family: what would go, what is kept of it, and the proof afterwards."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime

from visit_app.records import Family
from visit_app.vault.errors import VaultError
from visit_app.vault.retention import LONGEST, lasting
from visit_app.vault.rows import FamilyRow
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.retention import RetentionRule, kept_until, retention_rule

LONGEST_REASON = 200
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_NAME = 3  # "Al" is part of too many words


@dataclass(frozen=True, slots=True)
class StillHeld:
    """Backups on this laptop that hold it all the same, and when the last one goes.

    They go as newer ones take their place; `until` is None when there are none. A
    second place keeps its copies as long. `lasting` are copies that may hold it and go
    by no date: from before an update of the app, or set aside by a restore.
    """

    count: int = 0
    until: date | None = None
    lasting: int = 0


@dataclass(frozen=True, slots=True)
class BeforeErasing:
    """What erasing this family would take away.

    `kept_until` is None when no rule is settled or no date can be worked out.
    """

    family: Family
    counts: Mapping[str, int]
    drafts: int
    rule: RetentionRule
    kept_until: date | None
    today: date
    backups: "StillHeld"

    @property
    def is_past(self) -> bool:
        """Whether the date until which the record is kept has come."""
        return self.kept_until is not None and self.kept_until <= self.today


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that a family was erased: ids, counts and hashes, never content.

    `head` is the signed head of the audit that covers the entry of the erasure.
    `pages_wait` says that the emptied pages are taken out when the vault is next
    opened: until then they hold nothing that can be read.
    """

    family_id: str
    erased_at: datetime
    erased_by: str
    reason: str
    counts: Mapping[str, int]
    proof: str
    entry: int
    head: str
    pages_wait: bool
    backups: StillHeld

    def to_json(self) -> str:
        """The receipt as a file."""
        data = asdict(self) | {"head": json.loads(self.head)}
        return json.dumps(data, ensure_ascii=False, indent=2, default=_iso) + "\n"


def before_erasing(desk: Desk, family_id: str) -> BeforeErasing:
    """What would go; raises NotFound. The look is noted in the audit."""
    vault = desk.vault
    content = vault.erasing.content_of(family_id)
    drafts = [v for v in vault.drafts() if v.family_id == family_id]
    family = vault.family(family_id)
    vault.looked(family_id)
    rule = retention_rule(desk)
    row = _row(desk, family_id)
    until = kept_until(row, rule) if row else None
    today = desk.clock.today()
    return BeforeErasing(
        family, content.counts, len(drafts), rule, until, today, _still_held(desk)
    )


def check_reason(family: Family, reason: str) -> str:
    """The reason without blanks around it; raises NotPossible for one not to be kept.

    It stays in the audit for good, so it must not name those whose record goes.
    """
    words = " ".join(reason.split())
    if not words:
        raise NotPossible("Say why: the reason is what is kept of this.")
    if len(words) > LONGEST_REASON:
        raise NotPossible(f"Say it in {LONGEST_REASON} characters at most.")
    said = {word.casefold() for word in _WORD.findall(words)}
    digits = re.sub(r"\D", "", words)
    if said & set(_names(family)) or any(n in digits for n in _numbers(family)):
        raise NotPossible(
            "The reason names somebody of this family. It is kept for good, so say it"
            " without a name or number."
        )
    return words


def erase(
    desk: Desk, family_id: str, reason: str, also: Callable[[], object] = lambda: None
) -> Receipt:
    """Erase a family for good; both confirmations have been given.

    `also` is done in the same transaction: telling the team, for instance. Raises
    NotFound, NotPossible for the reason, and what stops a write: then nothing was
    erased. Takes a second or more for a large vault.
    """
    vault = desk.vault
    words = check_reason(vault.family(family_id), reason)
    at = desk.clock.now()
    with vault.transaction():
        also()
        content = vault.erasing.erase(family_id, {"reason": words})
    with suppress(VaultError):  # it is erased: the next opening tries again
        vault.erasing.clear_pages()
    entry = vault.audit_entries(family_id)[-1]
    return Receipt(
        family_id=family_id,
        erased_at=at,
        erased_by=desk.practitioner.name,
        reason=words,
        counts=content.counts,
        proof=content.proof,
        entry=entry.sequence,
        head=vault.audit_head().decode(),
        pages_wait=vault.erasing.pages_wait,
        backups=_still_held(desk),
    )


def _still_held(desk: Desk) -> StillHeld:
    """Every backup there is now was made before."""
    backups = desk.vault.backups()
    if backups is None:
        return StillHeld()
    with backups:
        found, aside = backups.found(), backups.set_aside()
    stay = lasting(found)
    made = [one.made for one in found if one not in stay]
    until = (max(made) + LONGEST).astimezone().date() if made else None
    return StillHeld(len(made), until, len(stay) + aside)


def _iso(value: date) -> str:
    return value.isoformat()


def _row(desk: Desk, family_id: str) -> FamilyRow | None:
    rows = desk.vault.search(limit=-1)
    return next((row for row in rows if row.id == family_id), None)


def _names(family: Family) -> Iterator[str]:
    for person in (*family.parents, *family.babies):
        for word in _WORD.findall(person.full_name):
            if len(word) >= _SHORTEST_NAME:
                yield word.casefold()


def _numbers(family: Family) -> Iterator[str]:
    for person in (*family.parents, *family.babies):
        if person.nhs_number:
            yield person.nhs_number
