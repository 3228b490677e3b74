"""Makes backups while the records are open: by itself, on demand, and on locking."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visit_app.ui.background import Runner
from visit_app.ui.backups.news import BackupNews
from visit_app.vault.errors import Damaged, Locked, VaultError

if TYPE_CHECKING:
    from visit_app.vault.backups import Backups
    from visit_app.vault.vault import Vault
    from visit_app.visits.desk import Desk

Work = Callable[["Backups"], BackupNews]

LOOK_MS = 60_000
CLOSING_MS = 300


class Keeper(QObject):
    """`changed()` when there is something else to say of the backups.

    Everything slow happens in the background, on connections of its own, with a copy
    of the key that is wiped when it is done. `damaged(sentence)` when a page of the
    records could not be read.
    """

    changed = Signal()
    damaged = Signal(str)

    def __init__(self, background: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._vault: Vault | None = None
        self._position = self._begun = -1
        self._running = 0
        self._queued: Work | None = None
        self._waiting: tuple[Backups, Work] | None = None
        self._one_at_a_time = Lock()
        self.news = BackupNews()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def open(self, desk: "Desk") -> None:
        """The records were unlocked."""
        self._vault = desk.vault
        self._position, self._begun = -1, desk.vault.position
        self._timer.start()
        self._run(_filled)

    def close(self) -> None:
        """The records are about to be locked: one more backup of what was written.

        It is begun once they are locked and the window is painted; nothing waits for
        it. Where nothing but the unlocking itself was entered, none is made, unless
        somebody had asked for one.
        """
        self._timer.stop()
        backups, vault, self._vault = self._backups(), self._vault, None
        asked, self._queued = self._queued is _asked, None
        if backups is None or vault is None:
            return
        position = vault.position
        if asked:
            self._wait_with(backups, _asked)
        elif position != self._begun:
            self._wait_with(backups, partial(_made_if_changed, position=position))
        else:
            backups.close()

    def _wait_with(self, backups: "Backups", work: Work) -> None:
        self.give_up()  # an earlier one: this one holds more
        self._waiting = backups, work
        QTimer.singleShot(CLOSING_MS, self, self.finish)

    def finish(self) -> None:
        """Begin what waits until the records are locked: the app may be ending."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(*waiting, last=True)

    def give_up(self) -> None:
        """Do not make the backup that waits until the records are locked."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting[0].close()
            self._say(replace(self.news, busy=False))

    def look(self) -> None:
        """Once a minute: make a backup if one is due and nobody is writing.

        Not while another job is under way: there is another minute.
        """
        if self._vault is None or self._running:
            return
        rests = self._vault.position == self._position
        self._position = position = self._vault.position
        self._run(lambda backups: _made_if_due(backups, position, rests=rests))

    def make(self) -> None:
        """Make a backup now, or after the job that is under way."""
        if not self.news.busy:
            self._say(replace(self.news, busy=True, problem=""))
            self._run(_asked)

    def choose_second(self, folder: str) -> str:
        """Let this be the second place, "" for none; why not, or nothing."""
        from visit_app.vault.policy_in_vault import check_backup_place
        from visit_app.vault.second_place import SETTING

        vault = self._vault
        if vault is None:
            return str(Locked())
        try:
            backups = vault.backups()
            if backups is not None and folder:
                check_backup_place(vault, Path(folder))
                with backups:
                    backups.choose_second(folder)
            vault.set_setting(SETTING, folder)
        except VaultError as problem:
            return str(problem)
        self._say(replace(self.news, second_folder=folder, second=None))
        if folder:
            self._run(_carried)
        return ""

    # --- in the background -----------------------------------------------------------

    def _run(self, work: Work) -> None:
        """Begin this, or queue it while another job is under way: one, no more.

        A backup that was asked for keeps its place: it carries over, and looks.
        """
        if self._running:
            self._queued = self._queued if self._queued is _asked else work
            return
        backups = self._backups()
        if backups is not None:
            self._start(backups, work)

    def _start(self, backups: "Backups", work: Work, *, last: bool = False) -> None:
        def done() -> BackupNews:
            with self._one_at_a_time, backups:
                return work(backups)

        self._running += 1
        self._background.run(self, done, self._done, self._failed, last=last)

    def _done(self, news: BackupNews) -> None:
        self._running -= 1
        self._say(replace(news, busy=self._queued is _asked))
        self._next()

    def _next(self) -> None:
        work, self._queued = self._queued, None
        if work is not None:
            self._run(work)

    def _backups(self) -> "Backups | None":
        try:
            return self._vault.backups() if self._vault is not None else None
        except VaultError:
            return None  # the page that is open says it

    def _failed(self, error: Exception) -> None:
        self._running -= 1
        busy = self._queued is _asked
        problem = str(error) if isinstance(error, VaultError) else self.news.problem
        self._say(replace(self.news, busy=busy, problem=problem, looked=True))
        if isinstance(error, Damaged):
            self.damaged.emit(str(error))
        self._next()
        if not isinstance(error, VaultError):
            raise error

    def _say(self, news: BackupNews) -> None:
        if news != self.news:
            self.news = news
            self.changed.emit()


def _looked(backups: "Backups") -> BackupNews:
    from visit_app.vault.second_place import read_status

    second = str(backups.second) if backups.second else ""
    status = read_status(backups.place)
    return BackupNews(backups.found(), status, second, looked=True)


def _filled(backups: "Backups") -> BackupNews:
    """What stands in the records alone gets a backup before anything else is done."""
    from visit_app.vault.snapshot import ROUTINE

    return _made(backups, ROUTINE) if backups.has_hole() else _looked(backups)


def _made(backups: "Backups", kind: str, *, quickly: bool = True) -> BackupNews:
    backups.make(kind, quickly=quickly)
    return _looked(backups)


def _asked(backups: "Backups") -> BackupNews:
    from visit_app.vault.snapshot import ASKED

    return _made(backups, ASKED, quickly=False)


def _made_if_due(backups: "Backups", position: int, *, rests: bool) -> BackupNews:
    from visit_app.vault.snapshot import ROUTINE

    if backups.is_due(position) and (rests or backups.is_overdue()):
        return _made(backups, ROUTINE)
    return _caught_up(backups)


def _made_if_changed(backups: "Backups", position: int) -> BackupNews:
    from visit_app.vault.snapshot import ROUTINE

    if backups.has_changed(position):
        return _made(backups, ROUTINE)
    return _caught_up(backups)


def _caught_up(backups: "Backups") -> BackupNews:
    """A stick that was put in again gets what it missed."""
    if backups.second_is_behind():
        backups.carry_over()
    return _looked(backups)


def _carried(backups: "Backups") -> BackupNews:
    backups.carry_over()
    return _looked(backups)
