"""Handing a family over to another team: one sealed file, then the mark.

Nothing is deleted by it. The file is written first and read back; a laptop that stops
before the mark is left with a file whose code nobody knows, and a family that is here.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

from visit_app.records import (
    DetectedIssue,
    DocumentReference,
    Encounter,
    EncounterStatus,
    Family,
)
from visit_app.records.family import MERGED_FROM, MERGED_INTO
from visit_app.vault import family_file, file_code
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import NotFound, NotWritten
from visit_app.vault.family_copies import FamilyCopy
from visit_app.vault.kdf import STANDARD, Cost
from visit_app.vault.os_errors import as_vault_errors
from visit_app.vault.rows import time_text
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.families import save_family
from visit_app.visits.family_content import Content, to_bytes
from visit_app.visits.hand_over_mark import (
    Agreement,
    HandOver,
    handed_over,
    marked,
    unmarked,
)
from visit_app.visits.permits import require

EXPORT = "family-file"  # as a policy names it
WHAT = "family-file"  # as the audit names it
_CODE = "hand-over/code/{}"  # erasing a family finds it by the id in it
_LONGEST = 200  # characters of a name or a reason


@dataclass(frozen=True, slots=True)
class Holding:
    """What a file holds, counted; `drafts` are visits that are not signed off."""

    parents: int
    babies: int
    visits: int
    drafts: int
    letters: int
    open_concerns: int


@dataclass(frozen=True, slots=True)
class BeforeHandingOver:
    """What would go, and where the family is now: `handed` is None while it is here."""

    family: Family
    holding: Holding
    handed: HandOver | None
    code: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A file that was written, and the code that opens it."""

    family: Family
    code: str
    done: HandOver


def before_handing_over(desk: Desk, family_id: str) -> BeforeHandingOver:
    """What would go; raises NotFound. The look is noted in the audit.

    `code` is that of the file that was written last, for whoever forgot to note it.
    """
    family = desk.vault.family(family_id)
    holding = holding_of(_copies(desk, family))
    desk.vault.looked(family_id)
    code = desk.vault.setting(_CODE.format(family_id), "")
    return BeforeHandingOver(family, holding, handed_over(family), code)


def holding_of(copies: tuple[FamilyCopy, ...]) -> Holding:
    """What these copies hold, people as the first of them names them."""
    records = [one.record for copy in copies for one in copy.records]
    made = [r for r in records if isinstance(r, Encounter)]
    made = [r for r in made if r.status != EncounterStatus.CANCELLED]
    letters = [r for r in records if isinstance(r, DocumentReference)]
    concerns = [r for r in records if isinstance(r, DetectedIssue)]
    family = copies[0].family
    return Holding(
        parents=len(family.parents),
        babies=len(family.babies),
        visits=len(made),
        drafts=sum(not visit.is_finished for visit in made),
        letters=sum(letter.status == "final" for letter in letters),
        open_concerns=sum(concern.is_open for concern in concerns),
    )


def file_name(desk: Desk) -> str:
    """A name for the file, without anything personal: the day, and which of the day."""
    today = desk.clock.today()
    since = datetime.combine(today, time.min).astimezone()
    written = [e for e in desk.vault.audit_entries(since=since) if _is_file(e.about)]
    return f"hand-over-{today.isoformat()}-{len(written) + 1}.{family_file.ENDING}"


def check_taker(done: HandOver) -> HandOver:
    """The same without blanks around the words; raises NotPossible for what lacks."""
    words = {
        name: " ".join(getattr(done, name).split())
        for name in ("team", "person", "phone", "reason")
    }
    done = replace(done, **words)
    if not done.team:
        raise NotPossible("Say which team takes the family.")
    if done.agreement not in set(Agreement):
        raise NotPossible("Say whether the parent agreed, was told, or was not asked.")
    if done.agreement != Agreement.AGREED and not done.reason:
        raise NotPossible(_why(done.agreement))
    if any(len(text) > _LONGEST for text in words.values()):
        raise NotPossible(f"Say each in {_LONGEST} characters at most.")
    return done


def hand_over_file(
    desk: Desk, family_id: str, taker: HandOver, path: Path, cost: Cost = STANDARD
) -> HandedOver:
    """Write the family into this file, and mark it as handed over.

    `taker` names who takes it and what the parent said; the rest of it is filled in.
    Raises NotFound, NotPossible, TooLarge, and what stops a write: then there is no
    file and no mark. Takes a second or so.
    """
    require(desk, EXPORT)
    family = _may_go(desk, family_id)
    about = _signed(desk, check_taker(taker))
    copies = _copies(desk, family)
    code = file_code.new_code()
    file = family_file.seal(to_bytes(Content(about, copies)), code, cost)
    done = replace(about, file=sha256(file).hexdigest())
    _write(path, file)
    try:
        saved = _mark(desk, copies, done, code)
    except BaseException:
        with suppress(OSError):  # its code is told to nobody: it opens for nobody
            path.unlink()
        raise
    return HandedOver(saved, code, done)


def take_back(desk: Desk, family_id: str) -> Family:
    """The family is here after all: the mark goes, and with it the file's code.

    The file that was written stays what it is. Raises NotFound.
    """
    vault = desk.vault
    with vault.transaction():
        vault.set_setting(_CODE.format(family_id), "")
        return save_family(desk, unmarked(vault.family(family_id)))


def _may_go(desk: Desk, family_id: str) -> Family:
    if desk.vault.is_practice:
        raise NotPossible("Practice families stay in practice. Nothing was written.")
    family = desk.vault.family(family_id)
    if family.extra.get(MERGED_INTO):
        raise NotPossible(
            "This record was joined to another one. Hand that one over: this one goes"
            " with it."
        )
    return family


def _signed(desk: Desk, taker: HandOver) -> HandOver:
    who = desk.practitioner
    return replace(
        taker,
        on=time_text(desk.clock.now()),
        sender=who.name,
        organization=who.organization,
        sender_phone=who.phone,
    )


def _copies(desk: Desk, family: Family) -> tuple[FamilyCopy, ...]:
    """The family, and the records that are still joined to it."""
    main = desk.vault.copies.of(family.id)
    return (main, *_joined(desk, main.family))


def _joined(desk: Desk, family: Family) -> Iterator[FamilyCopy]:
    for other in family.extra.get(MERGED_FROM, ()):
        with suppress(NotFound):
            copy = desk.vault.copies.of(str(other))
            if copy.family.extra.get(MERGED_INTO) == family.id:
                yield copy
                yield from _joined(desk, copy.family)


def _write(path: Path, file: bytes) -> None:
    """Write it and read it back: a stick may say that it has what it has not."""
    write_whole(path, file)
    with as_vault_errors():
        there = path.read_bytes()
    if there != file:
        with suppress(OSError):
            path.unlink()
        raise NotWritten(detail="read back")


def _mark(
    desk: Desk, copies: tuple[FamilyCopy, ...], done: HandOver, code: str
) -> Family:
    vault, main = desk.vault, copies[0]
    records = sum(len(copy.records) for copy in copies)
    with vault.transaction():
        if _copies(desk, main.family) != copies:
            raise NotPossible(
                "Something of this record changed while the file was being written, so"
                " it was not kept. Nothing was handed over: write it once more."
            )
        family = save_family(desk, marked(main.family, done))
        vault.set_setting(_CODE.format(family.id), code)
        for copy in copies:
            vault.copies.note_in_common(copy)
        vault.note(
            "export",
            family_id=family.id,
            what=WHAT,
            records=records,
            sha256=done.file,
        )
    return family


def _why(agreement: str) -> str:
    if agreement == Agreement.TOLD:
        return (
            "Say on which lawful basis the record goes without the parent's agreement."
        )
    return "Say why the parent was not asked."


def _is_file(about: Mapping[str, Any]) -> bool:
    return about.get("what") == WHAT
