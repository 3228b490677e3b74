"""The app's window in a rough world, and what must be after each step; window_fuzz.py.

The window is the real one with every screen, off-screen and in this process. Keys go
to whatever window has the keyboard, as the system gives them: pages, menus, calendars.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import shiboken6
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QWidget,
)
from tests.faults.window_disk import copy_as_it_lies
from tests.faults.window_hands import CTRL, K, RoughHands
from tests.faults.window_looks import Looks, differences, looks_of
from tests.journeys import locking

from visit_app.app import screens
from visit_app.records.clock import FixedClock
from visit_app.ui.background import Background, InlineBackground
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.themed import HOLDER
from visit_app.ui.lock.watch import Watch
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.watching import HIDE, LOCK, bind_keys
from visit_app.ui.window import Window
from visit_app.vault.errors import SlowDown
from visit_app.vault.journal_file import JournalFile
from visit_app.vault.kdf import FLOOR
from visit_app.visits import open_visit, steps

_PLACES = (
    Place.today(),
    Place.families(),
    Place.family("hassan"),
    Place.family_edit("hassan"),
    Place.family_edit("hassan", "amira"),
    Place.family_edit(),
    Place.services(),
    Place.settings(),
    Place.team(),
    Place.outcomes(),
    Place.looked("hassan"),
    Place.help(),
    Place.training(),
    Place.kept(),
    Place.take_over(),
    Place.another_team("hassan"),
    Place.family_fhir("hassan"),
    Place("backups"),
    Place("protection"),
)


class Wrong(AssertionError):
    """What must not be."""


@dataclass
class RoughClock(FixedClock):
    """The wall clock is set at will; the uptime goes on by itself."""

    up_s: float = 0.0

    def uptime(self) -> float:
        """Seconds since the laptop was started."""
        return self.up_s


@dataclass(frozen=True)
class Template:
    """Records that were made once, their recovery code, and the visit in them."""

    folder: Path
    code: str
    visit: str

    @classmethod
    def made_in(cls, folder: Path) -> "Template":
        """Amira and Yonis Hassan with Idris, and a visit in which all can be typed."""
        return cls(folder, *locking.make_records(folder))


class World(RoughHands):
    """One window, what was typed into it, and what happens to it."""

    def __init__(
        self,
        qapp: QApplication,
        root: Path,
        template: Template,
        seed: int,
        *,
        threads: bool,
    ) -> None:
        super().__init__(qapp, seed)
        self.root, self.template = root, template
        self.clock = RoughClock()
        self._threads = threads
        self.counts: Counter[str] = Counter()
        self.generation = 0
        self.seen: tuple[Place, Looks] | None = None  # when it was locked
        self.journal_is_full = False
        self.theme = ThemeHolder(qapp)
        self.theme.choose_scheme("light")
        self.begin_anew()

    # --- windows -----------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the records lie: after a kill the disk is another one."""
        return self.root / f"disk-{self.generation}"

    def begin_anew(self) -> None:
        """Fresh records, for what was erased, signed off or filled up."""
        self.generation += 1
        self.seen = None
        shutil.copytree(self.template.folder, self.folder)
        self._start()
        self._open()

    def _start(self) -> None:
        self.background = Background() if self._threads else InlineBackground()
        self.shell = Shell(
            Window(),
            RecordsFolder(self.folder, self.clock, FLOOR),
            self.background,
            theme=self.theme,
            preferences=Preferences(),
            make_screens=screens,
        )
        bind_keys(self.shell)
        watch = Watch(self.qapp, self.shell.idle.touched, self.shell)
        watch.answer(HIDE, self.shell.hide)
        watch.answer(LOCK, self.shell.lock)
        self.shell.window.resize(1366, 690)
        self.shell.show_entry()
        self.shell.window.show()
        self.shell.window.activateWindow()
        watch.watch(self.shell.window.windowHandle())
        if not QTest.qWaitForWindowActive(self.shell.window):
            raise Wrong("a window that is not active has no shortcuts")

    def end(self) -> None:
        """Close the window, whatever it asks."""
        self.shell.close()
        if isinstance(self.background, Background):
            self.background.close()
        shiboken6.delete(self.shell.window)
        self.settle()

    def leave(self) -> None:
        """Close it, and leave no theme behind."""
        self.end()
        self.qapp.setProperty(HOLDER, None)
        self.qapp.setStyleSheet("")
        self.qapp.setPalette(QPalette())
        self.theme.deleteLater()

    def _open(self) -> None:
        """The records, by their code: the slow secret is for `unlock_by_typing`."""
        while True:
            try:
                opened = self.shell.records.open(self.template.code)
            except SlowDown as wait:
                self.clock.forward(seconds=wait.seconds)
            else:
                break
        if self.shell.is_hidden:
            self.shell.show_entry()
        self.shell.opened(opened)
        self.settle()

    @property
    def practising(self) -> bool:
        """Invented families are open: nothing of it is kept."""
        return self.shell.is_open and self.shell.open_inside is None

    # --- going elsewhere ---------------------------------------------------------

    def go(self) -> None:
        """To another page, or a step of the visit."""
        navigator = self.shell.inside.navigator
        if navigator.handed_over or self.over_the_page():
            self.key()
            return
        place = self.chance.choice((*_PLACES, *self._steps(), *self._steps()))
        self.told = f"go {place.name} {place.step} {place.subject_id}"
        navigator.go(place)

    def _steps(self) -> tuple[Place, ...]:
        screen = self.shell.inside.navigator.screen
        if screen is None or self.practising:
            return ()
        visit, desk = self.template.visit, screen.context.desk
        found = steps(desk, open_visit(desk, visit))
        return tuple(Place.visit(visit, step.key) for step in found)

    # --- locking -----------------------------------------------------------------

    def lock(self) -> None:
        """Ctrl+L, F8, or nobody there for too long."""
        self.look()
        ways = ("lock", "lock", "hide", "idle")
        how = "lock" if self.practising else self.chance.choice(ways)
        self.told = how
        if how == "lock":
            self._press(K.Key_L, CTRL)
        elif how == "hide":
            self._press(K.Key_F8)
        else:
            self.clock.up_s += 3660
            self.shell.idle.check()
        if self.shell.is_open:
            raise Wrong(f"{how} does not lock")

    def look(self) -> None:
        """What stands on the page before it goes."""
        screen = self.shell.inside.navigator.screen
        if screen is None or self.practising:
            self.seen = None
            return
        self.seen = (screen.place, looks_of(screen))
        self.size = self.shell.window.size()

    def unlock(self) -> None:
        """And find what was there."""
        self._open()
        self.counts["came back"] += 1
        self.compare()

    def unlock_by_typing(self) -> None:
        """The passphrase, typed after a slip or two."""
        if self.shell.is_hidden:
            self._press(K.Key_Return)
        fields = [f for f in self.shell.window.findChildren(QLineEdit) if f.isVisible()]
        for field in fields[:1] if self.chance.random() < 0.3 else ():
            field.setFocus()
            QTest.keyClicks(field, "not this one")
            QTest.keyClick(field, K.Key_Return)
            self.settle()
            self._check_focus()
        self._open()
        self.compare()

    def compare(self) -> None:
        """What stands on the page against what stood there."""
        screen = self.shell.inside.navigator.screen
        seen, self.seen = self.seen, None
        if screen is None:
            raise Wrong("unlocked, and no page")
        if seen is None:
            return
        place, before = seen
        if screen.place != place:
            raise Wrong(f"it came back to {screen.place}, not {place}")
        if self.shell.window.size() != self.size:
            return  # where there is less room, less is shown
        self._same(place, before, looks_of(screen))

    def _same(self, place: Place, before: Looks, after: Looks) -> None:
        wrong = differences(before, after)
        if wrong:
            raise Wrong(f"{place.name} {place.step}: " + "; ".join(wrong))

    # --- the world ---------------------------------------------------------------

    def kill(self) -> None:
        """The laptop dies: go on with what lies on the disk at this moment."""
        self.look()
        screen = self.shell.inside.navigator.screen
        saved = screen is not None and not screen.has_unsaved
        half = [n.rpartition("/")[2] for n in screen.half_typed()] if screen else []
        before, self.generation = self.folder, self.generation + 1
        copy_as_it_lies(before, self.folder)
        self.end()
        shutil.rmtree(before)
        self._start()
        self._open()
        seen, self.seen = self.seen, None
        if seen is None or not saved:
            return
        place, looks = seen
        if not looks.is_kept_by_itself:
            return
        self.counts["killed with something"] += 1
        self.shell.inside.navigator.go(place)
        self.settle()
        screen = self.shell.inside.navigator.screen
        if screen is None or screen.place != place:
            raise Wrong(f"after a kill there is no {place}")
        self._same(place, looks.without(half), looks_of(screen).without(half))

    def close_and_start(self) -> None:
        """The window is closed, twice if it asks, and opened again."""
        for _ in range(3):
            if self.shell.window.close():
                break
            self.settle()
        else:
            raise Wrong("the window does not close")
        self.end()
        self.journal_is_full = False
        self._start()
        self._open()

    def fill_the_disk(self) -> None:
        """No page more can be written; or there is room again."""
        vault = self.shell.inside.vault
        if vault is None or self.practising:
            return
        with suppress(Exception), vault._database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            most = self.chance.choice((pages, 4294967294))
            self.told = f"fill_the_disk {most == pages}"
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    def fill_the_journals_disk(self) -> None:
        """The second file has no room; or it has again."""
        self.journal_is_full = not self.journal_is_full

    def set_the_clock(self) -> None:
        """By minutes, hours or days, either way."""
        self.clock.forward(hours=self.chance.choice((-48, -1, 0.1, 1, 30, 700)))

    @contextmanager
    def as_it_is(self) -> Iterator[None]:
        """The disk as it is for this step."""
        if not self.journal_is_full:
            yield
            return
        with mock.patch.object(JournalFile, "append", _no_room):
            yield

    def step(self, acts: "Mapping[Callable[[World], None], int]") -> str:
        """Do one of these, the heavier the more often; returns what it was."""
        act = self.chance.choices(list(acts), list(acts.values()))[0]
        self.told = ""
        with self.as_it_is():
            act(self)
            self.settle()
        self.counts[act.__name__] += 1
        return self.told or act.__name__

    # --- what must be ------------------------------------------------------------

    def check(self) -> None:
        """The keyboard is somewhere that is seen; locked, nothing of the records is."""
        self._check_focus()
        if self.shell.is_open:
            return
        if self.shell.has_unsaved:  # that page lives on, unseen, with its typing
            return
        for words in locking.words_left(self.shell):
            if any(name in words for name in locking.NAMES):
                raise Wrong(f"locked, and {words!r} is there")
        seen = self.seen[1].long_texts() if self.seen else ()
        left = set(locking.words_left(self.shell)).intersection(seen)
        if left:
            raise Wrong(f"locked, and {left} is there")

    def _check_focus(self) -> None:
        over = self.over_the_page()
        if over:
            return
        widget = self.shell.window.focusWidget()
        if widget is None:
            raise Wrong("nothing has the keyboard")
        if not widget.isVisible() or not widget.isEnabled():
            raise Wrong(f"the keyboard is in {_told(widget)}, which cannot be seen")
        if widget is self.scrolled_from:
            return
        self.scrolled_from = None
        if widget.visibleRegion().isEmpty():
            raise Wrong(f"the keyboard is in {_told(widget)}, which is out of sight")


def _told(widget: QWidget) -> str:
    name = widget.objectName() or widget.accessibleName()
    return f"{type(widget).__name__} {name!r}"


def _no_room(*_: object) -> None:
    raise OSError(28, "no space left")
