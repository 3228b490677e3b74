"""Today: carry on, contacts due, families seen lately, and what waits."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.kit.banner import Banner
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.page import Page, clear, discard
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.resume import ResumeCard
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr, tr_plural
from visit_app.ui.today.cards import DueCard, NoteCard, RecentCard, WaitingCard
from visit_app.ui.today.presenter import FIRST, RESUMED, Found, TodayPresenter
from visit_app.vault.errors import VaultError

SIDE_WIDTH = 288
MORE_BEGUN = 9  # each is read from the vault


class TodayScreen(Screen):
    """Where one arrives after unlocking."""

    nav = "today"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Today")
        self.presenter = TodayPresenter(context.desk)
        self._width = Width.WIDE
        self._count, self._begun_shown = FIRST, RESUMED
        self._found: Found | None = None
        self._build()
        self._fill()
        self._look_up()

    def _build(self) -> None:
        self.page = Page(left=36, right=32, footed=False)
        self.head = PageHead(self.presenter.title)
        self.find_button = Button(tr("Find a family"), icon="users", key="Ctrl+F")
        self.find_button.setObjectName("find")
        self.find_button.clicked.connect(lambda: self.context.go(Place.families()))
        self.head.add(self.find_button)
        self.page.head.addWidget(self.head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def _fill(self) -> None:
        """Show everything as it is now."""
        clear(self.page.body)
        self.presenter.read_again()
        self.head.set_title(self.presenter.title, self.presenter.subtitle())
        surnames = self.context.surnames_shown()
        self._left, self._side = QVBoxLayout(), QVBoxLayout()
        self._add_doubts()
        self._add_resumed(surnames)
        self._due_place = QVBoxLayout()
        self._left.addLayout(self._due_place)
        self.due = DueCard()
        self._due_place.addWidget(self.due)
        self._show_due()
        self.recent = RecentCard(self.presenter.recent(surnames=surnames))
        self.recent.opened.connect(self._open_family)
        self.recent.add_asked.connect(self._add_family)
        self._left.addWidget(self.recent)
        self._left.addStretch(1)
        self._add_side(surnames)
        self._add_columns()
        self._arrange()

    def _add_doubts(self) -> None:
        doubt = self.presenter.clock_doubt()
        if doubt:
            self._left.addWidget(Banner(doubt, icon="clock"))
        alone = self.presenter.second_copy_doubt()
        if alone:
            self._left.addWidget(Banner(alone))

    def _add_resumed(self, surnames: bool) -> None:
        self.resumed: list[ResumeCard] = []
        count = self._begun_shown
        begun = self.presenter.resumed(surnames=surnames, count=count)
        for index, found in enumerate(begun):
            card = ResumeCard(found.title, found.text, primary=index == 0)
            card.button.setObjectName(f"carry-on-{found.encounter_id}")
            card.acted.connect(self._opener(Place.visit(found.encounter_id)))
            self._left.addWidget(card)
            self.resumed.append(card)
        more = min(self.presenter.more_drafts(count), MORE_BEGUN)
        if more:
            words = tr_plural("Show one more visit", "Show {n} more visits", more)
            self.more_begun = Button(words, "flush", "row")
            self.more_begun.setObjectName("more-begun")
            self.more_begun.clicked.connect(self._on_more_begun)
            left = Qt.AlignmentFlag.AlignLeft
            self._left.addWidget(self.more_begun, 0, left)

    def _on_more_begun(self) -> None:
        """Show more visits that were begun, and go on at the first of them."""
        first = self._begun_shown
        self._begun_shown += MORE_BEGUN
        self.refresh()
        self.resumed[first].button.setFocus(Qt.FocusReason.TabFocusReason)

    def _opener(self, place: Place) -> Callable[[], None]:
        return lambda: self.context.go(place)

    def _add_side(self, surnames: bool) -> None:
        offered, found = self.context.offers, self.presenter.waiting(surnames=surnames)
        waiting = [each for each in found if offered(each.place.name)]
        if waiting:
            self.waiting = WaitingCard(waiting)
            self.waiting.chosen.connect(self.context.go)
            self._side.addWidget(self.waiting)
        hidden = tr("Surnames are hidden here. Press Ctrl+N to show them.")
        shown = tr("Surnames are shown here. Press Ctrl+N to hide them.")
        self._side.addWidget(
            NoteCard(shown if surnames else hidden, "eye" if surnames else "eye-off")
        )
        icon = "graduation-cap" if self.context.desk.vault.is_practice else "lock"
        self._side.addWidget(NoteCard(self.presenter.kept_words(), icon))
        self._side.addStretch(1)

    def _add_columns(self) -> None:
        self._left_part, self._side_part = QWidget(), QWidget()
        for part, layout in (
            (self._left_part, self._left),
            (self._side_part, self._side),
        ):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(14 if layout is self._side else 18)
            part.setLayout(layout)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        self._columns.addWidget(self._left_part, 1)
        self._columns.addWidget(self._side_part)
        self.page.body.addLayout(self._columns, 1)
        for part in (self._left_part, self._side_part):
            part.show()  # at once: the focus goes back into them

    def _arrange(self) -> None:
        wide = self._width is Width.WIDE
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if wide else down)
        px = self.head.theme.px(SIDE_WIDTH)
        self._side_part.setFixedWidth(px) if wide else self._free(self._side_part)
        for card in self.resumed:
            card.set_width(self._width)
        self.due.set_width(self._width)

    @staticmethod
    def _free(part: QWidget) -> None:
        part.setMinimumWidth(0)
        part.setMaximumWidth(16_777_215)

    # --- contacts due --------------------------------------------------------------

    def _look_up(self) -> None:
        count, presenter = self._count, self.presenter
        self.context.background.run(
            self,
            lambda: presenter.due_contacts(count),
            self._on_found,
            self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self.due.show_failed()
        if not isinstance(error, VaultError):
            raise error  # a mistake of the program: it is said where such are said

    def _on_found(self, found: Found) -> None:
        if self._found is not None and list(found) == list(self._found):
            return
        self._found = found
        key = self.focus_key()
        here = self.focusWidget()
        inside = here is not None and self.due.isAncestorOf(here)
        self._show_due()
        if inside:
            self.restore_focus(key)

    def _show_due(self) -> None:
        if self._found is None:
            return
        surnames = self.context.surnames_shown()
        shown = self._found[: self._count]
        rows = self.presenter.due_rows(shown, surnames=surnames)
        old, self.due = self.due, DueCard(rows, more=len(self._found) > self._count)
        self._due_place.replaceWidget(old, self.due)
        self.due.show()
        discard(old)
        self.due.set_width(self._width)
        self.due.opened.connect(self._open_family)
        self.due.started.connect(self._start)
        self.due.more_asked.connect(self._on_more)

    def _on_more(self) -> None:
        self._count += 2 * FIRST
        self._look_up()

    def _open_family(self, family_id: str) -> None:
        self.context.go(Place.family(family_id))

    def _start(self, family_id: str) -> None:
        """The visit, or the family's page where it is to be asked who it is with."""
        visit_id = self.presenter.start(family_id, self.context.save_state)
        asked = replace(Place.family(family_id), step="start")
        self.context.go(Place.visit(visit_id) if visit_id else asked)

    def _add_family(self) -> None:
        self.context.go(Place.family_edit())

    # --- the screen's contract -----------------------------------------------------

    def shown(self) -> None:
        """Begin with what was begun, else with finding a family."""
        target = self.resumed[0].button if self.resumed else self.find_button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def reflowed(self, width: Width) -> None:
        """The side stands below where there is less room."""
        self._width = width
        self.page.set_width(width)
        self.head.set_width(width)
        self._arrange()

    def refresh(self) -> None:
        """Records came in, or surnames were shown or hidden."""
        key = self.focus_key()
        self._fill()
        self.restore_focus(key)
        self._look_up()

    def search(self) -> bool:
        """Ctrl+F: go to the families."""
        self.context.go(Place.families())
        return True

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.presenter.rebind(context.desk)


def build(context: ScreenContext, place: Place) -> Screen:
    """The first screen."""
    return TodayScreen(context, place)
