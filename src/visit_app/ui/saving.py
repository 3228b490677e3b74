"""What is saved, in plain Python: presenters write with it, the save tick follows.

A write that fails is not forgotten: it is kept here, in order, and tried again before
the next write, when the practitioner asks, and after the next unlock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from visit_app.ui.text import tr
from visit_app.vault.errors import (
    AlreadyThere,
    Busy,
    DiskFull,
    Immutable,
    Locked,
    NotFound,
    NotWritten,
    ReadOnly,
    Vanished,
    VaultError,
)

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk

Result = TypeVar("Result")


class SavePhase(Enum):
    """What the save tick shows."""

    IDLE = "idle"  # nothing was written on this screen yet
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SaveNews:
    """One change of the save tick.

    `at` (aware, UTC) comes with SAVED. With FAILED come `reason`, a few words for the
    tick ("disk is full"), and `sentence`, what happened, what is safe and what to do.
    """

    phase: SavePhase
    at: datetime | None = None
    reason: str = ""
    sentence: str = ""


# Trying these again would never help: the record is gone, or signed off.
_HOPELESS = (NotFound, Immutable, AlreadyThere)

Follower = Callable[[SaveNews], None]


class SaveState:
    """The writes of one screen: how the last one went, and which still wait.

    `write(key, operation)` does the operation now, with the desk in force. The key
    names what is written (a linkId, a field): a later write with the same key takes the
    place of one that failed, so an operation sets a whole value and never appends.
    """

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._news = SaveNews(SavePhase.IDLE)
        self._followers: list[Follower] = []
        self._waiting: dict[str, Callable[[Desk], object]] = {}

    @property
    def news(self) -> SaveNews:
        """How the last write went."""
        return self._news

    @property
    def has_unsaved(self) -> bool:
        """Whether something the practitioner entered is not on disk."""
        return bool(self._waiting)

    def follow(self, follower: Follower) -> None:
        """Tell the follower how things stand, now and at each change."""
        self._followers.append(follower)
        follower(self._news)

    def unfollow(self, follower: Follower) -> None:
        """Tell it no longer; unknown followers are ignored."""
        if follower in self._followers:
            self._followers.remove(follower)

    def saving(self) -> None:
        """A write has begun."""
        self._tell(SaveNews(SavePhase.SAVING))

    def saved(self, at: datetime) -> None:
        """Everything entered on this screen is on disk since `at` (aware, UTC)."""
        self._tell(SaveNews(SavePhase.SAVED, at=at))

    def failed(self, reason: str, sentence: str = "") -> None:
        """Something is not on disk, for this reason (a few words)."""
        self._tell(SaveNews(SavePhase.FAILED, None, reason, sentence))

    def write(self, key: str, operation: "Callable[[Desk], Result]") -> "Result | None":
        """Do the operation and what waits before it; None when it is not on disk.

        Raises what the operation raises, except VaultError, which the tick shows.
        """
        done: list[Result] = []
        self._waiting.pop(key, None)
        self._waiting[key] = lambda desk: done.append(operation(desk))
        self.retry()
        return done[0] if done else None

    def retry(self) -> bool:
        """Try every waiting write again, oldest first; whether all are on disk now."""
        if not self._waiting:
            return True
        self.saving()
        problem = self._write_waiting()
        if problem is not None:
            self.failed(short_reason(problem), str(problem))
            return False
        self.saved(self._desk.clock.now())
        return True

    def rebind(self, desk: "Desk") -> bool:
        """After unlocking: write with the new desk from now on, and retry."""
        self._desk = desk
        return self.retry()

    def _write_waiting(self) -> VaultError | None:
        """Why the last of the failing writes failed; None when all are on disk."""
        problem: VaultError | None = None
        for key in list(self._waiting):
            operation = self._waiting.pop(key)
            try:
                operation(self._desk)
            except VaultError as error:
                if not isinstance(error, _HOPELESS):
                    self._waiting[key] = operation
                problem = error
        return problem

    def _tell(self, news: SaveNews) -> None:
        self._news = news
        for follower in list(self._followers):
            follower(news)


def short_reason(problem: VaultError) -> str:
    """A few words for the save tick: "disk is full"."""
    reasons = {
        DiskFull: tr("disk is full"),
        ReadOnly: tr("this folder does not allow saving"),
        Busy: tr("the file is busy"),
        Vanished: tr("the records’ folder is gone"),
        NotWritten: tr("the disk does not answer"),
        Locked: tr("records are locked"),
        NotFound: tr("this entry is gone"),
        Immutable: tr("this visit is signed off"),
    }
    return reasons.get(type(problem), tr("the records could not be written"))
