"""One visit on screen, held as the shell holds it, and what a person does there."""

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from visit_app.records import DetectedIssue, Encounter
from visit_app.ui.background import InlineBackground
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.safety_panel import SafetyPanel
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.saving import SaveState
from visit_app.ui.screen import ScreenContext
from visit_app.ui.visit.view import VisitScreen
from visit_app.vault.errors import DiskFull
from visit_app.visits import Desk, open_visit
from visit_app.visits.visit import VisitRecord

W = TypeVar("W", bound=QWidget)


class Disk:
    """Stands around `vault.put` of a desk and refuses while it is full."""

    def __init__(self, desk: Desk) -> None:
        self.full = False
        self.put = desk.vault.put

    def __call__(self, *records: object) -> None:
        if self.full:
            raise DiskFull()
        self.put(*records)


class Room:
    """Opens the visit at a step, and looks for things by their objectName."""

    def __init__(self, qtbot: QtBot, desk: Desk, visit: Encounter) -> None:
        self._qtbot = qtbot
        self.desk = desk
        self.visit_id = visit.id
        self.went: list[Place] = []
        self.said: list[str] = []
        self.hidden = 0
        self.window = QMainWindow()
        self.window.resize(1366, 900)
        qtbot.addWidget(self.window)
        self.screen: VisitScreen

    # --- the shell -----------------------------------------------------------------

    def open(self, step: str = "", width: Width = Width.WIDE) -> VisitScreen:
        """Build the screen at its place, as after unlocking, and show it."""
        self.screen = VisitScreen(self._context(), Place.visit(self.visit_id, step))
        self.screen.reflowed(width)
        self.window.setCentralWidget(self.screen)
        self.window.show()
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        self.screen.shown()
        return self.screen

    def rebuild(self) -> VisitScreen:
        """Lock and unlock: the screen goes and is built again from its place."""
        place = self.screen.place
        self.screen.leaving()
        return self.open(place.step)

    def narrow(self) -> None:
        """There is less room from now on."""
        self.screen.reflowed(Width.NARROW)

    def _context(self) -> ScreenContext:
        return ScreenContext(
            desk=self.desk,
            background=InlineBackground(),
            save_state=SaveState(self.desk),
            preferences=Preferences(),
            change_preferences=lambda _: None,
            go=self._go,
            offers=lambda _: True,
            back=lambda: None,
            hide=self._hide,
            announce=self._announce,
            surnames_shown=lambda: False,
        )

    def _go(self, place: Place) -> None:
        self.went.append(place)
        if place != self.screen.place:  # as the navigator has it
            self.screen.move_to(place)

    def _hide(self) -> None:
        self.hidden += 1

    def _announce(self, text: str, *, at_once: bool = False) -> None:
        del at_once
        self.said.append(text)

    # --- what is there -------------------------------------------------------------

    @property
    def record(self) -> VisitRecord:
        """The visit as it is in the vault."""
        return open_visit(self.desk, self.visit_id)

    @property
    def issue(self) -> DetectedIssue:
        """The one safety concern of the visit."""
        (issue,) = self.record.issues
        return issue

    def settle(self) -> None:
        """Let what was thrown away go, and what was added be shown."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()

    def all_named(self, name: str) -> list[QWidget]:
        """Everything shown under this name."""
        self.settle()
        found = self.screen.findChildren(QWidget, name)
        return [w for w in found if w.isVisibleTo(self.screen)]

    def find(self, name: str, kind: type[W]) -> W:
        """The one thing shown under this name."""
        (found,) = self.all_named(name)
        assert isinstance(found, kind)
        return found

    def words(self) -> str:
        """All words on screen."""
        self.settle()
        found = self.screen.findChildren(Text)
        return "\n".join(t.text() for t in found if t.isVisibleTo(self.screen))

    def all_text(self) -> str:
        """The words of everything shown that has a text, messages and chips too."""
        self.settle()
        found = [w for w in self.screen.findChildren(QWidget) if w.isVisible()]
        texts = [getattr(w, "text", None) for w in found]
        return "\n".join(str(text()) for text in texts if callable(text))

    @property
    def panel(self) -> SafetyPanel | None:
        """The safety panel, if it is shown."""
        self.settle()
        found = self.screen.findChild(SafetyPanel, "safety")
        assert found is None or isinstance(found, SafetyPanel)
        return found if found is not None and found.isVisible() else None

    @property
    def step(self) -> str:
        """The place inside the visit."""
        return self.screen.place.step

    # --- what a person does --------------------------------------------------------

    def focus(self) -> QWidget:
        """Where the focus is."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def key(self, *keys: str | Qt.Key) -> None:
        """Press these keys where the focus is; a text is typed letter by letter."""
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.focus(), key)
            else:
                QTest.keyClick(self.focus(), key)

    def press(self, name: str) -> None:
        """Press the button of this name with the keyboard."""
        button = self.find(name, QWidget)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def type(self, name: str, text: str) -> None:
        """Type into the field of this name."""
        field = self.find(name, QWidget)
        field.setFocus()
        QTest.keyClicks(field, text)
