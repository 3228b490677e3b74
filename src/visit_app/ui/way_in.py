"""The page before the records: who is working, the first run, or the passphrase."""

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from visit_app.ui.background import OnError, Runner
from visit_app.ui.entrance import Entrance
from visit_app.ui.entry.frame import EntryFrame
from visit_app.ui.mending import Mending
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.text import tr
from visit_app.ui.unlock.view import UnlockPage
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.ui.first_run.view import FirstRunPage
    from visit_app.visits.desk import Desk

Result = TypeVar("Result")


class ClosesOrphans:
    """A runner for pages that open records, and may be gone when they are open.

    Then nobody takes them: they are closed again, and a key is wiped. `owner` outlives
    the pages.
    """

    def __init__(self, runner: Runner, owner: QObject) -> None:
        self._runner, self._owner = runner, owner

    @property
    def stop(self) -> Event:
        """Set when the app closes."""
        return self._runner.stop

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: OnError,
        *,
        last: bool = False,
    ) -> None:
        """Do the work; what it opened is closed when the owner is gone by then."""

        def arrived(result: Result) -> None:
            if shiboken6.isValid(owner):
                on_result(result)
            elif isinstance(result, Opened | Mending):
                result.close()

        def failed(error: Exception) -> None:
            if shiboken6.isValid(owner):
                on_error(error)

        self._runner.run(self._owner, work, arrived, failed, last=last)


class WayIn:
    """Builds these pages; `changed` when it is somebody else's turn from now on."""

    def __init__(
        self,
        entrance: Entrance,
        background: Runner,
        *,
        opened: Callable[[Opened], None],
        done: "Callable[[Desk], None]",
        changed: Callable[[], None],
    ) -> None:
        self._entrance, self._background = entrance, background
        self._opened, self._done, self._changed = opened, done, changed

    @property
    def _records(self) -> RecordsFolder:
        return self._entrance.records

    def page(self, *, keychain: bool) -> EntryFrame:
        """The page to begin with; `keychain` where it may be offered."""
        entrance, problem = self._entrance, self._folder_problem()
        if problem is None and entrance.choosing:
            from visit_app.ui.unlock.chooser import ChooserPage

            return ChooserPage(entrance.known(), self._choose, self._begin_new)
        if problem is None and not self._records.exist():
            return self._first_run()
        page = UnlockPage(
            self._records,
            self._background,
            self._opened,
            name=entrance.name(),
            on_other=self.choose_again,
            keychain=keychain,
        )
        if problem is not None:
            title = tr("This folder cannot hold records")
            page.show_problem(title, str(problem), problem.detail)
        return page

    def code_page(self) -> "FirstRunPage":
        """A page that shows a recovery code and has it typed back."""
        from visit_app.ui.first_run.view import FirstRunPage

        return FirstRunPage(self._records, self._background, self._opened, self._done)

    def choose_again(self) -> None:
        """Ask who is working."""
        self._entrance.choosing = True
        self._changed()

    def _first_run(self) -> "FirstRunPage":
        page = self.code_page()
        if self._entrance.known():
            page.offer_the_way_back(self.choose_again)
        return page

    def _choose(self, profile_id: str) -> None:
        self._entrance.choose(profile_id)
        self._changed()

    def _begin_new(self) -> None:
        self._entrance.begin_new()
        self._changed()

    def _folder_problem(self) -> VaultError | None:
        try:
            self._records.check_suitable()
        except VaultError as problem:
            return problem
        return None
