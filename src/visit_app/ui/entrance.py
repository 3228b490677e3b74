"""Whose records are asked for: the only practitioner's, or those of one of several.

Plain Python. Each practitioner has a vault, preferences and a workspace of their own.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.text import tr
from visit_app.vault.errors import VaultError
from visit_app.vault.place import Place
from visit_app.vault.profiles import FIRST

if TYPE_CHECKING:
    from visit_app.vault.profiles import Profile


class Entrance:
    """Which practitioner's records the window is about; `choosing` asks whose first."""

    def __init__(self, laptop: RecordsFolder, who: str = "") -> None:
        self.laptop = laptop
        self.records = laptop
        known = self.known()
        self.choosing = len(known) > 1
        if len(known) == 1:
            self.records = laptop.of(known[0].folder)
        if who:
            self._named(who)

    def known(self) -> "Sequence[Profile]":
        """Everybody who has records on this laptop, whoever unlocked last first."""
        from visit_app.vault.profiles import profiles

        return sorted(profiles(self.laptop.folder), key=_last_unlocked, reverse=True)

    def choose(self, profile_id: str) -> None:
        """Ask for this practitioner's passphrase next."""
        for profile in self.known():
            if profile.id == profile_id:
                self.records = self.laptop.of(profile.folder)
                self.choosing = False

    def begin_new(self) -> None:
        """Make the records of one more practitioner next."""
        from visit_app.vault.profiles import new_folder

        self.records = self.laptop.of(new_folder(self.laptop.folder))
        self.choosing = False

    def name(self) -> str:
        """The display name of whose records these are; "" where there is only one."""
        known = self.known()
        mine = (p.name for p in known if p.folder == self.records.folder)
        return next(mine, "") if len(known) > 1 else ""

    def name_the_nameless(self, full_name: str) -> None:
        """Show initials where several have records and this one chose no name yet."""
        from visit_app.vault.profiles import initials, set_name

        known = self.known()
        for profile in known:
            unnamed = profile.folder == self.records.folder and not profile.name
            if unnamed and len(known) > 1 and initials(full_name):
                with suppress(VaultError):  # a name is not worth an error
                    set_name(profile.folder, initials(full_name))

    def _named(self, who: str) -> None:
        from visit_app.vault.profiles import find

        with suppress(VaultError):  # two of that name: then it is asked
            found = find(self.laptop.folder, who)
            if found:
                self.choose(found.id)


def shown_name(profile: "Profile") -> str:
    """What stands in the list of practitioners for this one."""
    if profile.name:
        return profile.name
    if profile.id == FIRST:
        return tr("First practitioner of this laptop")
    return tr("Practitioner without a name")


def _last_unlocked(profile: "Profile") -> float:
    """When somebody last tried to unlock these records, as the file system says."""
    try:
        return Place(profile.folder).attempts.stat().st_mtime
    except OSError:
        return 0.0
