"""What there is to say about sync, as plain data. No Qt."""

from dataclasses import dataclass
from enum import Enum

from visit_app.sync.joining import JoinRequest
from visit_app.sync.status import Standing, Status

IN_TEAM = frozenset({Standing.ASKING, Standing.MEMBER})


class Phase(Enum):
    """What sync is doing."""

    RESTING = "resting"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class News:
    """The state, what sync is doing, and why it does not get on.

    `status` is None before there is anything to say: locked, or practice. `problem` is
    the sentence of the last run that failed, "" after one that did not; `offline` says
    that the problem is only that nobody can be reached; `held` is why sync does not
    begin by itself: "", "offline", "metered" or "captive". `done` of `expected` parcels
    were read in this run.
    """

    status: Status | None = None
    phase: Phase = Phase.RESTING
    problem: str = ""
    offline: bool = False
    held: str = ""
    done: int = 0
    expected: int = 0
    requests: tuple[JoinRequest, ...] = ()

    @property
    def standing(self) -> Standing:
        """How this laptop stands to a team."""
        return self.status.standing if self.status else Standing.ALONE

    @property
    def in_team(self) -> bool:
        """Whether there is anything to run for."""
        return self.standing in IN_TEAM

    @property
    def to_decide(self) -> int:
        """How many things wait for this person: the number beside the place."""
        if self.status is None:
            return 0
        return self.status.conflicts + len(self.status.events) + len(self.requests)

    @property
    def all_sent(self) -> bool:
        """Whether nothing of this laptop waits to be sent."""
        return self.status is None or not self.status.waiting.records
