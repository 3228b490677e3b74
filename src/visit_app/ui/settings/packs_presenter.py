"""Licence packs in the settings: looked at, trusted, installed, removed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from visit_app import visits
from visit_app.records.dates import spoken_date
from visit_app.ui.running import Run
from visit_app.ui.text import tr
from visit_app.vault.errors import VaultError
from visit_app.visits import Desk, InstalledPack, NotPossible, OfferedPack, UnknownKey

MANIFEST = "manifest.json"  # chosen in a dialog, it stands for the folder it lies in


@dataclass(frozen=True, slots=True)
class PackRow:
    """One installed pack: what it is, how it stands, and where it is from."""

    name: str
    title: str
    state: str
    in_use: bool
    note: str


class PacksView(Protocol):
    """What the presenter tells the card."""

    def show_packs(self, rows: tuple[PackRow, ...]) -> None:
        """What is installed now."""
        ...

    def ask_trust(self, organisation: str, permission: str, fingerprint: str) -> None:
        """Ask whether this is the organisation's key."""
        ...

    def say(self, sentence: str, *, good: bool) -> None:
        """What happened; "" says nothing."""
        ...

    def show_busy(self, words: str) -> None:
        """A pack is being looked at; "" when that is over."""
        ...


class PacksPresenter:
    """`on_forms(desk)` is called with the desk whose forms have changed."""

    def __init__(
        self, view: PacksView, desk: Desk, run: Run, on_forms: Callable[[Desk], None]
    ) -> None:
        self._view, self.desk, self._run = view, desk, run
        self._on_forms = on_forms
        self._offered: OfferedPack | None = None

    def rows(self) -> tuple[PackRow, ...]:
        """What is installed, by name."""
        return tuple(map(_row, visits.installed_packs(self.desk)))

    def take(self, path: Path) -> None:
        """Look at this pack, and install it when its key is trusted already."""
        folder = path.parent if path.name == MANIFEST else path
        self._view.say("", good=True)
        self._view.show_busy(tr("Looking at the pack…"))
        desk = self.desk
        self._run(
            lambda: visits.look_at_pack(desk, folder), self._looked_at, self._failed
        )

    def trust(self) -> None:
        """The fingerprints are the same: trust the key and install."""
        if self._offered is not None:
            self._install(self._offered, self._offered.key.fingerprint)

    def refuse(self) -> None:
        """They are not the same: nothing is installed."""
        self._offered = None
        self._view.say(tr("Not installed. Nothing was changed."), good=True)

    def remove(self, name: str) -> None:
        """Take a pack away."""
        try:
            self._changed(visits.remove_pack(self.desk, name))
        except (NotPossible, VaultError) as problem:
            self._view.say(str(problem), good=False)
            return
        self._view.say(
            tr("Removed. The scores are entered by item number again."), good=True
        )

    def _looked_at(self, offered: OfferedPack) -> None:
        self._view.show_busy("")
        self._offered = offered
        self._install(offered, "")

    def _failed(self, problem: Exception) -> None:
        self._view.show_busy("")
        if not isinstance(problem, NotPossible | VaultError):
            raise problem
        self._view.say(str(problem), good=False)

    def _install(self, offered: OfferedPack, trust: str) -> None:
        try:
            self._changed(visits.install_pack(self.desk, offered, trust=trust))
        except UnknownKey:
            manifest = offered.manifest
            self._view.ask_trust(
                manifest.organisation, manifest.permission, offered.key.fingerprint
            )
            return
        except (NotPossible, VaultError) as problem:
            self._view.say(str(problem), good=False)
            return
        self._offered = None
        words = tr("Installed. {title} now shows its items.", title=offered.title)
        self._view.say(words, good=True)

    def _changed(self, desk: Desk) -> None:
        self.desk = desk
        self._on_forms(desk)
        self._view.show_packs(self.rows())


def _row(pack: InstalledPack) -> PackRow:
    manifest = pack.manifest
    installed = datetime.fromisoformat(pack.installed).astimezone().date()
    note = tr(
        "Permission: {permission}. Key {key}. Installed on {date} by {name}.",
        permission=manifest.permission.rstrip("."),
        key=pack.fingerprint,
        date=spoken_date(installed),
        name=pack.by,
    )
    until = manifest.expires
    if until is not None and pack.in_use:
        note = " ".join((tr("Valid until {date}.", date=spoken_date(until)), note))
    return PackRow(
        manifest.name,
        ", ".join(part for part in (pack.title, manifest.organisation) if part),
        tr("In use") if pack.in_use else tr("Not in use"),
        pack.in_use,
        note if pack.in_use else pack.problem,
    )
