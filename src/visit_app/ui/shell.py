"""Locked or unlocked, hidden or shown: who may see what, and when."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from visit_app.ui.background import Runner
from visit_app.ui.closing import Closing
from visit_app.ui.entrance import Entrance
from visit_app.ui.entry.frame import EntryFrame
from visit_app.ui.in_force import put_in_force
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.lock.idle import IdleLock
from visit_app.ui.lock.screen_guard import ScreenGuard
from visit_app.ui.preferences import (
    Preferences,
    read_preferences,
    write_preferences,
)
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.screen import Screens
from visit_app.ui.text import tr
from visit_app.ui.unlock.view import UnlockPage
from visit_app.ui.way_in import ClosesOrphans, WayIn
from visit_app.ui.window import Window
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.ui.courier.courier import Courier
    from visit_app.ui.inside import Inside
    from visit_app.visits.desk import Desk

MakeScreens = Callable[["Shell"], Screens]


class Shell(QObject):
    """Shows the entry while the records are locked, and the workspace while not.

    Locking and hiding are one thing with two faces: the page is covered at once, then
    every page is destroyed and the vault closed. Both lead back through the passphrase.
    """

    locked = Signal()
    """Nothing is open any more, and every page is on its way out."""

    def __init__(
        self,
        window: Window,
        records: RecordsFolder,
        background: Runner,
        *,
        theme: ThemeHolder,
        preferences: Preferences,
        make_screens: MakeScreens,
        who: str = "",
    ) -> None:
        super().__init__(window)
        self.window, self.background = window, background
        self.entrance = Entrance(records, who)
        self._way_in = WayIn(
            self.entrance,
            ClosesOrphans(background, self),
            opened=self.opened,
            done=self.enter,
            changed=self._somebody_else,
        )
        self.preferences = preferences
        self._theme, self._make_screens = theme, make_screens
        self._opened: Opened | None = None
        self._insides: dict[Path, Inside] = {}
        self._practice: Inside | None = None
        self._entry: EntryFrame | None = None
        self._keychain_may = True
        self._closing = Closing(self)
        self.screen_guard = ScreenGuard(window, self)
        self.idle = IdleLock(records.clock, preferences.idle_minutes, self)
        self.idle.expired.connect(self.lock)
        window.cover.continue_asked.connect(self.show_entry)
        window.ring.raise_()
        window.reflow.changed.connect(self._reflowed)
        window.may_close = self._closing.may_close

    # --- what is shown ---------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the records are open, or the invented ones of practice."""
        return self._opened is not None or self._practice is not None

    @property
    def records(self) -> RecordsFolder:
        """The records of whoever is asked for the passphrase, or has them open."""
        return self.entrance.records

    @property
    def _inside(self) -> "Inside | None":
        """The workspace of these records: no two practitioners share one."""
        return self._insides.get(self.records.folder)

    @property
    def open_inside(self) -> "Inside | None":
        """The workspace whose records are open; None while locked and in practice."""
        return self._inside if self._opened is not None else None

    @property
    def has_unsaved(self) -> bool:
        """Whether anything typed, in whosever workspace, did not reach the disk."""
        return any(inside.navigator.unsaved for inside in self._insides.values())

    @property
    def is_hidden(self) -> bool:
        """Whether the neutral page covers everything."""
        return self.window.page() is self.window.cover

    @property
    def inside(self) -> "Inside":
        """The workspace: that of practice, or the real one, made when first needed."""
        if self._practice is not None:
            return self._practice
        made = self._inside
        if made is None:
            made = self._make_inside(self._make_screens(self))
            self._insides[self.records.folder] = made
        return made

    def _make_inside(self, screens: Screens, *, practice: bool = False) -> "Inside":
        from visit_app.ui.inside import Inside

        made = Inside(
            screens,
            self.background,
            lambda: self.preferences,
            self.change_preferences,
            self._make_courier(),
            practice=practice,
        )
        made.setParent(self)
        made.hide_asked.connect(self.hide)
        made.lock_asked.connect(self.lock)
        made.navigator.saving.connect(self._closing.heard)
        made.set_width(self.window.reflow.width)
        return made

    def _make_courier(self) -> "Courier":
        from visit_app.ui.courier.making import make_courier

        return make_courier(self.background, self.records.folder, self)

    def show_entry(self) -> None:
        """Show the way in: the passphrase, or the first run where nothing is yet.

        Out of hiding, practice goes on where it was: nothing in it needs a passphrase.
        """
        if self._practice is not None:
            self.window.show_page(self._practice.workspace)
            return
        entry = self._entry
        if entry is None or self._outdated(entry):
            entry = self._way_in.page(keychain=self._keychain_may)
            entry.offer_practice(self.practise)
            entry.set_width(self.window.reflow.width)
        old, self._entry = self._entry, entry
        self.window.show_page(entry)
        if old is not None and old is not entry:
            self.window.forget(old)
        entry.focus_first()

    def _outdated(self, entry: EntryFrame) -> bool:
        """Whether the entry page is that of a first run whose records are there now."""
        return not isinstance(entry, UnlockPage) and self.records.exist()

    # --- several practitioners -------------------------------------------------------

    def choose_practitioner(self) -> None:
        """Ask who is working; only while locked."""
        if not self.is_open:
            self._way_in.choose_again()

    def _somebody_else(self) -> None:
        """Another practitioner's turn: their preferences, their entry page."""
        if not self.entrance.choosing:
            self.preferences = read_preferences(self.records.folder)
            self._use_preferences()
        self._forget_entry()
        self.show_entry()

    # --- open ------------------------------------------------------------------------

    def opened(self, opened: Opened) -> None:
        """The records were unlocked or made; a recovery code is shown first.

        Hidden, or begun to practise, while the passphrase was being tried: it stays so.
        """
        if self.is_hidden or self.is_open:
            opened.close()
            return
        self._opened, self._keychain_may = opened, False
        self._use_preferences()
        self.entrance.name_the_nameless(opened.desk.practitioner.name)
        self.idle.start()
        if opened.recovery_code:
            self._show_code(opened)
        else:
            self.enter(opened.desk)

    def enter(self, desk: "Desk") -> None:
        """Show the workspace where it was left."""
        inside = self.inside
        self.window.show_page(inside.workspace)
        inside.open(desk)
        self._forget_entry()

    def _forget_entry(self) -> None:
        if self._entry is not None:
            self.window.forget(self._entry)
            self._entry = None

    def _show_code(self, opened: Opened) -> None:
        from visit_app.ui.first_run.view import FirstRunPage

        entry = self._entry
        if not isinstance(entry, FirstRunPage):
            entry = self._way_in.code_page()
            entry.set_width(self.window.reflow.width)
            self.window.show_page(entry)
            self._forget_entry()
            self._entry = entry
        entry.withdraw_practice()
        entry.show_opened(opened)

    # --- practice --------------------------------------------------------------------

    def practise(self) -> None:
        """Lock the records if they are open, and practise with invented families."""
        from visit_app.ui.training.practice import invented_desk

        self.lock()
        clock = self.records.clock
        work = partial(invented_desk, clock)
        self.background.run(self, work, self._practising, self._no_practice)

    def _practising(self, desk: "Desk") -> None:
        from visit_app.ui.training.practice import practice_screens

        if self.is_open or self.is_hidden:  # something else was done meanwhile
            desk.vault.close()
            return
        screens = practice_screens(self._make_screens(self))
        self._practice = self._make_inside(screens, practice=True)
        self.window.show_page(self._practice.workspace)
        self._practice.open(desk)
        self._forget_entry()

    def _no_practice(self, error: Exception) -> None:
        if self._entry is not None:
            self._entry.say(tr("Practice could not be started. Your records are safe."))
        if not isinstance(error, VaultError):
            raise error

    def leave_practice(self) -> None:
        """Everything invented goes; back to the way in."""
        practice, self._practice = self._practice, None
        if practice is None:
            return
        self.window.close_dialogs()
        if not self.is_hidden:
            self.show_entry()
        vault = practice.vault
        try:
            practice.close()
        finally:
            self.window.forget(practice.workspace)
            practice.deleteLater()
            if vault is not None:
                vault.close()
            self.locked.emit()

    # --- locked ----------------------------------------------------------------------

    def hide(self) -> None:
        """Cover everything with a neutral page at once; the records are locked."""
        self.window.cover.set_today(self.records.clock.today())
        self.window.cover_with(self.window.cover)
        self.window.cover.focus_first()
        self._close_records()

    def lock(self) -> None:
        """Show the unlock page at once and lock the records; nothing when locked."""
        if self._practice is not None:
            self.leave_practice()
            return
        if not self.is_open:
            return
        self.window.cover_with(self.window.blank)  # building the way in takes longer
        self._forget_entry()
        self.show_entry()
        self._close_records()

    def _close_records(self) -> None:
        """The page is covered: paint the way in, then let everything behind it go."""
        self.window.repaint()
        self._closing.locked()
        opened, self._opened = self._opened, None
        self.idle.stop()
        if opened is None:
            return
        try:
            if self._inside is not None:
                self._inside.close()
        finally:
            opened.close()
            self.locked.emit()

    def close(self) -> None:
        """Write, lock, and let the vault go: the app ends."""
        self.leave_practice()
        self.window.cover_with(self.window.blank)
        try:
            self._close_records()
        finally:
            for inside in self._insides.values():
                inside.keeper.finish()

    # --- the rest --------------------------------------------------------------------

    def change_preferences(self, preferences: Preferences) -> None:
        """Use these from now on, and keep them."""
        self.preferences = preferences
        self._use_preferences()
        try:
            write_preferences(self.records.folder, preferences)
        except OSError:
            self.inside.say(
                tr("This choice holds until you close the app: it was not kept.")
            )

    def _use_preferences(self) -> None:
        policy = self._opened.desk.policy if self._opened else self.records.policy()
        theme, idle, guard = self._theme, self.idle, self.screen_guard
        put_in_force(self.preferences, policy, theme=theme, idle=idle, guard=guard)

    def rekey(self, secret: str, new: str) -> None:
        """Lock, and open again under a new key; the new recovery code is shown then."""
        self.lock()
        if self._inside is not None:
            self._inside.keeper.give_up()  # a backup begun now would keep the old key
        if isinstance(self._entry, UnlockPage):
            self._entry.presenter.rekey(secret, new)

    def mishap(self, where: str) -> None:
        """The program made a mistake: say so calmly, wherever we are."""
        sentence = tr(
            "Something went wrong in the app. What you entered before is saved. If it"
            " happens again, tell support: {where}.",
            where=where,
        )
        self._tell(sentence)

    def say(self, sentence: str) -> None:
        """Say this where it is seen: out of hiding, on the page that is there."""
        if self.is_hidden:
            self.show_entry()
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        if self.is_open:
            self.inside.say(sentence)
        elif self._entry is not None:
            self._entry.say(sentence)

    def _reflowed(self, width: Width) -> None:
        if self._entry is not None:
            self._entry.set_width(width)
        for inside in (*self._insides.values(), self._practice):
            if inside is not None:
                inside.set_width(width)
