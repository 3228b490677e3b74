"""The journal beside the vault: every acknowledged write once more, in another file.

A transaction is sealed before it is committed, and written on a thread of its own while
the database waits for the disk; both are waited for before anybody is told "saved"
(docs/decisions/0045). The database holds the head of the chain it contains, so that
what is missing in a damaged file, and only that, can be put back.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from visit_app.records.clock import Clock
from visit_app.vault import journal_entry, journal_file
from visit_app.vault.data_key import wipe
from visit_app.vault.errors import VaultError
from visit_app.vault.journal_entry import Entry, Written
from visit_app.vault.journal_file import JournalFile, Sealer
from visit_app.vault.os_errors import as_vault_error
from visit_app.vault.own_thread import OwnThread

LABEL = "journal/v1"
READ_STATE = "SELECT position, head FROM journal"
# by its key: SQLite would gather the rows to be changed before it changes them
SET_STATE = "UPDATE journal SET position = ?, head = ? WHERE one = 1"
_NAME = re.compile(r"\d{6}-\d{12}\.journal")  # which file, its first position


@dataclass(frozen=True, slots=True)
class State:
    """How far a database has come: the entries it contains end with this head."""

    position: int = 0
    head: bytes = journal_entry.START


@dataclass(frozen=True, slots=True)
class Behind:
    """The journal could not be written since then, and why: `problem` says what to do.

    What was saved since stands in the database alone, and the entries in memory. No
    problem: a part of what was saved since the backup made then is in no journal, and
    the next backup is made as soon as the records are open.
    """

    since: datetime
    problem: VaultError | None


class Journal:
    """The journal of one open vault; one transaction at a time uses it.

    `lacks`: the database holds more than the journal. The file of this session then
    leaves out a number.
    """

    def __init__(
        self,
        folder: Path,
        key: bytearray,
        clock: Clock,
        state: State,
        schema: int,
        *,
        lacks: bool = False,
    ) -> None:
        self._key, self._clock = key, clock
        self.state, self._schema = state, schema
        self.folder = folder
        self.began_at, self.lacks = state.position, lacks
        self._sealer = Sealer(key)
        path = _next_path(folder, state.position, skip=lacks)
        self._file = JournalFile(path, self._sealer.header)
        self._thread = OwnThread("journal")
        self._entering = state
        self._backlog: list[bytes] = []  # frames that are not on disk yet
        self.behind: Behind | None = None

    def enter(
        self, written: Sequence[Written], keep: Callable[[State], object]
    ) -> None:
        """Seal what was written, have the database keep the new state, and write it."""
        frame = self._sealed(journal_entry.pack(written))
        head = journal_entry.head_after(self.state.head, frame)
        entering = State(self.state.position + 1, head)
        keep(entering)
        self._entering = entering
        self._begin(frame)

    def settle(self) -> None:
        """The transaction is committed: wait until its entry is on disk too.

        If it could not be written the records are still saved; `behind` then says since
        when they stand in one place only, and it is tried again with the next entry.
        """
        self._thread.wait()
        self.state = self._entering

    def take_back(self) -> None:
        """The transaction was not committed: say so, in case the entry was written."""
        if not self._thread.under_way:
            return
        self._thread.wait()
        self._entering = self.state
        self._begin(self._sealed(b"", void=True))
        self._thread.wait()

    def close(self) -> None:
        """Close the file and wipe the key; what had no room yet is tried once more."""
        self._thread.wait()
        if self._backlog:
            self._begin(b"")
            self._thread.wait()
        self._thread.close()
        with suppress(OSError):
            self._file.close()
        wipe(self._key)

    def _sealed(self, packed: bytes, *, void: bool = False) -> bytes:
        content = journal_entry.plain(
            self.state.position + 1,
            self.state.head,
            self._clock.now(),
            self._schema,
            packed,
            void=void,
        )
        return self._sealer.seal(content)

    def _begin(self, frame: bytes) -> None:
        self._thread.start(partial(self._write, frame))

    def _write(self, frame: bytes) -> None:
        """On the journal's own thread."""
        self._backlog.append(frame)
        try:
            self._file.append(b"".join(self._backlog))
        except OSError as problem:
            since = self.behind.since if self.behind else self._clock.now()
            self.behind = Behind(since, as_vault_error(problem))
        else:
            self._backlog.clear()
            self.behind = None


class Chain:
    """What the journal files of a folder hold, and how it hangs together.

    The newest file is read first, and no further back than to the head `until`. `end`
    is the last position that anything was written for; `whole`, that nothing behind it
    is cut off or garbled.
    """

    def __init__(
        self, folder: Path, key: bytearray, until: bytes | None = None
    ) -> None:
        self._next: dict[bytes, Entry] = {}
        self._heads: set[bytes] = set()
        self.whole = True
        self.end = 0
        for path in reversed(files(folder)):
            self._add(path, key)
            if until is not None and self.knows(until):
                return

    def _add(self, path: Path, key: bytearray) -> None:
        try:
            found = journal_file.read(path, key)
        except OSError:
            found = journal_file.Found((), whole=False)
        if not self._heads:
            self.whole = self.whole and found.whole
        for entry in reversed(found.entries):
            # of two with the same place in the chain the later one came to be
            if entry is self._next.setdefault(entry.previous, entry) and not entry.void:
                self.end = max(self.end, entry.position)
            self._heads.add(entry.head)

    def knows(self, head: bytes) -> bool:
        """Whether this head is one of the journal's."""
        return head in self._heads or head in self._next

    def ends_with(self, state: State) -> bool:
        """Whether nothing that was written lies beyond this state, or is missing."""
        return self.whole and self.knows(state.head) and state.position >= self.end

    def after(self, head: bytes) -> Iterator[Entry]:
        """The entries that follow a state, as far as they hang together."""
        while (entry := self._next.get(head)) is not None and not entry.void:
            yield entry
            head = entry.head


def files(folder: Path) -> list[Path]:
    """The journal files, oldest first."""
    try:
        return sorted(p for p in folder.iterdir() if _NAME.fullmatch(p.name))
    except OSError:
        return []


def reaches_back_to(folder: Path, position: int) -> bool:
    """Whether nothing is missing between this position and the end.

    After a restore the journal begins anew: what it replayed is in no file any more.
    Where a number is left out among the files, entries were never written.
    """
    found = files(folder)
    begins = found[:1]
    begins += [b for a, b in pairwise(found) if _number(b) != _number(a) + 1]
    return not begins or _first_position(begins[-1]) <= position + 1


def drop_covered(folder: Path, position: int) -> None:
    """Let go of files whose entries all lie at or before this position.

    A file ends where the next one begins; the last one always stays.
    """
    found = files(folder)
    for path, following in pairwise(found):
        if _first_position(following) <= position + 1:
            path.unlink(missing_ok=True)


def _next_path(folder: Path, position: int, *, skip: bool) -> Path:
    found = files(folder)
    number = _number(found[-1]) + 1 + skip if found else 1
    return folder / f"{number:06}-{position + 1:012}.journal"


def _number(path: Path) -> int:
    return int(path.name[:6])


def _first_position(path: Path) -> int:
    return int(path.stem[7:])
