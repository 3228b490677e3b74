"""The contract between the visit (rail, save tick, safety panel) and its steps.

A step is one folder under `ui/` with `view.py` and `presenter.py`, like a screen. Its
`view.py` ends with `build(hold: StepHold) -> StepPage`, and `steps.py` of this folder
names it once. Everything said in `ui/screen.py` about saving, object names, dialogs and
slow work holds for steps too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.date_field import half_typed_dates, put_back_dates
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.reflow import Width
from visit_app.ui.screen import ScreenContext
from visit_app.ui.visit.asks_why import asking_in

if TYPE_CHECKING:
    from visit_app.records import DetectedIssue
    from visit_app.visits.desk import Desk


@dataclass(frozen=True)
class StepHold:
    """What a step may use. `step` is its key: "before", "conversation/joy", "phq-9".

    `inner` is the place inside the step ("44250-9" for a question), empty at its start.
    `next_words` is what the button to the next step says ("Next: joy"); `changed` has
    the rail, the safety panel and the tick read the record again; `go` goes to a step
    by key, with an inner place behind a slash; `concern_waits` opens the safety panel
    for an answer that did not reach the disk.
    """

    context: ScreenContext
    encounter_id: str
    step: str
    inner: str
    next_words: str
    go_next: Callable[[], None]
    go_back: Callable[[], None]
    go: Callable[[str], None]
    changed: Callable[[], None]
    concern_waits: Callable[["DetectedIssue"], None]

    @property
    def desk(self) -> "Desk":
        """The desk in force; ask for it each time."""
        return self.context.desk


class StepPage(QWidget):
    """One step of a visit: a kit Page, and the panel at its right if it has one."""

    def __init__(self, hold: StepHold, page: Page | None = None) -> None:
        super().__init__()
        self.hold = hold
        self.inner = hold.inner
        """The place inside this step one comes back to after a lock."""
        self.page = page or Page()
        self.side: QWidget | None = None
        """Shown at the right, below on narrow windows; the safety panel hides it."""
        self.side_wanted = True
        self._read_only = False
        self._fits = Width.WIDE
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.page)

    def replace_page(self, page: Page) -> None:
        """Show another page of this step in the place of the one before."""
        old, self.page = self.page, page
        self._column.replaceWidget(old, page)
        old.hide()
        old.deleteLater()
        page.content.setEnabled(not self._read_only)
        page.set_width(self._fits)

    def set_read_only(self) -> None:
        """The visit is signed off: nothing on the page can be changed."""
        self._read_only = True
        self.page.content.setEnabled(False)
        if self.side is not None:
            self.side.setEnabled(False)

    def shown(self) -> None:
        """The page is in the window: put the first focus."""

    def leaving(self) -> None:
        """Another step, a lock or a hide follows: write what is not written."""

    def refresh(self) -> None:
        """The record changed outside this step (the safety panel): read it again."""

    def move_inside(self, inner: str) -> bool:
        """Show another place inside this step; False builds the step anew."""
        return False

    def fit(self, width: Width) -> None:
        """The window's width class changed: margins, and what the step changes."""
        self._fits = width
        self.page.set_width(width)
        self.set_width(width)

    def set_width(self, width: Width) -> None:
        """Override to lay the step out otherwise."""

    def half_typed(self) -> Mapping[str, str]:
        """As Screen.half_typed; reasons that are being asked for, too."""
        found = dict(half_typed_dates(self))
        for part in asking_in(self):
            found |= part.half_typed()
        return found

    def put_back(self, texts: Mapping[str, str]) -> None:
        """As Screen.put_back."""
        put_back_dates(self, texts)
        for part in asking_in(self):
            part.put_back(texts)


StepBuilder = Callable[[StepHold], StepPage]
