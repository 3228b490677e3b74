"""Two records that may be of one family: compared, joined, separated. Plain Python."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from visit_app import visits
from visit_app.records import Family
from visit_app.records.dates import spoken_date
from visit_app.sync import shared_families
from visit_app.sync.laptop import Laptop
from visit_app.ui.family.presenter import Facts, FamilyPresenter
from visit_app.ui.saving import SaveState
from visit_app.ui.team.details import value_words
from visit_app.ui.text import tr, tr_plural
from visit_app.visits import Desk


@dataclass(frozen=True, slots=True)
class Record:
    """One of the two records, as its side shows it."""

    family_id: str
    title: str
    note: str
    facts: tuple[Facts, ...]


class SameFamilyPresenter:
    """Reads both records; joins them into one, or separates them again."""

    def __init__(
        self,
        desk: Desk,
        laptop: Laptop,
        save_state: SaveState,
        ids: tuple[str, str],
    ) -> None:
        self._desk, self._laptop, self._save = desk, laptop, save_state
        self._ids = ids
        self.read()

    def read(self) -> None:
        """Read both again; the look is noted in the audit."""
        self.records = tuple(self._record(family_id) for family_id in self._ids)

    def _record(self, family_id: str) -> Record:
        shown = FamilyPresenter(self._desk, self._save, family_id)
        made = len(shown.history.encounters)
        note = tr_plural("{n} visit", "{n} visits", made) if made else tr("No visit")
        title = shown.family.title or tr("Family without a name")
        return Record(family_id, title, note, shown.people())

    @property
    def joined_to(self) -> str:
        """The record of the two that the other was joined to; "" while apart."""
        first, second = (self._family(i) for i in self._ids)
        if shared_families.joined_into(second) == first.id:
            return first.id
        return second.id if shared_families.joined_into(first) == second.id else ""

    def other(self, family_id: str) -> str:
        """The one of the two that is not this one."""
        return next(i for i in self._ids if i != family_id)

    def differences(self, kept_id: str) -> tuple[tuple[str, str, str], ...]:
        """Where the two differ: field, what is shown then, what stays in the other."""
        other_id = self.other(kept_id)
        joined = shared_families.preview(self._laptop, kept_id, other_id)
        return tuple(
            (_field_words(path), _words(path, shown), _words(path, other))
            for path, shown, other in joined.differing
        )

    def join(self, kept_id: str) -> str:
        """Join the other record to this one; why not, or ""."""
        other_id = self.other(kept_id)
        return self._write(
            lambda here: shared_families.join_families(here, kept_id, other_id)
        )

    def separate(self) -> str:
        """Take the joining back; why not, or ""."""
        kept_id = self.joined_to
        if not kept_id:
            return str(shared_families.NotJoined())
        other_id = self.other(kept_id)
        return self._write(
            lambda here: shared_families.separate_families(here, kept_id, other_id)
        )

    def not_the_same(self) -> None:
        """They only look alike: not asked again on this laptop."""
        visits.tell_apart(self._desk, *self._ids)

    def _family(self, family_id: str) -> Family:
        return self._desk.vault.family(family_id)

    def _write(self, act: Callable[[Laptop], object]) -> str:
        key = "/".join(("same", *self._ids))
        done = self._save.write(key, lambda desk: act(Laptop(desk.vault, desk.clock)))
        return "" if done is not None else self._save.news.sentence


def _field_words(path: str) -> str:
    """What a field is called, as on the family's form."""
    name = path.rsplit("/", 1)[-1]
    words = {
        "given_name": tr("First name"),
        "family_name": tr("Family name"),
        "birth_date": tr("Date of birth"),
        "nhs_number": tr("NHS number"),
        "phone": tr("Phone"),
        "address": tr("Address"),
        "postcode": tr("Postcode"),
        "general_practice": tr("GP practice"),
        "expected_date_of_delivery": tr("Expected date of delivery"),
        "note": tr("Safe contact and access"),
        "contact_note": tr("How to reach them safely"),
        "language": tr("Language"),
        "lives": tr("Lives"),
        "role": tr("Who they are"),
    }
    return words.get(name, tr("Another detail"))


def _words(path: str, value: Any) -> str:
    if isinstance(value, date):
        return spoken_date(value)
    return value_words(path.rsplit("/", 1)[-1], value)
