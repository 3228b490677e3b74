"""Runs sync while the records are open: by itself, on demand, before closing."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from visit_app.ui.background import Runner
from visit_app.ui.courier.state import News, Phase
from visit_app.ui.courier.timetable import (
    ASKING_S,
    FIRST_S,
    SOON_S,
    Timetable,
)
from visit_app.ui.text import tr
from visit_app.vault.errors import NotFound, VaultError

if TYPE_CHECKING:
    from visit_app.sync.joining import JoinRequest
    from visit_app.sync.laptop import Laptop
    from visit_app.sync.status import Status
    from visit_app.ui.courier.network import Reach
    from visit_app.ui.courier.round import Round
    from visit_app.visits.desk import Desk

CLOSING_S = 20
_RECOUNT_MS = 400
_PROGRESS_MS = 300


class Reachable(Protocol):
    """The network as the courier asks about it."""

    @property
    def reach(self) -> "Reach":
        """How things are now."""
        ...

    def follow(self, follower: Callable[[], None]) -> None:
        """Call the follower when it is otherwise."""
        ...


MakeLaptop = Callable[["Desk"], "Laptop"]


class Courier(QObject):
    """Carries what changed to the team and back, a few minutes apart.

    `changed(News)` whenever there is something else to say; `received()` when records
    came in and an open page shall read again. It holds nothing while locked.
    """

    changed = Signal(object)
    received = Signal()

    def __init__(
        self,
        background: Runner,
        make_laptop: MakeLaptop,
        network: Callable[[], Reachable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background, self._make_laptop = background, make_laptop
        self._make_network = network
        self._network: Reachable | None = None
        self.laptop: Laptop | None = None
        self._round: Round | None = None
        self._again = False
        self._then: Callable[[], None] | None = None
        self._table = Timetable()
        self._problem, self._offline = "", False
        self._requests: tuple[JoinRequest, ...] = ()
        self.news = News()
        self._next = self._timer(self._due)
        self._recount = self._timer(self.look)
        self._progress = self._timer(self._look_at_progress)
        self._give_up = self._timer(self._finished)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    # --- with the records ------------------------------------------------------------

    def open(self, desk: "Desk") -> None:
        """The records were unlocked; in a team, the first run is due in a moment."""
        from visit_app.sync.vault_ledger import PracticeOnly

        try:
            self.laptop = self._make_laptop(desk)
        except PracticeOnly:
            return
        self._table = Timetable()
        self._problem, self._offline = "", False
        self.look()

    def close(self) -> None:
        """The records are about to be locked: stop at once, and forget everything."""
        for timer in (self._next, self._recount, self._progress, self._give_up):
            timer.stop()
        if self._round is not None:
            self._round.stop()
        self._round, self.laptop, self._then = None, None, None
        self._again, self._requests = False, ()
        self.news = News()

    def required(self) -> "Laptop":
        """The laptop as its team sees it; raises NotFound in practice."""
        if self.laptop is None:
            raise NotFound(detail="Laptop")
        return self.laptop

    # --- what is said ----------------------------------------------------------------

    def look(self) -> None:
        """Read how things stand, and say it when it is something else."""
        if self.laptop is None:
            return
        from visit_app.sync.status import status

        found = status(self.laptop)
        self._say(
            replace(
                self.news,
                status=found,
                phase=Phase.RESTING if self._round is None else Phase.RUNNING,
                problem=self._problem,
                offline=self._offline,
                held=self._held(),
                requests=self._open_requests(found),
            )
        )

    def _open_requests(self, found: "Status") -> "tuple[JoinRequest, ...]":
        here = {colleague.device for colleague in found.colleagues}
        return tuple(r for r in self._requests if r.device not in here)

    def look_soon(self) -> None:
        """Something was saved: read how things stand once the hand rests."""
        if self.news.in_team:
            self._recount.start(_RECOUNT_MS)

    def _say(self, news: News) -> None:
        before, self.news = self.news, news
        if news != before:
            self.changed.emit(news)
        self._hurry(before, news)

    def _hurry(self, before: News, now: News) -> None:
        """Run sooner than planned: in a team now, or something new is to be sent."""
        if not now.in_team or self._round is not None:
            return
        if not self._next.isActive():
            self._next.start(FIRST_S * 1000)
        elif _waiting(before) < _waiting(now):
            self._next.start(min(self._next.remainingTime(), SOON_S * 1000))

    def _look_at_progress(self) -> None:
        if self._round is None:
            return
        done, expected = self._round.progress
        self._say(replace(self.news, done=done, expected=expected))
        if expected and self.news.standing == "asking":
            self.look()  # let in: the page of the team shows how far it is
        self._progress.start(_PROGRESS_MS)

    def _held(self) -> str:
        """Why sync does not begin by itself, "" when it does."""
        from visit_app.ui.courier.round import needs_network

        if self.laptop is None or not needs_network(self.laptop):
            return ""
        if self._network is None:
            self._network = self._make_network()
            self._network.follow(self._network_changed)
        reach = self._network.reach
        return "" if reach.is_open else reach.value

    def _network_changed(self) -> None:
        if self.news.in_team:
            self.look()
            self._next.start(FIRST_S * 1000)

    # --- running ---------------------------------------------------------------------

    def check_now(self) -> None:
        """Run at once because somebody asked, whatever the network costs."""
        if self._round is not None:
            self._again = True
        else:
            self._begin()

    def _due(self) -> None:
        if self._held():
            self.look()
            self._next.start(self._table.wait_s * 1000)
        else:
            self._begin()

    def _begin(self) -> None:
        from visit_app.ui.courier.round import Round

        if self.laptop is None or not self.news.in_team or self._round is not None:
            return
        self._next.stop()
        self._round = here = Round(self.laptop, self._background.stop)
        self._say(replace(self.news, phase=Phase.RUNNING, done=0, expected=0))
        self._progress.start(_PROGRESS_MS)
        self._background.run(
            self,
            here.run,
            lambda _: self._came_back(here),
            lambda error: self._failed(here, error),
        )

    def _came_back(self, one: "Round") -> None:
        if one is not self._round:
            return  # locked meanwhile
        self._problem, self._offline = one.problem, one.offline
        if not one.problem:
            self._requests = one.requests
        self._rest()
        if one.received:
            self.received.emit()

    def _failed(self, one: "Round", error: Exception) -> None:
        if one is not self._round:
            return
        self._problem, self._offline = _sentence(error), False
        self._rest()
        if not isinstance(error, VaultError):
            raise error  # a mistake of the program: it is said where such are said

    def _rest(self) -> None:
        self._round = None
        self._progress.stop()
        self._table = self._table.went(well=not self._problem)
        self.look()
        asking = self.news.standing == "asking"
        self._next.start((ASKING_S if asking else self._table.wait_s) * 1000)
        if self._then is not None:
            self._finished()
        elif self._again:
            self._again = False
            self._begin()

    # --- before closing --------------------------------------------------------------

    def send_first(self, then: Callable[[], None]) -> bool:
        """Whether something is sent before closing; `then` is called when it is over.

        At most CLOSING_S are spent on it: what is not sent by then is sent next time.
        """
        if not self.news.in_team or self._held():
            return False
        self.look()
        if self.news.all_sent or self._offline:
            return False
        self._then = then
        self._give_up.start(CLOSING_S * 1000)
        self.check_now()
        return True

    def _finished(self) -> None:
        self._give_up.stop()
        then, self._then = self._then, None
        if then is not None:
            then()


def _waiting(news: News) -> int:
    return news.status.waiting.records if news.status else 0


def _sentence(error: Exception) -> str:
    if isinstance(error, VaultError):
        return str(error)
    return tr("Something went wrong in the app. Your work is saved on this laptop.")
