"""The service directory on screen: reading, changing, files. Plain Python."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from visit_app import visits
from visit_app.directory import Directory, HealthcareService, Merged
from visit_app.records import new_id
from visit_app.ui.saving import SaveState
from visit_app.ui.services import entry, wording
from visit_app.ui.services.entry import Entry
from visit_app.ui.text import tr, tr_plural
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.visits import Desk, NotPossible


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list; `chip` is what to know before relying on it."""

    id: str
    name: str
    note: str
    chip: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an entry: who made it and when, and what stood there before."""

    title: str
    before: tuple[str, ...] = ()


class ServicesPresenter:
    """Lists services A to Z and keeps what the practitioner changes."""

    def __init__(self, desk: Desk, save_state: SaveState) -> None:
        self._desk, self._save = desk, save_state
        self.read()

    def rebind(self, desk: Desk) -> None:
        """Go on with another desk after unlocking."""
        self._desk = desk
        self.read()

    def read(self) -> None:
        """Read the directory again."""
        self.directory: Directory = visits.directory(self._desk)

    # --- reading -------------------------------------------------------------------

    def rows(self, words: str = "") -> tuple[Listed, ...]:
        """The entries that hold every one of these words, closed ones too."""
        wanted = words.casefold().split()
        rows = (self._row(service) for service in self.directory.current())
        return tuple(
            row
            for row in rows
            if all(word in f"{row.name} {row.note}".casefold() for word in wanted)
        )

    def _row(self, service: HealthcareService) -> Listed:
        parts = (
            service.provided_by or tr("Provider not stated"),
            wording.level_words(service),
            wording.theme_words(service),
        )
        chip = wording.chip_words(service, self._desk.clock.today())
        note = ". ".join(parts)
        return Listed(service.id, service.name, note, chip, not service.active)

    def gaps(self) -> tuple[str, ...]:
        """Plain sentences on what does not exist here."""
        kinds = {s.kind for s in self.directory.current() if s.active}
        return tuple(gap.text for gap in self.directory.gaps if gap.kind not in kinds)

    def service(self, service_id: str) -> HealthcareService | None:
        """The newest version of an entry, None when it is not there."""
        known = {s.id: s for s in self.directory.current()}
        return known.get(service_id)

    def checked(self, service: HealthcareService) -> str:
        """When somebody last asked the service, in words."""
        return wording.checked_words(service, self._desk.clock.today())

    def chip(self, service: HealthcareService) -> str:
        """What to know before relying on an entry; empty when it is fresh."""
        return wording.chip_words(service, self._desk.clock.today())

    def versions(self, service_id: str) -> tuple[Version, ...]:
        """Every version, newest first, with what it took the place of."""
        history = self.directory.history(service_id)
        made = [Version(wording.version_words(history[0]))]
        for old, new in pairwise(history):
            before = tuple(wording.differences(old, new))
            made.append(Version(wording.version_words(new), before))
        return tuple(reversed(made))

    # --- the form ------------------------------------------------------------------

    def form(self, key: str) -> Entry:
        """What is typed already, else the entry as it is; empty for a new one."""
        service = self.service(key)
        kept = entry.read(self._desk, key)
        return kept or (Entry.of(service) if service else Entry())

    def form_waits(self, key: str) -> bool:
        """Whether a form of this entry is typed and not saved."""
        return entry.read(self._desk, key) is not None

    def keep_form(self, key: str, typed: Entry) -> None:
        """Keep what is typed, at each keystroke."""
        self._save.write(f"form/{key}", lambda desk: entry.write(desk, key, typed))

    def drop_form(self, key: str) -> None:
        """The changes are not wanted."""
        self._save.write(f"form/{key}", lambda desk: entry.forget(desk, key))

    def save_form(self, key: str, typed: Entry) -> tuple[str, str]:
        """Keep the entry; its id, and why it was not kept, one of them empty."""
        known = self.service(key)
        made = known or HealthcareService(id=new_id(), name="")
        values = typed.values(made)

        def keep(desk: Desk) -> Directory:
            with desk.vault.transaction():
                entry.forget(desk, key)
                if known is not None:
                    return visits.change_service(desk, made.id, **values)
                new = HealthcareService(
                    id=made.id, coverage_area=(self.directory.area.id,), **values
                )
                return visits.add_service(desk, new)

        problem = self._try(f"form/{key}", keep)
        return ("" if problem else made.id), problem

    # --- one entry -----------------------------------------------------------------

    def confirm(self, service_id: str, owner: str) -> str:
        """Checked today; what is wrong, or empty."""
        return self._try(
            f"confirm/{service_id}",
            lambda desk: visits.confirm_service(desk, service_id, owner=owner),
        )

    def retire(self, service_id: str, reason: str) -> str:
        """Mark as closed; what is wrong, or empty."""
        return self._try(
            f"retire/{service_id}",
            lambda desk: visits.retire_service(desk, service_id, reason),
        )

    def reopen(self, service_id: str) -> str:
        """It is open again; what is wrong, or empty."""
        fields = {"active": True, "retired_reason": ""}
        return self._try(
            f"retire/{service_id}",
            lambda desk: visits.change_service(desk, service_id, **fields),
        )

    def _try(self, key: str, operation: Callable[[Desk], Directory]) -> str:
        try:
            kept = self._save.write(key, operation)
        except NotPossible as problem:
            return str(problem)
        if kept is None:
            return self._save.news.sentence
        self.read()
        return ""

    # --- files ---------------------------------------------------------------------

    def save_to(self, path: Path) -> tuple[bool, str]:
        """Write the directory into a file; whether it is written, and a sentence."""
        try:
            write_whole(path, visits.export_directory(self._desk))
        except NotPossible as problem:
            return False, str(problem)
        except (OSError, VaultError):
            return False, tr(
                "The directory could not be saved there. Choose another folder;"
                " nothing is lost here."
            )
        return True, tr("The directory is saved. It holds no family.")

    def take_from(self, path: Path) -> tuple[bool, str]:
        """Take in a colleague's file; whether it was taken, and a sentence."""
        try:
            content = path.read_bytes()
        except OSError:
            return False, tr("This file could not be read. Choose another one.")
        try:
            merged = visits.import_directory(self._desk, content)
        except (NotPossible, VaultError) as problem:
            return False, str(problem)
        self.read()
        return True, self._told(merged)

    def _told(self, merged: Merged) -> str:
        added, changed = len(merged.added), len(set(merged.changed) - {*merged.added})
        if not added and not changed and not merged.clashes:
            return tr("Everything in this file was here already.")
        parts = [
            tr_plural("{n} service added.", "{n} services added.", added),
            tr_plural("{n} service changed.", "{n} services changed.", changed),
        ]
        if merged.clashes:
            names = ", ".join(self.directory.service(i).name for i in merged.clashes)
            parts.append(
                tr(
                    "Changed here and in the file: {names}. The later change counts;"
                    " both are under earlier versions.",
                    names=names,
                )
            )
        return " ".join(parts)
