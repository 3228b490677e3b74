"""What holds on every step: names for the focus and the reader, no stray window."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.visit.room import Room

from visit_app.ui.focus import focus_key_in, put_focus
from visit_app.ui.kit.reflow import Width
from visit_app.visits import (
    finish,
    raise_concern,
)

STEPS = (
    "before",
    "conversation/words",
    "conversation/fear",
    "conversation/noticed",
    "conversation/support",
    "whooley",
    "phq-9/44250-9",
    "phq-9/all",
    "gad-7/69725-0",
    "epds/all",
    "questions",
    "summary",
    "referral",
    "referral/looking/pir",
    "finish",
)


def controls(screen: QWidget) -> list[QWidget]:
    found = screen.findChildren(QWidget)
    none = Qt.FocusPolicy.NoFocus
    return [w for w in found if w.focusPolicy() != none and w.isVisibleTo(screen)]


def spoken(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


@pytest.mark.parametrize("step", STEPS)
def test_every_control_is_named_and_found_again_after_locking(
    full: Room, step: str
) -> None:
    screen = full.open(step)
    full.settle()
    keys = []
    for control in controls(screen):
        assert spoken(control).strip(), (control, control.objectName())
        control.setFocus()
        if control.hasFocus():
            key = focus_key_in(screen)
            assert key.name, (control, spoken(control))
            assert not key.name.startswith("qt_"), (control, spoken(control))
            keys.append((key, type(control), spoken(control)))
    assert keys
    again = full.rebuild()
    full.settle()
    for key, kind, name in keys:
        assert put_focus(again, key), (key, kind, name)
        found = again.focusWidget()
        assert (type(found), spoken(found)) == (kind, name), key


class Windows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(  # noqa: N802 - Qt's name
        self, watched: QObject, event: QEvent
    ) -> bool:
        """Look only."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
        ):
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    windows = Windows()
    qapp.installEventFilter(windows)
    yield windows
    qapp.removeEventFilter(windows)


def test_no_part_of_a_page_is_ever_a_window(full: Room, windows: Windows) -> None:
    """A part shown before it is in its page would take the focus away."""
    full.open("before")
    for step in STEPS:
        full.screen.go_step(step)
        full.settle()
    raise_concern(full.desk, full.visit_id)
    full.rebuild()
    full.settle()
    assert windows.shown == ["QMainWindow"]


def test_a_signed_off_visit_is_read_and_not_changed_by_looking(full: Room) -> None:
    finish(full.desk, full.visit_id)
    before = full.record
    full.open()
    assert full.step == "finish"
    for step in STEPS:
        full.screen.go_step(step)
        full.settle()
        assert not full.screen.has_unsaved
    assert replace(full.record, letters=before.letters) == before  # a draft


def test_narrow_and_wide_again_keeps_the_focus(full: Room) -> None:
    screen = full.open("before")
    for step in STEPS:
        screen.go_step(step)
        full.settle()
        before, name = full.focus(), full.focus().accessibleName()
        for width in (Width.MEDIUM, Width.NARROW, Width.WIDE):
            screen.reflowed(width)
            full.settle()
        if step.endswith("/all"):  # narrow, one item is shown at a time
            assert full.focus().accessibleName() == name, step
        else:
            assert full.focus() is before, step
