"""One run of sync as the window has it done. Plain Python, no Qt."""

from threading import Event

from visit_app.sync import front
from visit_app.sync.address import parse_address
from visit_app.sync.errors import Misconfigured, Offline, Stopped, SyncError
from visit_app.sync.joining import JoinRequest
from visit_app.sync.laptop import Laptop, place_of
from visit_app.sync.roster import DECIDING
from visit_app.sync.session import NotInTeam
from visit_app.sync.status import status


class Round:
    """Runs once on a worker thread; `stop` and `progress` are for the window's."""

    def __init__(self, laptop: Laptop, closing: Event) -> None:
        self._laptop, self._closing = laptop, closing
        self._stopped = Event()
        self.progress = (0, 0)
        self.received = 0
        self.requests: tuple[JoinRequest, ...] = ()
        self.problem = ""
        self.offline = False

    def stop(self) -> None:
        """End soon; nothing is lost by it."""
        self._stopped.set()

    def run(self) -> None:
        """Send and receive; what came of it stands in the attributes."""
        try:
            report = front.sync(self._laptop, self._stop, progress=self._note)
            self.received = report.received
            problem = report.problem
            if problem is None and may_decide(self._laptop):
                self.requests = front.requests(self._laptop)
        except NotInTeam:
            return  # asked, and not let in yet
        except SyncError as cut_short:
            problem = cut_short
        if problem is not None and not isinstance(problem, Stopped):
            self.problem, self.offline = str(problem), isinstance(problem, Offline)

    def _stop(self) -> bool:
        return self._stopped.is_set() or self._closing.is_set()

    def _note(self, done: int, expected: int) -> None:
        self.progress = (done, expected)


def needs_network(laptop: Laptop) -> bool:
    """Whether the team store is beyond this computer and its folders."""
    try:
        return parse_address(place_of(laptop)).scheme != "folder"
    except Misconfigured:
        return False


def may_decide(laptop: Laptop) -> bool:
    """Whether this laptop may let others in and remove them."""
    return status(laptop).own_role in DECIDING
