"""The contract between the shell (window, lock, navigation) and every screen.

For the author of a screen
--------------------------
A screen is one folder under `ui/` with `view.py` (widgets: setters in, signals out) and
`presenter.py` (plain Python, no Qt, calls the verbs). `view.py` ends with

    def build(context: ScreenContext, place: Place) -> Screen: ...

and `app.py` names it once, in the registry of screens, under `place.name`.

1. **Nothing depends on a screen staying alive.** Locking (Ctrl+L, idle, sleep) and
   hiding (F8) destroy every screen and close the vault; after unlocking the shell
   builds the screen again from its `Place` and puts the focus and the caret back. So
   save every keystroke,
   `context.save_state.write(key, lambda desk: visits.answer(desk, ...))`, and read
   everything from the vault in `build`. A write that failed is kept and tried again;
   the screen then stays alive, unseen, until its writes reach the disk.
2. **Every control that takes the focus has an `objectName`**, unique in the screen and
   the same each time it is built ("word-1", "phq-9/44250-9"): the focus and the caret
   are found again by it. The name may stand on a composite (a Field) around it.
3. **Every change of place goes through `context.go(place)`**, also from step to step
   inside a visit: the shell then knows where to come back to. A screen that can show
   the new place itself says so by returning True from `move_to`.
4. Half-typed text that cannot be saved yet (a date such as "3 f") is handed over by
   `half_typed` and given back to `put_back`; never keep records there.
5. Slow work (PDF, search over everything, sync) goes through `context.background`; a
   result for a screen that is gone is dropped. One answer to disk is not slow.
6. No dialog's static functions and no `exec`: open it with `open()` and listen to its
   signals. The shell closes open dialogs when the screen is hidden or locked.
7. `reflowed(width)` is called once before `shown` and at each change of the room.
8. A hand-over page says True to `handed_over`: then no key leads out of it but Hide
   and Lock.
9. `title` is the page's own name ("Families"), never a person's: it is shown in the
   bar on narrow windows. The window's title is always "Visit".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from visit_app.ui.background import Runner
from visit_app.ui.focus import FocusKey, focus_key_in, put_focus
from visit_app.ui.kit.date_field import half_typed_dates, put_back_dates
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.saving import SaveState

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk


class Announce(Protocol):
    """Has the screen reader say what the screen shows without moving the focus."""

    def __call__(self, text: str, *, at_once: bool = False) -> None:
        """Say the text politely, or at once."""
        ...


class SurnamesShown(Protocol):
    """Whether surnames may be shown in lists (Ctrl+N); hidden again after a lock."""

    def __call__(self) -> bool:
        """True while they are shown."""
        ...


@dataclass(frozen=True)
class ScreenContext:
    """What a screen may use while the vault is open. Ask for it; keep nothing else.

    `save_state` belongs to this one screen. `go` and `back` leave the screen as soon as
    the event in hand is done; `offers(name)` says whether there is such a place to go
    to, which in practice there may not be. The theme is asked from the kit
    (`current_theme`).
    """

    desk: "Desk"
    background: Runner
    save_state: SaveState
    preferences: Preferences
    change_preferences: Callable[[Preferences], None]
    go: Callable[[Place], None]
    offers: Callable[[str], bool]
    back: Callable[[], None]
    hide: Callable[[], None]
    announce: Announce
    surnames_shown: SurnamesShown


class Screen(QWidget):
    """One page of the app. Subclasses lay themselves out in `__init__`."""

    nav: ClassVar[str] = ""
    """The entry of the navigation rail that this page belongs to ("families")."""

    whole_window: ClassVar[bool] = False
    """True for a visit: no navigation rail and no status line around it."""

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__()
        self.context = context
        self.place = place
        self.title = ""

    @property
    def handed_over(self) -> bool:
        """True while the parent holds the laptop: only Hide and Lock work then."""
        return False

    @property
    def has_unsaved(self) -> bool:
        """Whether a write failed and still waits: the shell then keeps this screen."""
        return self.context.save_state.has_unsaved

    def shown(self) -> None:
        """Called when the page is in the window. Override to set the first focus."""

    def reflowed(self, width: Width) -> None:
        """There is room for this: called before `shown`, and when it changes."""

    def leaving(self) -> None:
        """Called before another page, a lock or a hide: write what is not written."""
        self.context.save_state.retry()

    def refresh(self) -> None:
        """Read again and show: records came in, or surnames were shown or hidden."""

    def move_to(self, place: Place) -> bool:
        """Show another place inside this page (a step of the same visit), or False."""
        return False

    def search(self) -> bool:
        """Ctrl+F: put the focus into this page's own search field, if it has one."""
        return False

    def half_typed(self) -> Mapping[str, str]:
        """Text by objectName that cannot be saved yet, to be put back after a lock.

        What stands half typed in date fields needs no override.
        """
        return half_typed_dates(self)

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Take the half-typed texts back after the page was built again."""
        put_back_dates(self, texts)

    def focus_key(self) -> FocusKey:
        """Where the focus and the caret are, as plain data."""
        return focus_key_in(self)

    def restore_focus(self, key: FocusKey) -> bool:
        """Put the focus and the caret back; False when that control is not here now."""
        return put_focus(self, key)

    def rebind(self, context: ScreenContext) -> None:
        """Only for a page kept because a write failed: the vault was opened anew.

        The save state goes on with the new desk by itself. Override to hand the new
        context to a presenter that reads from the desk.
        """
        self.context = replace(context, save_state=self.context.save_state)
        self.context.save_state.rebind(context.desk)


Builder = Callable[[ScreenContext, Place], Screen]


@dataclass(frozen=True)
class Screens:
    """The registry: place name -> builder, home first; nothing else is offered."""

    builders: Mapping[str, Builder]

    def has(self, name: str) -> bool:
        """Whether there is a screen for this place."""
        return name in self.builders

    def build(self, context: ScreenContext, place: Place) -> Screen:
        """A new screen for the place; raises KeyError when there is none."""
        return self.builders[place.name](context, place)
