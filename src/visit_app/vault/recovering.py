"""Restoring: a whole vault is prepared beside the present one, which is only read.

`swapping.confirm` puts it in place once the practitioner has said yes
(docs/decisions/0047).
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from visit_app.vault import (
    erased_before,
    journal,
    lock,
    migrations,
    newer,
    recipe,
    replay,
    snapshot,
    standing_in,
    updating,
)
from visit_app.vault.backup_key import opens
from visit_app.vault.data_key import DataKey, wipe
from visit_app.vault.durable import copy_synced
from visit_app.vault.errors import Damaged, DiskFull, ReadOnly, VaultError
from visit_app.vault.journal import Chain, State
from visit_app.vault.newer import Newer, Present
from visit_app.vault.os_errors import as_vault_error, as_vault_errors
from visit_app.vault.place import Place
from visit_app.vault.rekeying import DATABASE_LABEL
from visit_app.vault.replay import Replayed
from visit_app.vault.snapshot import BEFORE_UPDATE, Snapshot
from visit_app.vault.sql_errors import translated

_NOTHING = (
    "No backup of these records could be opened. Nothing was changed or deleted. If"
    " there is a stick with backups, put it in and choose it, or call support."
)
_OTHER_KEY = (
    "This backup is from before these records got a new key, or of other records, so"
    " what opens yours does not open it. Nothing was changed. Choose another backup."
)
_INTERRUPTED = (
    "A restore was interrupted. Nothing is lost. Unlock again: it goes on by itself."
)
_NO_UPDATE = (
    "These records have not been updated on this laptop, so there is no version before"
    " to go back to. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A restored vault that waits beside the present one to be confirmed.

    It is complete up to `until`, with `entries` put back from the journal. `complete`
    says that nothing acknowledged is missing, as far as the present vault or the
    journal can tell; `newer` is what the present vault has beyond it, None when that
    cannot be read; `passed_over` are newer snapshots that could not be opened.
    `erasures_known` is false when families in it may have been erased since.
    """

    folder: Path
    snapshot: Snapshot
    entries: int
    until: datetime
    complete: bool
    newer: tuple[Newer, ...] | None
    passed_over: tuple[str, ...] = ()
    erasures_known: bool = True


def prepare(folder: Path, key: DataKey, *, more: Iterable[Snapshot] = ()) -> Prepared:
    """The newest snapshot that opens, here or among `more`, and the journal since.

    Those under another key are not looked at. Raises InUse, and Damaged when no
    snapshot can be opened.
    """
    with _Bench(folder, key) as bench:
        found = _newest_first(snapshot.found_in(bench.place.backups), more)
        passed_over: list[str] = []
        for candidate in (one for one in found if opens(key, one)):
            if bench.copied(candidate):
                return bench.with_journal(candidate, tuple(passed_over))
            passed_over.append(candidate.name)
        raise Damaged(_NOTHING, detail="no snapshot")


def prepare_from(folder: Path, key: DataKey, chosen: Snapshot) -> Prepared:
    """A snapshot exactly as it was made.

    Raises Damaged when it cannot be opened, VaultError when it is under another key.
    """
    if not opens(key, chosen):
        raise VaultError(_OTHER_KEY, detail="another key")
    with _Bench(folder, key) as bench:
        if not bench.copied(chosen):
            raise Damaged(_NOTHING, detail="snapshot")
        return bench.as_it_was(chosen)


def prepare_rollback(folder: Path, key: DataKey) -> Prepared:
    """The vault as it was before the last update, for the version of the app before.

    Raises VaultError when there was none, or when it is under an earlier key.
    """
    backups = snapshot.found_in(Place(folder).backups)
    before = next((s for s in backups if s.kind == BEFORE_UPDATE), None)
    if before is None:
        raise VaultError(_NO_UPDATE, detail="no update")
    if not opens(key, before):
        raise VaultError(_OTHER_KEY, detail="another key")
    with _Bench(folder, key) as bench:
        if not bench.copied(before):
            raise Damaged(_NOTHING, detail="snapshot")
        return bench.as_it_was(before, update=False)


def _newest_first(own: Iterable[Snapshot], more: Iterable[Snapshot]) -> list[Snapshot]:
    """Those of other places by the clock, each of our own where it is newer than they.

    Our own keep their order whatever the clock said.
    """
    line = snapshot.in_line(own)
    copies = {ours.digest for ours in line}
    others = (one for one in more if one.digest not in copies)
    waiting = sorted(others, key=lambda s: (s.made, s.position), reverse=True)
    found: list[Snapshot] = []
    for ours in line:
        while waiting and waiting[0].made > ours.made:
            found.append(waiting.pop(0))
        found.append(ours)
    return found + waiting


class _Bench:
    """Where a vault is put together, with the lock held and the keys at hand."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        self.place = Place(folder)
        self._made = Place(self.place.restoring).database
        self._key = key.derive(DATABASE_LABEL)
        self._journal_key = key.derive(journal.LABEL)

    def __enter__(self) -> "_Bench":
        self._held = lock.take(self.place.lock)
        if self.place.swap.exists():  # what waits there may be the only whole copy
            self._held.release()
            raise VaultError(_INTERRUPTED, detail="swap")
        return self

    def __exit__(self, *_: object) -> None:
        self._held.release()
        wipe(self._key)
        wipe(self._journal_key)

    def copied(self, wanted: Snapshot) -> bool:
        """Whether a copy of this snapshot could be made, and all of it read."""
        with as_vault_errors():
            shutil.rmtree(self.place.restoring, ignore_errors=True)
            self.place.restoring.mkdir(mode=0o700)
        try:
            copy_synced(wanted.database, self._made)
            snapshot.check_pages(self._made, self._key)
        except OSError as problem:
            ours = as_vault_error(problem)
            if isinstance(ours, DiskFull | ReadOnly):  # no fault of the snapshot
                raise ours from None
            return False
        except (Damaged, recipe.driver.Error):
            return False
        return True

    def with_journal(self, base: Snapshot, passed_over: tuple[str, ...]) -> Prepared:
        """Put back what the journal holds since the snapshot."""
        chain = Chain(self.place.journal, self._journal_key)
        replayed, state = self._put_back(chain)
        present = newer.look(self.place, self._made, self._key)
        if present.state is not None:
            complete = present.state == state and not replayed.stopped
            known = self._erased_again(present, chain)
        else:
            complete = not replayed.stopped and chain.ends_with(state)
            known = complete or self._erased_again(present, chain)
        return Prepared(
            self.place.folder,
            base,
            replayed.entries,
            replayed.until or base.made,
            complete,
            present.newer,
            passed_over,
            known,
        )

    def as_it_was(self, base: Snapshot, *, update: bool = True) -> Prepared:
        """Leave the snapshot as it is; what came later stays in the present vault."""
        with translated():
            if update:
                updating.migrate_file(self._made, self._key)
            state = self._state()
        present = newer.look(self.place, self._made, self._key)
        known = self._erased_again(
            present, Chain(self.place.journal, self._journal_key)
        )
        return Prepared(
            self.place.folder,
            base,
            0,
            base.made,
            present.state == state,
            present.newer,
            erasures_known=known,
        )

    def _erased_again(self, present: Present, chain: Chain) -> bool:
        """Have what was erased stay erased; whether all of that is known."""
        erased = standing_in.Erased(present.erased, known=True)
        if present.state is None:
            erased = standing_in.erased(self.place, self._key, chain)
        with translated():
            erased_before.remember(erased.families, self._made, self._key)
        return erased.known

    def _put_back(self, chain: Chain) -> tuple[Replayed, State]:
        with translated():
            connection = recipe.connect(self._made, self._key)
            try:
                migrations.check_ours(connection)
                state = replay.state_of(connection)
                replayed = replay.put_back(connection, chain.after(state.head))
            finally:
                connection.close()
            updating.migrate_file(self._made, self._key)
            return replayed, self._state()

    def _state(self) -> State:
        connection = recipe.connect_to_read(self._made, self._key)
        try:
            return replay.state_of(connection)
        finally:
            connection.close()
