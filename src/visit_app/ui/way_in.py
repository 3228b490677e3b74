"""The page before the records: who is working, the first run, or the passphrase."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from visit_app.ui.background import Runner
from visit_app.ui.entrance import Entrance
from visit_app.ui.entry.frame import EntryFrame
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.text import tr
from visit_app.ui.unlock.view import UnlockPage
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.ui.first_run.view import FirstRunPage
    from visit_app.visits.desk import Desk


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
