"""From place to place while the records are open, and back after a lock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from visit_app.ui.focus import FocusKey
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveNews
from visit_app.ui.screen import Screen, ScreenContext, Screens
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk

LONGEST_HISTORY = 50
MakeContext = Callable[["Desk"], ScreenContext]


@dataclass(frozen=True, slots=True)
class Remembered:
    """Where somebody was when the app locked: enough to come back to the caret."""

    place: Place
    focus: FocusKey = field(default_factory=FocusKey)
    texts: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Place, ...] = ()


class Navigator(QObject):
    """Builds screens, shows them, and lets them go.

    `shown(screen)` whenever the page changes; `saving(news)` for each news of any
    screen's saves; `failed(sentence)` when a place could not be shown.
    """

    shown = Signal(object)
    saving = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        screens: Screens,
        make_context: MakeContext,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screens, self._make_context = screens, make_context
        self._desk: Desk | None = None
        self._screen: Screen | None = None
        self._kept: dict[Place, Screen] = {}
        self._history: list[Place] = []
        self._home = Place(next(iter(screens.builders)))
        self._remembered = Remembered(self._home)
        self._width = Width.WIDE

    # --- what is open --------------------------------------------------------------

    @property
    def screen(self) -> Screen | None:
        """The page shown, None while locked."""
        return self._screen

    @property
    def handed_over(self) -> bool:
        """Whether the parent holds the laptop, so that no key may lead elsewhere."""
        return self._screen is not None and self._screen.handed_over

    @property
    def unsaved(self) -> tuple[Screen, ...]:
        """The pages with a write that did not reach the disk."""
        screens = [*self._kept.values(), *filter(None, [self._screen])]
        return tuple(screen for screen in screens if screen.has_unsaved)

    def open(self, desk: "Desk") -> None:
        """The records were unlocked: come back to where the lock found us."""
        self._desk = desk
        for screen in self._kept.values():
            screen.rebind(self._make_context(desk))
        self._drop_saved()
        before, self._remembered = self._remembered, Remembered(self._home)
        self._history = list(before.history)
        screen = self._show(self._screen_to_come_back_to(before.place))
        if screen.place != before.place:
            return
        screen.put_back(before.texts)
        if before.focus.name:
            screen.restore_focus(before.focus)

    def close(self) -> None:
        """Before a lock: write, remember the place and the caret, let every page go.

        The page goes even when it makes a mistake on the way.
        """
        screen = self._screen
        if screen is not None:
            try:
                self._leave(screen)
            finally:
                self._let_go(screen)
                self._screen, self._desk = None, None
        self._desk = None

    def _leave(self, screen: Screen) -> None:
        screen.leaving()
        self._remembered = Remembered(
            screen.place,
            screen.focus_key(),
            dict(screen.half_typed()),
            tuple(self._history),
        )
        _finish_typing(screen)

    def set_desk(self, desk: "Desk") -> None:
        """Another desk for the pages built from now on (the practitioner changed)."""
        self._desk = desk

    # --- going ---------------------------------------------------------------------

    def offers(self, name: str) -> bool:
        """Whether there is a screen for this place."""
        return self._screens.has(name)

    def go(self, place: Place) -> None:
        """Show this place; nothing while locked, or where it is not offered."""
        here = self._screen
        if self._desk is None or here is None or here.place == place:
            return
        if not self.offers(place.name):
            return
        before = here.place
        if here.move_to(place):
            exactly = here.place != before or _is_inside(before, place)
            if not exactly:  # else the page knows better where it is
                here.place = place
            return
        history = [*self._history, here.place][-LONGEST_HISTORY:]
        if self._replace(here, place):
            self._history = history

    def back(self) -> None:
        """Show the place before this one; home when there is none."""
        if self._screen is None:
            return
        place = self._history.pop() if self._history else self._home
        if place != self._screen.place:
            self._replace(self._screen, place)

    def set_width(self, width: Width) -> None:
        """There is this much room now."""
        self._width = width
        if self._screen is not None:
            self._screen.reflowed(width)

    def retry(self) -> bool:
        """Try every write that failed again; whether all are on disk now."""
        results = [screen.context.save_state.retry() for screen in self.unsaved]
        self._drop_saved()
        return all(results)

    # --- screens -------------------------------------------------------------------

    def _replace(self, here: Screen, place: Place) -> bool:
        """Show the place instead; stay here, and say why, when it cannot be shown."""
        here.leaving()
        try:
            screen = self._kept.pop(place, None) or self._build(place)
        except VaultError as error:
            self.failed.emit(str(error))
            return False
        self._let_go(here)
        self._show(screen)
        return True

    def _show(self, screen: Screen) -> Screen:
        self._screen = screen
        screen.reflowed(self._width)
        self.shown.emit(screen)
        screen.shown()
        _focus_inside(screen)
        announce(screen, screen.title)
        return screen

    def _build(self, place: Place) -> Screen:
        if self._desk is None:
            raise RuntimeError("no screen is built while the records are locked")
        screen = self._screens.build(self._make_context(self._desk), place)
        screen.setAccessibleName(screen.title)
        screen.context.save_state.follow(self._told)
        return screen

    def _screen_to_come_back_to(self, place: Place) -> Screen:
        """That page, or home when what it showed is not there any more."""
        try:
            return self._kept.pop(place, None) or self._build(place)
        except VaultError as error:
            self.failed.emit(str(error))
            return self._build(self._home)

    def _let_go(self, screen: Screen) -> None:
        """Destroy the page, unless a write of it still waits: then keep it, unseen."""
        screen.hide()
        if screen.has_unsaved:
            self._kept[screen.place] = screen
            return
        screen.context.save_state.unfollow(self._told)
        screen.deleteLater()

    def _drop_saved(self) -> None:
        for place, screen in list(self._kept.items()):
            if not screen.has_unsaved:
                del self._kept[place]
                self._let_go(screen)

    def _told(self, news: SaveNews) -> None:
        self.saving.emit(news)


def _is_inside(place: Place, around: Place) -> bool:
    """Whether this is a part of that: a question of the step that is asked for."""
    inside = place.step.startswith(f"{around.step}/")
    return bool(around.step) and inside and replace(place, step=around.step) == around


def _finish_typing(screen: Screen) -> None:
    """What a field does when it is left, it does now, while the records are open."""
    widget = screen.focusWidget()
    if widget is not None:
        widget.clearFocus()


def _focus_inside(screen: Screen) -> None:
    """A page that chose no first focus gets it on its first control."""
    if screen.focusWidget() is not None and screen.focusWidget() is not screen:
        return
    widget: QWidget | None = screen.nextInFocusChain()
    while widget is not None and widget is not screen:
        tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and screen.isAncestorOf(widget) and widget.isVisibleTo(screen):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
        widget = widget.nextInFocusChain()
