"""The records in one folder: opened, made, and given new keys. Plain Python, no Qt.

Every method except `exist` is slow by design (Argon2id), so it runs in the background.
Heavy libraries are imported when first needed, after the window has been painted.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from visit_app.records import Practitioner
from visit_app.records.clock import Clock

if TYPE_CHECKING:
    from visit_app.vault.data_key import DataKey
    from visit_app.vault.kdf import Cost
    from visit_app.vault.policy import Policy
    from visit_app.vault.policy_in_vault import Settled
    from visit_app.visits.desk import Desk

RECOVERY_WAITS = "recovery_code_waits"
"""The setting that is true from making a vault until its code was typed back."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Unlocked records; `recovery_code` is a new one to be shown and typed back.

    `settled` says what the organisation's policy changed with this unlock.
    """

    desk: "Desk"
    recovery_code: str = ""
    settled: "Settled | None" = None

    def close(self) -> None:
        """Lock them again."""
        self.desk.vault.close()


@dataclass
class RecordsFolder:
    """One folder and the clock; `cost` is lowered by tests only.

    `laptop` is the data folder of this laptop: the same one for its first practitioner,
    the one around it for the others.
    """

    folder: Path
    clock: Clock
    cost: "Cost | None" = None
    warm_imports: tuple[Callable[[], object], ...] = field(default=())
    root: Path | None = None

    @property
    def laptop(self) -> Path:
        """Where the policy, and the records of every practitioner of the laptop are."""
        return self.root or self.folder

    def of(self, folder: Path) -> "RecordsFolder":
        """The records of another practitioner of the same laptop."""
        return replace(self, folder=folder, root=self.laptop)

    def policy(self) -> "Policy | None":
        """The policy of this laptop, before anything is unlocked."""
        from visit_app.vault.errors import VaultError
        from visit_app.vault.policy_file import installed

        try:
            found = installed(self.laptop)
        except VaultError:
            return None  # the next unlock puts the right one back
        return found.current.policy if found else None

    def least_guesses(self) -> float | None:
        """How many guesses a new passphrase has to withstand by policy, if it says."""
        policy = self.policy()
        if policy is None or policy.passphrase_guesses_log10 is None:
            return None
        return 10.0**policy.passphrase_guesses_log10

    def exist(self) -> bool:
        """Whether there are records here, whole or not: then none are ever made."""
        from visit_app.vault.place import holds_vault

        return holds_vault(self.folder)

    def check_suitable(self) -> None:
        """Raises UnsuitableFolder when this folder cannot hold records."""
        from visit_app.vault.folders import check_suitable

        check_suitable(self.folder)

    def warm_up(self) -> None:
        """Import and read what unlocking needs, while the passphrase is typed."""
        from visit_app.vault import vault
        from visit_app.visits import opening

        _ = vault, opening.shipped()
        for load in self.warm_imports:
            load()

    def open(self, secret: str) -> Opened:
        """Unlock with the passphrase or recovery code; raises VaultError."""
        from visit_app.vault.keyslots import unlock

        with unlock(self.folder, secret, self.clock) as key:
            return self.opened(key)

    def check(self, secret: str) -> None:
        """Whether this opens the records, and nothing more; raises VaultError."""
        from visit_app.vault.keyslots import unlock

        with unlock(self.folder, secret, self.clock):
            return

    def recover(self, recovery_code: str, new: str) -> Opened:
        """Unlock with the recovery code and set a new passphrase; raises VaultError."""
        from visit_app.vault.keyslots import unlock

        with unlock(self.folder, recovery_code, self.clock) as key:
            self._change(key, new)
            return self.opened(key)

    def make(self, passphrase: str, practitioner: Practitioner) -> Opened:
        """Make new records in the folder; raises VaultError, leaving nothing then."""
        from visit_app.vault.kdf import STANDARD
        from visit_app.vault.keyslots import unlock
        from visit_app.vault.policy_in_vault import settle
        from visit_app.vault.vault import create
        from visit_app.visits import put_in_force
        from visit_app.visits.opening import open_desk

        self._make_folder()
        cost = self.cost or STANDARD
        made = create(self.folder, passphrase, practitioner, self.clock, cost=cost)
        made.vault.set_setting(RECOVERY_WAITS, True)
        settled = None
        if self.policy() is not None:
            with unlock(self.folder, passphrase, self.clock) as key:
                settled = settle(self.laptop, self.folder, made.vault, key)
        desk = open_desk(made.vault, self.clock)
        put_in_force(desk)
        return Opened(desk, made.recovery_code, settled)

    def change_passphrase(self, secret: str, new: str) -> None:
        """Set a new passphrase, given the old one or the code; raises VaultError."""
        from visit_app.vault.keyslots import unlock

        with unlock(self.folder, secret, self.clock) as key:
            self._change(key, new)

    def new_recovery_code(self, secret: str) -> str:
        """A new recovery code, given the passphrase; the old one opens nothing now."""
        from visit_app.vault.keyslots import new_recovery_code, unlock

        with unlock(self.folder, secret, self.clock) as key:
            return new_recovery_code(self.folder, key)

    def _make_folder(self) -> None:
        from visit_app.vault.os_errors import as_vault_error

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise as_vault_error(problem) from None

    def _change(self, key: "DataKey", new: str) -> None:
        from visit_app.vault.kdf import STANDARD
        from visit_app.vault.keyslots import change_passphrase

        change_passphrase(self.folder, key, new, cost=self.cost or STANDARD)

    def opened(self, key: "DataKey", shown: str = "") -> Opened:
        """Open the vault with its key, and put the organisation's policy in force.

        `shown` is the recovery code that waits to be typed back, where it is known.
        """
        from visit_app.vault.errors import VaultError
        from visit_app.vault.keyslots import new_recovery_code
        from visit_app.vault.policy_in_vault import settle
        from visit_app.vault.vault import Vault
        from visit_app.visits import put_in_force
        from visit_app.visits.opening import open_desk

        vault = Vault.open(self.folder, key, self.clock)
        try:
            waits = vault.setting(RECOVERY_WAITS, default=False)
            code = shown or (new_recovery_code(self.folder, key) if waits else "")
            settled = settle(self.laptop, self.folder, vault, key)
            desk = replace(open_desk(vault, self.clock), policy=settled.policy)
            with suppress(VaultError):  # a full disk must not keep anybody out
                put_in_force(desk)
            return Opened(desk, code, settled)
        except BaseException:
            with suppress(Exception):
                vault.close()
            raise
